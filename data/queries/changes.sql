-- One row per figure that differs between two versions; null where one of them has none.
select
    coalesce(before.kind, after.kind) as kind,
    coalesce(before.subject, after.subject) as subject,
    coalesce(before.measure, after.measure) as measure,
    coalesce(before.basis, after.basis) as basis,
    coalesce(before.period, after.period) as period,
    before.amount as was,
    after.amount as now
from before
full outer join after
    on after.kind = before.kind
    and after.subject = before.subject
    and after.measure = before.measure
    and after.basis = before.basis
    and after.period = before.period
where before.amount is distinct from after.amount
order by kind desc, subject, basis, measure, period;
