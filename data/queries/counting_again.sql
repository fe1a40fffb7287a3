-- One row per upload that counts for a period and basis of a withdrawn one of its feed.
select distinct effective.upload_id
from coverage
join upload on upload.upload_id = coverage.upload_id
join effective
    on effective.feed_id = upload.feed_id
    and effective.kind = coverage.kind
    and effective.period = coverage.period
    and effective.basis = coverage.basis
where coverage.upload_id = $upload_id
order by effective.upload_id;
