"""Random KPI workbooks: results and definitions, with zero, negative and missing targets, ranges, late starters, KPIs
that stopped, quarters and years beside months, and targets of another grain than the actuals.

All of it follows from a seed. Values have two decimals and are kept in hundredths, so that nothing is rounded.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from math import pi, sin
from pathlib import Path

from tests.conftest import write_workbook
from tests.independent.ledger import month

HIGHER, LOWER, RANGE = "higher is better", "lower is better", "range"
KPIS = ("Uptime", "Complaints", "Order intake", "Lead time", "Churn", "Net promoters")
UNITS = ("%", "EUR", "days", "points")
PRODUCTS = ("Anvil", "Bracken", "Cobalt")


@dataclass(frozen=True)
class Definition:
    """What a KPI means; numbers in hundredths, None where the sheet is blank."""

    kpi: str
    direction: str
    unit: str
    low: int | None = None
    high: int | None = None
    amber: int | None = None
    weight: int | None = None
    by_sides: bool = False  # whether its results are given as numerator and denominator


@dataclass(frozen=True)
class Result:
    """One line of results."""

    kpi: str
    product: str
    month: int  # the first of its period
    actual: int | None
    target: int | None
    step: int = 1  # months of the period
    denominator: int | None = None  # whole, of a result that is given as its numerator and this

    @property
    def cells(self) -> list[float | int | None]:
        """Its actual, target, numerator and denominator as they stand in the sheet."""
        if self.denominator is None or self.actual is None:
            return [_value(self.actual), _value(self.target), None, None]
        return [None, _value(self.target), _value(self.actual * self.denominator), self.denominator]


@dataclass(frozen=True)
class KpiSheets:
    """A workbook of results and definitions."""

    definitions: tuple[Definition, ...]
    results: tuple[Result, ...]

    def write(self, path: Path) -> Path:
        heading = ["KPI", "Direction", "Unit", "Low", "High", "Amber from", "Weight", "Description"]
        said = [
            [d.kpi, d.direction, d.unit, *map(_value, (d.low, d.high, d.amber, d.weight)), f"What {d.kpi} means"]
            for d in self.definitions
        ]
        results = [[r.kpi, r.product, written(r.month, r.step), *r.cells] for r in self.results]
        heads = ["KPI", "Product", "Period", "Actual", "Target", "Numerator", "Denominator"]
        return write_workbook(path, {"Definitions": [heading, *said], "Results": [heads, *results]})


def _value(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def written(first: int, step: int) -> str:
    """A period as a sheet names it.

    >>> written(month("2025-07"), 1), written(month("2025-07"), 3), written(month("2025-01"), 12)
    ('2025-07', '2025-Q3', '2025')
    """
    year, at = divmod(first, 12)
    return {1: f"{year}-{at + 1:02}", 3: f"{year}-Q{at // 3 + 1}", 12: f"{year}"}[step]


def kpi_sheets(seed: int, by_sides: float = 0.25) -> KpiSheets:
    """The workbook of a seed; so many of its KPIs are given as numerator and denominator."""
    chance = random.Random(seed)
    first = month("2024-01")
    months = range(first, first + chance.randint(3, 20))
    definitions = tuple(_definition(chance, kpi, by_sides) for kpi in chance.sample(KPIS, chance.randint(1, 4)))
    results = [
        result
        for definition in definitions
        for product in chance.sample(PRODUCTS, chance.randint(1, 3))
        for result in _series(chance, definition, product, _periods(chance, months))
    ]
    return KpiSheets(definitions, tuple(results))


def seasonal(seed: int) -> KpiSheets:
    """A workbook of monthly KPIs of two to three and a half years, some of which rise and fall with the year."""
    chance = random.Random(f"seasonal {seed}")
    first, count = month("2022-01") + chance.randrange(12), chance.randint(24, 42)
    definitions = tuple(_definition(chance, kpi, 0) for kpi in chance.sample(KPIS, chance.randint(1, 2)))
    results = [
        Result(definition.kpi, product, first + n, actual, target if chance.random() < 0.9 else None)
        for definition in definitions
        for product in chance.sample(PRODUCTS, chance.randint(1, 2))
        for target, swing, rise in [(chance.randint(500, 9_000), chance.choice((0, 0.2, 0.4)), chance.uniform(-1, 2))]
        for n in range(count)
        for actual in [int(target * (1 + swing * sin(n * pi / 6)) * chance.uniform(0.9, 1.1) + rise * n)]
        if n in {0, count - 1} or chance.random() < 0.97
    ]
    return KpiSheets(definitions, tuple(results))


def beside(seed: int, revenue: dict[str, dict[int, int]]) -> KpiSheets:
    """A workbook of KPIs of products of finance: orders that come some months before revenue (in cents), and others."""
    chance = random.Random(f"beside {seed}")
    lead = chance.randint(1, 4)
    definitions = (Definition("Order intake", HIGHER, "points"), Definition("Lead time", LOWER, "days", weight=25))
    results = []
    for product, months in revenue.items():
        for of in range(min(months) - lead, max(months) + 1):
            later = months.get(of + lead)
            if later is not None:
                ordered = int(later / 1_000 * chance.uniform(0.98, 1.02))
                results.append(Result("Order intake", product, of, ordered, chance.randint(1, 9_000)))
            if of in months and chance.random() < 0.97:
                results.append(Result("Lead time", product, of, chance.randint(100, 900), 500))
    return KpiSheets(definitions, tuple(results))


def _periods(chance: random.Random, months: range) -> range:
    """The periods of a series: months as a rule, or the whole quarters or years from the same month on, or fewer."""
    step = chance.choice((1, 1, 1, 1, 1, 3, 3, 12))
    count = max(1, len(months) // step)
    late = chance.randrange(count) if chance.random() < 0.3 else 0
    stopped = chance.randrange(count - late) if chance.random() < 0.2 else 0
    return range(months[0] + late * step, months[0] + (count - stopped) * step, step)


def _definition(chance: random.Random, kpi: str, by_sides: float) -> Definition:
    direction = chance.choice((HIGHER, LOWER, RANGE))
    low = chance.randint(100, 5_000) if direction == RANGE else None
    return Definition(
        kpi,
        direction,
        chance.choice(UNITS),
        low,
        None if low is None else low + chance.randint(100, 5_000),
        chance.choice((None, None, 95, 80)),
        chance.choice((None, 10, 25, 50)),
        chance.random() < by_sides,
    )


def _series(chance: random.Random, definition: Definition, product: str, periods: range) -> Iterator[Result]:
    least = 3_000 if definition.by_sides else 100  # so that ratios and targets are of about one size
    target, step = chance.randint(least, 9_000) * chance.choice((1, 1, 1, 1, -1)), periods.step
    kind = chance.choice(("steady", "steady", "rising", "none", "zero", "others"))
    for n, of in enumerate(periods):
        planned = {"none": None, "others": None, "zero": 0, "rising": target + n * chance.randint(0, 90)}.get(
            kind, target
        )
        planned = None if chance.random() < 0.05 else planned
        actual = int(target * chance.uniform(0.7, 1.3)) * chance.choice((1, 1, 1, 1, 0 if kind == "zero" else 1))
        known = of == periods[-1] or chance.random() < 0.95
        if known or planned is not None:
            below = chance.randint(1, 400) if definition.by_sides else None
            yield Result(definition.kpi, product, of, actual if known else None, planned, step, below)
    if kind == "others":
        yield from _targets(chance, definition, product, (target, periods))


def _targets(
    chance: random.Random, definition: Definition, product: str, planned: tuple[int, range]
) -> Iterator[Result]:
    """Targets of another grain than the actuals: of the months of a quarter, or of the year of months and quarters."""
    target, periods = planned
    other = 1 if periods.step > 1 and chance.random() < 0.5 else 12
    first = periods[0] if other == 1 else periods[0] // 12 * 12
    for of in range(first, periods[-1] + periods.step, other):
        if other != periods.step and chance.random() < 0.9:
            yield Result(definition.kpi, product, of, None, target, other)
