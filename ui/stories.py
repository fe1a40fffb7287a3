"""What a figure is made of, as it is told: the result, its arithmetic, and each date range that it used."""

from dataclasses import dataclass

import pandas as pd

from analytics import complete, roi
from analytics.definition import Definition
from analytics.paired import NEEDED, Need
from analytics.windows import Window
from ui import definitions, formats, gaps
from ui.filters import Filters
from ui.years import Years


@dataclass(frozen=True)
class Part:
    """One date range of a figure, and what the figure is there, with its arithmetic."""

    window: Window
    result: str


@dataclass(frozen=True)
class Story:
    """A figure with its parts, and what they make together where it is a change."""

    title: str
    definition: str
    measures: tuple[str, ...]
    parts: tuple[Part, ...]
    products: tuple[str, ...] = ()
    ends: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Of:
    """Which figure a story is of: a return by its definition, or an amount by the name of its column."""

    name: str
    definition: Definition | None = None
    column: str = ""

    @property
    def need(self) -> Need:
        """What both sides of a change must know."""
        if self.definition:
            return NEEDED[self.definition]
        return {"revenue": Need.REVENUE, "investment": Need.INVESTMENT}.get(self.column, Need.CONTRIBUTION)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures whose cells it is summed from."""
        if self.definition:
            return definitions.SOURCES[self.definition]
        return ("revenue", "variable_cost") if self.column == "contribution" else (self.column,)


def of(figure: Of, shown: Filters, both: Years | None = None, product: str = "") -> Story:
    """The story of a figure: of the date range shown, and of both years where there is a change of it."""
    periods = _of_product(shown.periods(), product)
    parts = [Part(shown.window, result(figure, periods))]
    ends = ""
    if both is not None:
        pair = both.pair(figure.need)
        before, now = (_of_product(side, product) for side in (pair.before, pair.now))
        if len(before) or len(now):
            comparison = both.comparison
            if both.apart(figure.need):
                parts.append(Part(comparison.now, f"Compared months: {result(figure, now)}"))
            parts.append(Part(comparison.before, f"Prior year: {result(figure, before)}"))
            ends = _change(figure, before, now)
    measured = figure.definition or Definition.RETURN_ON_COST
    left = complete.left_out(periods, measured) if figure.column not in {"revenue", "investment"} else []
    meaning = definitions.MEANINGS.get(figure.name, "")
    named = (product,) if product else ()
    return Story(figure.name, meaning, figure.measures, tuple(parts), named, ends, tuple(gaps.notes(left)))


def _of_product(periods: pd.DataFrame, product: str) -> pd.DataFrame:
    return periods[periods["product"] == product] if product else periods


def value(figure: Of, periods: pd.DataFrame) -> float | None:
    """The figure of some periods; None where it is not known."""
    found = roi.portfolio(complete.totals(periods), figure.definition or Definition.RETURN_ON_COST)
    if figure.definition:
        return found.roi
    if figure.column == "investment" and "stage" in periods:
        return roi.missing_as_none(periods["invested"].sum(min_count=1))
    known: float | None = getattr(found, figure.column)
    return known


def result(figure: Of, periods: pd.DataFrame) -> str:
    """The figure with the numbers that it is computed from."""
    totals = complete.totals(periods)
    found = roi.portfolio(totals, figure.definition or Definition.RETURN_ON_COST)
    if figure.definition:
        arithmetic = formats.arithmetic(found.earned, found.base, figure.definition is not Definition.RETURN_ON_COST)
        return f"{figure.name} = {arithmetic} = {formats.percent(found.roi)}"
    if figure.column == "contribution":
        revenue, cost = (roi.missing_as_none(each) for each in totals[complete.MATCHED].sum(min_count=1))
        return f"{figure.name} = {formats.exact(revenue)} − {formats.exact(cost)} = {formats.exact(found.contribution)}"
    return f"{figure.name} = {formats.exact(value(figure, periods))}"


def _change(figure: Of, before: pd.DataFrame, now: pd.DataFrame) -> str:
    """The change between both years, as it is shown."""
    was, is_now = (value(figure, side) for side in (before, now))
    if was is None or is_now is None:
        return "No change: the figure is not known in both years."
    if figure.definition:
        return f"Change = {formats.percent(is_now)} − {formats.percent(was)} = {formats.points(is_now - was)}"
    relative = f" ({formats.change((is_now - was) / abs(was))})" if was else ""
    return f"Change = {formats.exact(is_now)} − {formats.exact(was)} = {formats.exact(is_now - was)}{relative}"
