"""What the portfolio office keeps besides figures: people, objectives and ratings.

Switchyard Twin's sponsor rates it as nobody rates anything else: the loss-maker that someone loves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data.sample import chance, company
from data.sample.economics import ECONOMICS
from data.sample.finance import level
from data.sample.register import CHAMPION, PRODUCTS

STAFF_PART, YEARLY_PAY = 0.62, 118_000  # of the investment; EUR by person


@dataclass(frozen=True)
class Staff:
    """The full-time equivalents that work on a product in a month."""

    product: str
    month: date
    fte: float


@dataclass(frozen=True)
class Objective:
    """One strategic objective and the part of all spend that it should have."""

    objective: str
    description: str
    owner: str
    target_share: float
    priority: bool


@dataclass(frozen=True)
class Rating:
    """One criterion of one product, 1 to 5, by one person."""

    product: str
    criterion: str
    rating: float
    weight: float
    rated_by: str


SERVICE = Objective(
    "Grow recurring revenue",
    "More of each sale comes back every year as subscription or service",
    "Beatrix Holmgaard (Chief Executive Officer)",
    0.30,
    True,
)
ENERGY = Objective(
    "Lead in the energy transition",
    "First choice of utilities for flexibility, storage and carbon accounts",
    CHAMPION,
    0.25,
    True,
)
AMERICAS = Objective(
    "Win in the Americas",
    "A third of revenue from the Americas by 2028",
    "Curtis Abelardo (Chief Revenue Officer)",
    0.15,
    False,
)
PLATFORM = Objective(
    "One platform",
    "One sign-on, one data model and one way to deploy for all products",
    CHAMPION,
    0.20,
    False,
)
EFFICIENCY = Objective(
    "Simpler and cheaper to run",
    "Fewer overlapping products, lower cost of service and of goods",
    "Renske Dijkhuis (Chief Financial Officer)",
    0.10,
    False,
)
OBJECTIVES = (SERVICE, ENERGY, AMERICAS, PLATFORM, EFFICIENCY)

ENTHUSIASM, STRATEGIC_FIT = "Enthusiasm", "Strategic fit"
CRITERIA = {
    STRATEGIC_FIT: 0.30,
    "Market attractiveness": 0.25,
    "Competitive position": 0.20,
    "Technical health": 0.15,
    ENTHUSIASM: 0.10,
}
RATERS = ("Renske Dijkhuis", "Curtis Abelardo", "Beatrix Holmgaard", "Yusuf Tahmasebi")
LOVED = "Switchyard Twin"


def people() -> list[Staff]:
    """Who works on what: the part of the investment that pays people, in persons."""
    return [
        Staff(product.name, month, _fte(product.name, month))
        for product in PRODUCTS
        for month in company.ACTUAL_MONTHS
        if month >= product.launched
    ]


def ratings() -> list[Rating]:
    """Every product by every criterion."""
    return [rating for product in PRODUCTS for rating in _ratings(product.name)]


def _fte(product: str, month: date) -> float:
    plan = ECONOMICS[product]
    rng = chance.stream("people", product, month.isoformat())
    yearly = level(plan.investment * 1e6, plan.investment_growth, month) * 12
    return round(yearly * STAFF_PART / YEARLY_PAY * (1 + chance.noise(rng, 0.01)), 1)


def _ratings(product: str) -> Iterator[Rating]:
    rng = chance.stream("ratings", product)
    growth = ECONOMICS[product].growth
    for criterion, weight in CRITERIA.items():
        rater = rng.choice(RATERS)
        rating = 3.0 + 3 * growth + chance.noise(rng, 0.6)
        rating = round(2 * min(4.5, max(1.0, rating))) / 2
        if product == LOVED and criterion in {ENTHUSIASM, STRATEGIC_FIT}:
            rating, rater = 5.0, CHAMPION.partition(" (")[0]
        yield Rating(product, criterion, rating, weight, rater)
