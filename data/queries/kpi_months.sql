-- One row per period that has KPI figures, or finance figures to hold against their budget.
select distinct
    if(grain = 'week', month_of_week(first_month), first_month) as first_month,
    if(grain = 'week', month_of_week(first_month), last_month(first_month, grain)) as last_month
from kpi_result
where actual is not null
union
select distinct
    first_month,
    last_month
from finance_monthly
where basis = 'actual'
    and given
    and first_month in (select distinct finance_monthly.first_month from finance_monthly where finance_monthly.basis = 'budget')
order by first_month, last_month;
