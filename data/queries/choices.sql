-- One row per value that a filter offers: the column it filters and the value; and per kind of figures that there are.
select distinct 'line' as filter, line as choice from finance_monthly where line is not null
union
select distinct 'line', line from product_register where line is not null
union
select distinct 'segment', segment from finance_monthly where segment is not null
union
select distinct 'segment', segment from market_current where segment is not null
union
select distinct 'region', region from finance_monthly where region is not null
union
select distinct 'region', region from market_current where region is not null
union
select distinct 'basis', basis from finance_monthly where coalesce(revenue, variable_cost, investment) is not null
union
select distinct 'market', 'any' from market_current
union
select distinct 'kpi', 'any' from kpi_current where measure = 'actual'
union
select distinct 'kpi', 'any' from finance_monthly where basis = 'budget'
order by filter, choice;
