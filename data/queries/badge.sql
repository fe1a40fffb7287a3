-- One row: what the bar says of trust: currency, sample, rows rejected, uploads that count: not withdrawn, nor replaced.
select
    (select string_agg(distinct currency, ', ') from finance_monthly where currency <> '') as currency,
    coalesce(bool_or(upload.sample), false) as sample,
    count(*)::integer as uploads,
    string_agg(upload.file_name || ': accepted by ' || upload.accepted_by || ', ' || upload.accepted_why, '; ') as accepted,
    coalesce(
        sum((select sum(sheet.rows - sheet.loaded_rows - sheet.left_out_rows) from sheet where sheet.upload_id = upload.upload_id)), 0
    )::integer as rejected_rows
from upload
where exists (select 1 from effective where effective.upload_id = upload.upload_id);
