"""Four simple forecasts of many series at once, made at every period from what was known then.

Values have one row a series and one column a period, oldest first; what is not known is NaN. Of methods that each fail
somewhere else the joint forecast fails least. Source: S. Makridakis and M. Hibon, The M3-Competition, 2000.
"""

from collections.abc import Callable

import numpy as np

from analytics.trend import FEWEST, LONGEST, Array

LEVEL = 3  # periods that make a level
KEPT = 0.75  # of what a level has changed by since a year before, the part that is carried on
STILL, LINE, MEAN, SEASON = range(4)


def made(values: Array, ahead: int, cumulative: bool, cycle: int) -> Array:
    """What each method forecasts at each period for `ahead` periods later; where `cumulative`, the sum of those.

    The last value; the last value carried on by the mean change of the last 12 periods; their mean; the same period of
    the year before with three quarters of what the level changed by since. One row a series, one column a period, one
    layer a method. `cycle` is the number of periods in a year; without a season, of 1, the last method is missing.
    """
    drift, level, mean = _drift(values), _mean(values, LEVEL, LEVEL - 1), _mean(values, LONGEST, FEWEST)

    def of_season(later: int) -> Array:
        years = -(-later // cycle) * cycle
        return before(values, years - later) + KEPT * (level - before(level, years))

    methods: list[Callable[[int], Array]] = [lambda _: values, lambda later: values + later * drift, lambda _: mean]
    methods.append(of_season if cycle > 1 else lambda _: np.full_like(values, np.nan))
    steps = range(1 if cumulative else ahead, ahead + 1)
    return np.stack([np.sum([method(later) for later in steps], axis=0) for method in methods], axis=2)


def came(values: Array, ahead: int, cumulative: bool) -> Array:
    """One column per period: what came `ahead` periods later, or all of them summed; NaN where it has not come yet."""
    steps = range(1 if cumulative else ahead, ahead + 1)
    return np.asarray(np.sum([before(values, -later) for later in steps], axis=0), dtype=float)


def before(values: Array, periods: int) -> Array:
    """The values of so many periods before, or after where negative; NaN where there are none."""
    found = np.full_like(values, np.nan)
    width = values.shape[1] - abs(periods)
    if width > 0 and periods >= 0:
        found[:, periods:] = values[:, :width]
    elif width > 0:
        found[:, :periods] = values[:, -periods:]
    return found


def of_last(amounts: Array, periods: int) -> Array:
    """At each period the sum of so many up to it; nothing counts as 0."""
    whole = np.cumsum(amounts, axis=1)
    return whole - np.nan_to_num(before(whole, periods))


def _mean(values: Array, periods: int, fewest: int) -> Array:
    """At each period the mean of what is known of so many up to it; NaN of fewer than `fewest`."""
    known = np.isfinite(values)
    count = of_last(known.astype(float), periods)
    return np.where(count >= fewest, of_last(np.where(known, values, 0.0), periods) / np.maximum(count, 1), np.nan)


def _drift(values: Array) -> Array:
    """The mean change a period over the last 12 periods, or over the longest part of them that is known, of 5."""
    found = np.full_like(values, np.nan)
    for periods in range(FEWEST - 1, LONGEST + 1):
        change = (values - before(values, periods)) / periods
        found = np.where(np.isfinite(change), change, found)
    return found
