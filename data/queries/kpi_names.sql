-- One row per KPI that has results.
select distinct kpi
from kpi_result
order by kpi;
