"""Robust trends of many series at once: Theil–Sen, the median of the slopes between all pairs of points.

Every array has one row per series and one column per period, oldest first; what is not known is NaN.
Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, 1968.
"""

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FEWEST, LONGEST = 6, 12  # points that make a trend


def slopes(values: Array) -> Array:
    """The slope of each series by period over its last 12 columns; NaN where fewer than 6 are known.

    >>> slopes(np.array([[1.0, 2, 3, 4, 5, 60, 7], [1, np.nan, 3, np.nan, 5, 6, 7]])).tolist()
    [1.0, nan]
    """
    recent = values[:, -LONGEST:]
    first, second = np.triu_indices(recent.shape[1], 1)
    between = (recent[:, second] - recent[:, first]) / (second - first)
    return np.where(_known(recent) >= FEWEST, _median(between), np.nan)


def ahead(values: Array, periods: int) -> Array:
    """Each series carried on along its trend, for so many periods: one column each."""
    recent = values[:, -LONGEST:]
    slope = slopes(values)
    times = np.arange(recent.shape[1], dtype=float)
    level = _median(recent - slope[:, None] * times)
    later = times[-1] + np.arange(1.0, periods + 1) if len(times) else np.arange(1.0, periods + 1)
    return level[:, None] + slope[:, None] * later


def _known(values: Array) -> NDArray[np.int64]:
    return np.asarray(np.isfinite(values).sum(axis=1), dtype=np.int64)


def _median(values: Array) -> Array:
    """The median of each row's known values; NaN where none is."""
    return _of_known(np.nanmedian, values) if values.shape[1] else np.full(len(values), np.nan)


def _of_known(middle: Callable[..., object], values: Array) -> Array:
    """The `nanmedian` or `nanmean` of each row; NaN where no value is known, without a warning."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "All-NaN slice encountered|Mean of empty slice", RuntimeWarning)
        return np.asarray(middle(values, axis=1), dtype=float)


def seasonal_effects(values: Array, cycle: int) -> Array:
    """How far each place in the cycle lies above a series' own trend: one column per period, as `values`.

    The median over the years of what the trend of the whole leaves; the effects of a cycle sum to 0. NaN at a place of
    the cycle of which no value is known.
    """
    periods = values.shape[1]
    times = np.arange(periods, dtype=float)
    first, second = np.triu_indices(periods, 1)
    slope = _median((values[:, second] - values[:, first]) / (second - first))
    rest = values - slope[:, None] * times
    rest = rest - _median(rest)[:, None]
    places = np.arange(periods) % cycle
    by_place = np.column_stack([_median(rest[:, places == place]) for place in range(cycle)])
    by_place = by_place - _of_known(np.nanmean, by_place)[:, None]
    return np.asarray(by_place[:, places], dtype=float)
