-- One row per product and period: its sums, over all time.
select
    product,
    any_value(line) as line,
    first_month as month,
    last_month,
    sum(revenue) as revenue,
    sum(variable_cost) as variable_cost,
    sum(investment) as investment
from finance_sums
where cut = ($segments is not null or $regions is not null)
    and basis = $basis
    and ($lines is null or list_contains($lines, line))
    and ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
group by product, first_month, last_month
order by product, first_month;
