-- One row per KPI, product, segment and period: actual and target in the KPI's own unit; the mean of repeated cells.
select
    kpi,
    product,
    segment,
    first_month,
    grain,
    avg(amount) filter (where measure = 'actual') as actual,
    avg(amount) filter (where measure = 'target') as target,
    (count(*) - count(distinct measure))::integer as repeated
from kpi_current
where ($lines is null or product in (select product_register.product from product_register where list_contains($lines, product_register.line)))
    and ($segments is null or list_contains($segments, segment))
group by kpi, product, segment, first_month, grain
order by kpi, product, segment, first_month;
