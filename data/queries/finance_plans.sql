-- One row per product and period with actual figures and a budget of it: revenue and contribution of both; a contribution
-- is null where not all of the period's revenue and cost are known.
with periods as (
    select product, line, basis, first_month, last_month, revenue, matched_revenue, matched_cost, whole
    from finance_period
    where $lines is null and $segments is null and $regions is null
    union all by name
    select product, line, basis, first_month, last_month, revenue, matched_revenue, matched_cost, whole
    from finance_periods($lines, $segments, $regions, null)
    where not ($lines is null and $segments is null and $regions is null)
)

select
    product,
    any_value(line) as line,
    first_month,
    case datediff('month', first_month, last_month) when 0 then 'month' when 2 then 'quarter' else 'year' end as grain,
    sum(revenue) filter (where basis = 'actual') as revenue,
    sum(revenue) filter (where basis = 'budget') as planned_revenue,
    sum(matched_revenue - matched_cost) filter (where basis = 'actual' and whole) as contribution,
    sum(matched_revenue - matched_cost) filter (where basis = 'budget' and whole) as planned_contribution
from periods
where basis in ('actual', 'budget')
group by product, first_month, last_month
having count(*) filter (where basis = 'budget') > 0
order by product, first_month;
