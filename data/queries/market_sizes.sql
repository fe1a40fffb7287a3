-- One row per market, segment and region: its size over a window, in how many periods, and its unit.
select
    market,
    segment,
    region,
    sum(size) as size,
    count(*)::integer as periods,
    count(stated)::integer as stated_periods,
    string_agg(distinct unit, ', ' order by unit) as unit
from market_size
where first_month >= $first_month
    and last_month <= $last_month
    and ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
    and ($lines is null or market in (
        select market_current.market
        from market_current
        join product_register on product_register.product = market_current.product
        where list_contains($lines, product_register.line)
    ))
group by market, segment, region
order by market, segment, region;
