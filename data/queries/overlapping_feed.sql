-- One row, or none: another feed that gives the same measure of the same products for the same months and basis;
-- what was said to come on top of other feeds does not bar them.
with incoming as (
    select distinct product, measure, basis, period, grain
    from finance_named
    where upload_id = $upload_id
        and not exists (select 1 from coverage where coverage.upload_id = $upload_id)  -- still being loaded
    union
    select product, measure, basis, period, grain
    from finance_counting
    where upload_id = $upload_id
),

others as (
    select distinct
        counting.product,
        counting.measure,
        counting.basis,
        counting.period,
        counting.grain,
        feed.feed
    from finance_counting as counting
    join feed on feed.feed_id = counting.feed_id
    join upload on upload.upload_id = counting.upload_id
    where counting.feed_id <> $feed_id
        and not upload.overlap
),

months as (
    select 'month' as grain, interval 1 month as length
    union all
    select 'quarter', interval 3 month
    union all
    select 'year', interval 12 month
)

select
    others.feed,
    others.measure,
    count(distinct others.product) as products,
    min(others.period) as first_month,
    max(others.period) as last_month
from incoming
join months as own_length on own_length.grain = incoming.grain
join others
    on others.product = incoming.product
    and others.measure = incoming.measure
    and others.basis = incoming.basis
join months as other_length on other_length.grain = others.grain
where incoming.period < others.period + other_length.length
    and others.period < incoming.period + own_length.length
group by others.feed, others.measure
order by products desc, others.feed, others.measure
limit 1;
