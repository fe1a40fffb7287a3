"""What lags, how long, how badly. Direction d = +1 where higher is better, −1 where lower is; a range has limits.

What is not known is missing, never 0. Attainment is a fraction.
"""

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.trend import Array

SERIES = ["kpi", "product", "segment"]
HIGHER, LOWER, RANGE = "higher is better", "lower is better", "range"
SIGNS = {HIGHER: 1.0, LOWER: -1.0}  # of what is better
AMBER = 0.9
BELOW = ("amber", "red")
YEAR = 12  # the periods in which the worst miss of a target of 0 is looked for
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
    """KPI series of one grain that were last reported for the same period, side by side.

    The arrays have one row per series and one column per period without a hole, earlier and later targets included.
    """

    keys: pd.DataFrame  # one row per series: kpi, product, segment and what its definition says
    periods: list[date]
    step: float  # months from one period to the next
    actual: Array
    target: Array

    @property
    def sign(self) -> Array:
        """+1 where higher is better, −1 where lower is; NaN for a range or where it is not said."""
        return np.asarray(self.keys["direction"].map(SIGNS), dtype=float)

    @property
    def last(self) -> int:
        """The column of the last actual of every series."""
        return int(np.flatnonzero(np.isfinite(self.actual).any(axis=0))[-1])

    def own(self, place: int) -> range:
        """The columns from the first to the last actual or target of one series."""
        known = np.flatnonzero(np.isfinite(self.actual[place]) | np.isfinite(self.target[place]))
        return range(int(known[0]), int(known[-1]) + 1)

    @property
    def limits(self) -> tuple[Array, Array]:
        """The lowest and the highest good value of each series with a range, else its target's."""
        low, high = (np.asarray(self.keys[name], dtype=float) for name in ("low", "high"))
        return low, high


def attainment(panel: Panel) -> Array:
    """1 + d · (actual − target) ÷ |target| of every period; missing where the target is 0 or not given.

    Of a range it is 1 inside, and falls by the distance to the nearer limit as a part of that limit outside; of a range
    without limits by the distance to its target.
    """
    target = np.where(panel.target == 0, np.nan, panel.target)
    by_sign = 1 + panel.sign[:, None] * (panel.actual - target) / np.abs(target)
    return np.where(_ranged(panel), _of_range(panel), by_sign)


def _ranged(panel: Panel) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (panel.keys["direction"] == RANGE).to_numpy()[:, None]
    return found


def _of_range(panel: Panel) -> Array:
    low, high = within(panel, panel.target)
    below = (low - panel.actual) / np.abs(np.where(low == 0, np.nan, low))
    above = (panel.actual - high) / np.abs(np.where(high == 0, np.nan, high))
    inside = np.where(np.isfinite(low) | np.isfinite(high), 0 * panel.actual, np.nan)
    return 1 - np.where(panel.actual < low, below, np.where(panel.actual > high, above, inside))


def misses(panel: Panel) -> Array:
    """How far every actual lies on the bad side of its target, or outside its range, in the KPI's unit.

    0 where it is met; missing without an actual, a target or a direction.
    """
    by_sign = np.maximum(0.0, panel.sign[:, None] * (panel.target - panel.actual))
    low, high = within(panel, panel.target)
    sides = np.fmax(low - panel.actual, panel.actual - high)  # of a range with one limit, that one
    return np.where(_ranged(panel), np.maximum(sides, 0.0), by_sign)


def statuses(panel: Panel) -> NDArray[np.str_]:
    """The status of every period: green from 100 %, amber from 90 % or the KPI's own threshold, red below.

    A target of 0, or a limit of 0 that is passed, has no attainment: it is met, which is green, or missed by more than
    the KPI's absolute tolerance, which is red. Empty where it is not known.
    """
    attained, missed = attainment(panel), misses(panel)
    given = np.asarray(panel.keys["amber"], dtype=float)
    amber = np.where(np.isfinite(given), given, AMBER)[:, None]
    of_nothing = np.isnan(attained) & np.isfinite(missed)
    green = (attained >= 1 - EQUAL) | (of_nothing & (missed <= _tolerance(panel)))
    known = np.isfinite(attained) | of_nothing
    return np.select([green, attained >= amber - EQUAL, known], ["green", "amber", "red"], "")


def _tolerance(panel: Panel) -> Array:
    given = panel.keys["tolerance"].fillna(0.0).to_numpy(dtype=float)
    found: Array = given[:, None] + EQUAL
    return found


def shortfalls(panel: Panel) -> Array:
    """By what part each series' last actual misses its target: max(0, 1 − attainment); 0 where it is met.

    Of a target of 0 it is the miss as a part of the worst of the last twelve periods: 1 where it was never worse.
    """
    now = panel.last
    attained, missed = attainment(panel)[:, now], misses(panel)
    recent = missed[:, max(0, now + 1 - YEAR) : now + 1]
    worst = np.fmax.reduce(recent, axis=1)
    over = missed[:, now] > _tolerance(panel)[:, 0]
    of_worst = np.where(over, missed[:, now] / np.where(worst > 0, worst, np.nan), 0 * missed[:, now])
    return np.where(np.isfinite(attained), np.maximum(0.0, 1 - attained), of_worst)


def streak(found: NDArray[np.str_], last: int) -> NDArray[np.int64]:
    """How many periods in a row, up to the last one, have a status below target; an unknown one ends the count."""
    below = np.isin(found[:, last::-1], BELOW)
    return np.asarray(np.cumprod(below, axis=1).sum(axis=1), dtype=np.int64)


def months_behind(panel: Panel) -> Array:
    """The smallest lag L, in months, with d · target(t − L) ≤ d · actual(t), interpolated: where the plan was then.

    0 on target; NaN where the plan never was that low within the history, and for a range.
    """
    reached = panel.sign * panel.actual[:, panel.last]
    found = np.full(len(reached), np.nan)
    nearer = np.full(len(reached), np.nan)
    for lag in range(panel.last + 1):
        plan = panel.sign * panel.target[:, panel.last - lag]
        met = np.isnan(found) & (plan <= reached + EQUAL * np.abs(reached))
        fall = np.where(nearer > plan, nearer - plan, np.nan)
        part = np.where(np.isfinite(fall), (nearer - reached) / fall, 1.0)
        found = np.where(met, 0.0 if lag == 0 else (lag - 1 + part) * panel.step, found)
        nearer = plan
    return found


def within(panel: Panel, target: Array) -> tuple[Array, Array]:
    """The lowest and the highest good value of each series beside its targets, which stand for two limits not given.

    `target` has one row per series, and so have the limits; NaN where there is none.
    """
    low, high = (limit[:, None] for limit in panel.limits)
    return np.where(np.isfinite(low), low, target), np.where(np.isfinite(high), high, target)


def severity(weight: float, shortfall: float, months: float) -> float:
    """Weight × shortfall × (1 + streak ÷ 12), the streak in months; missing where the shortfall is.

    >>> round(severity(0.5, 0.2, 6), 4), severity(0.5, float("nan"), 6)
    (0.15, nan)
    """
    return weight * shortfall * (1 + months / 12)
