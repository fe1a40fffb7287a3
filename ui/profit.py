"""The Return page's bridges of revenue and profit: from last year to this one, from plan to actual."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics import bridges, windows
from analytics.windows import Window
from ui import definitions, formats, panels, theme
from ui.charts import marks, waterfalls
from ui.charts.waterfalls import Notation
from ui.filters import Filters
from ui.panels import Panel
from ui.years import Years

AGAINST = {"last_year": "Last year", "budget": "Budget", "forecast": "Forecast"}
OF: dict[str, Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]] = {
    "Profit": bridges.profit,
    "Revenue": bridges.revenue,
}


@dataclass(frozen=True)
class Sides:
    """The products' sums that a bridge leads from and to, and what both are in words."""

    before: pd.DataFrame
    now: pd.DataFrame
    kind: str
    words: str
    ends: dict[str, str]


def bridge(shown: Filters, both: Years | None) -> None:
    """What moved revenue or profit, as the visitor asks."""
    sides = {name: found for name in AGAINST if (found := _sides(name, shown, both))}
    if not sides:
        st.info("There is neither a year before nor a plan of the same months to compare with.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        of = st.segmented_control("Bridge of", list(OF), default="Profit", required=True, key="bridge-of")
        against = st.segmented_control(
            "From",
            list(sides),
            default=next(iter(sides)),
            required=True,
            format_func=AGAINST.__getitem__,
            key="bridge-from",
        )
    chosen = sides[str(against)]
    steps = OF[str(of)](chosen.before, chosen.now)
    title = f"What moved {str(of).lower()}, {AGAINST[str(against)].lower()} to actual"
    kind = {"last_year": "last_year", "budget": "plan", "forecast": "forecast"}[chosen.kind]
    notation = Notation((kind, "actual"), chosen.ends, marks.money, formats.short, formats.signed)
    chart = waterfalls.drawn(steps, notation, (title, f"{shown.currency} · {chosen.words}"), theme.tokens())
    table = steps.replace({"step": chosen.ends}).rename(columns={"step": "Step", "effect": "Effect"})
    values = [formats.short(value) for value in steps["effect"].iloc[[0, -1]]]
    takeaway = f"{title}: from {values[0]} to {values[1]}"
    panels.show(Panel("profit-bridge", chart, takeaway, definitions.PROFIT_BRIDGE, table))


def _sides(against: str, shown: Filters, both: Years | None) -> Sides | None:
    """Both sides over the months that both have; None where they have none in common."""
    if against == "last_year":
        if both is None:
            return None
        ends = {"before": formats.month(both.comparison.before.last), "now": formats.month(both.comparison.now.last)}
        return Sides(both.before, both.now, against, both.words, ends)
    months = windows.common(shown.window, shown.months("actual"), shown.months(against))
    if shown.basis != "actual" or months is None:
        return None
    before, now = (_totals(shown, basis, months) for basis in (against, "actual"))
    words = formats.span(months.first, months.last)
    if months.months < shown.window.months:
        words += ": the months that both have"
    return Sides(before, now, against, words, {"before": AGAINST[against], "now": "Actual"})


def _totals(shown: Filters, basis: str, months: Window) -> pd.DataFrame:
    totals: pd.DataFrame = shown.of_basis(basis).read("product_totals", months)
    return totals
