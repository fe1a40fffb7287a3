-- One row per measure and basis that an upload changed of earlier ones: how many figures, and their sums.
select
    measure,
    basis,
    count(*)::integer as figures,
    count(distinct product)::integer as products,
    min(period)::varchar as first_month,
    max(period)::varchar as last_month,
    sum(was) as was,
    sum(now) as now
from restatement
where upload_id = $upload_id
group by measure, basis
order by measure, basis;
