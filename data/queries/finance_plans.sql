-- One row per product and month with actual figures and a budget of it: revenue and contribution of both.
select
    product,
    any_value(line) as line,
    first_month,
    case datediff('month', first_month, last_month) when 0 then 'month' when 2 then 'quarter' else 'year' end as grain,
    sum(revenue) filter (where basis = 'actual') as revenue,
    sum(revenue) filter (where basis = 'budget') as planned_revenue,
    sum(revenue) filter (where basis = 'actual') - sum(variable_cost) filter (where basis = 'actual') as contribution,
    sum(revenue) filter (where basis = 'budget') - sum(variable_cost) filter (where basis = 'budget')
        as planned_contribution
from finance_sums
where cut = ($segments is not null or $regions is not null)
    and basis in ('actual', 'budget')
    and ($lines is null or list_contains($lines, line))
    and ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
group by product, first_month, last_month
having count(*) filter (where basis = 'budget') > 0
order by product, first_month;
