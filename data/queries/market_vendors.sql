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
group by market, segment, region, vendor, own, product
order by market, segment, region, vendor, product;
