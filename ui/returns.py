"""The Return page's sentences, notes, charts and table."""

import pandas as pd
import streamlit as st

from analytics import complete, roi
from analytics.complete import LeftOut
from analytics.definition import FORMULAS, Definition
from analytics.paired import NEEDED
from analytics.roi import Return
from ui import counts, definitions, formats, gaps, overview, panels, step_names, text, theme, widgets, written
from ui.charts import marks, waterfalls
from ui.charts import returns as charts
from ui.charts.waterfalls import Notation
from ui.filters import Filters
from ui.panels import Opens, Panel
from ui.stories import Of
from ui.years import Years

COLUMNS = {
    "product": "Product",
    "line": "Line",
    "revenue": "Revenue",
    "variable_cost": "Variable cost",
    "contribution": "Contribution",
    "margin": "Contribution margin",
    "investment": "Investment",
    "roi": "Return",
    "revenue_share": "Share of revenue",
}
RATIOS = ("margin", "roi", "revenue_share")
CUMULATIVE = {"rank": "Rank", "cumulative": "Cumulative contribution", "cumulative_share": "Cumulative share"}
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
        st.number_input("Lag from investment to return (months)", 0, 24, 0, key="lag", persist_state="session")
    return offered[str(chosen)]


def lagged(periods: pd.DataFrame, shown: Filters) -> pd.DataFrame:
    """The periods with what was put in so many months earlier as the visitor says that returns follow."""
    lag = int(st.session_state.get("lag", 0))
    if not lag:
        return periods
    st.caption(
        f"Returns for {formats.span(shown.window.first, shown.window.last)} are measured on investment made "
        f"{counts.named(lag, 'month')} earlier. Source cells are shown without this lag."
    )
    return complete.lagged(periods, shown.periods(shown.window.shifted(-lag)), lag)


def headline(returns: pd.DataFrame, portfolio: Return, left_out: list[LeftOut]) -> str:
    """Who has the highest return, and how many a negative one."""
    name = str(portfolio.definition)
    known = returns.dropna(subset=["roi"]).sort_values("roi", ascending=False, kind="stable")
    if known.empty or portfolio.roi is None:
        reason = overview.unknown(portfolio)
        return f"{reason[0].upper()}{reason[1:]}"
    count = int((known["roi"] < 0).sum())
    tail = {0: f"no product has a negative {name}", 1: f"one product has a negative {name}"}
    lead = f"{_highest(known, name)} (portfolio: "
    rest = tail.get(count, f"{count:,} products have a negative {name}")
    return f"{lead}{formats.percent(portfolio.roi)}); {rest}.{gaps.headline(left_out)}"


def _highest(known: pd.DataFrame, name: str) -> str:
    """Who has the highest return, all of those that have it as shown.

    >>> _highest(pd.DataFrame({"product": ["A", "B", "C"], "roi": [0.50002, 0.5, 0.1]}), "ROI")
    'A and B have the highest ROI, 50.0 %'
    >>> _highest(pd.DataFrame({"product": ["A", "B"], "roi": [0.5, 0.5]}), "ROI")
    'All 2 products have the same ROI, 50.0 %'
    """
    shown = known["roi"].map(formats.percent)
    names = list(known.loc[shown == shown.iloc[0], "product"])
    if len(names) == 1:
        return f"{names[0]} has the highest {name} at {shown.iloc[0]}"
    if len(names) == len(known):
        return f"All {len(names):,} products have the same {name}, {shown.iloc[0]}"
    both = names[1] if len(names) == 2 else f"{len(names) - 1:,} more products"
    return f"{names[0]} and {both} have the highest {name}, {shown.iloc[0]}"


def notes(portfolio: Return, left_out: list[LeftOut], shown: Filters) -> None:
    """What the return is measured on where that is not investment, and what it does not count."""
    if portfolio.definition is Definition.RETURN_ON_COST and portfolio.roi is not None:
        st.caption(
            f"**Return on cost** = (revenue − variable cost) ÷ variable cost, because {_why(portfolio, shown)}. "
            "To see ROI, add a column “Investment”: the money put into each product (research, marketing, equipment)."
        )
    for sentence in gaps.notes(left_out):
        st.caption(text.plain(sentence))


def _why(portfolio: Return, shown: Filters) -> str:
    """Why there is no return on investment."""
    if portfolio.investment is not None:
        return "no product has contribution and investment for the same month"
    if shown.narrowed and shown.of_everything().periods()["investment"].notna().any():
        return f"investment is not reported by {shown.narrowed}"
    return "no investment is reported for these months"


def ranked(returns: pd.DataFrame, portfolio: Return, shown: Filters) -> None:
    """The products by their return against the portfolio's line."""
    name = definitions.NAMES[portfolio.definition]
    if returns["roi"].isna().all():
        st.info(f"No product has a {portfolio.definition} in these months.")
        return
    chart = charts.ranked(returns, portfolio.roi, name, theme.tokens())
    table = _named(returns.sort_values("roi", ascending=False, kind="stable"), "product", "roi", "contribution")
    takeaway = f"{name} by product. {headline(returns, portfolio, [])}"
    panel = Panel("ranked", chart, takeaway, FORMULAS[portfolio.definition], table, (COLUMNS["roi"],))
    panels.show(panel, _opens(portfolio, shown))


def _named(returns: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return returns[list(columns)].rename(columns=COLUMNS)


def bridge(both: Years | None, definition: Definition) -> None:
    """The portfolio's return from the same months of the prior year to now, step by step."""
    if both is None:
        widgets.nothing_to_compare()
        return
    need = NEEDED[definition]
    steps = roi.bridge(*both.pair(need).totals(), definition)
    if steps.empty:
        st.info(f"No {definition} bridge: it is not known for these months or for the prior year.")
        return
    ends = {"before": formats.month(both.comparison.before.last), "now": formats.month(both.comparison.now.last)}
    title = f"{definitions.NAMES[definition]} bridge: prior year to actual"
    notation = Notation(("last_year", "actual"), ends, marks.percent, formats.percent, formats.points)
    chart = waterfalls.drawn(steps, notation, (title, both.words(need)), theme.tokens())
    table = steps.replace({"step": step_names.NAMES | ends}).rename(columns={"step": "Step", "effect": "Effect"})
    values = list(steps["effect"])
    takeaway = f"{title}, from {formats.percent(values[0])} to {formats.percent(values[-1])}"
    styled = written.figures(table, ("Effect",))
    styled = styled.format(formats.points, subset=(styled.index[1:-1], ["Effect"]))  # type: ignore[arg-type]
    panels.show(Panel("bridge", chart, takeaway, definitions.BRIDGE, styled))


def bubbles(returns: pd.DataFrame, portfolio: Return, shown: Filters) -> None:
    """Contribution against investment, of the months in which both are known."""
    known = returns.assign(contribution=returns["return_contribution"], investment=returns["return_investment"])
    known = known.dropna(subset=["contribution", "investment"])
    if known.empty:
        st.info("No product has contribution and investment for the same month, so they cannot be compared.")
        return
    chart = charts.bubbles(known, definitions.NAMES[portfolio.definition], shown.currency, theme.tokens())
    table = _named(known, "product", "investment", "contribution", "revenue")
    below = int((known["contribution"] < known["investment"]).sum())
    earn = counts.verb(below, "earns", "earn", len(known))
    takeaway = (
        f"Contribution against investment: {counts.part(below, len(known), 'product')} {earn} less than was invested"
    )
    panels.show(Panel("bubbles", chart, takeaway, definitions.BUBBLES, table))


def whale(returns: pd.DataFrame, shown: Filters) -> None:
    """How few products generate most of the contribution, and by how much others reduce it."""
    curve = roi.whale(returns)
    if curve.empty:
        st.info("No contribution is known, because no product has revenue and variable cost for the same month.")
        return
    sentence = whale_sentence(curve)
    chart = charts.whale(curve, f"{shown.currency} · {sentence}", theme.tokens())
    table = curve.rename(columns={**COLUMNS, **CUMULATIVE})
    panels.show(Panel("whale", chart, f"Whale curve: {sentence}", definitions.WHALE, table, ("Cumulative share",)))


def whale_sentence(curve: pd.DataFrame) -> str:
    """How many products generate most of the contribution, or by how much the negative ones reduce it."""
    if curve.empty or not curve["cumulative"].iloc[-1] > 0:
        return "total contribution is not positive"
    losing = curve[curve["contribution"] < 0]
    if len(losing):
        lost = formats.short(-losing["contribution"].sum())
        one, many = "has negative contribution and reduces", "have negative contribution and reduce"
        reduce = counts.verb(len(losing), one, many, len(curve))
        return f"{counts.part(len(losing), len(curve), 'product')} {reduce} the total by {lost}"
    makers = int((curve["cumulative_share"] < MOST_OF_IT).sum()) + 1
    make = counts.verb(makers, "generates", "generate", len(curve))
    return f"{counts.part(makers, len(curve), 'product')} {make} {formats.stated(MOST_OF_IT)} of contribution"


def trend(months_of_all: pd.DataFrame, portfolio: Return) -> None:
    """The portfolio's return by month."""
    name = definitions.NAMES[portfolio.definition]
    months = roi.by_product(months_of_all, portfolio.definition)
    known = months.dropna(subset=["roi"])
    if known.empty:
        st.info(f"No month has all that {portfolio.definition} needs.")
        return
    chart = charts.trend(months, name, theme.tokens())
    table = known.assign(month=[formats.month(month.date()) for month in known["month"]])
    table = table.assign(revenue=known["matched_revenue"], variable_cost=known["matched_cost"])
    table = table.assign(investment=known["return_investment"])
    table = table[["month", "revenue", "variable_cost", "investment", "roi"]]
    table = table.rename(columns={**COLUMNS, "month": "Month"})
    ends = [formats.percent(value) for value in (known["roi"].iloc[0], known["roi"].iloc[-1])]
    takeaway = f"{name} by month: from {ends[0]} to {ends[1]}"
    panels.show(Panel("trend", chart, takeaway, definitions.TREND, table, (COLUMNS["roi"],)))


def table(returns: pd.DataFrame, portfolio: Return, shown: Filters) -> None:
    """Every product with all its figures; a selected row opens its cells."""
    rows = returns.sort_values("roi", ascending=False, na_position="last", kind="stable")
    table = _named(rows, *COLUMNS)
    event = written.show(
        written.figures(table, tuple(COLUMNS[name] for name in RATIOS)),
        key="products",
        on_select="rerun",
        selection_mode="single-row",
    )
    product = widgets.picked_row(event, rows)
    panels.open_once("products", product, _opens(portfolio, shown))


def _opens(portfolio: Return, shown: Filters) -> Opens:
    """What a click on a product opens: its return."""
    return Opens(shown, Of(definitions.NAMES[portfolio.definition], portfolio.definition))
