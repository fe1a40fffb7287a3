"""Targets of months, quarters and years as those of the weeks in them."""

import numpy as np
import pandas as pd

from analytics.kpis import SERIES
from analytics.steps import DAYS
from analytics.windows import shift

MOST = 54  # weeks that a year has a day of
_THURSDAY = 3


def of_weeks(rows: pd.DataFrame) -> pd.DataFrame:
    """Targets of longer periods put to each week whose Thursday lies in them, the shorter of them first.

    Of a level it is that of the period. Of a sum it is spread evenly over the days of the period, and a week takes
    seven of them: of one that lies in two periods, each day its own period's, and where one of them has no target seven
    times the mean of the other's days. `rows` have `kpi`, `product`, `segment`, `first_month`, `months`, `target` and
    `is_sum`; returned are `kpi`, `product`, `segment`, `first_month` (the Monday) and `target`.
    """
    starts = pd.DatetimeIndex(rows["first_month"])
    ends = pd.DatetimeIndex(
        [shift(first.date(), int(months)) for first, months in zip(starts, rows["months"], strict=True)]
    )
    mondays = starts - pd.to_timedelta(starts.day_of_week, unit="D")
    pieces = [_piece(rows, (starts, ends), mondays + pd.Timedelta(days=DAYS * n)) for n in range(MOST)]
    found = pd.concat(pieces)
    keys = [*SERIES, "months", "first_month"]
    sums = found.groupby(keys)[["days", "weighed", "level"]].sum(min_count=1).reset_index()
    is_sum = sums[SERIES].merge(rows[[*SERIES, "is_sum"]].drop_duplicates(SERIES), on=SERIES)["is_sum"].astype(bool)
    target = (sums["weighed"] / sums["days"] * DAYS).where(is_sum.to_numpy(), sums["level"])
    known = sums.assign(target=target)[sums["level"].notna()]
    return known.sort_values("months", kind="stable")[[*SERIES, "first_month", "target"]]


def _piece(
    rows: pd.DataFrame, ends: tuple[pd.DatetimeIndex, pd.DatetimeIndex], mondays: pd.DatetimeIndex
) -> pd.DataFrame:
    """A week of each period that has a day of it: its days, what they sum to, and the target where its Thursday is."""
    first, last = ends
    stop, start = pd.DatetimeIndex(np.minimum(mondays + pd.Timedelta(days=DAYS), last)), np.maximum(mondays, first)
    days = (stop - pd.DatetimeIndex(start)).days
    thursdays = mondays + pd.Timedelta(days=_THURSDAY)
    held = (thursdays >= first) & (thursdays < last)
    of_day = rows["target"].to_numpy() / (last - first).days
    found = rows.assign(
        first_month=mondays, days=days, weighed=of_day * days, level=np.where(held, rows["target"], np.nan)
    )
    return found[found["days"] > 0]
