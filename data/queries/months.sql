-- One row per period that has finance figures of a basis, within the filter.
select distinct
    first_month,
    last_month
from finance_sums
where cut = ($segments is not null or $regions is not null)
    and basis = $basis
    and given
    and ($lines is null or list_contains($lines, line))
    and ($segments is null or list_contains($segments, segment))
    and ($regions is null or list_contains($regions, region))
order by first_month, last_month;
