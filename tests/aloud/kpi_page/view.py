"""What the engine makes of a workbook of KPIs, and how each of its values is written in its unit."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any

from tests.aloud.finance_pages import plan
from tests.aloud.grammar import near
from tests.aloud.screen import Screen
from tests.independent import kpis
from tests.independent.kpi_sheets import HIGHER, LOWER, KpiSheets
from tests.independent.kpis import Known, Outlook, Series

BELOW = ("red", "amber")
OF_FINANCE = ("Against the budget of the finance sheets", "(Revenue − variable cost) ÷ revenue, against budget")
LARGEST_FRACTION = 2  # of a KPI in %, whose values are then fractions


@dataclass
class View:
    """The series of a workbook, the most severe first."""

    sheets: KpiSheets
    picked: tuple[str, str] | None = None  # the KPI and the product that are looked at; else the most severe

    version: int = 1
    shown: Screen | None = None  # the page that is read, for sentences on its tables

    # what only finance adds
    by, of_margin, half_known = "line", False, frozenset[str]()
    effects = grouped = leads = MappingProxyType[Any, Any]({})

    @cached_property
    def series(self) -> list[Series]:
        return plan.ordered(kpis.series(self.sheets))

    def of(self, kpi: str, product: str) -> Series | None:
        return next((one for one in self.series if (one.definition.kpi, one.product) == (kpi, product)), None)

    def same(self, of: Series) -> list[Series]:
        """The series of its KPI that were last reported for the same period."""
        key = (of.definition.kpi, of.last, of.step)
        return [one for one in self.series if (one.definition.kpi, one.last, one.step) == key]

    @cached_property
    def looked_at(self) -> Series:
        return (self.of(*self.picked) if self.picked else None) or self.series[0]

    def unit(self, one: Series) -> str:
        return one.definition.unit

    def meaning(self, kpi: str) -> str:
        return f"What {kpi} means"

    @property
    def until(self) -> int:
        """The last month of what is reported."""
        return max(one.last + one.step - 1 for one in self.series)

    @cached_property
    def told(self) -> list[Series]:
        """What the list holds: what misses its target, where nothing does, what meets it, else all."""
        below = [one for one in self.series if mark(one) in BELOW]
        return below or [one for one in self.series if mark(one)] or self.series

    def outlook(self, one: Series) -> Outlook:
        return kpis.outlook(one, self.series)

    def goal(self, one: Series) -> Known:
        """What the end of the year should hold."""
        return kpis.goal_of(one, (kpis.ending(one) - one.last) // one.step)

    @cached_property
    def sliding(self) -> list[Series]:
        """What is on target and will more likely than not miss."""
        found = [(self.outlook(one).chance, one) for one in self.series if mark(one) == "green"]
        return [one for chance, one in found if chance is not None and chance < Fraction(1, 2)]

    def peers(self, one: Series) -> Known:
        """The part of the other products that attain less."""
        others = [kpis.attainment(each, each.last) for each in self.same(one) if each is not one]
        known = [each for each in others if each is not None]
        own = kpis.attainment(one, one.last)
        return Fraction(sum(each < own for each in known), len(known)) if known and own is not None else None

    def own_trend(self, one: Series) -> tuple[Known, bool]:
        """The last value less what was projected a period before, good upwards, and whether that is rare."""
        history = one.history(1, is_sum=False)
        before = one.last // one.step - 1
        made = history.at(before)
        if made is None or one.sign is None:
            return None, False
        gap = one.sign * (one.actual[one.last] - made.value)
        errors = [one.sign * error for _, error, _ in history.errors(before)]
        least = kpis.quantile(errors, 1)
        return gap, least is not None and gap < least

    def share(self, one: Series) -> Fraction:
        """What one of a KPI's unit is where it is a percentage: a hundredth, or the whole where it is in fractions."""
        rows = [row for row in self.sheets.results if row.kpi == one.definition.kpi]
        largest = max(abs(each) for row in rows for each in (row.actual, row.target) if each is not None)
        return Fraction(1) if largest <= 100 * LARGEST_FRACTION else Fraction(1, 100)

    def written(self, one: Series, value: Known, text: str | None, moved: bool = False) -> str | None:
        """A text where it writes a value of a KPI in its unit, else what it should write."""
        if value is None:
            return "–" if text is not None else None
        unit = one.definition.unit
        if unit == "%":
            right = (near(value * self.share(one), text or ""), "pp" if moved else "%")
        else:
            single = value in {1, -1} or (text or "").startswith(("1 ", "−1 "))
            unit = unit.removesuffix("s") if single and unit in {"days", "points"} else unit
            number = (text or "").removesuffix(f" {unit}")
            right = (near(value, number), "" if unit == "EUR" else unit)
        agrees = right[0] and (text or "").endswith(right[1]) and (bool(right[1]) or "EUR" not in (text or ""))
        return text if agrees else f"{float(value)} {unit}"


def within(view: View, one: Series, text: str | None) -> str | None:
    """A text where it writes the limits of a range, else what it should write."""
    low, high = (Fraction(side or 0, 100) for side in (one.definition.low, one.definition.high))
    first, _, last = (text or "").partition(" – ")
    right = (view.written(one, low, first), view.written(one, high, last))
    return text if right == (first, last) else " – ".join(map(str, right))


def mark(one: Series) -> str:
    """Where it stands now; empty where nobody can say."""
    return kpis.status(one, one.last) or ""


def judged_by_side(one: Series) -> bool:
    return one.definition.direction in {HIGHER, LOWER}


def likely(chance: Known) -> Known | str:
    """How a chance is written: nothing is surer than under 5 % or over 95 %."""
    if chance is None or Fraction(1, 20) <= chance <= Fraction(19, 20):
        return chance
    return "under 5 %" if chance < Fraction(1, 2) else "over 95 %"
