-- One row per upload, newest first.
select
    upload.upload_id,
    feed.feed,
    upload.file_name,
    upload.sha256,
    upload.bytes,
    upload.sample,
    upload.loaded_at,
    upload.withdrawn_at,
    exists (select 1 from effective where effective.upload_id = upload.upload_id) as counts,  -- not all replaced since
    upload.data_version,
    coalesce(sheets.rows, 0)::integer as rows,
    coalesce(sheets.loaded_rows, 0)::integer as loaded_rows,
    coalesce(sheets.rows - sheets.loaded_rows - sheets.left_out_rows, 0)::integer as rejected_rows,
    (select count(*) from restatement where restatement.upload_id = upload.upload_id)::integer as restated
from upload
join feed on feed.feed_id = upload.feed_id
left join (
    select upload_id, sum(rows) as rows, sum(loaded_rows) as loaded_rows, sum(left_out_rows) as left_out_rows
    from sheet
    group by upload_id
) as sheets on sheets.upload_id = upload.upload_id
order by upload.upload_id desc;
