-- One row per product, period and part ($by: line, segment or region; null: none): the sums as stated, and what a
-- contribution and a return may use of them, as finance_periods says. Of the whole portfolio they are kept.
select product, line, part, first_month, last_month, unit_first, unit_last, revenue, variable_cost, investment,
    shared_cost, units, begins, finishes, matched_revenue, matched_cost, whole, invested, shared
from finance_period
where begins is not null
    and $by is null and $lines is null and $segments is null and $regions is null
    and basis = $basis
    and first_month >= $first_month
    and last_month <= $last_month
union all by name
select product, line, part, first_month, last_month, unit_first, unit_last, revenue, variable_cost, investment,
    shared_cost, units, begins, finishes, matched_revenue, matched_cost, whole, invested, shared
from finance_periods($lines, $segments, $regions, $by)
where begins is not null
    and not ($by is null and $lines is null and $segments is null and $regions is null)
    and basis = $basis
    and first_month >= $first_month
    and last_month <= $last_month
order by product, part, first_month, last_month;
