-- One row per product: its sums over a window; null where a measure is not given.
select
    product,
    any_value(line) as line,
    sum(revenue) as revenue,
    sum(variable_cost) as variable_cost,
    sum(investment) as investment,
    sum(shared_cost) as shared_cost,
    sum(units) as units
from finance_sums
where cut = ($segments is not null or $regions is not null)
    and basis = $basis
    and first_month >= $first_month
    and last_month <= $last_month
    and ($lines is null or list_contains($lines, line))
    and ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
group by product
having bool_or(given)
order by product;
