-- One row per cell of a vendor's share, of its sales and of the size beside them, of the markets, segments, regions and
-- periods in which the share differs from its sales ÷ the size by more than `apart` of the size.
with vendors as (
    select
        market,
        segment,
        region,
        first_month,
        last_month,
        coalesce(vendor, product) as vendor,
        sum(amount) filter (where measure = 'share') / 100 as share,
        sum(amount) filter (where measure = 'sales') as sales
    from market_within($first_month, $last_month, $segments, $regions, $lines)
    where coalesce(vendor, product) is not null
    group by market, segment, region, first_month, last_month, coalesce(vendor, product)
    having share is not null and sales is not null
)

select
    vendors.market,
    vendors.segment,
    vendors.region,
    vendors.first_month,
    vendors.last_month,
    vendors.vendor,
    vendors.share,
    vendors.sales,
    market_size.size,
    cells.measure,
    upload.file_name as file,
    sheet.sheet,
    if(sheet.turned, cells.row_number, cells.column_number) as column_number,
    if(sheet.turned, cells.column_number, cells.row_number) as row_number
from vendors
join market_size
    on market_size.market = vendors.market
    and market_size.segment is not distinct from vendors.segment
    and market_size.region is not distinct from vendors.region
    and market_size.first_month = vendors.first_month
    and market_size.last_month = vendors.last_month
join market_current as cells
    on cells.market = vendors.market
    and cells.segment is not distinct from vendors.segment
    and cells.region is not distinct from vendors.region
    and cells.first_month = vendors.first_month
    and cells.last_month = vendors.last_month
    and (
        cells.measure = 'size'
        or (cells.measure in ('share', 'sales') and coalesce(cells.vendor, cells.product) = vendors.vendor)
    )
join upload on upload.upload_id = cells.upload_id
join sheet on sheet.upload_id = cells.upload_id and sheet.sheet_id = cells.sheet_id
where market_size.size > 0
    and abs(vendors.share - vendors.sales / market_size.size) > $apart
order by
    abs(vendors.share - vendors.sales / market_size.size) desc,
    vendors.market,
    vendors.segment,
    vendors.region,
    vendors.first_month,
    vendors.vendor,
    cells.measure,
    cells.upload_id,
    cells.sheet_id,
    cells.row_number,
    cells.column_number;
