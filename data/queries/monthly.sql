-- One row per period: the filtered portfolio's sums.
select
    first_month as month,
    sum(revenue) as revenue,
    sum(variable_cost) as variable_cost,
    sum(investment) as investment,
    sum(shared_cost) as shared_cost
from finance_sums
where cut = ($segments is not null or $regions is not null)
    and basis = $basis
    and first_month >= $first_month
    and last_month <= $last_month
    and ($lines is null or list_contains($lines, line))
    and ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
group by first_month
order by first_month;
