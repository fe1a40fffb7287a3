-- One row per line, segment or region, as $by says: its sums over a window; null where a measure is not given.
select
    case $by when 'line' then line when 'segment' then segment else region end as product,
    sum(revenue) as revenue,
    sum(variable_cost) as variable_cost,
    sum(investment) as investment,
    sum(shared_cost) as shared_cost,
    sum(units) as units
from finance_sums
where cut = ($segments is not null or $regions is not null or $by <> 'line')
    and basis = $basis
    and first_month >= $first_month
    and last_month <= $last_month
    and ($lines is null or list_contains($lines, line))
    and ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
    and case $by when 'line' then line when 'segment' then segment else region end is not null
group by case $by when 'line' then line when 'segment' then segment else region end
having bool_or(given)
order by product;
