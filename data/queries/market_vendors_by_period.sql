-- One row per market, segment, region, period, vendor and own product: its sales, and what it holds of the size (share ×
-- size where the share is given, else its sales). A vendor that any row says is one's own is so everywhere; names of
-- one's own company beside them are one vendor, by the first of them.
select
    market,
    segment,
    region,
    first_month,
    last_month,
    case when list_contains($own, vendor) then $own[1] else vendor end as vendor,
    vendor in (select marked.vendor from market_sales as marked where marked.own)
    or coalesce(list_contains($own, vendor), false) as own,
    product,
    sales,
    held
from market_sales
where ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
    and ($lines is null or market in (from markets_of($lines)))
order by market, first_month, segment, region, vendor, product;
