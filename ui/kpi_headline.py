"""What the KPIs page says first: how many lag, which one most, how many will."""

from typing import Any

import numpy as np

from analytics import lagging
from ui import counts, formats
from ui.kpis import STATUSES, Kpis, of_what


def of(figures: Kpis) -> str:
    """How many lag, which one worst, and how many will."""
    rows = figures.rows
    judged = rows[rows["status"] != ""]
    if judged.empty:
        counted = "One KPI" if len(rows) == 1 else counts.of(len(rows), "KPI")
        return f"{counted}, and no target with a direction to hold against."
    red, amber, green = (int((judged["status"] == status).sum()) for status in ("red", "amber", "green"))
    start = f"{formats.count(red)} of {_counted(len(judged))} {'is' if red == 1 else 'are'} off target, "
    start += f"{formats.count(amber)} near target, {formats.count(green)} on target."
    if green == len(judged):
        start = f"All {_counted(green)} are on target."
    if len(judged) == 1:
        start = f"The one KPI is {STATUSES[judged['status'].iloc[0]][2:]}."
    late = _sliding(len(lagging.about_to_miss(rows)))
    worst = _worst(judged.iloc[0].to_dict(), alone=len(judged) == 1)
    return start + worst + late + _not_rated(len(rows) - len(judged))


def _counted(count: int) -> str:
    return counts.of(count, "KPI")


def _worst(row: dict[Any, Any], alone: bool) -> str:
    """The KPI that lags most; empty where none does."""
    if row["status"] == "green":
        return ""
    name = f"{row['kpi']} ({of_what(row)})"
    if np.isnan(row["attainment"]):
        return f" {name} misses its target." if alone else f" Most severe: {name} misses its target."
    reached = f"at {formats.percent(row['attainment'])} of target"
    return f" {name} is {reached}." if alone else f" Most severe: {name} {reached}."


def _sliding(count: int) -> str:
    """How many will likely miss, of those that are on target."""
    if not count:
        return ""
    return f" {formats.count(count)} of those on target {'is' if count == 1 else 'are'} likely to miss."


def _not_rated(count: int) -> str:
    """How many more there are that nobody can rate.

    >>> _not_rated(0), _not_rated(1), _not_rated(2)
    ('', ' One more has no target or no direction.', ' 2 more have no target or no direction.')
    """
    if not count:
        return ""
    which = "One more has" if count == 1 else f"{formats.count(count)} more have"
    return f" {which} no target or no direction."
