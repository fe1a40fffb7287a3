-- One row per figure that an upload changed of earlier ones: the first cell that gives it now, what it was and is.
select
    sheet.sheet,
    if(sheet.turned, arg_min(finance.row_number, finance.row_number), arg_min(finance.column_number, finance.row_number))
        as column_number,
    if(sheet.turned, arg_min(finance.column_number, finance.row_number), min(finance.row_number)) as row_number,
    restatement.product,
    restatement.measure,
    restatement.basis,
    restatement.period::varchar as period,
    any_value(restatement.was) as was,
    any_value(restatement.now) as now
from restatement
left join finance_named as finance
    on finance.upload_id = restatement.upload_id
    and restatement.product in (finance.product, finance.written)  -- it may have been named since
    and finance.measure = restatement.measure
    and finance.basis = restatement.basis
    and finance.period = restatement.period
left join sheet on sheet.upload_id = finance.upload_id and sheet.sheet_id = finance.sheet_id
where restatement.upload_id = $upload_id
group by
    sheet.sheet,
    sheet.turned,
    restatement.product,
    restatement.measure,
    restatement.basis,
    restatement.period
order by restatement.period, restatement.product, restatement.measure
limit 1000;
