-- One row, or none: periods of two lengths that overlap, in the feed as it would be with this upload.
with lengths as (
    select 'month' as grain, interval 1 month as length
    union all
    select 'quarter', interval 3 month
    union all
    select 'year', interval 12 month
),

incoming as (
    select distinct product, measure, basis, period, grain
    from finance_named
    where upload_id = $upload_id
        and not exists (select 1 from coverage where coverage.upload_id = $upload_id)  -- still being loaded
    union
    select product, measure, basis, period, grain
    from finance_counting
    where upload_id = $upload_id
),

beside as (
    select product, measure, basis, period, grain
    from incoming
    union
    select product, measure, basis, period, grain
    from finance_counting
    where feed_id = $feed_id
)

select
    incoming.measure,
    incoming.product,
    incoming.grain,
    incoming.period,
    beside.grain as other_grain,
    beside.period as other_period
from incoming
join lengths as own_length on own_length.grain = incoming.grain
join beside
    on beside.product = incoming.product
    and beside.measure = incoming.measure
    and beside.basis = incoming.basis
    and beside.grain <> incoming.grain
join lengths as other_length on other_length.grain = beside.grain
where incoming.period < beside.period + other_length.length
    and beside.period < incoming.period + own_length.length
order by incoming.period, beside.period, incoming.product, incoming.measure
limit 1;
