-- One row per period that has market figures.
select distinct
    first_month,
    last_month
from market_size
order by first_month, last_month;
