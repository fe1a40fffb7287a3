"""The Market page's panels on why sales and share changed."""

import pandas as pd
import streamlit as st

from analytics import share_shift
from ui import definitions, formats, markets, panels, theme
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
}
POINTS = Parts(
    {"mix": "your segments grew or shrank", "competitive": "share was won or lost in them"},
    Scale(marks.points, lambda change: formats.points(change, 2)),
)
MONEY = Parts(
    {"market_growth": "the market grew", "share_won": "share was won or lost"}, Scale(marks.money, formats.signed)
)


def in_points(of: Markets) -> None:
    """The share of all watched markets from then to now: how the segments moved, and what was won in them."""
    cells = markets.shift(of)
    if cells.empty or of.pair is None:
        st.info("The shift of the share needs own sales, sizes in one unit and a year before.")
        return
    parts = share_shift.summary(cells)
    rows = _by_market(cells)
    moved = rows.assign(product=rows["market"], change=rows["mix"] + rows["competitive"])
    moved = moved.sort_values("change", key=abs, ascending=False, kind="stable")
    sums = {"product": "All markets", **{name: parts[name] for name in POINTS.words}}
    whole = pd.DataFrame([{**sums, "change": parts["now"] - parts["before"]}])
    shown = pd.concat([whole, moved.head(charts.MOST - 1)], ignore_index=True)
    titles = ("What moved the share", f"points of all watched markets · {of.words}")
    chart = charts.pairs(shown, POINTS, titles, theme.tokens())
    takeaway = f"The share of all watched markets {markets.in_points(parts)}"
    table = rows.rename(columns=NAMES)
    panels.show(Panel("shift-points", chart, takeaway, definitions.SHARE_SHIFT, table, tuple(NAMES.values())[1:]))


def _by_market(cells: pd.DataFrame) -> pd.DataFrame:
    """Each market's share then and now, and its part in the shift of the whole."""
    parts = share_shift.in_points(cells)
    sums = parts.groupby("market")[["size0", "size1", "sales0", "sales1", "mix", "competitive"]].sum().reset_index()
    shares = {f"share{n}": sums[f"sales{n}"] / sums[f"size{n}"].mask(sums[f"size{n}"] == 0) for n in (0, 1)}
    return sums.assign(**shares)[list(NAMES)]


def in_money(of: Markets) -> None:
    """Each own product's sales: what its markets' growth brought, and what its share in them did."""
    moved = _by_product(of)
    if moved.empty:
        st.info("The shift by product needs own products, sizes in one currency and a year before.")
        return
    title = "Sales: the market grew, or share was won"
    chart = charts.pairs(moved, MONEY, (title, f"{of.unit} · {of.words}"), theme.tokens())
    table = moved[list(BY_PRODUCT)].rename(columns=BY_PRODUCT)
    takeaway = "; ".join(
        f"{row['product']} {formats.signed(row['change'])}, of it {formats.signed(row['share_won'])} by share"
        for row in moved.head(3).to_dict("records")
    )
    ratios = tuple(BY_PRODUCT.values())[4:]
    panels.show(Panel("shift-money", chart, takeaway, definitions.SHARE_SHIFT, table, ratios))


def _by_product(of: Markets) -> pd.DataFrame:
    """One row per own product, the largest change first."""
    if of.pair is None or of.unit == "percent" or not of.adds_up:
        return pd.DataFrame()
    cells = share_shift.by_product((of.before.sizes, of.now.sizes), (of.before.own, of.now.own))
    found = pd.DataFrame([{"product": name, **share_shift.summary(each)} for name, each in cells.items()])
    return found.sort_values("change", key=abs, ascending=False, kind="stable") if len(found) else found
