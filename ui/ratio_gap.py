"""The KPIs page's panel on the gap of a ratio whose numerator and denominator are given: mix and rate by product."""

from functools import partial
from typing import Any

from analytics import drivers, kpi_wholes
from analytics.kpi_wholes import Whole
from ui import definitions, formats, kpis, panels, session, theme, written
from ui.charts import marks, movers
from ui.charts import shift as pairs
from ui.kpis import Kpis
from ui.panels import Panel

WORDS = {"mix": "weight moved between products", "rate": "their own ratio changed"}


def of(figures: Kpis, row: dict[Any, Any]) -> bool:
    """Draw what makes the gap of all products together; False where no numerators and denominators say it."""
    results = session.read("kpi_results", lines=figures.shown.lines, segments=figures.shown.segments)
    made = kpi_wholes.ratio(figures.panels, results, row["kpi"])
    if made is None or made[1].empty or made[1]["target"].isna().any():
        return False
    whole, cells = made
    names = [kpis.of_what(each) for each in cells.to_dict("records")]
    found = drivers.of_ratio(cells.assign(product=names))
    bars = found.assign(mix=found["mix"] + found["entered"] + found["left"], change=found["gap"])
    bars = bars.sort_values("change", key=abs, ascending=False, kind="stable")
    words = _words(whole, row)
    title = f"{row['kpi']}: gap to target by product"
    chart = pairs.pairs(bars, pairs.Parts(WORDS, _scale(row)), (title, words), theme.tokens())
    table = found.rename(columns={name: str(name).capitalize() for name in found})
    writer = partial(kpis.moved, row)
    styled = written.figures(table, others=dict.fromkeys(table.columns[1:], writer))
    takeaway = f"{words}; largest part: {bars.iloc[0]['product']}"
    panels.show(Panel("gap", chart, takeaway, definitions.DRIVERS, styled))
    return True


def _words(whole: Whole, row: dict[Any, Any]) -> str:
    """All products together against their target, now and in the year to date, and what is left out of it."""
    now, year = ((each.actual, each.target) for each in (whole.now, whole.to_date))
    when = formats.period(whole.period.date(), whole.step)
    text = "{} {} against {}".format(when, *(kpis.written(row, each) for each in now))
    text += " · year to date {} against {}".format(*(kpis.written(row, each) for each in year))
    left_out = whole.now.left_out
    return text + (f" · without {left_out:,} whose numerator, denominator or target is not known" if left_out else "")


def _scale(row: dict[Any, Any]) -> movers.Scale:
    """How effects are written: of percentages in points, else in the unit of the KPI."""
    if row["unit"].strip() == "%" and row["fraction"]:
        return movers.Scale(marks.points, formats.points)
    return movers.Scale(marks.money, partial(kpis.moved, row))
