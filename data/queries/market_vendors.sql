-- One row per market, segment, region, vendor and own product: its sales over a window, and in how many periods.
select
    market,
    segment,
    region,
    vendor,
    own or coalesce(vendor = $own, false) as own,
    product,
    sum(sales) as sales,
    count(sales)::integer as periods
from market_sales
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
group by market, segment, region, vendor, own, product
order by market, segment, region, vendor, product;
