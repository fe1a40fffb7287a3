-- One row per measure column of an upload; difference is what the sheet holds and neither the store nor what was
-- rejected or left out accounts for.
select
    sheet.sheet,
    control_total.heading,
    control_total.measure,
    control_total.cells,
    control_total.sheet_total,
    control_total.rejected_total,
    control_total.left_out_total,
    control_total.store_total,
    round(
        control_total.sheet_total
        - control_total.rejected_total
        - control_total.left_out_total
        - control_total.store_total,
        2
    ) as difference
from control_total
join sheet on sheet.upload_id = control_total.upload_id and sheet.sheet_id = control_total.sheet_id
where control_total.upload_id = $upload_id
order by control_total.sheet_id, control_total.column_number;
