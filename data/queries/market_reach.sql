-- One row per market, segment, region and period of which is given what can be served or won of it: its size, that, and
-- their unit.
with parts as (
    select
        market,
        segment,
        region,
        first_month,
        last_month,
        measure,
        one_size(amount, vendor, product) as amount,
        string_agg(distinct currency, ', ' order by currency) as unit
    from market_within($first_month, $last_month, $segments, $regions, $lines)
    where measure in ('size', 'served', 'winnable')
    group by market, segment, region, first_month, last_month, measure
)

select
    market,
    segment,
    region,
    first_month,
    last_month,
    max(amount) filter (where measure = 'size') as size,
    max(amount) filter (where measure = 'served') as served,
    max(amount) filter (where measure = 'winnable') as winnable,
    coalesce(max(unit), '') as unit
from parts
group by market, segment, region, first_month, last_month
having count(*) filter (where measure <> 'size') > 0
order by market, segment, region, first_month;
