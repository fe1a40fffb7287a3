"""The Overview's sentence, figures and charts, from returns now and a year before."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analytics import roi
from analytics.roi import Definition, Return
from ui import definitions, formats, panels, theme
from ui.charts import marks
from ui.charts import movers as charts
from ui.definitions import MEANINGS
from ui.figures import Change, Figure
from ui.filters import Filters
from ui.panels import Panel
from ui.years import Years

Pair = tuple[Return, Return]
MONEY: dict[str, tuple[str, tuple[str, ...], bool]] = {  # attribute, measures, whether more is better
    "Contribution": ("contribution", ("revenue", "variable_cost"), True),
    "Revenue": ("revenue", ("revenue",), True),
    "Variable cost": ("variable_cost", ("variable_cost",), False),
    "Investment": ("investment", ("investment",), False),
}


def headline(now: Return, pair: Pair | None, count: int) -> str:
    """Where the portfolio stands, in one sentence."""
    if now.roi is None:
        return f"{count} products, and no return can be computed: a cost or an investment is not reported."
    verb = "returns" if now.roi >= 0 else "loses"
    on = "on what was put into it" if now.definition is Definition.ROI else "on its cost"
    start = f"{count} products: the portfolio {verb} {formats.percent(abs(now.roi))} {on}"
    change = _change(pair)
    return f"{start}, {change.words} on the year before." if change else f"{start}."


def _change(pair: Pair | None) -> Change | None:
    return Change.of_ratios(pair[0].roi, pair[1].roi) if pair else None


def year_before(both: Years | None, definition: Definition) -> Pair | None:
    """The portfolio's return of the months that both years have, the year before first."""
    return (roi.portfolio(both.before, definition), roi.portfolio(both.now, definition)) if both else None


def figures(now: Return, pair: Pair | None, monthly: pd.DataFrame) -> list[Figure]:
    """Return, contribution, revenue and what the return is measured on, with the change on the year before."""
    lines = roi.by_month(monthly, now.definition)
    base = "Investment" if now.definition is Definition.ROI else "Variable cost"
    return [_return(now, pair, lines), *(_money(name, now, pair, lines) for name in ("Contribution", "Revenue", base))]


def _return(now: Return, pair: Pair | None, lines: pd.DataFrame) -> Figure:
    invested = now.definition is Definition.ROI
    name, sources = definitions.NAMES[now.definition], definitions.SOURCES[now.definition]
    base = formats.short(now.investment if invested else now.variable_cost)
    earned = formats.short(now.contribution if invested else now.revenue)
    arithmetic = f"({earned} − {base}) ÷ {base}"
    formula = roi.FORMULAS[now.definition]
    return Figure(name, formats.percent(now.roi), _change(pair), arithmetic, formula, sources, lines["roi"])


def _money(name: str, now: Return, pair: Pair | None, lines: pd.DataFrame) -> Figure:
    column, measures, better = MONEY[name]
    value = getattr(now, column)
    change = Change.of_amounts(getattr(pair[0], column), getattr(pair[1], column), better) if pair else None
    return Figure(name, formats.short(value), change, formats.exact(value), MEANINGS[name], measures, lines[column])


def contribution_movers(both: Years, shown: Filters) -> None:
    """Whose contribution changed most."""
    moved = roi.movers(both.before, both.now)
    title = f"Contribution: what moved most, of {len(moved)} products"
    scale = charts.Scale(marks.money, formats.signed)
    chart = charts.changes(moved, scale, (title, f"{shown.currency} · {both.words}"), theme.tokens())
    table = moved.rename(columns={"product": "Product", "before": "Year before", "now": "Now", "change": "Change"})
    meaning = f"{MEANINGS['Contribution']} {both.words}."
    takeaway = f"{title}. {_largest(moved, formats.signed)}"
    panels.show(Panel("movers", chart, takeaway, meaning, table), shown, ("revenue", "variable_cost"))


def return_movers(both: Years, shown: Filters, definition: Definition) -> None:
    """Which products moved the portfolio's return."""
    parts = roi.bridge_by_product(both.before, both.now)
    parts["change"] = parts[["mix", "rate", "entered", "left"]].sum(axis="columns")
    moved = parts.sort_values("change", key=abs, ascending=False, kind="stable")
    if moved.empty:
        st.info("No product has a return in both windows.")
        return
    title = f"{definitions.NAMES[definition]}: who moved it, of {len(moved)} products"
    scale = charts.Scale(marks.points, formats.points)
    chart = charts.changes(moved, scale, (title, both.words), theme.tokens())
    table = moved.rename(columns={name: str(name).capitalize() for name in moved})
    takeaway = f"{title}. {_largest(moved, formats.points)}"
    panel = Panel("return-movers", chart, takeaway, definitions.BRIDGE, table, tuple(table.columns[1:]))
    panels.show(panel, shown, definitions.SOURCES[definition])


def _largest(moved: pd.DataFrame, written: Callable[[float], str]) -> str:
    """The first of the movers in words."""
    first = moved.head(3)
    return ", ".join(f"{row['product']} {written(row['change'])}" for row in first.to_dict("records"))
