"""Random KPI workbooks: results and definitions, with zero and missing targets, ranges and late starters.

All of it follows from a seed. Values have two decimals and are kept in hundredths, so that nothing is rounded.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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


@dataclass(frozen=True)
class Result:
    """One line of results."""

    kpi: str
    product: str
    month: int
    actual: int | None
    target: int | None


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
        results = [
            [r.kpi, r.product, date(r.month // 12, r.month % 12 + 1, 1), _value(r.actual), _value(r.target)]
            for r in self.results
        ]
        heads = ["KPI", "Product", "Month", "Actual", "Target"]
        return write_workbook(path, {"Definitions": [heading, *said], "Results": [heads, *results]})


def _value(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def kpi_sheets(seed: int) -> KpiSheets:
    """The workbook of a seed; every series ends in the same month."""
    chance = random.Random(seed)
    months = range(month("2024-01"), month("2024-01") + chance.randint(3, 20))
    definitions = tuple(_definition(chance, kpi) for kpi in chance.sample(KPIS, chance.randint(1, 4)))
    results = [
        result
        for definition in definitions
        for product in chance.sample(PRODUCTS, chance.randint(1, 3))
        for result in _series(chance, definition, product, months)
    ]
    return KpiSheets(definitions, tuple(results))


def _definition(chance: random.Random, kpi: str) -> Definition:
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
    )


def _series(chance: random.Random, definition: Definition, product: str, months: range) -> Iterator[Result]:
    target, late = chance.randint(100, 9_000), chance.randrange(len(months)) if chance.random() < 0.3 else 0
    kind = chance.choice(("steady", "steady", "rising", "none", "zero"))
    for n, of in enumerate(months[late:]):
        planned = {"none": None, "zero": 0, "rising": target + n * chance.randint(0, 90)}.get(kind, target)
        planned = None if chance.random() < 0.05 else planned
        actual = int(target * chance.uniform(0.7, 1.3)) * chance.choice((1, 1, 1, 1, 0 if kind == "zero" else 1))
        last = of == months[-1]
        yield Result(definition.kpi, product, of, actual if last or chance.random() < 0.95 else None, planned)
