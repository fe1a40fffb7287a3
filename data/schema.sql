-- The facts of one store. Built by loads, replaced whole, opened read-only by everything else.
-- Money is DECIMAL(18,4) in the currency of its row; a period is its first day and its grain.
-- What pages sum again and again is kept as tables, filled anew from the views called live_… at the end of every load
-- (data/summaries.sql).
-- No foreign keys and no ALTER: a newer schema version builds the next generation anew (data/upgrade.py), so that a
-- column which comes later needs a default.

-- One row: which version of this file's shape it has.
create table schema_version (
    version integer not null
);

-- One row per named source with one layout, e.g. "Monthly P&L".
create table feed (
    feed_id integer not null,
    feed    varchar not null
);

-- One row per accepted upload. A withdrawn upload keeps its rows and counts for nothing.
create table upload (
    upload_id    integer not null,
    feed_id      integer not null,
    file_name    varchar not null,
    sha256       varchar not null,  -- names the original under originals/
    bytes        bigint not null,
    mapping      varchar not null,  -- JSON: what each column was taken to mean
    sample       boolean not null,  -- made-up figures, never added to real ones
    overlap      boolean not null default false,  -- said to come on top of what other feeds give
    accepted_by  varchar,  -- who let it count though figures in rejected rows are not in it
    accepted_why varchar,
    loaded_at    timestamp not null,  -- UTC
    withdrawn_at timestamp,  -- UTC; null while the upload counts
    data_version integer not null  -- the generation that it came with
);

-- One row per sheet of an upload that was loaded.
create table sheet (
    upload_id   integer not null,
    sheet_id    integer not null,  -- 1-based within its upload
    sheet       varchar not null,
    kind        varchar not null,
    header_row  integer not null,
    rows        integer not null,
    loaded_rows integer not null,
    left_out_rows integer not null default 0,  -- rows that sum others
    turned        boolean not null default false  -- read with its rows as columns: a fact's row is the sheet's column
);

-- One row per thing wrong that was loaded around or only said.
create table problem (
    upload_id integer not null,
    severity  varchar not null,  -- rejected: the row is not loaded; warning: loaded, and said
    code      varchar not null,
    sheet     varchar not null,
    row_number    integer,  -- 1-based, as the spreadsheet shows it
    column_number integer,
    sentence  varchar not null
);

-- One row per measure column of an upload: the sheet's total against the store's.
create table control_total (
    upload_id      integer not null,
    sheet_id       integer not null,
    column_number  integer not null,
    heading        varchar not null,
    measure        varchar not null,
    cells          integer not null,  -- loaded
    sheet_total    decimal(38, 10) not null,  -- every readable cell of the column, totals among them
    rejected_total decimal(38, 10) not null,  -- of it, cells of rejected rows
    left_out_total decimal(38, 10) not null default 0,  -- of it, cells of rows that are no figures of their own
    store_total    decimal(38, 4) not null,  -- sum of the facts
    rounding       decimal(38, 10) not null  -- what cells of more than four decimals may move
);

-- One row per column whose total is proved by others: its own total and the computed one.
create table proof (
    upload_id   integer not null,
    sheet_id    integer not null,
    heading     varchar not null,
    statement   varchar not null,
    sheet_total decimal(38, 10) not null,
    computed    decimal(38, 10) not null
);

-- One row per period and basis for which an upload speaks; registers have the first day and no basis.
create table coverage (
    upload_id integer not null,
    kind      varchar not null,
    period    date not null,
    basis     varchar not null
);

-- One row per figure that an upload changed of an earlier one in its feed; null where it was or is not given.
create table restatement (
    upload_id integer not null,
    product   varchar not null,
    measure   varchar not null,
    basis     varchar not null,
    period    date not null,
    was       decimal(38, 4),
    now       decimal(38, 4)
);

-- One row per spreadsheet cell of money, units or people.
create table finance (
    upload_id     integer not null,
    sheet_id      integer not null,
    row_number    integer not null,
    column_number integer not null,
    product       varchar not null,
    line          varchar,
    segment       varchar,
    region        varchar,
    basis         varchar not null,  -- actual, budget or forecast
    currency      varchar,  -- ISO code; null where the sheet does not state one
    period        date not null,
    grain         varchar not null,  -- month, quarter or year
    measure       varchar not null,  -- revenue, variable_cost, investment, shared_cost, units, fte
    amount        decimal(18, 4) not null,
    raw           varchar not null  -- the cell as it was written
);

-- One row per spreadsheet cell of a market's size or a vendor's sales in it.
create table market (
    upload_id     integer not null,
    sheet_id      integer not null,
    row_number    integer not null,
    column_number integer not null,
    market        varchar not null,
    segment       varchar,
    region        varchar,
    vendor        varchar,
    own           boolean,
    product       varchar,  -- own product in this market
    currency      varchar,
    period        date not null,
    grain         varchar not null,
    measure       varchar not null,  -- size, sales, or share in percent
    amount        decimal(18, 4) not null,
    raw           varchar not null
);

-- One row per spreadsheet cell of a KPI's actual or target, in the KPI's own unit.
create table kpi (
    upload_id     integer not null,
    sheet_id      integer not null,
    row_number    integer not null,
    column_number integer not null,
    kpi           varchar not null,
    product       varchar,
    segment       varchar,
    period        date not null,
    grain         varchar not null,
    measure       varchar not null,  -- actual or target
    amount        double not null,
    raw           varchar not null
);

-- One row per KPI: its good direction and its limits, in its own unit.
create table kpi_definition (
    upload_id   integer not null,
    sheet_id    integer not null,
    row_number  integer not null,
    kpi         varchar not null,
    direction   varchar not null,
    unit        varchar,
    low         double,
    high        double,
    amber       double,
    weight      double,
    description varchar
);

-- One row per product of the register.
create table product (
    upload_id    integer not null,
    sheet_id     integer not null,
    row_number   integer not null,
    product      varchar not null,
    line         varchar not null,
    owner        varchar,
    description  varchar,
    capabilities varchar,  -- separated by commas
    stage        varchar,
    launched     date
);

-- One row per strategic objective; target_share is a fraction of spend.
create table objective (
    upload_id    integer not null,
    sheet_id     integer not null,
    row_number   integer not null,
    objective    varchar not null,
    description  varchar,
    owner        varchar,
    target_share double not null,
    priority     boolean
);

-- One row per initiative; spend in the currency of the store.
create table initiative (
    upload_id  integer not null,
    sheet_id   integer not null,
    row_number integer not null,
    initiative varchar not null,
    product    varchar not null,
    objective  varchar,
    owner      varchar,
    spend      decimal(18, 4),
    started    date,
    planned    date,
    forecast   date,
    shipped    date
);

-- One row per product, criterion and rater.
create table rating (
    upload_id  integer not null,
    sheet_id   integer not null,
    row_number integer not null,
    product    varchar not null,
    criterion  varchar not null,
    rating     double not null,
    weight     double,
    rated_by   varchar
);

-- One row per name of a product that means another one; a name that means itself is said to be none of its look-alikes.
create table alias (
    name    varchar not null,
    product varchar not null
);

-- One row per kind, period and basis of a feed: the newest upload that speaks for it.
create view effective as
select
    ranked.upload_id,
    ranked.feed_id,
    ranked.kind,
    ranked.period,
    ranked.basis
from (
    select
        coverage.upload_id,
        upload.feed_id,
        coverage.kind,
        coverage.period,
        coverage.basis,
        row_number() over (
            partition by upload.feed_id, coverage.kind, coverage.period, coverage.basis
            order by upload.upload_id desc
        ) as newest
    from coverage
    join upload on upload.upload_id = coverage.upload_id
    where upload.withdrawn_at is null
) as ranked
where ranked.newest = 1;

-- One row per product of the newest register; the first row where a register names it twice.
create view product_register as
select
    coalesce(alias.product, product.product) as product,
    first(product.line order by product.upload_id desc, product.row_number) as line
from product
join effective on effective.upload_id = product.upload_id and effective.kind = 'product'
left join alias on alias.name = product.product
group by coalesce(alias.product, product.product);

-- One row per finance cell, with its product by the name that its owner gave it.
create view finance_named as
select
    finance.* replace (coalesce(alias.product, finance.product) as product),
    finance.product as written
from finance
left join alias on alias.name = finance.product;

-- One row per finance cell that counts, as it was loaded, with its feed.
create view finance_counting as
select
    finance.upload_id,
    effective.feed_id,
    finance.sheet_id,
    finance.row_number,
    finance.column_number,
    finance.product,
    finance.line,
    finance.segment,
    finance.region,
    finance.basis,
    finance.currency,
    finance.period,
    finance.grain,
    finance.measure,
    finance.amount,
    finance.raw
from finance_named as finance
join effective
    on effective.upload_id = finance.upload_id
    and effective.kind = 'finance'
    and effective.period = finance.period
    and effective.basis = finance.basis;

-- One row per finance cell that counts, with its product's line and the months that it covers.
create view finance_current as
select
    counting.upload_id,
    counting.sheet_id,
    counting.row_number,
    counting.column_number,
    counting.product,
    coalesce(product_register.line, counting.line) as line,
    counting.segment,
    counting.region,
    counting.basis,
    counting.currency,
    counting.period as first_month,
    (
        counting.period
        + case counting.grain when 'month' then interval 0 month when 'quarter' then interval 2 month
            else interval 11 month end
    )::date as last_month,
    counting.measure,
    counting.amount,
    counting.raw
from finance_counting as counting
left join product_register on product_register.product = counting.product;

-- One row per product, line, basis and period: the measures side by side, null where not given.
create view live_finance_monthly as
select
    product,
    line,
    basis,
    first_month,
    last_month,
    any_value(currency) as currency,
    sum(amount) filter (where measure = 'revenue') as revenue,
    sum(amount) filter (where measure = 'variable_cost') as variable_cost,
    sum(amount) filter (where measure = 'investment') as investment,
    sum(amount) filter (where measure = 'shared_cost') as shared_cost,
    sum(amount) filter (where measure = 'units') as units,
    sum(amount) filter (where measure = 'fte') as fte,
    bool_or(measure in ('revenue', 'variable_cost', 'investment')) as given
from finance_current
group by product, line, basis, first_month, last_month;

-- One row per market cell that counts, with its own product by the name that its owner gave it.
create view market_current as
select
    market.upload_id,
    market.sheet_id,
    market.row_number,
    market.column_number,
    market.market,
    market.segment,
    market.region,
    market.vendor,
    coalesce(market.own, market.product is not null) as own,
    coalesce(alias.product, market.product) as product,
    market.currency,
    market.period as first_month,
    (
        market.period
        + case market.grain when 'month' then interval 0 month when 'quarter' then interval 2 month
            else interval 11 month end
    )::date as last_month,
    market.measure,
    market.amount,
    market.raw
from market
join effective
    on effective.upload_id = market.upload_id
    and effective.kind = 'market'
    and effective.period = market.period
left join alias on alias.name = market.product;

-- One row per market, segment, region and period: its size as stated, else as its vendors add up to, else 100 where
-- only shares in percent are given; a period whose shares are all 0 was not counted.
create view live_market_size as
select
    market,
    segment,
    region,
    first_month,
    last_month,
    coalesce(stated, sold, shared) as size,
    stated,
    case when coalesce(stated, sold) is null then '%' else coalesce(currency, '') end as unit
from (
    select
        market,
        segment,
        region,
        first_month,
        last_month,
        sum(amount) filter (where measure = 'size') as stated,
        sum(amount) filter (where measure = 'sales') as sold,
        if(sum(amount) filter (where measure = 'share') > 0, 100, null)::decimal(18, 4) as shared,
        string_agg(distinct currency, ', ' order by currency) as currency
    from market_current
    group by market, segment, region, first_month, last_month
) as periods
where coalesce(stated, sold, shared) is not null;

-- One row per market, segment, region, period, vendor and own product: its sales, or its share of the stated size.
create view live_market_sales as
select
    vendors.market,
    vendors.segment,
    vendors.region,
    vendors.first_month,
    vendors.last_month,
    vendors.vendor,
    vendors.own,
    vendors.product,
    coalesce(vendors.sales, (vendors.share * live_market_size.size / 100)::decimal(38, 4)) as sales
from (
    select
        market,
        segment,
        region,
        first_month,
        last_month,
        coalesce(vendor, product) as vendor,
        own,
        product,
        sum(amount) filter (where measure = 'sales') as sales,
        sum(amount) filter (where measure = 'share') as share
    from market_current
    where measure in ('sales', 'share') and coalesce(vendor, product) is not null
    group by market, segment, region, first_month, last_month, coalesce(vendor, product), own, product
) as vendors
join live_market_size
    on live_market_size.market = vendors.market
    and live_market_size.segment is not distinct from vendors.segment
    and live_market_size.region is not distinct from vendors.region
    and live_market_size.first_month = vendors.first_month
    and live_market_size.last_month = vendors.last_month;

-- One row per KPI cell that counts, with its product by the name that its owner gave it.
create view kpi_current as
select
    kpi.upload_id,
    kpi.sheet_id,
    kpi.row_number,
    kpi.column_number,
    kpi.kpi,
    coalesce(alias.product, kpi.product) as product,
    kpi.segment,
    kpi.period as first_month,
    kpi.grain,
    kpi.measure,
    kpi.amount,
    kpi.raw
from kpi
join effective on effective.upload_id = kpi.upload_id and effective.kind = 'kpi' and effective.period = kpi.period
left join alias on alias.name = kpi.product;

-- One row per KPI, product, segment and period: actual and target, the mean of repeated cells.
create view live_kpi_result as
select
    kpi,
    product,
    segment,
    first_month,
    grain,
    avg(amount) filter (where measure = 'actual') as actual,
    avg(amount) filter (where measure = 'target') as target,
    (count(*) - count(distinct measure))::integer as repeated
from kpi_current
group by kpi, product, segment, first_month, grain;

-- One row per product, line, basis and period; filled from live_finance_monthly.
create table finance_monthly (
    product       varchar not null,
    line          varchar,
    basis         varchar not null,
    first_month   date not null,
    last_month    date not null,
    currency      varchar,
    revenue       decimal(38, 4),
    variable_cost decimal(38, 4),
    investment    decimal(38, 4),
    shared_cost   decimal(38, 4),
    units         decimal(38, 4),
    fte           decimal(38, 4),
    given         boolean not null  -- whether revenue, variable cost or investment is
);

-- What queries of finance sum: rows of finance_monthly, or, where `cut`, cells with their segment and region. A query
-- asks for the one or the other by its filters, and the other is not touched.
create view finance_sums as
select
    false as cut,
    product,
    line,
    null as segment,
    null as region,
    basis,
    first_month,
    last_month,
    revenue,
    variable_cost,
    investment,
    shared_cost,
    units,
    fte,
    given
from finance_monthly
union all
select
    true as cut,
    product,
    line,
    segment,
    region,
    basis,
    first_month,
    last_month,
    case when measure = 'revenue' then amount end as revenue,
    case when measure = 'variable_cost' then amount end as variable_cost,
    case when measure = 'investment' then amount end as investment,
    case when measure = 'shared_cost' then amount end as shared_cost,
    case when measure = 'units' then amount end as units,
    case when measure = 'fte' then amount end as fte,
    measure in ('revenue', 'variable_cost', 'investment') as given
from finance_current;

-- One row per market, segment, region and period; filled from live_market_size.
create table market_size (
    market      varchar not null,
    segment     varchar,
    region      varchar,
    first_month date not null,
    last_month  date not null,
    size        decimal(38, 4) not null,
    stated      decimal(38, 4),
    unit        varchar
);

-- One row per market, segment, region, period, vendor and own product; filled from live_market_sales.
create table market_sales (
    market      varchar not null,
    segment     varchar,
    region      varchar,
    first_month date not null,
    last_month  date not null,
    vendor      varchar not null,
    own         boolean not null,
    product     varchar,
    sales       decimal(38, 4)
);

-- One row per KPI, product, segment and period; filled from live_kpi_result.
create table kpi_result (
    kpi         varchar not null,
    product     varchar,
    segment     varchar,
    first_month date not null,
    grain       varchar not null,
    actual      double,
    target      double,
    repeated    integer not null  -- cells beyond the first of a measure
);

-- One row per value that a filter offers, and per kind of figures that there are.
create table choice (
    filter varchar not null,  -- line, segment, region, basis; market and kpi where there are such figures
    choice varchar not null
);
