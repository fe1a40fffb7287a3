-- One row per spreadsheet cell of one market in a window: where it stands and what it holds.
select
    market_current.segment,
    market_current.region,
    market_current.vendor,
    market_current.product,
    market_current.measure,
    market_current.first_month as month,
    market_current.amount,
    upload.file_name as file,
    sheet.sheet,
    if(sheet.turned, market_current.row_number, market_current.column_number) as column_number,
    if(sheet.turned, market_current.column_number, market_current.row_number) as row_number,
    market_current.raw
from market_current
join upload on upload.upload_id = market_current.upload_id
join sheet on sheet.upload_id = market_current.upload_id and sheet.sheet_id = market_current.sheet_id
where market_current.market = $market
    and market_current.first_month >= $first_month
    and market_current.last_month <= $last_month
    and ($segments is null or list_contains($segments, market_current.segment))
    and ($regions is null or list_contains($regions, market_current.region))
    and ($lines is null or true)  -- a market is one, whatever line its products belong to
order by
    market_current.measure,
    market_current.vendor,
    market_current.first_month,
    market_current.upload_id,
    market_current.sheet_id,
    market_current.row_number,
    market_current.column_number;
