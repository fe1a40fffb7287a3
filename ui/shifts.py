"""The Market page's panels on why sales and share changed."""

from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from analytics import pairs, share_shift
from ui import definitions, formats, own_share, panels, theme, written
from ui.charts import marks
from ui.charts import shift as charts
from ui.charts.movers import Scale
from ui.charts.shift import Parts
from ui.markets import Markets
from ui.panels import Panel

NAMES = {
    "market": "Market",
    "share0": "Share then",
    "share1": "Share now",
    "mix": "Segments",
    "competitive": "Won in them",
    "months": "Months",
}
BY_PRODUCT = {
    "product": "Product",
    "change": "Change of sales",
    "market_growth": "The market grew",
    "share_won": "Share won",
    "before": "Share then",
    "now": "Share now",
    "mix": "Segments",
    "competitive": "Won in them",
    "months": "Months",
}
POINTS = Parts(
    {"mix": "segment mix effect", "competitive": "share gained or lost within segments"},
    Scale(marks.points, formats.points),
)
MONEY = Parts(
    {"market_growth": "market growth effect", "share_won": "share effect"}, Scale(marks.money, formats.signed)
)


def in_points(of: Markets) -> None:
    """The share of all watched markets from then to now: how the segments moved, and what was won in them."""
    cells = share_shift.cells(of.moved)
    if cells.empty:
        st.info("The shift of the share needs own sales and sizes in one unit that are known in both years.")
        return
    parts = share_shift.summary(cells)
    rows = _by_market(cells, pairs.months(of.moved, ["market"]))
    moved = rows.assign(product=rows["market"], change=rows["mix"] + rows["competitive"])
    moved = moved.sort_values("change", key=abs, ascending=False, kind="stable")
    held = own_share.held(of, of.moved)
    every = "All markets" if held == own_share.watched(of) else held
    sums = {"product": every, **{name: parts[name] for name in POINTS.words}}
    whole = pd.DataFrame([{**sums, "change": parts["now"] - parts["before"]}])
    shown = pd.concat([whole, moved.head(charts.MOST - 1)], ignore_index=True)
    titles = ("What moved the share", f"points of the share of {held} · {of.words(of.moved)}")
    chart = charts.pairs(shown, POINTS, titles, theme.tokens())
    takeaway = f"Your share of {held} is {own_share.in_points(parts, of.since)}"
    table = rows.rename(columns=NAMES)
    panels.show(Panel("shift-points", chart, takeaway, definitions.SHARE_SHIFT, _styled(table)))


def _by_market(cells: pd.DataFrame, months: "pd.Series[int]") -> pd.DataFrame:
    """Each market's share then and now over so many months, and its part in the shift of the whole."""
    parts = share_shift.in_points(cells)
    sums = parts.groupby("market")[[*share_shift.SIDES, "mix", "competitive"]].sum()
    shares = {f"share{n}": sums[f"sales{n}"] / sums[f"size{n}"] for n in (0, 1)}
    return sums.assign(**shares, months=months).reset_index()[list(NAMES)]


def in_money(of: Markets) -> None:
    """Each own product's sales: what its markets' growth brought, and what its share in them did."""
    moved = _by_product(of)
    if moved.empty:
        st.info("The shift by product needs own products and sizes in one currency that are known in both years.")
        return
    title = "Sales: the market grew, or share was won"
    chart = charts.pairs(moved, MONEY, (title, f"{of.unit} · {of.words(of.sold)}"), theme.tokens())
    table = moved[list(BY_PRODUCT)].rename(columns=BY_PRODUCT)
    told = [words for row in moved.head(3).to_dict("records") if (words := _told(row))]
    takeaway = "; ".join(told) or "No own product's sales changed"
    panels.show(Panel("shift-money", chart, takeaway, definitions.SHARE_SHIFT, _styled(table)))


def _styled(table: pd.DataFrame) -> Styler:
    """Shares as percentages, what moved them in points, sales as amounts."""
    parts = dict.fromkeys((NAMES["mix"], NAMES["competitive"]), formats.points)
    return written.figures(table, (NAMES["share0"], NAMES["share1"]), parts)


def _told(row: dict[Any, Any]) -> str:
    """A product's change of sales, and what of it is by share; nothing of what is shown as 0."""
    changed, won = (formats.signed(row[name]) for name in ("change", "share_won"))
    if formats.is_nothing(changed):
        return ""
    by_share = "" if formats.is_nothing(won) else f", of it {won} by share"
    return f"{row['product']} {changed}{by_share}"


def _by_product(of: Markets) -> pd.DataFrame:
    """One row per own product, the largest change first."""
    if of.unit == "percent" or not of.adds_up:
        return pd.DataFrame()
    found = [
        {"product": name, **share_shift.summary(share_shift.cells(rows)), "months": share_shift.months(rows)}
        for name, rows in of.by_product().items()
        if len(rows)
    ]
    return (
        pd.DataFrame(found).sort_values("change", key=abs, ascending=False, kind="stable") if found else pd.DataFrame()
    )
