"""What lags, how long, how badly. Direction d = +1 where higher is better, −1 where lower is; a range has limits.

Results come as one row per `kpi`, `product`, `segment` and `first_month` with `grain`, `actual` and `target` in the
KPI's own unit; definitions as one row per `kpi` with `direction`, `unit`, `low`, `high`, `amber`, `weight`,
`description`. What is not known is missing, never 0. Attainment is a fraction.
"""

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.trend import Array
from analytics.windows import months_between, shift

SERIES = ["kpi", "product", "segment"]
HIGHER, LOWER, RANGE = "higher is better", "lower is better", "range"
STEPS = {"month": 1, "quarter": 3, "year": 12}
AMBER = 0.9
LARGEST_FRACTION = 2.0  # a KPI in % of which no value is larger is given in fractions, one of larger ones in percent
BELOW = ("amber", "red")
TOLD = ["is_sum", "fraction"]  # what the source of results may know of a KPI
EQUAL = 1e-9  # attainment closer to 1 than rounding is on target

_DIRECTIONS = {
    HIGHER: r"higher|up|max|increas|more|rais|grow|descending|hoher|steig|haut|alto",
    LOWER: r"lower|down|min|decreas|less|reduc|fewer|ascending|niedriger|sink|bas|bajo",
    RANGE: r"range|between|band|goldilocks|mid|within|target|nominal",
}
_COUNTED = re.compile(
    r"[A-Z]{3}|[€$£¥]|units?|pieces?|pcs|count|#|number|orders?|customers?|users?|contracts?|leads?", re.I
)
_LEVEL = re.compile(r"\b(per|rate|ratio|average|mean|median|share|days|index|score|margin)\b|/|%", re.I)


def direction(text: str) -> str:
    """Which way is good, from the words of a definition; empty where they do not say.

    >>> direction("Higher is better"), direction("min"), direction("Goldilocks"), direction("blue")
    ('higher is better', 'lower is better', 'range', '')
    """
    words = text.casefold()
    return next((name for name, pattern in _DIRECTIONS.items() if re.search(rf"\b(?:{pattern})", words)), "")


def is_sum(kpi: str, unit: str, description: str) -> bool:
    """Whether months of a KPI add up to its year: money or counts, and no ratio, rate or mean by its words.

    >>> is_sum("Order intake", "EUR", "Firm orders"), is_sum("Cost per case", "EUR", ""), is_sum("Churn", "%", "")
    (True, False, False)
    """
    return _COUNTED.fullmatch(unit.strip()) is not None and not _LEVEL.search(f"{kpi} {description}")


@dataclass(frozen=True)
class Panel:
    """KPI series of one grain, side by side: arrays of one row per series, one column per period without a hole."""

    keys: pd.DataFrame  # one row per series: kpi, product, segment and what its definition says
    periods: list[date]
    step: int  # months from one period to the next
    actual: Array
    target: Array

    @property
    def sign(self) -> Array:
        """+1 where higher is better, −1 where lower is; NaN for a range or where it is not said."""
        return np.asarray(self.keys["direction"].map({HIGHER: 1.0, LOWER: -1.0}), dtype=float)

    @property
    def last(self) -> NDArray[np.int64]:
        """The column of each series' last actual; −1 where it has none."""
        known = np.isfinite(self.actual)
        found = known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
        return np.where(known.any(axis=1), found, -1)

    @property
    def limits(self) -> tuple[Array, Array]:
        """The lowest and the highest good value of each series with a range, else its target's."""
        low, high = (np.asarray(self.keys[name], dtype=float) for name in ("low", "high"))
        return low, high


def panels(results: pd.DataFrame, definitions: pd.DataFrame) -> list[Panel]:
    """The results as panels, one for each grain of the actuals, targets of a longer grain phased to it.

    A year's target of a sum is spread evenly over its periods; of a level it holds for each of them. Where results say
    of a KPI that it `is_sum` or is a `fraction`, that holds; else its name, unit and values tell.
    """
    keyed = results.drop(columns=TOLD, errors="ignore")
    keyed = keyed.astype({"product": object, "segment": object}).fillna({"product": "", "segment": ""})
    told = keyed.merge(_said(results, definitions), on="kpi")
    told["months"] = np.array([STEPS[grain] for grain in told["grain"]], dtype=int)
    shortest = told.dropna(subset=["actual"]).groupby(SERIES)["months"].min()
    own = shortest.reindex(pd.MultiIndex.from_frame(told[SERIES])).to_numpy()
    by_step = ((step, told[own == step]) for step in STEPS.values())
    return [_panel(_phased(part, step), step) for step, part in by_step if len(part)]


def _said(results: pd.DataFrame, definitions: pd.DataFrame) -> pd.DataFrame:
    """What is said of each KPI with results; the mean weight where none is given, 1 where none is at all.

    Whether months add up is told by `adds_up` where the definitions have it, else by the KPI's words.
    """
    found = results[["kpi"]].drop_duplicates().merge(definitions, on="kpi", how="left")
    texts = ["direction", "unit", "description"]
    found = found.astype(dict.fromkeys(texts, object)).fillna(dict.fromkeys(texts, ""))
    found["weight"] = found["weight"].astype(float).fillna(found["weight"].astype(float).mean()).fillna(1.0)
    by_words = [is_sum(*row) for row in found[["kpi", "unit", "description"]].itertuples(index=False)]
    told = found["adds_up"] if "adds_up" in found else [None] * len(found)
    found["is_sum"] = [words if pd.isna(each) else bool(each) for words, each in zip(by_words, told, strict=True)]
    found["direction"] = found["direction"].map(direction)
    largest = results[["actual", "target"]].abs().max(axis=1).groupby(results["kpi"]).max()
    found["fraction"] = found["unit"].str.strip().eq("%") & (found["kpi"].map(largest) <= LARGEST_FRACTION)
    for name in set(TOLD) & set(results):
        known = results.groupby("kpi")[name].first().dropna()
        found.loc[found["kpi"].isin(known.index), name] = found["kpi"].map(known)
    return found.astype(dict.fromkeys(TOLD, bool))


def _phased(part: pd.DataFrame, step: int) -> pd.DataFrame:
    """The rows with targets of a longer grain put to each of the shorter periods that they span."""
    coarse = part["months"] > step
    rows = part[coarse].dropna(subset=["target"])
    pieces = [part[~coarse]]
    for later in range(12 // step):
        fits = rows[rows["months"] // step > later]
        months = [shift(month.date(), later * step) for month in fits["first_month"]]
        target = (fits["target"] / (fits["months"] // step)).where(fits["is_sum"].astype(bool), fits["target"])
        pieces.append(fits.assign(first_month=pd.DatetimeIndex(months), target=target, actual=np.nan))
    return pd.concat([piece for piece in pieces if len(piece)], ignore_index=True)


def _panel(part: pd.DataFrame, step: int) -> Panel:
    first, last = part["first_month"].min().date(), part["first_month"].max().date()
    periods = [shift(first, n) for n in range(0, months_between(first, last) + 1, step)]
    said = ["direction", "unit", "low", "high", "amber", "weight", "is_sum", "fraction", "description"]
    keys = part.groupby(SERIES)[said].first().reset_index()
    columns = pd.DatetimeIndex(periods)

    def wide(name: str) -> Array:
        table = part.pivot_table(index=SERIES, columns="first_month", values=name, aggfunc="mean", dropna=False)
        whole = table.reindex(index=pd.MultiIndex.from_frame(keys[SERIES]), columns=columns)
        return whole.to_numpy(dtype=float, na_value=np.nan)

    return Panel(keys, periods, step, wide("actual"), wide("target"))


def attainment(panel: Panel) -> Array:
    """1 + d · (actual − target) ÷ |target| of every period; missing where the target is 0 or not given.

    Of a range it is 1 inside, and falls by the distance to the nearer limit as a part of that limit outside; of a range
    without limits by the distance to its target.
    """
    target = np.where(panel.target == 0, np.nan, panel.target)
    by_sign = 1 + panel.sign[:, None] * (panel.actual - target) / np.abs(target)
    ranged = (panel.keys["direction"] == RANGE).to_numpy()[:, None]
    return np.where(ranged, _of_range(panel, target), by_sign)


def _of_range(panel: Panel, target: Array) -> Array:
    low, high = within(panel, target)
    below = np.maximum(low - panel.actual, 0) / np.abs(np.where(low == 0, np.nan, low))
    above = np.maximum(panel.actual - high, 0) / np.abs(np.where(high == 0, np.nan, high))
    return 1 - np.where(panel.actual < low, below, np.where(panel.actual > high, above, 0 * panel.actual))


def statuses(panel: Panel) -> NDArray[np.str_]:
    """The status of every period: green from 100 %, amber from 90 % or the KPI's own threshold, red below.

    A target of 0 has no attainment: it is met, which is green, or it is not, which is red. Empty where it is not known.
    """
    attained = attainment(panel)
    given = np.asarray(panel.keys["amber"], dtype=float)
    amber = np.where(np.isfinite(given), given, AMBER)[:, None]
    short = panel.sign[:, None] * panel.actual  # of a target of 0; below it where the target is missed
    nothing = (panel.target == 0) & np.isnan(attained) & np.isfinite(short)
    green = (attained >= 1 - EQUAL) | (nothing & (short >= -EQUAL))
    known = np.isfinite(attained) | nothing
    return np.select([green, attained >= amber - EQUAL, known], ["green", "amber", "red"], "")


def streak(found: NDArray[np.str_], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many periods in a row, up to each series' last, have a status below target; an unknown one ends the count."""
    count = np.zeros(len(found), dtype=np.int64)
    running = last >= 0
    for back in range(found.shape[1]):
        column = last - back
        here = found[np.arange(len(last)), np.clip(column, 0, None)]
        running = running & (column >= 0) & np.isin(here, BELOW)
        count += running
    return count


def months_behind(panel: Panel) -> Array:
    """The smallest lag L, in months, with d · target(t − L) ≤ d · actual(t), interpolated: where the plan was then.

    0 on target; NaN where the plan never was that low within the history, and for a range.
    """
    last = panel.last
    rows = np.arange(len(last))
    reached = panel.sign * panel.actual[rows, last]
    found = np.full(len(last), np.nan)
    nearer = np.full(len(last), np.nan)
    for lag in range(panel.actual.shape[1]):
        column = last - lag
        plan = np.where(column >= 0, panel.sign * panel.target[rows, np.clip(column, 0, None)], np.nan)
        met = np.isnan(found) & (plan <= reached + EQUAL * np.abs(reached))
        fall = np.where(nearer > plan, nearer - plan, np.nan)
        part = np.where(np.isfinite(fall), (nearer - reached) / fall, 1.0)
        found = np.where(met, 0.0 if lag == 0 else (lag - 1 + part) * panel.step, found)
        nearer = plan
    return found


def within(panel: Panel, target: Array) -> tuple[Array, Array]:
    """The lowest and the highest good value of each series beside its targets, which stand for a limit not given.

    `target` has one row per series, and so have the limits; NaN where there is none.
    """
    low, high = (limit[:, None] for limit in panel.limits)
    return np.where(np.isfinite(low), low, target), np.where(np.isfinite(high), high, target)


def severity(weight: float, attained: float, months: float) -> float:
    """Weight × max(0, 1 − attainment) × (1 + streak ÷ 12), the streak in months; missing where attainment is.

    >>> round(severity(0.5, 0.8, 6), 4), severity(0.5, float("nan"), 6)
    (0.15, nan)
    """
    return weight * float(np.maximum(0.0, 1 - attained)) * (1 + months / 12)
