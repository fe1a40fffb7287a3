-- One row where a product has finance figures that count.
select product
from finance_monthly
where product = $product
limit 1;
