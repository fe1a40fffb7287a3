-- One row per market, segment, region, period and basis that a size is given for and has not been yet: forecast, budget.
select
    market.market,
    market.segment,
    market.region,
    market.period as first_month,
    last_month(market.period, market.grain) as last_month,
    market.basis,
    coalesce(string_agg(distinct market.currency, ', ' order by market.currency), '') as unit,
    one_size(market.amount, market.vendor, market.product) as size
from market
join effective
    on effective.upload_id = market.upload_id
    and effective.kind = 'market'
    and effective.period = market.period
    and effective.basis = market.basis
where market.basis <> '' and market.measure = 'size'
    and ($segments is null or list_contains($segments, market.segment))
    and ($regions is null or list_contains($regions, market.region))
group by all
order by market.market, market.segment, market.region, first_month;
