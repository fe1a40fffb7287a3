-- One row per length of period in the feed as it would be with this upload.
select grain from finance where upload_id = $upload_id
union
select grain from finance_counting where feed_id = $feed_id;
