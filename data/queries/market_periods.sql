-- One row per market, period and vendor: its sales, and the market's size in that period.
with sizes as (
    select market, first_month, last_month, sum(size) as size
    from market_size
    where ($segments is null or list_contains($segments, segment))
        and ($regions is null or list_contains($regions, region))
    group by market, first_month, last_month
),

vendors as (
    select market, first_month, last_month, vendor, bool_or(own or coalesce(vendor = $own, false)) as own, sum(sales) as sales
    from market_sales
    where ($segments is null or list_contains($segments, segment))
        and ($regions is null or list_contains($regions, region))
    group by market, first_month, last_month, vendor
)

select
    sizes.market,
    sizes.first_month,
    sizes.last_month,
    sizes.size,
    vendors.vendor,
    vendors.own,
    vendors.sales
from sizes
left join vendors
    on vendors.market = sizes.market
    and vendors.first_month = sizes.first_month
    and vendors.last_month = sizes.last_month
order by sizes.market, sizes.first_month, vendors.sales desc nulls last, vendors.vendor;
