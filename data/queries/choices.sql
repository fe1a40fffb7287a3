-- One row per value that a filter offers: the column it filters and the value.
select distinct 'line' as filter, line as choice from finance_monthly where line is not null
union all
select distinct 'segment', segment from finance_monthly where segment is not null
union all
select distinct 'region', region from finance_monthly where region is not null
union all
select distinct 'basis', basis from finance_monthly where coalesce(revenue, variable_cost, investment) is not null
order by filter, choice;
