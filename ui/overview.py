"""The Overview's figures and sentences, from returns now and before."""

import pandas as pd

from analytics import roi
from analytics.roi import Definition, Return
from ui import formats
from ui.figures import Figure, changed
from ui.filters import Filters

MEANINGS = {
    "Contribution": "Contribution = revenue − variable cost.",
    "Revenue": "Revenue, as the finance sheets give it.",
    "Investment": "Money put into products: research, marketing, equipment.",
    "Variable cost": "What selling one more unit costs.",
}
MONEY = {
    "Contribution": ("contribution", ("revenue", "variable_cost")),
    "Revenue": ("revenue", ("revenue",)),
    "Variable cost": ("variable_cost", ("variable_cost",)),
    "Investment": ("investment", ("investment",)),
}


def headline(now: Return, before: Return | None, count: int) -> str:
    """Where the portfolio stands, in one sentence."""
    if now.roi is None:
        return f"{count} products, and no return can be computed: a cost or an investment is not reported."
    verb = "returns" if now.roi >= 0 else "loses"
    start = f"{count} products: the portfolio {verb} {formats.percent(abs(now.roi))} {_on(now.definition)}"
    if before is None or before.roi is None:
        return f"{start}."
    return f"{start}, {formats.points(now.roi - before.roi)} on the year before."


def _on(definition: Definition) -> str:
    return "on what was put into it" if definition is Definition.ROI else "on its cost"


def figures(now: Return, pair: tuple[Return, Return] | None, monthly: pd.DataFrame) -> list[Figure]:
    """Return, contribution, revenue and what the return is measured on, with the change on the year before."""
    lines = roi.by_month(monthly, now.definition)
    base = "Investment" if now.definition is Definition.ROI else "Variable cost"
    before = pair[0].roi if pair else None
    change = formats.points(pair[1].roi - before) if pair and pair[1].roi is not None and before is not None else None
    name = "ROI" if now.definition is Definition.ROI else "Return on cost"
    sources = ("revenue", "variable_cost", "investment")[: 3 if now.definition is Definition.ROI else 2]
    first = Figure(name, formats.percent(now.roi), change, "cells", roi.FORMULAS[now.definition], sources, lines["roi"])
    return [first, *(_money(name, now, pair, lines) for name in ("Contribution", "Revenue", base))]


def _money(name: str, now: Return, pair: tuple[Return, Return] | None, lines: pd.DataFrame) -> Figure:
    column, measures = MONEY[name]
    value = getattr(now, column)
    change = changed(getattr(pair[1], column), getattr(pair[0], column)) if pair else None
    return Figure(
        name,
        formats.short(value),
        None if change is None else formats.change(change),
        formats.exact(value),
        MEANINGS[name],
        measures,
        lines[column],
    )


def before_and_now(shown: Filters, definition: Definition) -> tuple[Return, Return] | None:
    """The portfolio's return of the months that both years have, the year before first."""
    pair = shown.comparison
    if pair is None:
        return None
    earlier, later = shown.read("product_totals", pair.before), shown.read("product_totals", pair.now)
    return roi.portfolio(earlier, definition), roi.portfolio(later, definition)
