-- One row per figure of an upload, and one per register with its rows, as data/replaced.py compares them.
select 'finance' as kind, product as subject, null::varchar as product, segment, region, null::varchar as vendor,
    measure, basis, period, amount, null::double as value, 1 as figures
from finance
where upload_id = $upload_id
union all
select 'market', market, product, segment, region, vendor, measure, basis, period, amount, null, 1
from market
where upload_id = $upload_id
union all
select 'kpi', kpi, product, segment, null, null, measure, '', period, null, amount, 1
from kpi
where upload_id = $upload_id
union all
select kind, null, null, null, null, null, null, '', date '0001-01-01', null, null, loaded_rows
from sheet
where upload_id = $upload_id
    and kind in ('kpi_definition', 'product', 'objective', 'initiative', 'rating');
