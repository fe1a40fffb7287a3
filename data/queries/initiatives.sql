-- One row per initiative of the newest register: what it is for and what it costs.
select
    initiative.initiative,
    coalesce(alias.product, initiative.product) as product,
    initiative.objective,
    initiative.spend
from initiative
join effective on effective.upload_id = initiative.upload_id and effective.kind = 'initiative'
left join alias on alias.name = initiative.product
order by initiative.upload_id, initiative.row_number;
