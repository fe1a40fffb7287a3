-- One row, or none: another feed that counts.
select feed_id
from effective
where feed_id <> $feed_id and kind = 'finance'
limit 1;
