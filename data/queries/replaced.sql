-- One row per kind, measure and basis of a feed's figures that `incoming` ones take the place of: how many and their
-- sums before and after, and of how many the amount is another. Registers have rows, and neither measure nor amount.
with spoken as (
    select distinct kind, period, basis
    from incoming
),

standing as (  -- for each period and basis that is spoken for, the upload that counted until then
    select
        coverage.kind,
        coverage.period,
        coverage.basis,
        max(coverage.upload_id) as upload_id
    from coverage
    join spoken using (kind, period, basis)
    join upload on upload.upload_id = coverage.upload_id
    join feed on feed.feed_id = upload.feed_id
    where feed.feed = $feed
        and upload.upload_id < $before
        and (upload.withdrawn_at is null or upload.withdrawn_at > $at)
    group by all
),

named as (
    select incoming.* replace (if(kind = 'finance', coalesce(alias.product, subject), subject) as subject)
    from incoming
    left join alias on alias.name = incoming.subject
),

sides as (
    select true as stood, standing.kind, finance.product as subject, null as product, finance.segment, finance.region,
        null as vendor, finance.measure, finance.basis, finance.period, finance.amount, null as value, 1 as figures
    from standing
    join finance_named as finance
        on standing.kind = 'finance'
        and finance.upload_id = standing.upload_id
        and finance.period = standing.period
        and finance.basis = standing.basis
    union all
    select true, standing.kind, market.market, market.product, market.segment, market.region,
        market.vendor, market.measure, standing.basis, market.period, market.amount, null, 1
    from standing
    join market
        on standing.kind = 'market'
        and market.upload_id = standing.upload_id
        and market.period = standing.period
        and market.basis = standing.basis
    union all
    select true, standing.kind, kpi.kpi, kpi.product, kpi.segment, null,
        null, kpi.measure, standing.basis, kpi.period, null, kpi.amount, 1
    from standing
    join kpi
        on standing.kind = 'kpi'
        and kpi.upload_id = standing.upload_id
        and kpi.period = standing.period
    union all
    select true, standing.kind, null, null, null, null,
        null, null, standing.basis, standing.period, null, null, sheet.loaded_rows
    from standing
    join sheet on sheet.upload_id = standing.upload_id and sheet.kind = standing.kind
    where standing.kind not in ('finance', 'market', 'kpi')
    union all
    select false, named.kind, named.subject, named.product, named.segment, named.region,
        named.vendor, named.measure, named.basis, named.period, named.amount, named.value, named.figures
    from named
    join standing using (kind, period, basis)
),

compared as (
    select
        kind,
        measure,
        basis,
        period,
        sum(figures) filter (where stood) as figures,
        sum(figures) filter (where not stood) as figures_now,
        sum(amount) filter (where stood) as amount_was,
        sum(amount) filter (where not stood) as amount_now,
        sum(value) filter (where stood) as value_was,
        sum(value) filter (where not stood) as value_now
    from sides
    group by kind, subject, product, segment, region, vendor, measure, basis, period
)

select
    kind,
    measure,
    basis,
    min(period) as first_period,
    max(period) as last_period,
    coalesce(sum(figures), 0)::bigint as figures,
    coalesce(sum(figures_now), 0)::bigint as figures_now,
    if(
        measure is null,
        null,
        count(*) filter (where amount_was is distinct from amount_now or value_was is distinct from value_now)
    ) as changed,
    coalesce(sum(amount_was), try_cast(sum(value_was) as decimal(38, 4))) as was,
    coalesce(sum(amount_now), try_cast(sum(value_now) as decimal(38, 4))) as now
from compared
group by kind, measure, basis
order by kind, measure, basis;
