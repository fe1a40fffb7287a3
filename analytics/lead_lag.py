"""Which KPI moves before revenue: correlations of first differences, and never more than a correlation.

Arrays have one row per product, one column per month, of the KPI and of the same products' revenue.
"""

from dataclasses import dataclass

import numpy as np

from analytics.trend import Array

LONGEST = 12
FEWEST_PAIRS = 24
SHUFFLES = 999
SEED = 20260930  # the same figures give the same p-value


@dataclass(frozen=True)
class Lead:
    """The lag at which changes of a KPI and of revenue agree best."""

    lag: int  # months by which the KPI comes first
    correlation: float
    pairs: int
    p_value: float  # of so strong a correlation at any of the lags, by shuffled months


def strongest(kpi: Array, revenue: Array, longest: int = LONGEST) -> Lead | None:
    """The strongest correlation over lags 0 … 12, all products together, each in units of its own variation.

    The p-value is that of the largest |r| over all lags: the share of 999 shuffles of the months, the same for every
    product, with one as large. None where fewer than 24 pairs are known at every lag.
    """
    changes, answers = _scaled(np.diff(kpi, axis=1)), _scaled(np.diff(revenue, axis=1))
    found = _by_lag(changes, answers, longest)
    if not found:
        return None
    lag = max(found, key=lambda each: abs(found[each][0]))
    correlation, pairs = found[lag]
    rng = np.random.default_rng(SEED)
    beaten = 0
    for _ in range(SHUFFLES):
        shuffled = _by_lag(changes[:, rng.permutation(changes.shape[1])], answers, longest)
        beaten += bool(shuffled) and max(abs(r) for r, _ in shuffled.values()) >= abs(correlation)
    return Lead(lag, correlation, pairs, (beaten + 1) / (SHUFFLES + 1))


def _scaled(changes: Array) -> Array:
    """Each row less its mean, by its standard deviation; a row that does not vary is unknown."""
    known = np.isfinite(changes)
    count = np.maximum(known.sum(axis=1, keepdims=True), 1)
    centred = changes - np.where(known, changes, 0.0).sum(axis=1, keepdims=True) / count
    spread = np.sqrt(np.where(known, centred**2, 0.0).sum(axis=1, keepdims=True) / count)
    return np.asarray(centred / np.where(spread > 0, spread, np.nan), dtype=float)


def _by_lag(changes: Array, answers: Array, longest: int) -> dict[int, tuple[float, int]]:
    """The correlation and the number of pairs at each lag with enough of them."""
    found = {}
    for lag in range(min(longest, changes.shape[1] - 1) + 1):
        first, later = changes[:, : changes.shape[1] - lag], answers[:, lag:]
        both = np.isfinite(first) & np.isfinite(later)
        pairs = int(both.sum())
        if pairs < FEWEST_PAIRS:
            continue
        x, y = first[both], later[both]
        x, y = x - x.mean(), y - y.mean()
        size = float(np.sqrt((x @ x) * (y @ y)))
        if size > 0:
            found[lag] = (float(x @ y) / size, pairs)
    return found
