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
    concat_ws(' · ', market.market, market.segment, market.region, market.vendor),
    market.measure,
    '',
    market.period::varchar,
    sum(market.amount)::decimal(38, 4)
from market
join effective
    on effective.upload_id = market.upload_id
    and effective.kind = 'market'
    and effective.period = market.period
group by market.market, market.segment, market.region, market.vendor, market.measure, market.period
union all
select
    'kpi',
    concat_ws(' · ', kpi.kpi, coalesce(alias.product, kpi.product), kpi.segment),
    kpi.measure,
    '',
    kpi.period::varchar,
    try_cast(sum(kpi.amount) as decimal(38, 4))
from kpi
join effective on effective.upload_id = kpi.upload_id and effective.kind = 'kpi' and effective.period = kpi.period
left join alias on alias.name = kpi.product
group by kpi.kpi, coalesce(alias.product, kpi.product), kpi.segment, kpi.measure, kpi.period;
