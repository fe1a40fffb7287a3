"""The tables of the workbooks: which headings stand over which figures."""

from data.sample import kpis as indicators
from data.sample.company import CURRENCY, NAME
from data.sample.finance import Line
from data.sample.initiatives import initiatives
from data.sample.market import Sales, Size
from data.sample.portfolio import OBJECTIVES, people, ratings
from data.sample.register import PRODUCTS
from data.sample.workbook import COUNT, DAY, MONEY, MONTH, NUMBER, PERCENT, Column, Sheet

PRODUCT, PERIOD = Column("Product", width=22), Column("Month", MONTH, 11)
LINE, SEGMENT, REGION = Column("Business line", width=18), Column("Segment", width=23), Column("Region")
CURRENCY_CODE, OWNER = Column("Currency", width=10), Column("Owner", width=44)
INDICATOR, MARKET = Column("KPI", width=24), Column("Market", width=28)
OBJECTIVE, DESCRIPTION = Column("Objective", width=32), Column("Description", width=90)


def finance(name: str, basis: str, lines: list[Line]) -> Sheet:
    """Revenue, cost, investment and units of one basis."""
    amounts = [Column(title, MONEY, 16) for title in ("Revenue", "Variable cost", "Investment")]
    keys = (PRODUCT, LINE, SEGMENT, REGION, PERIOD, Column("Basis"), CURRENCY_CODE)
    rows = [
        (
            line.product.name,
            line.product.line,
            line.segment,
            line.region,
            line.month,
            basis,
            CURRENCY,
            line.revenue,
            line.variable_cost,
            line.investment,
            line.units,
        )
        for line in lines
    ]
    return Sheet(name, (*keys, *amounts, Column("Units", COUNT, 10)), rows)


def market_sizes(sizes: list[Size]) -> Sheet:
    """The size of every market, with or without own sales in it."""
    columns = (MARKET, SEGMENT, REGION, PERIOD, CURRENCY_CODE, Column("Market size", MONEY, 18))
    rows = [(size.market, size.segment, size.region, size.month, CURRENCY, size.amount) for size in sizes]
    return Sheet("Market size", columns, rows)


def vendor_sales(sales: list[Sales]) -> Sheet:
    """What each vendor sold, the company itself by product."""
    vendor = (Column("Vendor", width=24), Column("Own", width=6), Column("Own product", width=22))
    columns = (MARKET, SEGMENT, REGION, PERIOD, *vendor, CURRENCY_CODE, Column("Vendor sales", MONEY, 18))
    rows = []
    for row in sales:
        where = (row.size.market, row.size.segment, row.size.region, row.size.month)
        rows.append((*where, row.vendor, _yes_no(row.vendor == NAME), row.product, CURRENCY, row.amount))
    return Sheet("Vendor sales", columns, rows)


def kpis() -> list[Sheet]:
    """What the KPIs mean, and how they stand."""
    return [_definitions(), _results()]


def _definitions() -> Sheet:
    limits = [Column(title, NUMBER, 12) for title in ("Low", "High")]
    scale = (Column("Amber from", PERCENT, 12), Column("Weight", PERCENT, 10))
    columns = (INDICATOR, Column("Direction", width=18), Column("Unit"), *limits, *scale, DESCRIPTION)
    rows = [
        (d.kpi, d.direction, d.unit, d.low, d.high, d.amber, d.weight, d.description) for d in indicators.DEFINITIONS
    ]
    return Sheet("Definitions", columns, rows, [d.unit == indicators.PERCENT for d in indicators.DEFINITIONS])


def _results() -> Sheet:
    results = indicators.results()
    columns = (INDICATOR, PRODUCT, PERIOD, Column("Actual", NUMBER, 16), Column("Target", NUMBER, 16))
    rows = [(r.definition.kpi, r.product, r.month, r.actual, r.target) for r in results]
    return Sheet("Results", columns, rows, [r.definition.unit == indicators.PERCENT for r in results])


def portfolio() -> list[Sheet]:
    """What the portfolio office keeps besides figures."""
    return [_products(), _people(), _objectives(), _initiatives(), _ratings()]


def _products() -> Sheet:
    capabilities = Column("Capabilities", width=70)
    columns = (PRODUCT, LINE, OWNER, DESCRIPTION, capabilities, Column("Stage"), Column("Launched", DAY))
    rows = [(p.name, p.line, p.owner, p.description, p.capabilities, p.stage, p.launched) for p in PRODUCTS]
    return Sheet("Products", columns, rows)


def _people() -> Sheet:
    rows = [(staff.product, staff.month, staff.fte) for staff in people()]
    return Sheet("People", (PRODUCT, PERIOD, Column("FTE", NUMBER, 10)), rows)


def _objectives() -> Sheet:
    shares = (Column("Target share of spend", PERCENT, 22), Column("Priority objective", width=18))
    rows = [(o.objective, o.description, o.owner, o.target_share, _yes_no(o.priority)) for o in OBJECTIVES]
    return Sheet("Objectives", (OBJECTIVE, DESCRIPTION, OWNER, *shares), rows)


def _initiatives() -> Sheet:
    days = [Column(title, DAY, 16) for title in ("Started", "Planned finish", "Forecast finish", "Shipped")]
    columns = (Column("Initiative", width=40), PRODUCT, OBJECTIVE, OWNER, Column("Spend", MONEY), *days)
    rows = [
        (i.title, i.product, i.objective, i.owner, i.spend, i.started, i.planned, i.forecast, i.shipped)
        for i in initiatives()
    ]
    return Sheet("Initiatives", columns, rows)


def _ratings() -> Sheet:
    columns = (PRODUCT, Column("Criterion", width=24), Column("Rating", NUMBER), Column("Weight", PERCENT))
    rows = [(r.product, r.criterion, r.rating, r.weight, r.rated_by) for r in ratings()]
    return Sheet("Ratings", (*columns, Column("Rated by", width=24)), rows)


def _yes_no(holds: bool) -> str:
    return "yes" if holds else "no"
