-- One row per kind, period and basis for which an upload speaks; a register speaks for all time.
insert into coverage
select distinct upload_id, 'finance', period, basis from finance where upload_id = $upload_id
union all
select distinct upload_id, 'market', period, basis from market where upload_id = $upload_id
union all
select distinct upload_id, 'kpi', period, '' from kpi where upload_id = $upload_id
union all
select distinct upload_id, kind, date '0001-01-01', '' from sheet
where upload_id = $upload_id
    and kind in ('kpi_definition', 'product', 'objective', 'initiative', 'rating');
