-- One row per KPI, product, part (its segment, its region, or both) and period: actual and target in the KPI's own unit, the mean of repeated cells, and the sums of which they are ratios.
select
    kpi,
    product,
    nullif(concat_ws(', ', segment, region), '') as segment,
    first_month,
    grain,
    actual,
    target,
    above,
    below,
    planned_above,
    planned_below,
    concat_ws(' and ', if(segment is null, null, 'segment'), if(region is null, null, 'region')) as cut,
    repeated
from kpi_result
where ($lines is null or product in (from products_of($lines)))
    and ($segments is null or list_contains($segments, segment))
order by kpi, product, segment, first_month;
