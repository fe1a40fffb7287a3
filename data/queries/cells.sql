-- One row per spreadsheet cell behind a figure: where it stands, what it holds, and its sign in the figure.
select
    finance_current.product,
    finance_current.measure,
    finance_current.first_month as month,
    finance_current.segment,
    finance_current.region,
    finance_current.amount,
    upload.file_name as file,
    sheet.sheet,
    if(sheet.turned, finance_current.row_number, finance_current.column_number) as column_number,
    if(sheet.turned, finance_current.column_number, finance_current.row_number) as row_number,
    finance_current.raw
from finance_current
join upload on upload.upload_id = finance_current.upload_id
join sheet on sheet.upload_id = finance_current.upload_id and sheet.sheet_id = finance_current.sheet_id
where finance_current.basis = $basis
    and finance_current.first_month >= $first_month
    and finance_current.last_month <= $last_month
    and list_contains($measures, finance_current.measure)
    and ($products is null or list_contains($products, finance_current.product))
    and ($lines is null or list_contains($lines, finance_current.line))
    and ($segments is null or list_contains($segments, finance_current.segment))
    and ($regions is null or list_contains($regions, finance_current.region))
order by
    finance_current.measure,
    finance_current.product,
    finance_current.first_month,
    finance_current.upload_id,
    finance_current.sheet_id,
    finance_current.row_number,
    finance_current.column_number;
