-- One row per market, segment, region and period: what its size is given as (stated, implied by sales and shares of some
-- vendors, or added up), its unit, and whether
-- its market lists single sales (on average two rows or more for one vendor and period) and not a figure a vendor.
with listed as (
    select market
    from market_current
    where measure = 'sales'
    group by market
    having count(*) >= 2 * count(distinct (segment, region, first_month, last_month, vendor, product))
)

select
    market,
    segment,
    region,
    first_month,
    last_month,
    size,
    stated,
    implied,
    unit,
    market in (from listed) as listed
from market_size
where ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
    and ($lines is null or market in (from markets_of($lines)))
order by market, first_month, segment, region;
