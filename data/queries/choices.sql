-- One row per value that a filter offers: the column it filters and the value; and per kind of figures that there are.
select
    filter,
    choice
from choice
order by filter, choice;
