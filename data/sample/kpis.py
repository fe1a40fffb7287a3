"""KPI definitions of every direction, and monthly actuals against targets for the products that they suit.

Vantry Vision's on-time delivery is the story: on target in every month of the last year, and falling so fast
that it will miss within a quarter.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from data.sample import chance, company
from data.sample.company import ASSETS, ENERGY, PLANT, QUALITY
from data.sample.finance import expected_revenue
from data.sample.register import PRODUCTS, Product

HIGHER, LOWER, RANGE = "higher is better", "lower is better", "range"
PERCENT = "%"
LEAD = 3  # months from an order to its revenue


@dataclass(frozen=True)
class Definition:
    """One KPI; limits and targets in its own unit, percentages as fractions."""

    kpi: str
    direction: str
    unit: str
    lines: tuple[str, ...]  # whose products report it
    description: str
    weight: float
    target: float = 0.0  # of the last month; of a range its middle
    target_drift: float = 0.0  # part of the target, by year
    low: float | None = None
    high: float | None = None
    amber: float | None = None  # attainment from which it is amber
    unsteadiness: float = 0.01  # of the target


@dataclass(frozen=True)
class Result:
    """One KPI of one product in one month."""

    definition: Definition
    product: str
    month: date
    actual: float
    target: float


EVERY, CONNECTED = company.LINES, (PLANT, ASSETS)
DEFINITIONS = (
    Definition(
        "Order intake",
        HIGHER,
        "EUR",
        EVERY,
        "Firm orders received in the month",
        weight=0.15,
        unsteadiness=0.03,
    ),
    Definition(
        "Net revenue retention",
        HIGHER,
        "%",
        EVERY,
        "Revenue of last year's customers, now",
        weight=0.15,
        target=1.04,
        target_drift=0.01,
    ),
    Definition(
        "On-time delivery",
        HIGHER,
        "%",
        (PLANT, QUALITY),
        "Deliveries on the confirmed day",
        weight=0.1,
        target=0.92,
        amber=0.95,
        unsteadiness=0.006,
    ),
    Definition(
        "Customer satisfaction",
        HIGHER,
        "points",
        EVERY,
        "Mean of surveys, 0 to 100",
        weight=0.1,
        target=78.0,
        target_drift=0.01,
    ),
    Definition(
        "Churn",
        LOWER,
        "%",
        EVERY,
        "Contracts ended, by year",
        weight=0.12,
        target=0.06,
        target_drift=-0.03,
        unsteadiness=0.04,
    ),
    Definition(
        "Time to resolve",
        LOWER,
        "h",
        CONNECTED,
        "From ticket to cure, median",
        weight=0.08,
        target=18.0,
        target_drift=-0.05,
        amber=0.85,
    ),
    Definition(
        "Release defects",
        LOWER,
        "per release",
        EVERY,
        "Found by customers, mean of three months",
        weight=0.08,
        target=12.0,
        unsteadiness=0.05,
    ),
    Definition(
        "Cost per service case",
        LOWER,
        "EUR",
        (ASSETS, ENERGY),
        "Service cost / cases",
        weight=0.07,
        target=210.0,
        target_drift=-0.02,
    ),
    Definition(
        "Service utilisation",
        RANGE,
        "%",
        CONNECTED,
        "Booked / available hours",
        weight=0.08,
        target=0.8,
        low=0.75,
        high=0.85,
    ),
    Definition(
        "Average discount",
        RANGE,
        "%",
        (ENERGY, QUALITY),
        "Off list price",
        weight=0.07,
        target=0.11,
        low=0.09,
        high=0.13,
    ),
)

# How far from target, in parts of it and in the good direction: now, and how much better it gets by year.
SITUATIONS = (
    (0.05, 0.0),
    (0.03, 0.01),
    (0.02, 0.02),
    (-0.02, 0.02),
    (-0.05, -0.01),
    (-0.08, 0.015),
    (-0.16, -0.04),
)
RANGE_SITUATIONS = ((0.0, 0.0), (0.03, 0.01), (-0.02, 0.01), (0.10, 0.03), (-0.12, -0.02), (0.22, 0.05))
SLIDING = ("On-time delivery", "Vantry Vision")
Path = Callable[[date], float]


def results() -> list[Result]:
    """Every KPI of every product of its lines, for the months of the actuals."""
    return [
        result
        for definition in DEFINITIONS
        for product in PRODUCTS
        if product.line in definition.lines
        for result in _results(definition, product)
    ]


def _results(definition: Definition, product: Product) -> Iterator[Result]:
    rng = chance.stream("kpi", definition.kpi, product.name)
    off_target = _off_target(definition, product.name)
    unsteadiness = 0.001 if _slides(definition, product.name) else definition.unsteadiness
    better = -1 if definition.direction == LOWER else 1
    digits = 4 if definition.unit == PERCENT else 2
    for month in company.ACTUAL_MONTHS:
        if month < product.launched:
            continue
        target = _target(definition, product.name, month)
        off = off_target(month) + chance.noise(rng, unsteadiness)
        actual = round(target * (1 + better * off), digits)
        yield Result(definition, product.name, month, actual, round(target, digits))


def _target(definition: Definition, product: str, month: date) -> float:
    if definition.kpi == "Order intake":
        booked = company.month(company.months_ago(month) - LEAD)
        return expected_revenue(product, booked)
    years_ago = company.months_ago(month) / 12
    return definition.target * (1 - definition.target_drift * years_ago)


def _off_target(definition: Definition, product: str) -> Path:
    """How far the product is off its target by month, before chance."""
    if _slides(definition, product):
        return _sliding
    rng = chance.stream("situation", definition.kpi, product)
    now, trend = rng.choice(RANGE_SITUATIONS if definition.direction == RANGE else SITUATIONS)
    return lambda month: now - trend * company.months_ago(month) / 12


def _slides(definition: Definition, product: str) -> bool:
    return (definition.kpi, product) == SLIDING


def _sliding(month: date) -> float:
    """Just above target now, after a fall of 0.45 % of it a month that began 14 months ago."""
    return 0.006 + 0.0045 * min(14, company.months_ago(month))
