"""Robust trends of many series at once: Theil–Sen, the median of the slopes between all pairs of points.

Every array has one row per series and one column per period, oldest first; what is not known is NaN.
Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, 1968.
"""

import warnings

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


def _known(values: Array) -> NDArray[np.int64]:
    return np.asarray(np.isfinite(values).sum(axis=1), dtype=np.int64)


def _median(values: Array) -> Array:
    """The median of each row's known values; NaN where none is."""
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "All-NaN slice encountered", RuntimeWarning)
        return np.asarray(np.nanmedian(values, axis=1), dtype=float)
