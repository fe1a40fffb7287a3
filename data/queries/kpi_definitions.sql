-- One row per KPI that is defined: the first row of the newest register that names it.
select
    kpi_definition.kpi,
    first(kpi_definition.direction order by kpi_definition.upload_id desc, kpi_definition.row_number) as direction,
    first(kpi_definition.unit order by kpi_definition.upload_id desc, kpi_definition.row_number) as unit,
    first(kpi_definition.low order by kpi_definition.upload_id desc, kpi_definition.row_number) as low,
    first(kpi_definition.high order by kpi_definition.upload_id desc, kpi_definition.row_number) as high,
    first(kpi_definition.amber order by kpi_definition.upload_id desc, kpi_definition.row_number) as amber,
    first(kpi_definition.weight order by kpi_definition.upload_id desc, kpi_definition.row_number) as weight,
    first(kpi_definition.description order by kpi_definition.upload_id desc, kpi_definition.row_number) as description
from kpi_definition
join effective on effective.upload_id = kpi_definition.upload_id and effective.kind = 'kpi_definition'
group by kpi_definition.kpi
order by kpi_definition.kpi;
