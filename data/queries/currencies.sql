-- One row per currency that the store would state with this upload.
select distinct finance.currency
from finance
left join effective
    on effective.upload_id = finance.upload_id
    and effective.kind = 'finance'
    and effective.period = finance.period
    and effective.basis = finance.basis
where (effective.upload_id is not null or finance.upload_id = $upload_id)
    and nullif(finance.currency, '') is not null
order by finance.currency;
