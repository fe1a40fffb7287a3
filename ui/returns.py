"""The Return page's sentences, notes, charts and table."""

from typing import Any

import pandas as pd
import streamlit as st

from analytics import roi
from analytics.roi import Definition, Return
from ui import formats, panels, text, theme, trace, widgets
from ui.charts import returns as charts
from ui.filters import Filters

COLUMNS = {
    "product": "Product",
    "line": "Line",
    "revenue": "Revenue",
    "variable_cost": "Variable cost",
    "contribution": "Contribution",
    "margin": "Margin",
    "investment": "Investment",
    "roi": "Return",
    "revenue_share": "Share of revenue",
}
RATIOS = ("margin", "roi", "revenue_share")


def headline(returns: pd.DataFrame, portfolio: Return) -> str:
    """Who leads, and how many return less than they cost."""
    known = returns.dropna(subset=["roi"]).sort_values("roi", ascending=False, kind="stable")
    if known.empty:
        return "No product's return can be computed: no cost or investment is reported."
    best = known.iloc[0]
    below = int((known["roi"] < 0).sum())
    lead = f"{best['product']} leads with {formats.percent(best['roi'])} against the portfolio's"
    tail = {0: "none returns less than it costs", 1: "one product returns less than it costs"}
    return f"{lead} {formats.percent(portfolio.roi)}; {tail.get(below, f'{below} products return less than they cost')}"


def notes(totals: pd.DataFrame, portfolio: Return) -> None:
    """What the return is measured on where that is not investment, and which products miss a part of it."""
    if portfolio.definition is Definition.RETURN_ON_COST:
        st.caption(
            "**Return on cost** = (revenue − variable cost) ÷ variable cost, because the figures hold no investment. "
            "To see ROI, add a column “Investment”: the money put into each product (research, marketing, equipment)."
        )
    missing = roi.unreported(totals, portfolio.definition)
    if missing:
        names = ", ".join(text.plain(name) for name in missing[:5]) + (" …" if len(missing) > 5 else "")
        reported = f"{len(totals) - len(missing)} of {len(totals)} products report all that a return needs"
        st.caption(f"{reported}; missing for {names}. Their figures are in the portfolio's sums as far as given.")


def bubbles(returns: pd.DataFrame, portfolio: Return) -> None:
    """Contribution against investment, where there is any."""
    if portfolio.definition is Definition.RETURN_ON_COST:
        st.info("Contribution against investment needs an investment column.")
        return
    _draw(charts.bubbles(returns, "ROI", theme.tokens()), "Contribution against investment by product")


def whale(returns: pd.DataFrame) -> None:
    """The whale curve."""
    _draw(charts.whale(roi.whale(returns), theme.tokens()), "Cumulative contribution by rank")


def trend(monthly: pd.DataFrame, portfolio: Return) -> None:
    """The portfolio's return by month."""
    name = str(portfolio.definition)
    months = roi.by_month(monthly, portfolio.definition)
    _draw(charts.trend(months, name[0].upper() + name[1:], theme.tokens()), f"{name} by month")


def _draw(chart: Any, alt: str) -> None:
    st.altair_chart(chart, theme=None, width="stretch", alt=alt)


def table(returns: pd.DataFrame, portfolio: Return, shown: Filters) -> None:
    """Every product with all its figures; a selected row opens its cells."""
    rows = returns.sort_values("roi", ascending=False, na_position="last", kind="stable")
    config = {
        title: st.column_config.NumberColumn(format="percent" if name in RATIOS else "%,.2f")
        for name, title in COLUMNS.items()
        if name not in {"product", "line"}
    }
    event = st.dataframe(
        rows[list(COLUMNS)].rename(columns=COLUMNS),
        hide_index=True,
        column_config=config,
        key="products",
        on_select="rerun",
        selection_mode="single-row",
    )
    product = widgets.picked_row(event, rows)
    if product and st.session_state.get("products opened") != product:
        trace.show("Return", shown, panels.sources(portfolio.definition), (product,))
    st.session_state["products opened"] = product
