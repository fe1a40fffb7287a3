-- One row per loaded sheet of an upload.
select
    sheet,
    kind,
    rows,
    loaded_rows,
    left_out_rows,
    rows - loaded_rows - left_out_rows as rejected_rows
from sheet
where upload_id = $upload_id
order by sheet_id;
