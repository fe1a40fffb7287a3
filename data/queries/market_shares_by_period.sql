-- One row per period and vendor of one market: the vendor's sales and the market's size.
with sizes as (
    select first_month, last_month, sum(size) as size
    from market_size
    where market = $market
        and first_month >= $first_month
        and last_month <= $last_month
        and ($segments is null or list_contains($segments, segment))
        and ($regions is null or list_contains($regions, region))
    group by first_month, last_month
),

vendors as (
    select
        first_month,
        last_month,
        vendor,
        bool_or(own or coalesce(vendor = $own, false)) as own,
        sum(sales) as sales
    from market_sales
    where market = $market
        and ($segments is null or list_contains($segments, segment))
        and ($regions is null or list_contains($regions, region))
        and ($lines is null or true)  -- a market is one, whatever line its products belong to
    group by first_month, last_month, vendor
)

select
    sizes.first_month,
    vendors.vendor,
    vendors.own,
    vendors.sales,
    sizes.size
from sizes
join vendors
    on vendors.first_month = sizes.first_month
    and vendors.last_month = sizes.last_month
order by sizes.first_month, vendors.sales desc nulls last, vendors.vendor;
