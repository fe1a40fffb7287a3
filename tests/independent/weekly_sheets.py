"""Random workbooks of weekly KPIs: targets of their own or of months, quarters and years, weeks in many spellings.

All of it follows from a seed. Values have two decimals and are kept in hundredths, so that nothing is rounded.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.conftest import write_workbook
from tests.independent.kpi_sheets import HIGHER, LOWER, Definition

KPIS = (("Uptime", "%"), ("Complaints", "days"), ("Order intake", "EUR"), ("Support cost", "EUR"))
EPOCH = date(2020, 1, 6)  # the Monday from which weeks are counted
SPELLINGS = ("{0}-W{1:02}", "W{1} {0}", "KW {1} {0}", "Week {1}, {0}", "{0} CW{1}", "day")


@dataclass(frozen=True)
class Planned:
    """A target of so many months from the first of one on, in hundredths."""

    first: date
    months: int
    target: int

    @property
    def end(self) -> date:
        """The first day behind it."""
        months = self.first.year * 12 + self.first.month - 1 + self.months
        return date(months // 12, months % 12 + 1, 1)

    @property
    def written(self) -> str:
        quarter = f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        return {1: f"{self.first:%Y-%m}", 3: quarter, 12: f"{self.first.year}"}[self.months]


@dataclass(frozen=True)
class Weekly:
    """One KPI of one product: actuals and targets by the number of their week, and targets of longer periods."""

    definition: Definition
    product: str
    actual: dict[int, int]
    target: dict[int, int]
    planned: tuple[Planned, ...]

    def rows(self, spelling: str) -> list[list[object]]:
        """Its lines: product, period, actual, target."""
        weeks = sorted({*self.actual, *self.target})
        own = [[written(n, spelling), _value(self.actual.get(n)), _value(self.target.get(n))] for n in weeks]
        longer = [[each.written, None, _value(each.target)] for each in self.planned]
        return [[self.definition.kpi, self.product, *row] for row in (*own, *longer)]


@dataclass(frozen=True)
class WeeklySheets:
    """A workbook of weekly KPIs with their definitions."""

    series: tuple[Weekly, ...]
    spelling: str

    def write(self, path: Path) -> Path:
        definitions = {one.definition.kpi: one.definition for one in self.series}
        said = [[d.kpi, d.direction, d.unit, f"What {d.kpi} means"] for d in definitions.values()]
        rows = [row for one in self.series for row in one.rows(self.spelling)]
        heads = ["KPI", "Product", "Period", "Actual", "Target"]
        return write_workbook(
            path, {"Definitions": [["KPI", "Direction", "Unit", "Description"], *said], "Results": [heads, *rows]}
        )


def weekly_sheets(seed: int) -> WeeklySheets:
    """The workbook of a seed."""
    chance = random.Random(f"weekly {seed}")
    first = (date(2023, 1, 2) - EPOCH).days // 7 + chance.randrange(104)
    weeks = range(first, first + chance.choice((5, 14, 40, 70, 120)))
    series = []
    for kpi, unit in chance.sample(KPIS, chance.randint(1, 3)):
        definition = Definition(kpi, chance.choice((HIGHER, LOWER)), unit)
        for product in chance.sample(("Anvil", "Bracken", "Cobalt"), chance.randint(1, 2)):
            series.append(_series(chance, definition, product, weeks))
    longer = any(one.planned for one in series)
    return WeeklySheets(tuple(series), chance.choice(SPELLINGS[:-1] if longer or len(weeks) < 6 else SPELLINGS))


def _series(chance: random.Random, definition: Definition, product: str, weeks: range) -> Weekly:
    stopped = chance.randint(1, 4) if chance.random() < 0.2 else 0
    own = weeks[: len(weeks) - stopped]
    target, least = chance.randint(500, 9_000), chance.choice((0, 0.05))
    given = [n for n in own if n in (own[0], own[-1]) or chance.random() > least]
    actual = {n: int(target * chance.uniform(0.7, 1.3)) for n in given}
    kind = chance.choice(("own", "own", "rising", "none", "longer", "longer"))
    rise = chance.randint(1, 40) if kind == "rising" else 0
    plan = {n: target + rise * (n - own[0]) for n in own} if kind in {"own", "rising"} else {}
    return Weekly(definition, product, actual, plan, _planned(chance, target, own) if kind == "longer" else ())


def _planned(chance: random.Random, target: int, weeks: range) -> tuple[Planned, ...]:
    months = chance.choice((1, 3, 12))
    day, last = monday(weeks[0]), monday(weeks[-1] + 1)
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    found = []
    while start < last:
        if chance.random() < 0.85:
            found.append(Planned(start, months, int(target * months * 4.3 * chance.uniform(0.9, 1.1))))
        start = Planned(start, months, 0).end
    return tuple(found)


def monday(week: int) -> date:
    """The first day of a week by its number."""
    return EPOCH + timedelta(days=7 * week)


def written(week: int, spelling: str = SPELLINGS[0]) -> str:
    """A week as a sheet names it.

    >>> written((date(2026, 3, 30) - EPOCH).days // 7), written((date(2025, 12, 29) - EPOCH).days // 7, "W{1} {0}")
    ('2026-W14', 'W1 2026')
    """
    thursday = monday(week) + timedelta(days=3)
    number = (thursday - date(thursday.year, 1, 1)).days // 7 + 1
    return str(monday(week) + timedelta(days=2)) if spelling == "day" else spelling.format(thursday.year, number)


def _value(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100
