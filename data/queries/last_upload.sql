-- One row, or none: the upload to withdraw, the newest that counts unless one is named.
select upload.upload_id, feed.feed
from upload
join feed on feed.feed_id = upload.feed_id
where upload.withdrawn_at is null
    and ($upload_id is null or upload.upload_id = $upload_id)
order by upload.upload_id desc
limit 1;
