-- One row per currency that the store would state with this upload.
with stated as (
    select currency from finance_counting
    union
    select currency from finance
    where upload_id = $upload_id
)

select currency
from stated
where nullif(currency, '') is not null
order by currency;
