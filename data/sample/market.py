"""Market sizes and vendors' sales as a market researcher would estimate them, month by month.

Own sales are the revenue of the own products in that market, so that shares agree with finance. A market's
size follows a path of its own: share moves where product and market grow unequally. Others stay unnamed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data.sample import chance, company
from data.sample.finance import SEASON, Line, level
from data.sample.rivals import MARKETS, Market

ROUNDING = -2  # researchers do not publish single euros


@dataclass(frozen=True)
class Size:
    """What all buyers of one market, segment and region spent in a month, in EUR."""

    market: str
    segment: str
    region: str
    month: date
    amount: float


@dataclass(frozen=True)
class Sales:
    """What one vendor sold of it; own sales name the product."""

    size: Size
    vendor: str
    product: str | None
    amount: float


OwnSales = dict[tuple[str, str, str], dict[date, float]]  # by product, segment, region


@dataclass(frozen=True)
class Cell:
    """One segment and region of a market: what it was worth in the last 12 months, and its growth by year."""

    market: Market
    segment: str
    region: str
    annual: float
    growth: float


def estimates(actuals: list[Line]) -> tuple[list[Size], list[Sales]]:
    """Every market's size and its vendors' sales, for the months of the actuals."""
    own = _own_sales(actuals)
    cells = [cell for market in MARKETS for cell in _cells(market, own)]
    sizes = [size for cell in cells for size in _sizes(cell)]
    sales = [row for cell in cells for row in _vendor_sales(cell, own)]
    return sizes, sales


def _own_sales(actuals: list[Line]) -> OwnSales:
    sales: OwnSales = {}
    for line in actuals:
        by_month = sales.setdefault((line.product.name, line.segment, line.region), {})
        by_month[line.month] = round(line.revenue, ROUNDING)
    return sales


def _cells(market: Market, own: OwnSales) -> Iterator[Cell]:
    for segment, outlook in market.outlooks.items():
        annual = {region: _own_annual(market, segment, region, own) for region in market.regions}
        entered = [amount / outlook.own_share for amount in annual.values() if amount and outlook.own_share]
        typical = sum(entered) / len(entered) if entered else market.typical_size * 1e6
        for region in market.regions:
            rng = chance.stream("size", market.name, segment, region)
            worth = typical * chance.between(rng, 0.3, 0.7)
            if annual[region] and outlook.own_share:
                worth = annual[region] / (outlook.own_share * (1 + chance.noise(rng, 0.04)))
            yield Cell(market, segment, region, worth, outlook.growth)


def _own_annual(market: Market, segment: str, region: str, own: OwnSales) -> float:
    months = company.ACTUAL_MONTHS[-12:]
    sold = (own.get((product, segment, region), {}) for product in market.products)
    return sum(by_month.get(month, 0.0) for by_month in sold for month in months)


def _sizes(cell: Cell) -> Iterator[Size]:
    rng = chance.stream("market", cell.market.name, cell.segment, cell.region)
    for month in company.ACTUAL_MONTHS:
        path = level(cell.annual, cell.growth, month) * SEASON[month.month - 1]
        amount = round(path * (1 + chance.noise(rng, 0.006)), ROUNDING)
        yield Size(cell.market.name, cell.segment, cell.region, month, amount)


def _vendor_sales(cell: Cell, own: OwnSales) -> Iterator[Sales]:
    rows = list(_sizes(cell))
    left = [size.amount for size in rows]  # by month, what no own product sold
    for product in cell.market.products:
        by_month = own.get((product, cell.segment, cell.region), {})
        left = [rest - by_month.get(size.month, 0.0) for rest, size in zip(left, rows, strict=True)]
        sold = (size for size in rows if size.month in by_month)
        yield from (Sales(size, company.NAME, product, by_month[size.month]) for size in sold)
    for vendor, part in cell.market.rivals.items():
        yield from _rival_sales(cell, vendor, part, zip(rows, left, strict=True))


def _rival_sales(cell: Cell, vendor: str, part: float, rows: Iterator[tuple[Size, float]]) -> Iterator[Sales]:
    """A rival's part of what the own products leave: another in each cell, and drifting over the years."""
    rng = chance.stream("rival", vendor, cell.market.name, cell.segment, cell.region)
    today = part * (1 + chance.noise(rng, 0.08))
    drift = chance.noise(rng, 0.015)  # of the part, by year
    for size, rest in rows:
        then = today * (1 - drift * company.months_ago(size.month) / 12)
        amount = rest * then * (1 + chance.noise(rng, 0.01))
        yield Sales(size, vendor, None, round(amount, ROUNDING))
