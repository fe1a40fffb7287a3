-- One row per alias: the name in the files, and the product that it means.
select name, product
from alias
order by product, name;
