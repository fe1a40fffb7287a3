-- What pages sum again and again, filled anew at the end of every load.
delete from finance_monthly;
insert into finance_monthly by name
select *
from live_finance_monthly;

delete from finance_cell;
insert into finance_cell by name
select *
from live_finance_cell;

delete from finance_period;
insert into finance_period by name
select *
from live_finance_period;

delete from market_size;
insert into market_size by name
select *
from live_market_size;

delete from market_sales;
insert into market_sales by name
select *
from live_market_sales;

delete from kpi_result;
insert into kpi_result by name
select *
from live_kpi_result;

delete from choice;
insert into choice by name
with cuts as materialized (
    select distinct segment, region from finance_current
)

select distinct 'line' as filter, line as choice from finance_monthly where line is not null
union
select distinct 'line', line from product_register where line is not null
union
select distinct 'segment', segment from cuts where segment is not null
union
select distinct 'segment', segment from market_size where segment is not null
union
select distinct 'region', region from cuts where region is not null
union
select distinct 'region', region from market_size where region is not null
union
select distinct 'basis', basis from finance_monthly where given
union
select distinct 'market', 'any' from market_size
union
select distinct 'kpi', 'any' from kpi_result where actual is not null
union
select distinct 'kpi', 'any' from finance_monthly where basis = 'budget';
