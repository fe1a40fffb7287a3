-- One row per vendor: whether any of its figures is said to be one's own, and what it sold in all.
select
    vendor,
    bool_or(own) as own,
    sum(sales) as sales
from market_sales
group by vendor
order by sales desc nulls last, vendor;
