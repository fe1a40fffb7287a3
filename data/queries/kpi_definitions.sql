-- One row per KPI with results or a definition: the newest register that names it, else what its results tell of it.
with defined as (
    select
        kpi_key(kpi_definition.kpi) as key,
        first(kpi_definition.kpi order by upload_id desc, row_number) as kpi,
        first(direction order by upload_id desc, row_number) as direction,
        first(unit order by upload_id desc, row_number) as unit,
        first(low order by upload_id desc, row_number) as low,
        first(high order by upload_id desc, row_number) as high,
        first(amber order by upload_id desc, row_number) as amber,
        first(tolerance order by upload_id desc, row_number) as tolerance,
        first(weight order by upload_id desc, row_number) as weight,
        first(adds_up order by upload_id desc, row_number) as adds_up,
        first(description order by upload_id desc, row_number) as description
    from kpi_definition
    join effective using (upload_id)
    where effective.kind = 'kpi_definition'
    group by kpi_key(kpi_definition.kpi)
),

ranked as (
    select
        kpi_key(kpi_told.kpi) as key,
        kpi_told.*,
        coalesce(list_position(['definition', 'answer', 'target', 'name'], kpi_told.direction_from), 5) as rank
    from kpi_told
    join upload using (upload_id)
    where upload.withdrawn_at is null
),

told as (
    select
        key,
        first(direction order by rank, upload_id desc, row_number) as direction,
        first(direction_from order by rank, upload_id desc, row_number) as direction_from,
        first(unit order by upload_id desc, row_number) filter (where unit is not null) as unit,
        first(low order by upload_id desc, row_number) filter (where coalesce(low, high) is not null) as low,
        first(high order by upload_id desc, row_number) filter (where coalesce(low, high) is not null) as high,
        first(amber order by upload_id desc, row_number) filter (where amber is not null) as amber,
        first(tolerance order by upload_id desc, row_number) filter (where tolerance is not null) as tolerance,
        first(weight order by upload_id desc, row_number) filter (where weight is not null) as weight,
        first(adds_up order by upload_id desc, row_number) filter (where adds_up is not null) as adds_up,
        bool_and(fraction) as fraction,
        first(description order by upload_id desc, row_number) filter (where description is not null) as description
    from ranked
    group by key
),

names as (
    select distinct
        kpi,
        kpi_key(kpi) as key
    from kpi_result
    union
    select
        kpi,
        key
    from defined
    where key not in (select kpi_key(kpi) from kpi_result)
)

select
    names.kpi,
    nullif(coalesce(defined.direction, told.direction), 'neither') as direction,
    case when defined.direction is not null then 'definition' else told.direction_from end as direction_from,
    coalesce(defined.unit, told.unit) as unit,
    case when coalesce(defined.low, defined.high) is null then told.low else defined.low end as low,
    case when coalesce(defined.low, defined.high) is null then told.high else defined.high end as high,
    coalesce(defined.amber, told.amber) as amber,
    coalesce(defined.tolerance, told.tolerance) as tolerance,
    coalesce(defined.weight, told.weight) as weight,
    coalesce(defined.adds_up, told.adds_up) as adds_up,
    told.fraction,
    coalesce(defined.description, told.description) as description
from names
left join defined using (key)
left join told using (key)
where coalesce(defined.kpi, told.key) is not null
order by names.kpi;
