"""The lagging list: each KPI of each product where it stands, against target, peers and its own trend."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics import kpis, steps, trend
from analytics.kpis import SERIES, Panel
from analytics.projection import LOW, Projection, Record, project
from analytics.trend import Array
from analytics.windows import months_between

OUTLOOK = ["projected", "projected_low", "projected_high", "goal", "chance"]
MISSED, YEAR = 3, 12  # periods that a KPI is not reported while others of it are, months while any is: it stopped
LIKELY = 0.5  # a chance below it is a warning


@dataclass(frozen=True)
class Lags:
    """The list of all series, most severe first, and how the projections in it did before."""

    rows: pd.DataFrame
    record: Record


def of(panels: list[Panel]) -> Lags:
    """One row per KPI, product and segment with an actual, most severe first.

    Columns: `kpi`, `product`, `segment`, `unit`, `direction`, `direction_from`, `weight`, `period` (its last month with
    an actual), `step` (months), `first` (its first month with an actual), `reported` (its periods with one), `actual`,
    `target`, `attainment`, `shortfall`, `status`, `months_behind`, `streak` (periods), `momentum` (KPI units a month,
    good upwards; where no direction is known, and of a range, as it moved), `stopped`, `ends` (the last month, or
    week, of the projection), `projected`, `projected_low`, `projected_high`, `goal`, `chance`, `severity`, `peers` (the
    part of its peers that do worse; NaN without peers), `trend_gap` (actual less what its own trend foretold a period
    before, good upwards) and `below_trend`.
    """
    parts = [_rows(panel) for panel in panels]
    if not parts:
        return Lags(pd.DataFrame(columns=[*SERIES, "severity", "status"]), Record(0, 0))
    rows = pd.concat([rows for rows, _ in parts], ignore_index=True)
    rows["peers"], rows["stopped"] = _peers(rows), _stopped(rows)
    rows.loc[rows["stopped"], OUTLOOK] = np.nan
    below, judged, miss = rows["status"].isin(kpis.BELOW), rows["status"] != "", 1 - rows["attainment"]
    order = rows.assign(below=below, judged=judged, miss=miss).sort_values(
        ["below", "judged", "severity", "miss", *SERIES],
        ascending=[False] * 4 + [True] * 3,
        kind="stable",
        na_position="last",
    )
    records = [record for _, record in parts]
    record = Record(sum(each.inside for each in records), sum(each.bands for each in records))
    return Lags(order.drop(columns=["below", "judged", "miss"]).reset_index(drop=True), record)


def _rows(panel: Panel) -> tuple[pd.DataFrame, Record]:
    last, judged, known = panel.last, kpis.statuses(panel), np.isfinite(panel.actual)
    found = panel.keys.assign(
        period=panel.periods[last],
        step=panel.step,
        first=[panel.periods[column] for column in known.argmax(axis=1)],
        reported=known.sum(axis=1),
        actual=panel.actual[:, last],
        target=panel.target[:, last],
        attainment=kpis.attainment(panel)[:, last],
        shortfall=kpis.shortfalls(panel),
        status=judged[:, last].astype(object),
        months_behind=kpis.months_behind(panel),
        streak=kpis.streak(judged, last),
        momentum=np.nan_to_num(panel.sign, nan=1.0) * trend.slopes(panel.actual[:, : last + 1]) / panel.step,
    )
    by_row = zip(found["weight"], found["shortfall"], found["streak"] * panel.step, strict=True)
    found["severity"] = [kpis.severity(*each) for each in by_row]
    found = found.join(_own_trend(panel))
    projected, record = _projected(panel)
    return found.join(projected), record


def _stopped(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Which series are reported no more: for three periods while others of the KPI are, for a year while any KPI is."""
    each = list(zip(rows["period"], rows["step"], strict=True))
    ends = pd.Series([pd.Timestamp(steps.later(*one, 1)) for one in each], index=rows.index)
    of_kpi, longest = ends.groupby(rows["kpi"]).transform("max"), rows["step"].mul(2).clip(lower=YEAR)
    missed = [steps.between(end, newest, step) for end, newest, step in zip(ends, of_kpi, rows["step"], strict=True)]
    months = pd.Series([months_between(end, ends.max()) for end in ends], index=rows.index)
    found: pd.Series[bool] = pd.Series(missed, index=rows.index).ge(MISSED) | months.ge(longest)
    return found


def _peers(rows: pd.DataFrame) -> pd.Series:
    """The part of the other products of a KPI in the same period whose attainment is worse; missing of one alone."""
    by_kpi = rows.groupby(["kpi", "period", "step"])["attainment"]
    others = by_kpi.transform("count") - 1
    return (by_kpi.rank(method="min") - 1) / others.mask(others < 1)


def _own_trend(panel: Panel) -> pd.DataFrame:
    """The last actual less what the trend foretold one period before, in the good direction, and if that is rare.

    Rare: lower than nine in ten of the past gaps of the same series.
    """
    newest = panel.last
    one_ahead, _ = project(panel.actual[:, :newest], 1, cumulative=False, cycle=steps.cycle(panel.step))
    gap = panel.sign * (panel.actual[:, newest] - one_ahead.value)
    past = panel.sign[:, None] * one_ahead.errors
    enough = np.isfinite(past).sum(axis=1) >= trend.FEWEST
    rare = np.full(len(gap), np.nan)
    if enough.any():
        rare[enough] = np.nanquantile(past[enough], LOW, axis=1)
    return pd.DataFrame({"trend_gap": gap, "below_trend": gap < rare}, index=panel.keys.index)


def _projected(panel: Panel) -> tuple[pd.DataFrame, Record]:
    """The projection to the end of the next period's year: of a sum the year's total, of a level its last value."""
    columns = panel.last
    now = panel.periods[columns]
    ends = steps.last_of_year(steps.later(now, panel.step, 1), panel.step)
    ahead = steps.between(now, ends, panel.step)
    known = panel.actual[:, : columns + 1]
    found = pd.DataFrame(index=panel.keys.index, columns=OUTLOOK, dtype=float)
    record = Record(0, 0)
    for is_sum in (True, False):
        chosen = (panel.keys["is_sum"] == is_sum).to_numpy()
        if chosen.any():
            projected, own = project(known[chosen], ahead, is_sum, steps.cycle(panel.step))
            part = _part(panel, chosen, columns, ahead, is_sum)
            found.loc[chosen] = _toward(part, projected)
            record = Record(record.inside + own.inside, record.bands + own.bands)
    return found.assign(ends=[steps.end(ends, panel.step)] * len(found)), record


@dataclass(frozen=True)
class _Part:
    """Series of a panel with what the year holds already and what it should hold in the end."""

    panel: Panel
    chosen: NDArray[np.bool_]
    so_far: Array
    goal: Array


def _part(panel: Panel, chosen: NDArray[np.bool_], column: int, ahead: int, is_sum: bool) -> _Part:
    targets = _to_come(panel.target[chosen], column, ahead, steps.cycle(panel.step))
    if not is_sum:
        return _Part(panel, chosen, np.zeros(len(targets)), targets[:, -1])
    new_year = steps.first_of_year(steps.later(panel.periods[column], panel.step, 1), panel.step)
    of_year = [n for n, period in enumerate(panel.periods[: column + 1]) if period >= new_year]
    begun = np.isfinite(panel.actual[chosen]) | np.isfinite(panel.target[chosen])
    counted = np.maximum.accumulate(begun, axis=1)[:, of_year]  # of a year, the periods from the first of its own on
    so_far, goal = (
        np.where(counted, side[chosen][:, of_year], 0.0).sum(axis=1) for side in (panel.actual, panel.target)
    )
    return _Part(panel, chosen, so_far, goal + targets.sum(axis=1))


def _to_come(target: Array, column: int, ahead: int, cycle: int) -> Array:
    """The targets of the periods to come: as given, else last year's profile at today's level, else the last."""
    found = np.full((len(target), ahead), np.nan)
    recent = target[:, max(0, column + 1 - cycle) : column + 1]
    earlier = target[:, max(0, column + 1 - 2 * cycle) : max(0, column + 1 - cycle)]
    level = np.full(len(target), np.nan)
    if earlier.shape[1] == recent.shape[1] == cycle > 1:
        below = earlier.sum(axis=1)
        level = recent.sum(axis=1) / np.where(below == 0, np.nan, below)
    for n in range(ahead):
        later, before = column + 1 + n, column + 1 + n - cycle
        given = target[:, later] if later < target.shape[1] else np.full(len(target), np.nan)
        profile = level * target[:, before] if 0 <= before <= column else np.full(len(target), np.nan)
        found[:, n] = np.where(np.isfinite(given), given, np.where(np.isfinite(profile), profile, target[:, column]))
    return found


def _toward(part: _Part, projected: Projection) -> Array:
    """Value, low, high, goal and chance, one row a series."""
    panel, chosen = part.panel, part.chosen
    sign = panel.sign[chosen]
    ranged = (panel.keys["direction"] == kpis.RANGE).to_numpy()[chosen]
    goals = np.full(len(chosen), np.nan)
    goals[chosen] = part.goal
    low, high = (limit[chosen, 0] for limit in kpis.within(panel, goals[:, None]))
    least = np.where(ranged, low, np.where(sign > 0, part.goal, np.nan))
    most = np.where(ranged, high, np.where(sign < 0, part.goal, np.nan))
    of_periods = panel.keys["is_sum"].to_numpy(dtype=bool)[chosen]  # limits of a period say nothing of a year's sum
    limited = ranged & ~of_periods & (np.isfinite(low) | np.isfinite(high))
    judged = np.isfinite(part.so_far) & (np.isfinite(part.goal) & np.isfinite(panel.sign[chosen]) | limited)
    chance = np.where(judged, projected.chance(least - part.so_far, most - part.so_far), np.nan)
    ends = np.column_stack([part.so_far + side for side in (projected.value, projected.low, projected.high)])
    floor = np.where((np.nan_to_num(panel.actual[chosen]) >= 0).all(axis=1), 0.0, -np.inf)  # what never was below 0
    return np.column_stack([np.maximum(ends, floor[:, None]), part.goal, chance])


def about_to_miss(rows: pd.DataFrame) -> pd.DataFrame:
    """The KPIs that are green today and more likely than not will miss, the least likely to hold first."""
    sliding = rows[(rows["status"] == "green") & (rows["chance"] < LIKELY)]
    return sliding.sort_values(["chance", "weight"], ascending=[True, False], kind="stable").reset_index(drop=True)
