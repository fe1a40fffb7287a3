-- One row per figure that counts: what it is of, and the sum of its cells.
select
    'finance' as kind,
    product as subject,
    measure,
    basis,
    first_month::varchar as period,
    sum(amount)::decimal(38, 4) as amount
from finance_current
group by product, measure, basis, first_month
union all
select
    'market',
    concat_ws(' · ', market, segment, region, vendor),
    measure,
    '',
    first_month::varchar,
    sum(amount)::decimal(38, 4)
from market_current
group by market, segment, region, vendor, measure, first_month
union all
select
    'kpi',
    concat_ws(' · ', kpi, product, segment),
    measure,
    '',
    first_month::varchar,
    try_cast(sum(amount) as decimal(38, 4))
from kpi_current
group by kpi, product, segment, measure, first_month;
