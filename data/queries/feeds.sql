-- One row per feed.
select
    feed_id,
    feed
from feed
order by feed_id;
