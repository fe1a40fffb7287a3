-- One row per kind, period and basis of a feed for which `incoming` figures speak too: the upload that counts for it.
select distinct
    effective.kind,
    effective.period,
    effective.basis,
    effective.upload_id
from effective
join feed on feed.feed_id = effective.feed_id
join incoming
    on incoming.kind = effective.kind
    and incoming.period = effective.period
    and incoming.basis = effective.basis
where feed.feed = $feed;
