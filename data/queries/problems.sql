-- One row per problem of an upload, in the order of its sheets.
select
    severity,
    code,
    sheet,
    row_number,
    column_number,
    sentence
from problem
where upload_id = $upload_id
order by sheet, row_number nulls last, column_number;
