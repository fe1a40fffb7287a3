-- One row per product, segment, region and period of actual revenue: what it adds up to, and in which currency.
select
    product,
    segment,
    region,
    first_month,
    last_month,
    sum(amount) as revenue,
    string_agg(distinct currency, ', ' order by currency) as currency
from finance_current
where basis = 'actual' and measure = 'revenue'
group by product, segment, region, first_month, last_month
order by product, first_month, segment, region;
