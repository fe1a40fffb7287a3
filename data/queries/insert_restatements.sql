-- One row per figure of the feed's earlier uploads that this upload changes, adds beside or no longer gives.
insert into restatement
with incoming as (
    select product, measure, basis, period, sum(amount) as amount
    from finance_named
    where upload_id = $upload_id
    group by all
),

covered as (
    select distinct period, basis from incoming
),

earlier as (
    select counting.product, counting.measure, counting.basis, counting.period, sum(counting.amount) as amount
    from finance_counting as counting
    join covered on covered.period = counting.period and covered.basis = counting.basis
    where counting.feed_id = $feed_id
    group by all
),

restated as (
    select distinct period, basis from earlier
)

select
    $upload_id as upload_id,
    coalesce(incoming.product, earlier.product) as product,
    coalesce(incoming.measure, earlier.measure) as measure,
    coalesce(incoming.basis, earlier.basis) as basis,
    coalesce(incoming.period, earlier.period) as period,
    earlier.amount as was,
    incoming.amount as now
from incoming
full outer join earlier
    on earlier.product = incoming.product
    and earlier.measure = incoming.measure
    and earlier.basis = incoming.basis
    and earlier.period = incoming.period
join restated
    on restated.period = coalesce(incoming.period, earlier.period)
    and restated.basis = coalesce(incoming.basis, earlier.basis)
where earlier.amount is distinct from incoming.amount;
