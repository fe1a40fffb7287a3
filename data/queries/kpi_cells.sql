-- One row per spreadsheet cell of one KPI of one product and segment: where it stands and what it holds.
select
    kpi_current.measure,
    kpi_current.first_month as month,
    kpi_current.amount,
    upload.file_name as file,
    sheet.sheet,
    if(sheet.turned, kpi_current.row_number, kpi_current.column_number) as column_number,
    if(sheet.turned, kpi_current.column_number, kpi_current.row_number) as row_number,
    kpi_current.raw
from kpi_current
join upload on upload.upload_id = kpi_current.upload_id
join sheet on sheet.upload_id = kpi_current.upload_id and sheet.sheet_id = kpi_current.sheet_id
where kpi_current.kpi = $kpi
    and coalesce(kpi_current.product, '') = $product
    and concat_ws(', ', kpi_current.segment, kpi_current.region) = $segment
order by
    kpi_current.measure,
    kpi_current.first_month desc,
    kpi_current.upload_id,
    kpi_current.sheet_id,
    kpi_current.row_number,
    kpi_current.column_number;
