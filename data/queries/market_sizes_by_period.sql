-- One row per market, segment, region and period: its size and unit.
select
    market,
    segment,
    region,
    first_month,
    last_month,
    size,
    unit
from market_size
where ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
order by market, first_month, segment, region;
