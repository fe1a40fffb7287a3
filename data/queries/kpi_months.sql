-- One row per period that has KPI figures.
select distinct
    first_month,
    grain
from kpi_current
order by first_month, grain;
