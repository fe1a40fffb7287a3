-- The facts of one store. Built by loads, replaced whole, opened read-only by everything else.
-- Money is DECIMAL(18,4) in the currency of its row; a period is its first day and its grain.
-- What pages sum again and again is kept as tables, filled anew from the views called live_… at the end of every load
-- (data/summaries.sql).
-- No foreign keys and no ALTER: a newer schema version builds the next generation anew (data/upgrade.py), so that a
-- column which comes later needs a default.

-- One row: which version of this file's shape it has, and the mark of the text that made it (data/shape.py).
create table schema_version (
    version integer not null,
    mark    text not null
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
    grain         varchar not null,  -- week (of a KPI), month, quarter or year
    measure       varchar not null,  -- revenue, variable_cost, investment, shared_cost, units, fte
    amount        decimal(18, 4) not null,
    raw           varchar not null  -- the cell as it was written
);

-- One row per spreadsheet cell of a market's size, a vendor's sales in it, or an installed base.
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
    basis         varchar not null default '',  -- forecast or budget; empty for what is or was
    currency      varchar,
    period        date not null,
    grain         varchar not null,
    measure       varchar not null,  -- size, served (what can be served of it), winnable, sales, share in percent, installed
    unit          varchar,  -- of an installed base: what is counted
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
    region        varchar,
    period        date not null,
    grain         varchar not null,
    measure       varchar not null,  -- actual; target; aim: a target of each period of its KPI in its sheet; numerator,
                                     -- denominator: of its actual; planned_numerator, planned_denominator: of its target
    amount        double not null,
    raw           varchar not null
);

-- One row per KPI: its good direction and its limits, in its own unit.
create table kpi_definition (
    upload_id   integer not null,
    sheet_id    integer not null,
    row_number  integer not null,
    kpi         varchar not null,
    direction   varchar,  -- neither where the register says that it has none
    unit        varchar,
    low         double,
    high        double,
    amber       double,
    tolerance   double,  -- by which a target of 0 may be missed
    weight      double,
    adds_up     boolean,  -- whether its segments, regions and months add up
    description varchar
);

-- One row per KPI of a sheet of results: what the sheet tells of it beside its figures.
create table kpi_told (
    upload_id      integer not null,
    sheet_id       integer not null,
    row_number     integer not null,
    kpi            varchar not null,
    direction      varchar,
    direction_from varchar,  -- definition, answer, target or name; without a direction: said to have none
    unit           varchar,
    low            double,
    high           double,
    amber          double,
    tolerance      double,
    weight         double,
    adds_up        boolean,
    fraction       boolean,  -- whether its percentages are kept as fractions
    times          integer,  -- what the ratio of its numerator and denominator is multiplied by; null where it has none
    description    varchar
);

-- The same KPI whatever the case of its name and its spaces.
create macro kpi_key(kpi) as lower(regexp_replace(trim(kpi), '\s+', ' ', 'g'));

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

-- One row per product and measure of which its owner said what a blank means: nothing, or not reported.
create table blank (
    product varchar not null,
    measure varchar not null,
    nothing boolean not null
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

-- The first day of the last month of a period, by its first day and its grain.
create macro last_month(first_day, grain) as (
    first_day
    + case grain when 'month' then interval 0 month when 'quarter' then interval 2 month else interval 11 month end
)::date;

-- The month that a week belongs to, by its Monday: that of its Thursday.
create macro month_of_week(monday) as date_trunc('month', monday + interval 3 day)::date;

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
    last_month(counting.period, counting.grain) as last_month,
    counting.measure,
    counting.amount,
    counting.raw
from finance_counting as counting
left join product_register on product_register.product = counting.product;

-- One row per upload, product, line, basis, currency, period and measure, each as it was loaded.
create view finance_summed as
select
    upload_id,
    product,
    line,
    basis,
    currency,
    period,
    grain,
    measure,
    sum(amount) as amount
from finance
group by upload_id, product, line, basis, currency, period, grain, measure;

-- One row per product, line, basis and period: the measures side by side, null where not given. As finance_current has
-- them, but summed before the names are looked up.
create view live_finance_monthly as
with current as (
    select
        coalesce(alias.product, summed.product) as product,
        coalesce(product_register.line, summed.line) as line,
        summed.basis,
        summed.period as first_month,
        last_month(summed.period, summed.grain) as last_month,
        summed.currency,
        summed.measure,
        summed.amount
    from finance_summed as summed
    join effective
        on effective.upload_id = summed.upload_id
        and effective.kind = 'finance'
        and effective.period = summed.period
        and effective.basis = summed.basis
    left join alias on alias.name = summed.product
    left join product_register on product_register.product = coalesce(alias.product, summed.product)
)

select
    product,
    line,
    basis,
    first_month,
    last_month,
    max(currency) as currency,  -- the one that is stated: sheets of people and units state none
    sum(amount) filter (where measure = 'revenue') as revenue,
    sum(amount) filter (where measure = 'variable_cost') as variable_cost,
    sum(amount) filter (where measure = 'investment') as investment,
    sum(amount) filter (where measure = 'shared_cost') as shared_cost,
    sum(amount) filter (where measure = 'units') as units,
    sum(amount) filter (where measure = 'fte') as fte,
    bool_or(measure in ('revenue', 'variable_cost', 'investment')) as given
from current
group by product, line, basis, first_month, last_month;

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

-- One row per product, basis and period that has figures, with the longest periods of that product that contain it: of
-- revenue and cost (`cost_…`), and of these and investment (`unit_…`). Where one measure is given by month and another
-- by quarter, only the quarter has both. Taken from finance_monthly, which is filled before it.
create view finance_unit as
with periods as (
    select
        product,
        basis,
        first_month,
        last_month,
        bool_or(revenue is not null or variable_cost is not null) as trades,
        bool_or(given) as counts
    from finance_monthly
    group by product, basis, first_month, last_month
)

select
    periods.product,
    periods.basis,
    periods.first_month,
    periods.last_month,
    coalesce(min(longer.first_month) filter (where longer.trades), periods.first_month) as cost_first,
    coalesce(max(longer.last_month) filter (where longer.trades), periods.last_month) as cost_last,
    coalesce(min(longer.first_month), periods.first_month) as unit_first,
    coalesce(max(longer.last_month), periods.last_month) as unit_last
from periods
left join periods as longer
    on longer.product = periods.product
    and longer.basis = periods.basis
    and longer.first_month <= periods.first_month
    and longer.last_month >= periods.last_month
    and longer.last_month > longer.first_month
    and longer.counts
group by periods.product, periods.basis, periods.first_month, periods.last_month;

-- One row per product, line, segment, region, basis and period: the measures side by side, null where not given.
-- `partly`: rows of one sheet give cost beside revenue, and some of them leave it blank, which is cost not reported.
create view live_finance_cell as
with wide as (
    select
        product,
        line,
        segment,
        region,
        basis,
        first_month,
        last_month,
        sum(amount) filter (where measure = 'revenue') as revenue,
        sum(amount) filter (where measure = 'variable_cost') as variable_cost,
        sum(amount) filter (where measure = 'investment') as investment,
        sum(amount) filter (where measure = 'shared_cost') as shared_cost,
        sum(amount) filter (where measure = 'units') as units
    from finance_current
    group by
        upload_id, sheet_id, row_number, product, line, segment, region, basis, first_month, last_month
),

cells as (
    select
        product,
        line,
        segment,
        region,
        basis,
        first_month,
        last_month,
        sum(revenue) as revenue,
        sum(variable_cost) as variable_cost,
        sum(investment) as investment,
        sum(shared_cost) as shared_cost,
        sum(units) as units,
        bool_or(revenue is not null and variable_cost is not null)
            and bool_or(revenue is not null and variable_cost is null) as partly
    from wide
    where coalesce(revenue, variable_cost, investment, shared_cost, units) is not null
    group by product, line, segment, region, basis, first_month, last_month
)

select
    cells.product,
    cells.line,
    cells.segment,
    cells.region,
    cells.basis,
    cells.first_month,
    cells.last_month,
    finance_unit.cost_first,
    finance_unit.cost_last,
    finance_unit.unit_first,
    finance_unit.unit_last,
    cells.revenue,
    cells.variable_cost,
    cells.investment,
    cells.shared_cost,
    cells.units,
    cells.partly
from cells
join finance_unit
    on finance_unit.product = cells.product
    and finance_unit.basis = cells.basis
    and finance_unit.first_month = cells.first_month
    and finance_unit.last_month = cells.last_month;

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
    last_month(market.period, market.grain) as last_month,
    market.measure,
    market.unit,
    market.amount,
    market.raw
from market
join effective
    on effective.upload_id = market.upload_id
    and effective.kind = 'market'
    and effective.period = market.period
    and effective.basis = market.basis
left join alias on alias.name = market.product
where market.basis = '';

-- What the rows of a period give as one size: one that is repeated beside each vendor is one, and one that stands alone
-- beats those.
create macro one_size(amount, vendor, product) as coalesce(
    sum(amount) filter (where coalesce(vendor, product) is null),
    sum(distinct amount)
);

-- The products of some lines: as the register says, and where it says nothing as their figures do.
create macro products_of(lines) as table
select product_register.product
from product_register
where list_contains(lines, product_register.line)
union
select finance_monthly.product
from finance_monthly
where list_contains(lines, finance_monthly.line);

-- The markets in which a product of some lines is sold.
create macro markets_of(lines) as table
select market_current.market
from market_current
where market_current.product in (from products_of(lines));

-- The cells of markets in a window and of some segments, regions and lines, each null for all.
create macro market_within(first, last, segments, regions, lines) as table
select *
from market_current
where (first is null or first_month >= first)
    and (last is null or last_month <= last)
    and (segments is null or list_contains(segments, segment))
    and (regions is null or list_contains(regions, region))
    and (lines is null or market in (from markets_of(lines)));

-- One row per market and period without segments and regions in which some vendors give sales and shares that are not
-- all of it: what these make of its size.
create view implied_size as
select
    market,
    first_month,
    last_month,
    (100 * sum(sales) / sum(share))::decimal(38, 4) as whole
from (
    select
        market,
        first_month,
        last_month,
        sum(amount) filter (where measure = 'sales') as sales,
        sum(amount) filter (where measure = 'share') as share
    from market_current
    where coalesce(vendor, product) is not null
        and market not in (select market from market_current where coalesce(segment, region) is not null)
    group by market, first_month, last_month, coalesce(vendor, product)
) as vendors
where sales > 0 and share > 0
group by market, first_month, last_month
having sum(share) < 99.5;

-- One row per market, segment, region and period: its size as stated, else as its vendors add up to, else 100 where only
-- shares in percent are given; a period whose shares are all 0 was not counted. Where a market is one cell in a period
-- and the vendors that give sales and shares hold less than all of it, its size is what these make of it (`implied`).
create view live_market_size as
select
    market,
    segment,
    region,
    first_month,
    last_month,
    coalesce(stated, whole, sold, shared) as size,
    stated,
    stated is null and whole is not null as implied,
    case
        when coalesce(stated, sold) is null then '%'
        when coalesce(stated, whole) is null and not list_has_all(coalesce(sellers, []), coalesce(sharers, []))
            then concat(currency, ', %')  -- sales of some vendors, and shares of others
        else coalesce(currency, '')
    end as unit
from (
    select
        market,
        segment,
        region,
        first_month,
        last_month,
        one_size(case when measure = 'size' then amount end, vendor, product) as stated,
        sum(amount) filter (where measure = 'sales') as sold,
        if(sum(amount) filter (where measure = 'share') > 0, 100, null)::decimal(18, 4) as shared,
        list(distinct coalesce(vendor, product)) filter (where measure = 'sales') as sellers,
        list(distinct coalesce(vendor, product)) filter (where measure = 'share' and amount <> 0) as sharers,
        string_agg(distinct currency, ', ' order by currency) as currency
    from market_current
    group by market, segment, region, first_month, last_month
) as periods
left join implied_size using (market, first_month, last_month)
where coalesce(stated, sold, shared) is not null;

-- One row per market, segment, region, period, vendor and own product: its sales, else what its share is of the size; and
-- what it holds of the size, by the share that is given, else by its sales.
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
    coalesce(vendors.sales, (vendors.share * live_market_size.size / 100)::decimal(38, 4)) as sales,
    coalesce((vendors.share * live_market_size.size / 100)::decimal(38, 4), vendors.sales) as held
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

-- One row per KPI cell that counts; a target that holds for every period of its sheet stands in each that has an actual.
create view kpi_counting as
with counting as (
    select kpi.*
    from kpi
    join effective on effective.upload_id = kpi.upload_id and effective.kind = 'kpi' and effective.period = kpi.period
)

select * from counting where measure <> 'aim'
union all
select aim.* replace (counting.period as period, counting.grain as grain, 'target' as measure)
from kpi as aim
join (
    select distinct upload_id, sheet_id, kpi, product, segment, region, period, grain
    from counting
    where measure in ('actual', 'denominator')
) as counting
    on counting.upload_id = aim.upload_id
    and counting.sheet_id = aim.sheet_id
    and counting.kpi = aim.kpi
    and counting.product is not distinct from aim.product
    and counting.segment is not distinct from aim.segment
    and counting.region is not distinct from aim.region
where aim.measure = 'aim'
    and not exists (
        from counting as own
        where own.measure = 'target'
            and own.kpi = aim.kpi
            and own.product is not distinct from aim.product
            and own.segment is not distinct from aim.segment
            and own.region is not distinct from aim.region
            and own.period = counting.period
            and own.grain = counting.grain
    );

-- One row per KPI cell that counts, with its product by the name that its owner gave it.
create view kpi_current as
select
    kpi_counting.upload_id,
    kpi_counting.sheet_id,
    kpi_counting.row_number,
    kpi_counting.column_number,
    kpi_counting.kpi,
    coalesce(alias.product, kpi_counting.product) as product,
    kpi_counting.segment,
    kpi_counting.region,
    kpi_counting.period as first_month,
    kpi_counting.grain,
    kpi_counting.measure,
    kpi_counting.amount,
    kpi_counting.raw
from kpi_counting
left join alias on alias.name = kpi_counting.product;

-- One row per KPI of a sheet that gives it as numerator and denominator: what their ratio is multiplied by.
create view kpi_quotient as
select upload_id, sheet_id, kpi_key(kpi) as key, max(times) as times
from kpi_told
where times is not null
group by all;

-- Whether a figure that is given, or is not, is the ratio of two sums, but for rounding.
create macro is_ratio(given, ratio) as abs(coalesce(given, ratio) - ratio) <= 0.01 * abs(ratio);

-- One row per KPI, product, segment, region and period: actual and target, the mean of repeated cells; else the sum of
-- numerators by that of as many denominators. These stand beside it where it is their ratio, but for rounding.
create view live_kpi_result as
with summed as (
    select
        kpi_current.kpi,
        product,
        segment,
        region,
        first_month,
        grain,
        avg(amount) filter (where measure = 'actual') as actual,
        avg(amount) filter (where measure = 'target') as target,
        (
            count(*) filter (where measure in ('actual', 'target'))
            - count(distinct measure) filter (where measure in ('actual', 'target'))
        )::integer as repeated,
        sum(amount * coalesce(times, 1)) filter (where measure = 'numerator') as above,
        sum(amount) filter (where measure = 'denominator') as below,
        count(*) filter (where measure = 'numerator') = count(*) filter (where measure = 'denominator') as paired,
        sum(amount * coalesce(times, 1)) filter (where measure = 'planned_numerator') as planned_above,
        sum(amount) filter (where measure = 'planned_denominator') as planned_below,
        count(*) filter (where measure = 'planned_numerator')
        = count(*) filter (where measure = 'planned_denominator') as planned_paired
    from kpi_current
    left join kpi_quotient
        on kpi_quotient.upload_id = kpi_current.upload_id
        and kpi_quotient.sheet_id = kpi_current.sheet_id
        and kpi_quotient.key = kpi_key(kpi_current.kpi)
    group by kpi_current.kpi, product, segment, region, first_month, grain
),

divided as (
    select
        *,
        case when paired then above / nullif(below, 0) end as ratio,
        case when planned_paired then planned_above / nullif(planned_below, 0) end as planned_ratio
    from summed
)

select
    kpi,
    product,
    segment,
    region,
    first_month,
    grain,
    coalesce(actual, ratio) as actual,
    coalesce(target, planned_ratio) as target,
    case when is_ratio(actual, ratio) then above end as above,
    case when is_ratio(actual, ratio) then below end as below,
    case when is_ratio(target, planned_ratio) then planned_above end as planned_above,
    case when is_ratio(target, planned_ratio) then planned_below end as planned_below,
    repeated
from divided;

-- One row per product, line, segment, region, basis and period; filled from live_finance_cell.
create table finance_cell (
    product       varchar not null,
    line          varchar,
    segment       varchar,
    region        varchar,
    basis         varchar not null,
    first_month   date not null,
    last_month    date not null,
    cost_first    date not null,  -- the longest period of the product's revenue and cost that contains this one
    cost_last     date not null,
    unit_first    date not null,  -- the longest of its revenue, cost and investment
    unit_last     date not null,
    revenue       decimal(38, 4),
    variable_cost decimal(38, 4),
    investment    decimal(38, 4),
    shared_cost   decimal(38, 4),
    units         decimal(38, 4),
    partly        boolean not null  -- some of its rows give no cost beside their revenue, though others do
);

-- One row per product, basis, period and part (line, segment or region, where asked by one): the sums as stated, and
-- what a contribution and a return may use of them.
--
-- A cell is matched where revenue and cost are both known in it. A cell with one of them is matched by a cell of the
-- same product and period that gives the other at a coarser or finer grain (a blank segment or region is every one).
-- What is matched stands in the row of the longest period of revenue and cost (`cost_…`). `whole`: all of it is matched.
--
-- What a return may use stands in the row of the longest period of any of the three (`unit_…`): `earned`, the
-- contribution of all of it, where all of it is known, and `invested`. A blank investment is nothing between the first
-- and the last months for which anything is invested, for a product in which anything is, or where its owner said so;
-- else unknown. A cost or an investment that is given without the segment, region or line that is asked for is unknown
-- for each of them.
create macro finance_periods(wanted_lines, wanted_segments, wanted_regions, part_of) as table
with cells as (
    select
        *,
        case part_of when 'line' then line when 'segment' then segment when 'region' then region end as part,
        (wanted_lines is null or coalesce(list_contains(wanted_lines, line), false))
            and (wanted_segments is null or coalesce(list_contains(wanted_segments, segment), false))
            and (wanted_regions is null or coalesce(list_contains(wanted_regions, region), false)) as wanted,
        (wanted_lines is null or line is null or list_contains(wanted_lines, line))
            and (wanted_segments is null or segment is null or list_contains(wanted_segments, segment))
            and (wanted_regions is null or region is null or list_contains(wanted_regions, region)) as fitting
    from finance_cell
),

loose as (  -- of a unit, whether cost or investment stands outside the filter or the parts only for want of a name
    select
        product,
        basis,
        unit_first,
        coalesce(bool_or(not wanted and variable_cost is not null), false) as outside_cost,
        coalesce(bool_or(not wanted and investment is not null), false) as outside_investment,
        coalesce(bool_or(wanted and variable_cost is not null), false) as unnamed_cost,
        coalesce(bool_or(wanted and investment is not null), false) as unnamed_investment
    from cells
    where fitting and (not wanted or (part_of is not null and part is null))
    group by product, basis, unit_first
),

inside as (
    select * from cells where wanted
),

periods as (  -- of each period the sums of its cells
    select
        product,
        min(line) as line,
        basis,
        part,
        first_month,
        last_month,
        any_value(cost_first) as cost_first,
        any_value(unit_first) as unit_first,
        any_value(unit_last) as unit_last,
        sum(revenue) as revenue,
        sum(variable_cost) as variable_cost,
        sum(investment) as investment,
        sum(shared_cost) as shared_cost,
        sum(units) as units
    from inside
    group by product, basis, part, first_month, last_month
),

lone as (  -- cells with one of revenue and cost that another cell of their period completes
    select distinct
        one.product, one.basis, one.part, one.cost_first, one.segment, one.region, one.revenue is not null as earns
    from inside as one
    join inside as other
        on other.product = one.product
        and other.basis = one.basis
        and other.part is not distinct from one.part
        and other.cost_first = one.cost_first
        and (other.segment is not distinct from one.segment or other.segment is null or one.segment is null)
        and (other.region is not distinct from one.region or other.region is null or one.region is null)
        and ((one.revenue is null and other.revenue is not null)
            or (one.variable_cost is null and other.variable_cost is not null))
    where (one.revenue is null) <> (one.variable_cost is null)
),

covered as (  -- of a period that is longer than some of its rows, for how many months revenue and cost are given
    select
        product,
        basis,
        part,
        cost_first,
        coalesce(sum(datediff('month', first_month, last_month) + 1) filter (where revenue is not null), 0)
            as revenue_months,
        coalesce(sum(datediff('month', first_month, last_month) + 1) filter (where variable_cost is not null), 0)
            as cost_months
    from periods
    group by product, basis, part, cost_first
    having count(*) > 1
),

matched as (
    select
        inside.*,
        datediff('month', inside.cost_first, inside.cost_last) + 1 as cost_months,
        case
            when inside.revenue is null and inside.variable_cost is null then null
            when inside.partly or coalesce(loose.outside_cost, false) then false
            when inside.part is not null and coalesce(loose.unnamed_cost, false) then false
            when least(covered.revenue_months, covered.cost_months)
                <> datediff('month', inside.cost_first, inside.cost_last) + 1 then false
            when inside.revenue is not null and inside.variable_cost is not null then true
            else lone.product is not null
        end as ok
    from inside
    left join loose
        on loose.product = inside.product
        and loose.basis = inside.basis
        and loose.unit_first = inside.unit_first
    left join covered
        on covered.product = inside.product
        and covered.basis = inside.basis
        and covered.part is not distinct from inside.part
        and covered.cost_first = inside.cost_first
    left join lone
        on lone.product = inside.product
        and lone.basis = inside.basis
        and lone.part is not distinct from inside.part
        and lone.cost_first = inside.cost_first
        and lone.segment is not distinct from inside.segment
        and lone.region is not distinct from inside.region
        and lone.earns = (inside.revenue is not null)
),

trades as (
    select
        product,
        basis,
        part,
        cost_first,
        cost_last,
        any_value(unit_first) as unit_first,
        any_value(cost_months) as months,
        sum(revenue) filter (where ok) as matched_revenue,
        sum(variable_cost) filter (where ok) as matched_cost,
        bool_and(ok) as whole
    from matched
    where ok is not null
    group by product, basis, part, cost_first, cost_last
),

earnings as (  -- of each unit, its contribution where all of it is known
    select
        product,
        basis,
        part,
        unit_first,
        bool_and(whole) as whole,
        sum(months) as months,
        sum(matched_revenue) - sum(matched_cost) as earned
    from trades
    group by product, basis, part, unit_first
),

spend as (
    select
        product,
        basis,
        part,
        unit_first,
        unit_last,
        sum(investment) as investment,
        sum(shared_cost) as shared_cost
    from periods
    group by product, basis, part, unit_first, unit_last
),

invested_at_all as (
    select product, basis, part, count(*) as rows from periods where investment is not null group by product, basis, part
),

spending as (
    select basis, part, min(first_month) as starts, max(last_month) as ends
    from periods
    where investment is not null
    group by basis, part
),

spans as (
    select product, basis, part, min(first_month) as begins, max(last_month) as finishes
    from periods
    where coalesce(revenue, variable_cost, investment) is not null
    group by product, basis, part
)

select
    periods.* exclude (cost_first),
    spans.begins,
    spans.finishes,
    trades.matched_revenue,
    trades.matched_cost,
    coalesce(trades.whole, false) as whole,
    case
        when earnings.whole and earnings.months = datediff('month', periods.unit_first, periods.unit_last) + 1
            then earnings.earned
    end::decimal(38, 4) as earned,
    case
        when spend.product is null or coalesce(loose.outside_investment, false) then null
        when periods.part is not null and coalesce(loose.unnamed_investment, false) then null
        when spend.investment is not null then spend.investment
        when blank.nothing is not null then case when blank.nothing then 0 end
        when invested_at_all.rows > 0 and spend.unit_first >= spending.starts and spend.unit_last <= spending.ends then 0
    end::decimal(38, 4) as invested,
    spend.shared_cost as shared
from periods
left join trades
    on trades.product = periods.product
    and trades.basis = periods.basis
    and trades.part is not distinct from periods.part
    and trades.cost_first = periods.first_month
    and trades.cost_last = periods.last_month
left join spend
    on spend.product = periods.product
    and spend.basis = periods.basis
    and spend.part is not distinct from periods.part
    and spend.unit_first = periods.first_month
    and spend.unit_last = periods.last_month
left join earnings
    on earnings.product = spend.product
    and earnings.basis = spend.basis
    and earnings.part is not distinct from spend.part
    and earnings.unit_first = spend.unit_first
left join loose
    on loose.product = periods.product
    and loose.basis = periods.basis
    and loose.unit_first = periods.unit_first
left join spans
    on spans.product = periods.product
    and spans.basis = periods.basis
    and spans.part is not distinct from periods.part
left join invested_at_all
    on invested_at_all.product = periods.product
    and invested_at_all.basis = periods.basis
    and invested_at_all.part is not distinct from periods.part
left join spending
    on spending.basis = periods.basis
    and spending.part is not distinct from periods.part
left join blank on blank.product = periods.product and blank.measure = 'investment';

-- The same of everything, without a filter.
create view live_finance_period as
select *
from finance_periods(null::varchar[], null::varchar[], null::varchar[], null::varchar);

-- What live_finance_period gives; filled from it.
create table finance_period (
    product         varchar not null,
    line            varchar,
    basis           varchar not null,
    part            varchar,
    first_month     date not null,
    last_month      date not null,
    unit_first      date not null,
    unit_last       date not null,
    revenue         decimal(38, 4),
    variable_cost   decimal(38, 4),
    investment      decimal(38, 4),
    shared_cost     decimal(38, 4),
    units           decimal(38, 4),
    begins          date,  -- the first and the last months of the product with figures of this basis
    finishes        date,
    matched_revenue decimal(38, 4),
    matched_cost    decimal(38, 4),
    whole           boolean not null,
    earned          decimal(38, 4),
    invested        decimal(38, 4),
    shared          decimal(38, 4)
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
    implied     boolean not null,  -- by sales and shares of some vendors
    unit        varchar
);

-- One row per market, segment, region, period, vendor and own product; filled from live_market_sales. `held` is what
-- shares are computed from: share × size where the share is given.
create table market_sales (
    market      varchar not null,
    segment     varchar,
    region      varchar,
    first_month date not null,
    last_month  date not null,
    vendor      varchar not null,
    own         boolean not null,
    product     varchar,
    sales       decimal(38, 4),
    held        decimal(38, 4)
);

-- One row per KPI, product, segment, region and period; filled from live_kpi_result.
create table kpi_result (
    kpi           varchar not null,
    product       varchar,
    segment       varchar,
    region        varchar,
    first_month   date not null,
    grain         varchar not null,
    actual        double,
    target        double,
    above         double,  -- the two sums of which the actual is the ratio; null where it is given otherwise
    below         double,
    planned_above double,  -- the same of the target
    planned_below double,
    repeated      integer not null  -- cells beyond the first of a measure
);

-- One row per value that a filter offers, and per kind of figures that there are.
create table choice (
    filter varchar not null,  -- line, segment, region, basis; market and kpi where there are such figures
    choice varchar not null
);
