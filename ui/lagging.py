"""The KPIs page's panels: the lagging list, one KPI closely, the map of all, what will miss, what leads revenue."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from analytics import kpis, lagging
from analytics.kpis import RANGE
from analytics.steps import WEEK
from analytics.windows import shift
from ui import definitions, formats, panels, text, theme, widgets, written
from ui import kpis as figures_of_kpis
from ui.charts import kpis as charts
from ui.kpis import Kpis
from ui.panels import Panel

PERIODS = 12
DRAWN = 3 * PERIODS  # of the path of one KPI
MOST_PRODUCTS, MOST_KPIS = 15, 12
TABLE = {
    "kpi": "KPI",
    "product": "Product",
    "segment": "Segment",
    "status": "Status",
    "actual": "Actual",
    "target": "Target",
    "attainment": "Of target",
    "months_behind": "Months behind",
    "streak": "Streak",
    "momentum": "Momentum a month",
    "projected": "Projected",
    "chance": "Chance",
    "peers": "Better than peers",
    "severity": "Severity",
}

VALUES = ("actual", "target", "projected")


def listed(figures: Kpis) -> str | None:
    """The list of what lags, the most severe first; the series that was picked in it."""
    rows = figures.rows
    told, title = told_of(rows)
    shown = told.head(charts.MOST)
    lines = pd.DataFrame([_line(row) for row in shown.to_dict("records")])
    strips = pd.DataFrame([cell for n, row in enumerate(shown.to_dict("records")) for cell in _strip(figures, n, row)])
    title += f": {len(shown)} of {formats.count(len(told))}"
    chart = charts.lagging(lines, strips, title, theme.tokens())
    takeaway = " ".join(line["sentence"] for line in lines.head(3).to_dict("records"))
    table = rows[list(TABLE)].rename(columns=TABLE)
    event = panels.show(Panel("lagging", chart, takeaway, definitions.LAGGING, _styled(table, rows)), selects=True)
    return widgets.picked(event, "series")


def told_of(rows: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Those of the KPIs that lag, and what they are called; where none lags, those on target, else all of them.

    >>> rows = pd.DataFrame({"status": ["red", "amber", "green", ""]})
    >>> [list(told_of(rows[n:])[0].index) for n in (0, 2, 3)]
    [[0, 1], [2], [3]]
    >>> told_of(rows[2:])[1], told_of(rows[3:])[1]
    ('KPIs on target', 'KPIs without a target or a direction')
    """
    below = rows["status"].isin(kpis.BELOW)
    if below.any():
        return rows[below], "What lags, the most severe first"
    judged = rows["status"] != ""
    return (rows[judged], "KPIs on target") if judged.any() else (rows, "KPIs without a target or a direction")


def _styled(table: pd.DataFrame, rows: pd.DataFrame) -> Styler:
    """The list as a table: each value in the unit of its KPI, and the limits of a range in place of its target."""
    ratios = ("Of target", "Chance", "Better than peers")
    styled = written.figures(table, ratios, {"Months behind": formats.tenths})
    for places in rows.reset_index(drop=True).groupby(["unit", "fraction"]).groups.values():
        row = rows.iloc[places[0]].to_dict()
        value = partial(figures_of_kpis.written, row)
        styled = styled.format(value, subset=(places, [TABLE[name] for name in VALUES]))
        styled = styled.format(partial(figures_of_kpis.moved, row), subset=(places, [TABLE["momentum"]]))
    ranged = rows.reset_index(drop=True)
    ranged = ranged[ranged["direction"] == RANGE]
    for places in ranged.groupby(["unit", "fraction", "low", "high"], dropna=False).groups.values():
        aim = partial(figures_of_kpis.target_of, ranged.loc[places[0]].to_dict())
        styled = styled.format(aim, subset=(places, [TABLE["target"]]))
    return styled


def _line(row: dict[Any, Any]) -> dict[str, Any]:
    """What a line of the list shows, in texts."""
    behind = formats.MISSING if np.isnan(row["months_behind"]) else f"{formats.tenths(row['months_behind'])} mo"
    return {
        "series": figures_of_kpis.series_of(row),
        "status": row["status"],
        "state": charts.MARKS[row["status"]],
        "kpi": row["kpi"],
        "of": figures_of_kpis.of_what(row),
        "actual_text": figures_of_kpis.written(row, row["actual"]),
        "target_text": figures_of_kpis.target_of(row, row["target"]),
        "attainment": row["attainment"],
        "amber": row["amber"],
        "attained": formats.percent(row["attainment"]),
        "behind": behind,
        "streak_text": _streak(row) if row["status"] else formats.MISSING,
        "chance_text": formats.chance(row["chance"]),
        "sentence": figures_of_kpis.why(row),
    }


def _streak(row: dict[Any, Any]) -> str:
    if row["step"] == WEEK:
        return f"{row['streak']} wk"
    return f"{row['streak'] * int(row['step'])} mo"


def _strip(figures: Kpis, line: int, row: dict[Any, Any]) -> list[dict[str, Any]]:
    """The status of the last 12 periods of one line."""
    panel, place = figures.series(row)
    attained, judged = kpis.attainment(panel)[place], kpis.statuses(panel)[place]
    last = panel.last
    first = max(panel.own(place).start, last - PERIODS + 1)
    return [
        {
            "line": line,
            "place": PERIODS - 1 - (last - n),
            "status": str(judged[n]),
            "when": formats.period(panel.periods[n], panel.step),
            "reached": formats.percent(float(attained[n])),
        }
        for n in range(first, last + 1)
    ]


def onward(figures: Kpis, row: dict[Any, Any]) -> None:
    """One KPI against its target, and where it is heading."""
    panel, place = figures.series(row)
    unit = row["unit"]
    actual, target, own = panel.actual[place], panel.target[place], panel.own(place)
    path = pd.DataFrame(
        {
            "when": [formats.period(period, panel.step) for period in panel.periods],
            "actual": actual,
            "target": target,
            "label": [figures_of_kpis.written(row, value) for value in actual],
            "target_label": [figures_of_kpis.written(row, value) for value in target],
        }
    ).iloc[max(own.start, panel.last - DRAWN + 1) : own.stop]
    end = _end(row)
    title = f"{row['kpi']} of {figures_of_kpis.of_what(row)}"
    words = "dashed: target"
    if not row["is_sum"] and not np.isnan(row["projected"]):
        words += " · diamond: the projection, with its 80 % range"
    words += _cut(panel.last + 1 - own.start)
    titles = (title, f"{unit or 'in its own unit'} · {words}")
    chart = charts.onward(path, end, titles, bool(row["fraction"]), theme.tokens())
    table = path[["when", "actual", "target"]].rename(
        columns={"when": "Period", "actual": "Actual", "target": "Target"}
    )
    value = partial(figures_of_kpis.written, row)
    styled = written.figures(table, others={"Actual": value, "Target": value})
    panels.show(Panel("onward", chart, figures_of_kpis.why(row), definitions.PROJECTION, styled))


def _cut(periods: int) -> str:
    """How many periods are not drawn, of those up to the last actual.

    >>> _cut(36), _cut(120)
    ('', ' · the last 36 of 120 periods')
    """
    return f" · the last {DRAWN} of {formats.count(periods)} periods" if periods > DRAWN else ""


def _end(row: dict[Any, Any]) -> pd.DataFrame:
    """The projection of a level; of a sum the year's total stands in the sentence, on another scale than its months."""
    columns = {"projected": "projected", "low": "projected_low", "high": "projected_high"}
    values = {name: np.nan if row["is_sum"] else row[column] for name, column in columns.items()}
    label = figures_of_kpis.written(row, values["projected"])
    ends = row["ends"] if row["step"] <= 1 else shift(row["ends"], 1 - int(row["step"]))
    return pd.DataFrame([{"when": formats.period(ends, row["step"]), "label": label, **values}])


def reasons(row: dict[Any, Any]) -> None:
    """One sentence of why, and the three lags."""
    st.markdown(text.plain(figures_of_kpis.why(row)))
    for sentence in figures_of_kpis.lags(row):
        st.markdown(f"- {text.plain(sentence)}")
    if row["description"]:
        st.caption(text.plain(row["description"]))


def sliding(figures: Kpis) -> None:
    """What is on target today and will likely miss."""
    found = lagging.about_to_miss(figures.rows)
    st.markdown("#### On target today, likely to miss")
    if found.empty:
        st.markdown(_none_sliding(figures.rows))
    for row in found.head(5).to_dict("records"):
        st.markdown(f"- {text.plain(figures_of_kpis.why(row))}")
    st.caption(text.plain(figures_of_kpis.record(figures)))


def _none_sliding(rows: pd.DataFrame) -> str:
    """Why nothing is said to be likely to miss; a chance that is not known is no even one.

    >>> _none_sliding(pd.DataFrame({"status": ["green", "green", "red"], "chance": [0.5, None, 0.1]}))
    'None of the KPIs on target whose chance is known: each has at least an even chance of meeting its target.'
    """
    chances = rows.loc[rows["status"] == "green", "chance"]
    if chances.empty:
        return "No KPI is on target."
    if chances.isna().all():
        return "Not known: the history is too short to tell a chance of any KPI on target."
    if chances.isna().any():
        return (
            "None of the KPIs on target whose chance is known: each has at least an even chance of meeting its target."
        )
    return "None: every KPI on target has at least an even chance of meeting its target."


def heat(figures: Kpis) -> None:
    """Every product against every KPI, the products that attain least first."""
    rows = figures.rows.dropna(subset=["attainment"])
    rows = rows.assign(product=[figures_of_kpis.of_what(row) for row in rows.to_dict("records")])
    if rows.empty:
        return
    order = rows.groupby("product")["severity"].sum().sort_values(ascending=False, kind="stable").index
    shown = rows[rows["product"].isin(order[:MOST_PRODUCTS])]
    columns = rows.groupby("kpi")["severity"].sum().sort_values(ascending=False, kind="stable").index
    shown = shown[shown["kpi"].isin(columns[:MOST_KPIS])]
    place = {name: n for names in (order, columns) for n, name in enumerate(names)}
    shown = shown.sort_values(["product", "kpi"], key=lambda names: names.map(place))
    more = f" · the {MOST_PRODUCTS} of {len(order)} that lag most" if len(order) > MOST_PRODUCTS else ""
    more += f" · the {MOST_KPIS} of {len(columns)} KPIs that lag most" if len(columns) > MOST_KPIS else ""
    chart = charts.heat(shown, f"{charts.LEGEND}{more}", theme.tokens())
    table = rows.pivot_table(index="product", columns="kpi", values="attainment").reindex(order).reset_index()
    table = table.rename(columns={"product": "Product"})
    ratios = tuple(str(name) for name in table.columns[1:])
    takeaway = f"{order[0]} lags most over all its KPIs"
    panels.show(Panel("kpi-heat", chart, takeaway, definitions.ATTAINMENT, table, ratios))
