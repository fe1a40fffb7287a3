"""KPI definitions of every direction, and monthly actuals against targets for the products that they suit.

Vantry Vision's on-time delivery is the story: on target in every month of the last year, and falling so fast
that it will miss within a quarter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data.sample import chance, company, kpi_paths
from data.sample.company import ASSETS, ENERGY, PLANT, QUALITY
from data.sample.finance import expected_revenue
from data.sample.kpi_paths import Corners
from data.sample.register import PRODUCTS, Product

HIGHER, LOWER, RANGE = "higher is better", "lower is better", "range"
PERCENT = "%"
ORDERS = "Order intake"
MIDDLE = 7  # the month in which a target of a year is just right
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
    target: float = 0.0  # of this year; of a range its middle
    target_drift: float = 0.0  # part of the target, by year
    low: float | None = None
    high: float | None = None
    amber: float | None = None  # attainment from which it is amber
    unsteadiness: float = 0.012  # of the target
    reach: float = 1.0  # how far off target its products get, beside those of other KPIs


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
        ORDERS,
        HIGHER,
        "EUR",
        EVERY,
        "Firm orders received in the month",
        weight=0.15,
        unsteadiness=0.035,
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
        unsteadiness=0.008,
        reach=0.6,
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
        reach=0.6,
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
        unsteadiness=0.009,
        reach=0.7,
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
        unsteadiness=0.03,
        reach=1.3,
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
        unsteadiness=0.02,
        reach=1.3,
    ),
    Definition(
        "Release defects",
        LOWER,
        "per release",
        EVERY,
        "Found by customers, mean of three months",
        weight=0.08,
        target=12.0,
        unsteadiness=0.04,
        reach=1.3,
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
        unsteadiness=0.012,
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

SLIDING = ("On-time delivery", "Vantry Vision")
SLIDES: Corners = ((0, 0.006), (14, 0.069))  # just above target now, after a fall of 0.45 % of it a month


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
    months = [month for month in company.ACTUAL_MONTHS if month >= product.launched]
    rng = chance.stream("kpi", definition.kpi, product.name)
    slides = (definition.kpi, product.name) == SLIDING
    path, scale = (SLIDES, 1.0) if slides else _path(definition, product.name)
    wobbles = kpi_paths.wobble(rng, 0.001 if slides else definition.unsteadiness, len(months))
    better = -1 if definition.direction == LOWER else 1
    digits = 4 if definition.unit == PERCENT else 2
    for month, by_chance in zip(months, wobbles, strict=True):
        target = _target(definition, product.name, month)
        off = kpi_paths.at(path, company.months_ago(month)) * scale + by_chance
        actual = _aimed_at(definition, product.name, month) * (1 + better * off)
        yield Result(definition, product.name, month, round(actual, digits), round(target, digits))


def _target(definition: Definition, product: str, month: date) -> float:
    """The month's target, set for the year; of orders for the month."""
    return _aimed_at(definition, product, month if definition.kpi == ORDERS else month.replace(month=MIDDLE))


def _aimed_at(definition: Definition, product: str, month: date) -> float:
    """What a product that is never off target reaches in a month; of orders the revenue that they should become."""
    if definition.kpi == ORDERS:
        return expected_revenue(product, company.month(company.months_ago(month) - LEAD))
    years = company.AS_OF.year - month.year + (MIDDLE - month.month) / 12
    return definition.target * (1 - definition.target_drift * years)


def _path(definition: Definition, product: str) -> tuple[Corners, float]:
    """How a product came to stand where it stands, and the part of the target that its path is in."""
    rng = chance.stream("situation", definition.kpi, product)
    if definition.low is None or definition.high is None:
        return kpi_paths.in_time(rng.choice(kpi_paths.USUAL), rng), definition.reach
    half = (definition.high - definition.low) / 2 / definition.target
    return kpi_paths.in_time(rng.choice(kpi_paths.OF_RANGES), rng), half
