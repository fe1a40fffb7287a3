"""The Return page's bridges of revenue and profit: from last year to this one, from plan to actual."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics import bridges, paired, windows
from analytics.paired import Need, Pair
from ui import definitions, formats, panels, step_names, theme
from ui.charts import marks, waterfalls
from ui.charts.waterfalls import Notation
from ui.filters import Filters
from ui.panels import Panel
from ui.years import Years, dropped, idle

AGAINST = {"last_year": "Prior year", "budget": "Budget", "forecast": "Forecast"}
OF: dict[str, tuple[Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame], Need]] = {
    "Profit": (bridges.profit, Need.RETURN),
    "Contribution": (bridges.contribution, Need.CONTRIBUTION),
    "Revenue": (bridges.revenue, Need.REVENUE),
}
LACKS = {
    "Profit": "revenue, variable cost and investment",
    "Contribution": "revenue and variable cost",
    "Revenue": "revenue",
}


@dataclass(frozen=True)
class Sides:
    """The periods that a bridge leads from and to, how far apart they are, and what both are in words."""

    before: pd.DataFrame
    now: pd.DataFrame
    back: int
    kind: str
    words: str
    ends: dict[str, str]

    def pair(self, need: Need) -> Pair:
        """What of both sides can be compared, where so much must be known."""
        return paired.pair(self.before, self.now, self.back, need)


def bridge(shown: Filters, both: Years | None) -> None:
    """The bridge of revenue, contribution or profit, as the visitor asks."""
    sides = {name: found for name in AGAINST if (found := _sides(name, shown, both))}
    if not sides:
        st.info("No bridge: neither the prior year nor a budget or forecast has figures for the same months.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        first = _first_known(next(iter(sides.values())))
        of = st.segmented_control("Bridge for", list(OF), default=first, required=True, key="bridge-of")
        against = st.segmented_control(
            "Compare with",
            list(sides),
            default=next(iter(sides)),
            required=True,
            format_func=AGAINST.__getitem__,
            key="bridge-from",
        )
    _draw(str(of), sides[str(against)], shown.currency)


def _first_known(sides: Sides) -> str:
    """The first figure whose bridge both sides know; the first at all where none is known."""
    known = (name for name, (_, need) in OF.items() if all(len(side) for side in sides.pair(need).figures(need)))
    return next(known, next(iter(OF)))


def _draw(of: str, chosen: Sides, currency: str) -> None:
    """The bridge; where a side is missing, why it is not drawn."""
    compute, need = OF[of]
    pair = chosen.pair(need)
    before, now = pair.figures(need)
    if before.empty or now.empty:
        missing = [AGAINST[chosen.kind].lower()] if before.empty else []
        missing += ["actual"] if now.empty else []
        st.info(
            f"No {of.lower()} bridge: no product-month of {' and '.join(missing)} has {LACKS[of]} on both sides. "
            "Choose another bridge, or load what is missing."
        )
        return
    steps = compute(before, now)
    title = f"{of} bridge: {AGAINST[chosen.kind].lower()} to actual"
    kind = {"last_year": "last_year", "budget": "plan", "forecast": "forecast"}[chosen.kind]
    notation = Notation((kind, "actual"), chosen.ends, marks.money, formats.short, formats.signed)
    words = f"{currency} · {chosen.words}{dropped(pair)}{idle(pair)}"
    chart = waterfalls.drawn(steps, notation, (title, words), theme.tokens())
    table = steps.replace({"step": step_names.NAMES | chosen.ends}).rename(columns={"step": "Step", "effect": "Effect"})
    values = [formats.short(value) for value in steps["effect"].iloc[[0, -1]]]
    takeaway = f"{title}, from {values[0]} to {values[1]}"
    panels.show(Panel("profit-bridge", chart, takeaway, definitions.PROFIT_BRIDGE, table))


def _sides(against: str, shown: Filters, both: Years | None) -> Sides | None:
    """Both sides over the months that both have; None where they have none in common."""
    if against == "last_year":
        if both is None:
            return None
        now, before = both.comparison.now, both.comparison.before
        ends = {"before": formats.month(before.last), "now": formats.month(now.last)}
        return Sides(both.before, both.now, both.comparison.back, against, both.ranges, ends)
    months = windows.common(shown.window, shown.reported("actual"), shown.reported(against))
    if shown.basis != "actual" or months is None:
        return None
    planned, actual = (shown.of_basis(basis).periods(months) for basis in (against, "actual"))
    words = formats.span(months.first, months.last)
    if months.months < shown.window.months:
        words += ", the months with both"
    return Sides(planned, actual, 0, against, words, {"before": AGAINST[against], "now": "Actual"})
