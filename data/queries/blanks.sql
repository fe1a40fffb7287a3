-- One row per product of which its owner said what a blank investment means.
select product, nothing
from blank
where measure = 'investment'
order by product;
