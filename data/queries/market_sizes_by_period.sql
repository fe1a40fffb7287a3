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
    and ($lines is null or market in (
        select market_current.market
        from market_current
        join product_register on product_register.product = market_current.product
        where list_contains($lines, product_register.line)
    ))
order by market, first_month, segment, region;
