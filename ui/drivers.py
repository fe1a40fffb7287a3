"""The KPIs page's panels on why: which products make a gap, margin and revenue by group, what leads revenue."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from analytics import complete, drivers, lead_lag, paired, plan_kpis, roi, windows
from analytics.definition import Definition
from analytics.kpis import SIGNS
from analytics.kpis import Panel as Series
from analytics.paired import Need
from analytics.windows import Period, Window
from ui import counts, definitions, filters, formats, panels, ratio_gap, session, text, theme, written, years
from ui import kpis as figures_of_kpis
from ui.charts import marks, movers
from ui.charts import shift as pairs
from ui.kpis import Kpis
from ui.panels import Panel
from ui.written import Writer

MIX_RATE = pairs.Parts(
    {"mix": "weight moved between products", "rate": "their own ratio changed"},
    movers.Scale(marks.points, formats.points),
)


def of_gap(figures: Kpis, row: dict[Any, Any]) -> None:
    """Which products make the gap of the KPI that is looked at, all together that were last reported with it."""
    if row["kpi"] == plan_kpis.MARGIN and not figures.given(row["kpi"]):
        _of_margin(figures, row)
        return
    rows = figures.rows
    same = rows[(rows["kpi"] == row["kpi"]) & (rows["period"] == row["period"]) & (rows["step"] == row["step"])]
    same = same.assign(product=[figures_of_kpis.of_what(each) for each in same.to_dict("records")])
    if row["is_sum"]:
        _of_sum(same, row)
    elif not ratio_gap.of(figures, row):
        _side_by_side(same, row)


def _of_sum(same: pd.DataFrame, row: dict[Any, Any]) -> None:
    found = drivers.of_sum(same)
    words = f"total gap {formats.signed(float(found['gap'].sum()))}"
    _in_units(found, row, words, f"{_of_period(row)} · {words}; largest part")


def _of_period(row: dict[Any, Any]) -> str:
    return f"actual − target in {formats.period(row['period'], row['step'])}"


def _in_units(found: pd.DataFrame, row: dict[Any, Any], words: str, takeaway: str) -> None:
    """Each product's distance to its target in the KPI's unit; `found` has one row each, as `drivers.of_sum` gives."""
    if found.empty:
        st.info(f"{row['kpi']} has no target in this period: there is no gap to explain.")
        return
    bars = found.assign(change=found["gap"], way=SIGNS.get(row["direction"], np.nan))
    bars = bars.sort_values("change", key=abs, ascending=False, kind="stable")
    titles = (f"{row['kpi']}: gap to target by product", f"{_of_period(row)} · {words}")
    chart = movers.changes(bars, movers.Scale(marks.money, formats.signed), titles, theme.tokens())
    table = found.rename(columns={"product": "Product", "actual": "Actual", "target": "Target", "gap": "Gap"})
    styled = written.figures(table, others=_in_its_unit(row, "Actual", "Target", "Gap"))
    panels.show(Panel("gap", chart, f"{takeaway}: {bars.iloc[0]['product']}", definitions.DRIVERS, styled))


def _side_by_side(same: pd.DataFrame, row: dict[Any, Any]) -> None:
    """A level whose parts are not given cannot be split; each product's own distance is shown instead."""
    bars = same.dropna(subset=["attainment"]).assign(change=lambda each: each["attainment"] - 1)
    bars = bars.sort_values("change", kind="stable")
    if bars.empty:
        _in_units(drivers.of_sum(same), row, row["unit"] or "in its own unit", "largest gap")  # of a target of 0
        return
    scale = movers.Scale(marks.percent, formats.change)
    title = f"{row['kpi']}: gap to target by product"
    words = "deviation from target in % · no mix and rate effects: numerator and denominator are not available"
    chart = movers.changes(bars, scale, (title, words), theme.tokens())
    table = bars[["product", "actual", "target", "attainment"]]
    table = table.rename(
        columns={"product": "Product", "actual": "Actual", "target": "Target", "attainment": "Of target"}
    )
    below = int((bars["change"] < 0).sum())
    styled = written.figures(table, ("Of target",), _in_its_unit(row, "Actual", "Target"))
    panels.show(
        Panel(
            "gap",
            chart,
            f"{counts.part(below, len(bars), 'product')} {counts.verb(below, 'misses', 'miss', len(bars))} it",
            definitions.ATTAINMENT,
            styled,
        )
    )


def _in_its_unit(row: dict[Any, Any], *columns: str) -> dict[str, Writer]:
    """Columns of values of one KPI, and how they are written."""
    return dict.fromkeys(columns, partial(figures_of_kpis.written, row))


def _of_margin(figures: Kpis, row: dict[Any, Any]) -> None:
    """The portfolio's margin against budget, by mix and rate of its products."""
    plans = session.read("finance_plans", **figures.shown.cut)
    month = plans[plans["first_month"] == pd.Timestamp(row["period"])]
    parts = month.rename(
        columns={
            "contribution": "above",
            "revenue": "below",
            "planned_contribution": "planned_above",
            "planned_revenue": "planned_below",
        }
    )
    found = drivers.of_ratio(parts)
    gap = float(found["gap"].sum())
    bars = found.assign(mix=found["mix"] + found["entered"] + found["left"], change=found["gap"])
    bars = bars.sort_values("change", key=abs, ascending=False, kind="stable")
    title = "Contribution margin: gap to target by product"
    words = f"against budget in {formats.period(row['period'], row['step'])} · total gap {formats.points(gap)}"
    apart = int(drivers.half_known(parts).sum())
    words += f" · without {counts.named(apart, 'product')} whose cost is not known" if apart else ""
    chart = pairs.pairs(bars, MIX_RATE, (title, words), theme.tokens())
    table = found.rename(columns={name: str(name).capitalize() for name in found})
    styled = written.figures(table, others=dict.fromkeys(table.columns[1:], formats.points))
    takeaway = f"{words}; largest part: {bars.iloc[0]['product']}" if len(bars) else words
    panels.show(Panel("gap", chart, takeaway, definitions.DRIVERS, styled))


def by_group(figures: Kpis) -> None:
    """Revenue and margin of each line, segment or region against budget, this year to date."""
    shown = replace(figures.shown, source="finance")
    months = _to_date(shown.reported("actual"), shown.reported("budget"))
    if months is None:
        return
    by = filters.group("by")
    if by is None:
        return
    table, words = _against_budget(figures, months, by)
    if table.empty:
        return
    table = table.rename_axis(filters.GROUPS[by]).reset_index()
    ratios = ("Of budget", "Margin", "Margin in budget")
    written.show(written.figures(table, ratios), key="by-group")
    st.caption(words)


def _to_date(actual: list[Period], budget: list[Period]) -> Window | None:
    """The months of the calendar year of the last actual figures that both have; None where they share none."""
    if not actual:
        return None
    last = max(end for _, end in actual)
    return windows.common(Window(last.replace(month=1), last), actual, budget)


def _against_budget(figures: Kpis, months: Window, by: str) -> tuple[pd.DataFrame, str]:
    """Revenue and margin of each group against budget, and of which months they are.

    Each of the two is of the product-months in which actual and budget both know it.
    """
    budget, actual = (_parts(figures, basis, months, by) for basis in ("budget", "actual"))
    revenue, margin = (paired.pair(budget, actual, 0, need) for need in (Need.REVENUE, Need.CONTRIBUTION))
    planned, sold = (
        complete.totals(side, "part").set_index("part")["revenue"] for side in (revenue.before, revenue.now)
    )
    in_budget, earned = (
        roi.by_product(complete.totals(side, "part"), Definition.RETURN_ON_COST).set_index("part")["margin"]
        for side in (margin.before, margin.now)
    )
    attained = sold / planned.mask(planned == 0)
    table = pd.DataFrame(
        {"Revenue": sold, "Budget": planned, "Of budget": attained, "Margin": earned, "Margin in budget": in_budget}
    )
    apart = {"revenue": years.dropped(revenue), "margin": years.dropped(margin)}
    words = [f"{what}{dropped}" for what, dropped in apart.items() if dropped]
    return table, "; ".join([f"{formats.span(months.first, months.last)} against budget", *words])


def _parts(figures: Kpis, basis: str, window: Window, by: str) -> pd.DataFrame:
    """The periods of each product in each group, each of them a product of its own."""
    found = replace(figures.shown, source="finance", basis=basis).periods(window, by)
    return found.assign(product=found["product"] + "\n" + found["part"].fillna("")).drop(columns="line")


def leading(figures: Kpis) -> None:
    """Which KPIs move before revenue, as a correlation."""
    st.markdown("#### Leading indicators of revenue")
    found = session.computed(lambda: _leads(figures), "leads", **figures.shown.cut)
    if found.empty:
        st.markdown("No KPI has two years of months beside its product's revenue.")
        return
    known = found[np.array(lead_lag.clear(found["p-value"].to_list())) & (found["Months before"] > 0).to_numpy()]
    for row in known.head(3).to_dict("records"):
        months = "one month" if row["Months before"] == 1 else f"{row['Months before']} months"
        known_as = formats.decimal(row["Correlation"]), formats.count(row["Pairs"]), formats.probability(row["p-value"])
        words = "r = {}, n = {}, p = {}".format(*known_as)
        st.markdown(text.plain(f"{row['KPI']} leads revenue by {months} ({words}): correlation, not causation."))
    if known.empty:
        st.markdown("No KPI leads revenue more clearly than chance would explain.")
    kinds = {"Correlation": formats.decimal, "p-value": formats.probability}
    written.show(written.figures(found, others=kinds), key="leads")
    st.caption(definitions.LEAD_LAG)


def _leads(figures: Kpis) -> pd.DataFrame:
    rows = []
    cut = figures.shown.cut
    monthly = session.read("product_periods", basis="actual", by=None, first_month=date.min, last_month=date.max, **cut)
    single = monthly[monthly["first_month"] == monthly["last_month"]]
    revenue = single.set_index(["product", "first_month"])["revenue"].unstack("first_month")
    for kpi, own in _monthly(figures.panels).groupby("kpi"):
        lead = None if kpi == plan_kpis.REVENUE else _lead(own.droplevel("kpi"), revenue)
        if lead:
            rows.append((kpi, lead.lag, lead.correlation, lead.pairs, lead.p_value))
    columns = ["KPI", "Months before", "Correlation", "Pairs", "p-value"]
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values("p-value", kind="stable", ignore_index=True)


def _monthly(panels: list[Series]) -> pd.DataFrame:
    """The actuals of every month: one row per KPI and product as a whole, one column per month of any of them."""
    monthly = [series for series in panels if series.step == 1]
    wide = [
        pd.DataFrame(series.actual, pd.MultiIndex.from_frame(series.keys[["kpi", "product"]]), series.periods)[
            (series.keys["segment"] == "").to_numpy()
        ]
        for series in monthly
    ]
    if not wide:
        return pd.DataFrame(index=pd.MultiIndex.from_arrays([[], []], names=["kpi", "product"]))
    found = pd.concat(wide)
    found.columns = pd.DatetimeIndex(found.columns)
    return found.sort_index(axis=1)


def _lead(own: pd.DataFrame, revenue: pd.DataFrame) -> lead_lag.Lead | None:
    """How far one KPI leads the revenue of its products, over the months from its first to its last."""
    own = own[own.index.isin(revenue.index)].dropna(axis=1, how="all")
    if own.empty or own.columns.empty:
        return None
    revenue = revenue.loc[own.index]
    months = pd.date_range(own.columns[0], own.columns[-1], freq="MS")
    wide = [side.reindex(columns=months).to_numpy(dtype=float, na_value=np.nan) for side in (own, revenue)]
    return lead_lag.strongest(wide[0], wide[1])
