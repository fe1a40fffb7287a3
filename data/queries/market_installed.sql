-- One row per market, segment, region, period, vendor and unit of which an installed base is given: how many there are.
select
    market,
    segment,
    region,
    first_month,
    last_month,
    coalesce(vendor, product) as vendor,
    coalesce(bool_or(own), false)
    or coalesce(list_contains($own, coalesce(vendor, product)), false)
    or coalesce(coalesce(vendor, product) in (select marked.vendor from market_current as marked where marked.own), false)
        as own,
    unit,
    sum(amount) as installed
from market_within($first_month, $last_month, $segments, $regions, $lines)
where measure = 'installed'
group by market, segment, region, first_month, last_month, coalesce(vendor, product), unit
order by market, first_month desc, segment, region, installed desc, coalesce(vendor, product);
