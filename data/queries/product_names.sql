-- One row per name of a product in the files that count, as it is written there: how many cells, in how many files.
with named as (
    select upload_id, product from finance
    union all
    select upload_id, product from market
    union all
    select upload_id, product from kpi
    union all
    select upload_id, product from product
    union all
    select upload_id, product from initiative
    union all
    select upload_id, product from rating
)

select named.product, count(*)::integer as cells, count(distinct named.upload_id)::integer as files
from named
join upload on upload.upload_id = named.upload_id
where upload.withdrawn_at is null and named.product is not null
group by named.product
order by cells desc, named.product;
