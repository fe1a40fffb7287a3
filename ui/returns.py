"""The Return page's sentences, notes, charts and table."""

import pandas as pd
import streamlit as st

from analytics import roi
from analytics.roi import Definition, Return
from ui import definitions, formats, panels, text, theme, widgets
from ui.charts import marks, waterfalls
from ui.charts import returns as charts
from ui.charts.waterfalls import Notation
from ui.filters import Filters
from ui.panels import Panel
from ui.years import Years

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
MOST_OF_IT = 0.8


def measure(totals: pd.DataFrame) -> Definition:
    """The definition that the visitor looks by, where the figures allow more than one."""
    offered = {definitions.NAMES[each]: each for each in roi.available(totals)}
    if len(offered) == 1:
        return roi.definition(totals)
    with st.popover("Definition", icon=":material/tune:", width="stretch"):
        chosen = st.segmented_control(
            "Return as", list(offered), default=next(iter(offered)), required=True, key="return-as",
            label_visibility="collapsed", bind="query-params", persist_state="session",
        )  # fmt: skip
        st.number_input("Returns follow after so many months", 0, 24, 0, key="lag", persist_state="session")
    return offered[str(chosen)]


def lagged(totals: pd.DataFrame, shown: Filters) -> pd.DataFrame:
    """The totals with what was put in so many months earlier as the visitor says that returns follow."""
    lag = int(st.session_state.get("lag", 0))
    if not lag:
        return totals
    earlier = shown.read("product_totals", shown.window.shifted(-lag)).set_index("product")
    st.caption(
        f"Returns of {formats.span(shown.window.first, shown.window.last)} on what was put in {lag} months earlier. "
        "The cells behind a number are shown without this lag."
    )
    put_in = earlier[["investment", "shared_cost"]].reindex(totals["product"]).set_axis(totals.index)
    return totals.assign(investment=put_in["investment"], shared_cost=put_in["shared_cost"])


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
    if portfolio.definition is Definition.RETURN_ON_COST and portfolio.investment is None:
        st.caption(
            "**Return on cost** = (revenue − variable cost) ÷ variable cost, because the figures hold no investment. "
            "To see ROI, add a column “Investment”: the money put into each product (research, marketing, equipment)."
        )
    missing = roi.unreported(totals, portfolio.definition)
    if missing:
        names = ", ".join(text.plain(name) for name in missing[:5]) + (" …" if len(missing) > 5 else "")
        reported = f"{len(totals) - len(missing)} of {len(totals)} products report all that a return needs"
        st.caption(f"{reported}; missing for {names}. Their figures are in the portfolio's sums as far as given.")


def ranked(returns: pd.DataFrame, portfolio: Return, shown: Filters) -> None:
    """The products by their return against the portfolio's line."""
    name = definitions.NAMES[portfolio.definition]
    chart = charts.ranked(returns, portfolio.roi, name, theme.tokens())
    table = _named(returns.sort_values("roi", ascending=False, kind="stable"), "product", "roi", "contribution")
    takeaway = f"{name} by product. {headline(returns, portfolio)}."
    panel = Panel("ranked", chart, takeaway, roi.FORMULAS[portfolio.definition], table, (COLUMNS["roi"],))
    panels.show(panel, shown, definitions.SOURCES[portfolio.definition])


def _named(returns: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return returns[list(columns)].rename(columns=COLUMNS)


def bridge(both: Years | None, definition: Definition) -> None:
    """What moved the portfolio's return, from the same months of the year before."""
    if both is None:
        widgets.nothing_to_compare()
        return
    steps = roi.bridge(both.before, both.now, definition)
    if steps.empty:
        st.info("One of the two windows has no return to compare.")
        return
    ends = {"before": formats.month(both.comparison.before.last), "now": formats.month(both.comparison.now.last)}
    title = f"What moved the {definition}"
    notation = Notation(("last_year", "actual"), ends, marks.percent, formats.percent, formats.points)
    chart = waterfalls.drawn(steps, notation, (title, both.words), theme.tokens())
    table = steps.replace({"step": ends}).rename(columns={"step": "Step", "effect": "Effect"})
    values = list(steps["effect"])
    takeaway = f"{title}: from {formats.percent(values[0])} to {formats.percent(values[-1])}"
    panels.show(Panel("bridge", chart, takeaway, definitions.BRIDGE, table, ("Effect",)))


def bubbles(returns: pd.DataFrame, portfolio: Return, shown: Filters) -> None:
    """Contribution against investment, where there is any."""
    if portfolio.investment is None:
        st.info("Contribution against investment needs an investment column.")
        return
    chart = charts.bubbles(returns, definitions.NAMES[portfolio.definition], shown.currency, theme.tokens())
    table = _named(returns, "product", "investment", "contribution", "revenue")
    below = int((returns["contribution"] < returns["investment"]).sum())
    takeaway = f"Contribution against investment: {below} of {len(returns)} products earn less than was invested"
    panels.show(Panel("bubbles", chart, takeaway, definitions.BUBBLES, table))


def whale(returns: pd.DataFrame, shown: Filters) -> None:
    """How few products make the contribution, and how much the rest takes back."""
    curve = roi.whale(returns)
    sentence = whale_sentence(curve)
    chart = charts.whale(curve, f"{shown.currency} · {sentence}", theme.tokens())
    table = curve.rename(columns={**COLUMNS, "rank": "Rank", "cumulative": "Added up", "cumulative_share": "Share"})
    panels.show(Panel("whale", chart, f"Whale curve: {sentence}", definitions.WHALE, table, ("Share",)))


def whale_sentence(curve: pd.DataFrame) -> str:
    """How many products make most of the contribution, or how much the losing ones take back."""
    if curve.empty or not curve["cumulative"].iloc[-1] > 0:
        return "no contribution in sum"
    losing = curve[curve["contribution"] < 0]
    if len(losing):
        return f"{len(losing)} of {len(curve)} products take back {formats.short(-losing['contribution'].sum())}"
    makers = int((curve["cumulative_share"] < MOST_OF_IT).sum()) + 1
    return f"{makers} of {len(curve)} products make {formats.percent(MOST_OF_IT, 0)}"


def trend(monthly: pd.DataFrame, portfolio: Return) -> None:
    """The portfolio's return by month."""
    name = definitions.NAMES[portfolio.definition]
    months = roi.by_month(monthly, portfolio.definition)
    known = months.dropna(subset=["roi"])
    if known.empty:
        st.info(f"No month has all that a {portfolio.definition} needs.")
        return
    chart = charts.trend(months, name, theme.tokens())
    table = known.assign(month=[formats.month(month.date()) for month in known["month"]])
    table = table[["month", "revenue", "variable_cost", "investment", "roi"]]
    table = table.rename(columns={**COLUMNS, "month": "Month"})
    ends = [formats.percent(value) for value in (known["roi"].iloc[0], known["roi"].iloc[-1])]
    takeaway = f"{name} by month: from {ends[0]} to {ends[1]}"
    panels.show(Panel("trend", chart, takeaway, definitions.TREND, table, (COLUMNS["roi"],)))


def table(returns: pd.DataFrame, portfolio: Return, shown: Filters) -> None:
    """Every product with all its figures; a selected row opens its cells."""
    rows = returns.sort_values("roi", ascending=False, na_position="last", kind="stable")
    table = _named(rows, *COLUMNS)
    event = st.dataframe(
        table,
        hide_index=True,
        column_config=panels.columns(table, tuple(COLUMNS[name] for name in RATIOS)),
        key="products",
        on_select="rerun",
        selection_mode="single-row",
    )
    product = widgets.picked_row(event, rows)
    panels.open_once("products", product, shown, definitions.SOURCES[portfolio.definition])
