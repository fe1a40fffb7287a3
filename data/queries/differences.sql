-- One row per column of an upload that counts whose sheet adds up to another sum, to the cent, than what was loaded of it;
-- of an upload that was accepted for cells that cannot be read, of which nobody knows the sum, one row without heading.
with counting as (
    select upload_id, file_name, accepted_by, accepted_why
    from upload
    where exists (select 1 from effective where effective.upload_id = upload.upload_id)
),

unequal as (
    select
        counting.upload_id,
        counting.file_name,
        control_total.sheet_id,
        control_total.column_number,
        control_total.heading,
        control_total.sheet_total - control_total.store_total as missing,
        counting.accepted_by,
        counting.accepted_why
    from control_total
    join counting on counting.upload_id = control_total.upload_id
    where round(control_total.sheet_total - control_total.store_total, 2) <> 0
)

select upload_id, file_name, sheet_id, column_number, heading, missing, accepted_by, accepted_why
from unequal
union all
select upload_id, file_name, null, null, null, null, accepted_by, accepted_why
from counting
where accepted_by is not null
    and not exists (select 1 from unequal where unequal.upload_id = counting.upload_id)
order by upload_id, sheet_id, column_number;
