-- One row per broken rule: the sentence that says it.
with stored as (
    select upload_id, sheet_id, column_number, count(*) as cells, sum(amount) as total
    from finance
    group by all
    union all
    select upload_id, sheet_id, column_number, count(*) as cells, sum(amount) as total
    from market
    group by all
    union all
    select upload_id, sheet_id, column_number, count(*) as cells, try_cast(sum(amount) as decimal(38, 4)) as total
    from kpi
    group by all
),

given as (
    select distinct upload_id, 'finance' as kind, period, basis from finance
    union all
    select distinct upload_id, 'market', period, basis from market
    union all
    select distinct upload_id, 'kpi', period, '' from kpi
),

repeated as (
    select upload_id, sheet_id, row_number, column_number
    from finance
    group by all
    having count(*) > 1
)

select
    'Upload ' || control_total.upload_id || ', column “' || control_total.heading
    || '” held ' || control_total.store_total || ' and holds ' || coalesce(stored.total::varchar, 'nothing')
    || '.' as fault
from control_total
join sheet on sheet.upload_id = control_total.upload_id and sheet.sheet_id = control_total.sheet_id
left join stored
    on stored.upload_id = control_total.upload_id
    and stored.sheet_id = control_total.sheet_id
    and stored.column_number = control_total.column_number
where sheet.kind in ('finance', 'market', 'kpi')
    and (
        abs(coalesce(stored.total, 0) - control_total.store_total) > case sheet.kind
            when 'kpi' then greatest(0.0001, abs(control_total.store_total)::double / 1000000)  -- sums of doubles
            else 0
        end
        or coalesce(stored.cells, 0) <> control_total.cells
    )
union all
select 'Upload ' || upload_id || ' has two facts of one cell, in row ' || row_number || '.'
from repeated
union all
select 'Upload ' || upload_id || ' has facts and is not in the history.'
from (select distinct upload_id from given) as orphans
where upload_id not in (select upload_id from upload)
union all
select distinct
    'Upload ' || given.upload_id || ' has ' || given.kind || ' figures of ' || strftime(given.period, '%Y-%m')
    || ' that can never count.'
from given
anti join coverage
    on coverage.upload_id = given.upload_id
    and coverage.kind = given.kind
    and coverage.period = given.period
    and coverage.basis = given.basis
union all
select 'A finance fact has the unknown basis “' || basis || '”.'
from (select distinct basis from finance) as bases
where basis not in ('actual', 'budget', 'forecast')
union all
select 'The sums by month are not those of the cells. Load any file to make them anew.'
where exists (
    (select * from live_finance_monthly except all select * from finance_monthly)
    union all
    (select * from finance_monthly except all select * from live_finance_monthly)
)
union all
select 'The sums by cell are not those of the sheets. Load any file to make them anew.'
where exists (
    (select * from live_finance_cell except all select * from finance_cell)
    union all
    (select * from finance_cell except all select * from live_finance_cell)
)
union all
select 'What may be used of each period is not what the cells say. Load any file to make it anew.'
where exists (
    (select * from live_finance_period except all select * from finance_period)
    union all
    (select * from finance_period except all select * from live_finance_period)
)
union all
select 'The sums of markets are not those of the cells. Load any file to make them anew.'
where exists (
    (select * from live_market_size except all select * from market_size)
    union all
    (select * from market_size except all select * from live_market_size)
)
or exists (
    (select * from live_market_sales except all select * from market_sales)
    union all
    (select * from market_sales except all select * from live_market_sales)
);
