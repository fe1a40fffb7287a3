"""The charts of a page with what a click on them opens."""

from typing import Any

import pandas as pd
import streamlit as st

from analytics import roi
from analytics.roi import Definition
from analytics.windows import Comparison
from ui import formats, theme, trace, widgets
from ui.charts import movers as mover_charts
from ui.charts import returns as charts
from ui.filters import Filters

STEPS = {
    "mix": "mix",
    "rate": "rate",
    "entered": "entered",
    "left": "left",
    "no base": "no base",
}
NO_PAIR = "There are no earlier months to compare these with. Choose 12 months or year to date."


def span(comparison: Comparison) -> str:
    """The two windows of a comparison in words, and that they were cut where they were."""
    now, before = comparison.now, comparison.before
    words = f"{formats.span(now.first, now.last)} against {formats.span(before.first, before.last)}"
    return f"{words}: the months that both have" if comparison.cut else words


def movers(shown: Filters) -> None:
    """What moved most, or why that cannot be said."""
    pair = shown.comparison
    if pair is None:
        st.info(NO_PAIR)
        return
    moved = roi.movers(shown.read("product_totals", pair.before), shown.read("product_totals", pair.now))
    title = f"Contribution: what moved most, of {len(moved)} products"
    chart = mover_charts.changes(moved, title, span(pair), theme.tokens())
    _selectable(chart, "movers", shown, ("revenue", "variable_cost"))


def ranked(returns: pd.DataFrame, portfolio: roi.Return, shown: Filters) -> None:
    """The products by their return against the portfolio's line."""
    name = str(portfolio.definition)
    chart = charts.ranked(returns, portfolio.roi, name[0].upper() + name[1:], theme.tokens())
    _selectable(chart, "ranked", shown, sources(portfolio.definition))


def sources(definition: Definition) -> tuple[str, ...]:
    """The measures that a return is made of."""
    return ("revenue", "variable_cost", "investment") if definition is Definition.ROI else ("revenue", "variable_cost")


def bridge(shown: Filters, name: str) -> None:
    """What moved the portfolio's return, from the same months of the year before."""
    pair = shown.comparison
    if pair is None:
        st.info(NO_PAIR)
        return
    steps = roi.bridge(shown.read("product_totals", pair.before), shown.read("product_totals", pair.now))
    if steps.empty:
        st.info("One of the two windows has no return to compare.")
        return
    names = {**STEPS, "before": formats.month(pair.before.last), "now": formats.month(pair.now.last)}
    title = f"What moved the {name}"
    st.altair_chart(
        charts.bridge(steps, names, (title, span(pair)), theme.tokens()), theme=None, width="stretch", alt=title
    )


def _selectable(chart: Any, key: str, shown: Filters, measures: tuple[str, ...]) -> None:
    """A chart of products in which a click opens the product's cells."""
    event = st.altair_chart(chart, theme=None, width="stretch", key=key, on_select="rerun")
    product = widgets.picked(event)
    if product and st.session_state.get(f"{key} opened") != product:
        trace.show("Return", shown, measures, (product,))
    st.session_state[f"{key} opened"] = product
