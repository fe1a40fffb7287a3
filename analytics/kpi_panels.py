"""KPI results as panels: series of one grain and one last period side by side, each against its own targets.

Results come as one row per `kpi`, `product`, `segment` and `first_month` with `grain`, `actual` and `target` in the
KPI's own unit; definitions as one row per `kpi` with `direction`, `unit`, `low`, `high`, `amber`, `weight`,
`description` and, where they are known, `direction_from`, `adds_up`, `fraction` and `tolerance`.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analytics.kpis import SERIES, Panel, direction, is_sum
from analytics.steps import STEPS, WEEK, between, cycle, later
from analytics.trend import Array
from analytics.weeks import of_weeks
from analytics.windows import months_between, shift

LARGEST_FRACTION = 2.0  # a KPI in % of which no value is larger is given in fractions, one of larger ones in percent
LONGEST = 120  # periods before and after the last one: what is older, or dated by mistake, takes no part
LONGEST_YEARS = 10  # of periods of which a year has many
TOLD = ["is_sum", "fraction"]  # what the source of results may know of a KPI
POINT = [*SERIES, "first_month", "target"]
TEXTS = ["direction", "direction_from", "unit", "description"]
NUMBERS = ["low", "high", "amber", "weight", "tolerance"]


def of(results: pd.DataFrame, definitions: pd.DataFrame) -> list[Panel]:
    """The results as panels, one for each grain and last period of the actuals.

    The grain of a series is the shortest of its actuals. A target of a longer grain is phased to it: a year's target of
    a sum is spread evenly over its periods, of a level it holds for each of them; how weeks take it, `of_weeks` says.
    Targets of a shorter grain make one of the period where all of them are known: their sum, or of a level their mean;
    those of weeks make none, since weeks fill no month. Where results say of a KPI that it `is_sum` or is a `fraction`,
    that holds; else its name, unit and values tell.
    """
    keyed = results.drop(columns=TOLD, errors="ignore")
    keyed = keyed.astype({"product": object, "segment": object}).fillna({"product": "", "segment": ""})
    told = keyed.merge(_said(results, definitions), on="kpi")
    told["months"] = np.array([STEPS[grain] for grain in told["grain"]], dtype=float)
    own = told.join(_own_periods(told), on=SERIES, how="inner")
    ends = own[["step", "last"]].drop_duplicates().sort_values(["step", "last"])
    return [
        _panel(own[(own["step"] == step) & (own["last"] == last)], float(step), last)
        for step, last in zip(ends["step"], ends["last"], strict=True)
    ]


def _own_periods(told: pd.DataFrame) -> pd.DataFrame:
    """Each series with an actual: the months of its shortest grain and the first month of its last period."""
    known = told.dropna(subset=["actual"])
    step = known.groupby(SERIES)["months"].min().rename("step")
    known = known.join(step, on=SERIES)
    last = known[known["months"] == known["step"]].groupby(SERIES)["first_month"].max().rename("last")
    return pd.concat([step, last], axis=1)


def _said(results: pd.DataFrame, definitions: pd.DataFrame) -> pd.DataFrame:
    """What is said of each KPI with results; the mean weight where none is given, 1 where none is at all.

    Whether months add up, and whether a percentage is given as a fraction, is told by `adds_up` and `fraction` where
    the definitions have them, else by the KPI's words and values.
    """
    said = definitions.reindex(columns=["kpi", *TEXTS, *NUMBERS, "adds_up", "fraction"])
    found = results[["kpi"]].drop_duplicates().merge(said, on="kpi", how="left")
    found = found.astype({**dict.fromkeys(TEXTS, object), **dict.fromkeys(NUMBERS, float)})
    found = found.fillna(dict.fromkeys(TEXTS, ""))
    found["weight"] = found["weight"].fillna(found["weight"].mean()).fillna(1.0)
    by_words = [is_sum(*row) for row in found[["kpi", "unit", "description"]].itertuples(index=False)]
    found["is_sum"] = _told(found["adds_up"], by_words)
    found["direction"] = found["direction"].map(direction)
    largest = results[["actual", "target"]].abs().max(axis=1).groupby(results["kpi"]).max()
    by_values = found["unit"].str.strip().eq("%") & (found["kpi"].map(largest) <= LARGEST_FRACTION)
    found["fraction"] = _told(found["fraction"], by_values)
    for name in set(TOLD) & set(results):
        known = results.groupby("kpi")[name].first().dropna()
        found.loc[found["kpi"].isin(known.index), name] = found["kpi"].map(known)
    return found.drop(columns="adds_up").astype(dict.fromkeys(TOLD, bool))


def _told(said: pd.Series, otherwise: Iterable[bool]) -> list[bool]:
    """What is said of each KPI, and what follows otherwise where nothing is."""
    return [other if pd.isna(each) else bool(each) for each, other in zip(said, otherwise, strict=True)]


def _panel(part: pd.DataFrame, step: float, last: pd.Timestamp) -> Panel:
    """The series of a grain whose last actual is of one period, and their targets before and after it."""
    part = part.assign(age=part["first_month"].map(lambda month: months_between(month, last)))
    part = part[part["age"].abs() <= max(LONGEST, LONGEST_YEARS * cycle(step)) * step]
    own = part[(part["months"] == step) & ((step == WEEK) | (part["age"] % step == 0))]
    finer, coarser = part[part["months"].between(WEEK, step, inclusive="neither")], part[part["months"] > step]
    targets = [own[POINT], *_of_others(finer, coarser, step, last)]
    target = pd.concat([each.dropna(subset=["target"]) for each in targets], ignore_index=True)
    target = target.drop_duplicates(POINT[:-1])  # that of its own grain before others
    keys = part.groupby(SERIES)[[*TEXTS, *NUMBERS, *TOLD]].first().reset_index()
    months = pd.concat([own["first_month"], target["first_month"]])
    before, after = between(months.min(), last, step), between(last, months.max(), step)
    periods = [later(last.date(), step, n) for n in range(-before, after + 1)]
    rows, columns = pd.MultiIndex.from_frame(keys[SERIES]), pd.DatetimeIndex(periods)

    def wide(frame: pd.DataFrame, name: str) -> Array:
        table = frame.set_index(POINT[:-1])[name].unstack("first_month")
        return table.reindex(index=rows, columns=columns).to_numpy(dtype=float, na_value=np.nan)

    return Panel(keys, periods, step, wide(own, "actual"), wide(target, "target"))


def _of_others(finer: pd.DataFrame, coarser: pd.DataFrame, step: float, last: pd.Timestamp) -> list[pd.DataFrame]:
    """What targets of shorter and of longer grains make of the periods of a panel."""
    if step == WEEK:
        return [of_weeks(coarser.dropna(subset=["target"]))[POINT]]
    return [_gathered(finer, int(step), last), _phased(coarser, int(step))]


def _phased(rows: pd.DataFrame, step: int) -> pd.DataFrame:
    """Targets of a longer grain put to each of the shorter periods that they span, the shorter of them first."""
    rows = rows.dropna(subset=["target"]).sort_values("months", kind="stable")
    pieces = []
    for place in range(12 // step):
        fits = rows[rows["months"] // step > place]
        months = [shift(month.date(), place * step) for month in fits["first_month"]]
        target = (fits["target"] / (fits["months"] // step)).where(fits["is_sum"].astype(bool), fits["target"])
        pieces.append(fits.assign(first_month=pd.DatetimeIndex(months), target=target))
    return pd.concat(pieces)[POINT]


def _gathered(rows: pd.DataFrame, step: int, last: pd.Timestamp) -> pd.DataFrame:
    """Targets of a shorter grain put together to periods of which all of them are known."""
    rows = rows.dropna(subset=["target"])
    starts = [shift(last.date(), age // -step * step) for age in rows["age"]]
    placed = rows.assign(start=pd.DatetimeIndex(starts), weighed=rows["target"] * rows["months"])
    sums = placed.groupby([*SERIES, "start", "months"]).agg(
        total=("target", "sum"), weighed=("weighed", "sum"), known=("months", "sum"), is_sum=("is_sum", "first")
    )
    whole = sums[sums["known"] == step].reset_index()
    target = whole["total"].where(whole["is_sum"].astype(bool), whole["weighed"] / step)
    return whole.assign(first_month=whole["start"], target=target)[POINT]
