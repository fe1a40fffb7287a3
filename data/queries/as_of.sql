-- One row: the first and last month with actual figures, or of all figures where there are no actuals.
select
    min(first_month) as first_month,
    coalesce(max(last_month) filter (where basis = 'actual'), max(last_month)) as last_month
from finance_monthly
where coalesce(revenue, variable_cost, investment) is not null;
