-- One row, or none: the upload of the same file under the same mapping, while all of it still counts.
select
    upload.upload_id,
    feed.feed
from upload
join feed on feed.feed_id = upload.feed_id
where upload.sha256 = $sha256
    and upload.mapping = $mapping
    and upload.withdrawn_at is null
    and not exists (
        select 1
        from coverage
        anti join effective
            on effective.upload_id = coverage.upload_id
            and effective.kind = coverage.kind
            and effective.period = coverage.period
            and effective.basis = coverage.basis
        where coverage.upload_id = upload.upload_id
    )
order by upload.upload_id desc
limit 1;
