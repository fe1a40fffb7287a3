"""Actuals, budget and forecast: one row a product, segment, region and month.

Each figure is a smooth path times chance; the budget is the path as it was hoped for, the forecast as it is
now seen. Investment stands only on the rows of a product's home region; elsewhere the cell is empty, not 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from data.sample import chance, company
from data.sample.economics import ANSWERS, ANSWERS_AFTER, ECONOMICS, PUSH, SEGMENT_GROWTH, Economics, home_region
from data.sample.register import PRODUCTS, Product

SEASON = (0.94, 0.97, 1.04, 0.99, 1.00, 1.03, 0.97, 0.93, 1.02, 1.01, 1.02, 1.08)  # January first
PRICE_RISE = 0.02  # by year


@dataclass(frozen=True)
class Line:
    """One row of a finance sheet; amounts in EUR, investment None where none is booked."""

    product: Product
    segment: str
    region: str
    month: date
    revenue: float
    variable_cost: float
    investment: float | None
    units: int


@dataclass(frozen=True)
class Cell:
    """One segment and region of one product: its part of the product, and its growth by year."""

    segment: str
    region: str
    weight: float
    growth: float
    investment_weight: float | None


@dataclass(frozen=True)
class View:
    """How a basis sees the path: how far off in all, and how much chance is in each month."""

    basis: str
    months: tuple[date, ...]
    optimism: float  # the widest difference of a product's year from the path
    unsteadiness: float  # the deviation of one cell in one month


ACTUAL = View("Actual", company.ACTUAL_MONTHS, 0.0, 0.035)
BUDGET = View("Budget", company.BUDGET_MONTHS, 0.06, 0.0)
FORECAST = View("Forecast", company.FORECAST_MONTHS, 0.02, 0.0)


def actuals() -> list[Line]:
    """The 36 months that are closed."""
    return list(_lines(ACTUAL))


def budget() -> list[Line]:
    """What was planned, to the end of the calendar year."""
    return list(_lines(BUDGET))


def forecast() -> list[Line]:
    """What the open months of the calendar year are now expected to bring."""
    return list(_lines(FORECAST))


def level(annual: float, growth: float, month: date) -> float:
    """The month's value on a path of steady growth whose last 12 months of actuals add up to `annual`."""
    total = sum((1 + growth) ** (-ago / 12) for ago in range(12))
    value: float = annual * (1 + growth) ** (-company.months_ago(month) / 12) / total
    return value


def expected_revenue(product: str, month: date) -> float:
    """The month's revenue without chance and budget optimism, in EUR."""
    plan = ECONOMICS[product]
    return level(plan.revenue * 1e6, plan.growth, month) * SEASON[month.month - 1]


def _lines(view: View) -> Iterator[Line]:
    for product in PRODUCTS:
        sold = [month for month in view.months if month >= product.launched]
        for cell in _cells(product.name, ECONOMICS[product.name]):
            yield from _cell_lines(product, cell, view, sold)


def _cells(product: str, plan: Economics) -> Iterator[Cell]:
    weights = plan.weights(product)
    home = home_region(product)
    at_home = sum(weight for (_, region), weight in weights.items() if region == home)
    rng = chance.stream("growth", product)
    for (segment, region), weight in weights.items():
        tilted = plan.growth + chance.between(rng, -0.015, 0.015)
        growth = SEGMENT_GROWTH.get(product, {}).get(segment, tilted)
        booked = weight / at_home if region == home else None
        yield Cell(segment, region, weight, growth, booked)


def _cell_lines(product: Product, cell: Cell, view: View, months: list[date]) -> Iterator[Line]:
    plan = ECONOMICS[product.name]
    rng = chance.stream(view.basis, product.name, cell.segment, cell.region)
    for month in months:
        years_ago = company.months_ago(month) / 12
        path = level(plan.revenue * 1e6 * cell.weight, cell.growth, month) * SEASON[month.month - 1]
        path *= 1 + _optimism(product.name, view, month.year)
        path *= _answer(product.name, view, month)
        revenue = round(path * (1 + chance.noise(rng, view.unsteadiness)), 2)
        margin = plan.margin - plan.margin_drift * years_ago + chance.noise(rng, view.unsteadiness / 4)
        cost = round(revenue * (1 - margin), 2)
        price = plan.price * (1 + PRICE_RISE) ** -years_ago * (1 + chance.noise(rng, view.unsteadiness / 2))
        luck = 1 + chance.noise(rng, view.unsteadiness)
        investment = _investment(plan, cell, month, luck * _push(product.name, view, month))
        units = max(1, round(revenue / price))
        yield Line(product, cell.segment, cell.region, month, revenue, cost, investment, units)


def _investment(plan: Economics, cell: Cell, month: date, luck: float) -> float | None:
    if cell.investment_weight is None:
        return None
    annual = plan.investment * 1e6 * cell.investment_weight
    return round(level(annual, plan.investment_growth, month) * luck, 2)


def _answer(product: str, view: View, month: date) -> float:
    """How much more revenue a month brings for what was invested two months before."""
    earlier = company.month(company.months_ago(month) + ANSWERS_AFTER)
    answer: float = _push(product, view, earlier) ** ANSWERS.get(product, 0.0)
    return answer


@cache
def _push(product: str, view: View, month: date) -> float:
    """How a quarter's investment in a product that was pushed lies beside its path; no plan foresaw it.

    The pushes of twelve months even out, so that each year's money is what its path says.
    """
    if view is not ACTUAL or product not in ANSWERS:
        return 1.0
    years, months = divmod(company.months_ago(month), 12)
    rng = chance.stream("push", product, str(years))
    quarters = [chance.between(rng, -PUSH, PUSH) for _ in range(4)]
    return 1 + quarters[months // 3] - sum(quarters) / 4


@cache
def _optimism(product: str, view: View, year: int) -> float:
    """How far the product's figures of a calendar year were set above or below the path."""
    rng = chance.stream("optimism", view.basis, product, str(year))
    return chance.between(rng, -view.optimism / 2, view.optimism)
