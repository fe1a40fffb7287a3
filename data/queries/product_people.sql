-- One row per product: its full-time equivalents in the last month that states any.
select
    product,
    sum(fte) as people
from finance_sums
where not cut
    and basis = 'actual'
    and fte is not null
    and first_month = (
        select max(first_month) from finance_sums where not cut and basis = 'actual' and fte is not null
    )
group by product
order by product;
