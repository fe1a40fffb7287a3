-- One row per product with a contribution of actual figures whose investment is blank and unknown, or was answered for.
with open as (
    select distinct product
    from finance_period
    where basis = 'actual' and whole and invested is null
)

select coalesce(open.product, blank.product) as product, blank.nothing
from open
full join blank on blank.product = open.product and blank.measure = 'investment'
order by product;
