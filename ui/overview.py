"""The Overview's sentence, figures and charts, from returns now and a year before."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analytics import roi
from analytics.definition import FORMULAS, Definition
from analytics.paired import NEEDED, Need
from analytics.roi import Return
from ui import counts, definitions, formats, panels, step_names, stories, theme, written
from ui.charts import marks
from ui.charts import movers as charts
from ui.definitions import MEANINGS
from ui.figures import Change, Figure
from ui.filters import Filters
from ui.panels import Opens, Panel
from ui.stories import Of
from ui.years import Years

BASES = {
    Definition.ROI: "Investment",
    Definition.LOADED: "Investment",
    Definition.RETURN_ON_COST: "Variable cost",
}


MONEY = {"Contribution": True, "Revenue": True, "Variable cost": False, "Investment": False}  # whether more is better


def headline(now: Return, both: Years | None, count: int) -> str:
    """Where the portfolio stands, in one sentence."""
    products = "One product" if count == 1 else f"{count:,} products"
    if now.roi is None:
        return f"{products}: {unknown(now)}"
    start = f"{products}: portfolio {now.definition} is {formats.percent(now.roi)}"
    change = change_of_return(now.definition, both)
    if change is None:
        return f"{start}."
    return f"{start}, {change.words} on the prior year{f' ({change.months})' if change.months else ''}."


def unknown(now: Return) -> str:
    """Why there is no return, after what is known."""
    if now.revenue is None:
        lacks = (
            "return is known, because no revenue is reported. Add “Revenue” and “Variable cost” to the finance sheet."
        )
        return f"no {lacks}" if now.investment is None else f"investment is {formats.short(now.investment)}. No {lacks}"
    if now.contribution is None:
        return (
            f"revenue is {formats.short(now.revenue)}. No return is known, because no product has revenue and variable "
            "cost for the same month. Add “Variable cost” and “Investment” to the finance sheet."
        )
    return f"contribution is {formats.short(now.contribution)}. No return is known, because the base of it is 0."


def change_of_return(definition: Definition, both: Years | None) -> Change | None:
    """How the return changed on the prior year, by one definition; None where one of the years has none."""
    if both is None:
        return None
    before, now = (roi.portfolio(side, definition).roi for side in both.pair(NEEDED[definition]).totals())
    return Change.of_ratios(before, now, both.apart(NEEDED[definition]))


def figures(now: Return, both: Years | None, months: pd.DataFrame) -> list[Figure]:
    """Return, contribution, revenue and what the return is measured on, with the change on the prior year.

    Only what is known of them: where no return is, no line of it is shown either.
    """
    lines = roi.by_product(months, now.definition)
    names = ["Contribution", "Revenue", BASES[now.definition] if now.roi is not None else "Investment"]
    found = [_return(now, both, lines), *(_money(name, now, both, lines) for name in names)]
    return [each for each in found if each.shown != formats.MISSING]


def _return(now: Return, both: Years | None, lines: pd.DataFrame) -> Figure:
    figure = Of(definitions.NAMES[now.definition], now.definition)
    change = change_of_return(now.definition, both)
    arithmetic = formats.arithmetic(now.earned, now.base, now.definition is not Definition.RETURN_ON_COST)
    return Figure(figure, formats.percent(now.roi), change, arithmetic, FORMULAS[now.definition], lines["roi"])


def _money(name: str, now: Return, both: Years | None, lines: pd.DataFrame) -> Figure:
    figure = Of(name, column=name.lower().replace(" ", "_"))
    value = getattr(now, figure.column)
    change = _change(figure, both) if both else None
    return Figure(figure, formats.short(value), change, formats.exact(value), MEANINGS[name], lines[figure.column])


def _change(figure: Of, both: Years) -> Change | None:
    """How an amount changed between the product-months that both years know."""
    pair = both.pair(figure.need)
    before, now = (stories.value(figure, side) for side in (pair.before, pair.now))
    return Change.of_amounts(before, now, MONEY[figure.name], both.apart(figure.need))


def contribution_movers(both: Years, shown: Filters) -> None:
    """Whose contribution changed most."""
    moved = roi.movers(*both.pair(Need.CONTRIBUTION).totals())
    if moved.empty:
        st.info(
            "No contribution to compare: no product has revenue and variable cost for the same month in both years."
        )
        return
    title = f"Contribution: largest changes among {counts.named(len(moved), 'product')}"
    words = both.words(Need.CONTRIBUTION)
    scale = charts.Scale(marks.money, formats.signed)
    chart = charts.changes(moved, scale, (title, f"{shown.currency} · {words}"), theme.tokens())
    table = moved.rename(columns={"product": "Product", "before": "Prior year", "now": "Now", "change": "Change"})
    takeaway = f"{title}. {_largest(moved, formats.signed)}"
    panel = Panel("movers", chart, takeaway, f"{MEANINGS['Contribution']} {words}.", table)
    panels.show(panel, Opens(shown, Of("Contribution", column="contribution"), both))


def return_movers(both: Years, shown: Filters, definition: Definition) -> None:
    """Which products moved the portfolio's return."""
    need = NEEDED[definition]
    parts = roi.bridge_by_product(*both.pair(need).totals(), definition)
    parts["change"] = parts[["mix", "rate", "entered", "left"]].sum(axis="columns")
    moved = parts.sort_values("change", key=abs, ascending=False, kind="stable")
    if moved.empty:
        st.info(f"No product has a {definition} in both years.")
        return
    title = f"{definitions.NAMES[definition]}: largest product effects, {counts.named(len(moved), 'product')}"
    scale = charts.Scale(marks.points, formats.points)
    chart = charts.changes(moved, scale, (title, both.words(need)), theme.tokens())
    table = moved.rename(columns={name: step_names.named(str(name)).capitalize() for name in moved})
    takeaway = f"{title}. {_largest(moved, formats.points)}"
    styled = written.figures(table, others=dict.fromkeys(table.columns[1:], formats.points))
    panel = Panel("return-movers", chart, takeaway, definitions.BRIDGE, styled)
    panels.show(panel, Opens(shown, Of(definitions.NAMES[definition], definition), both))


def _largest(moved: pd.DataFrame, written: Callable[[float], str]) -> str:
    """The first of the movers in words."""
    first = moved.head(3)
    return ", ".join(f"{row['product']} {written(row['change'])}" for row in first.to_dict("records"))
