"""Which KPI moves before revenue: correlations of first differences, and never more than a correlation.

Arrays have one row per product, one column per month, of the KPI and of the same products' revenue.
"""

from dataclasses import dataclass
from math import factorial

import numpy as np

from analytics.trend import Array

LONGEST = 12
FEWEST_PAIRS = 24
SHUFFLES, ENOUGH = 4999, 30  # rearrangements at most; with so many as strong as what was found, its chance is known
SHARE = 0.05  # of reviews in which nothing leads, those that name a KPI all the same
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

    The p-value is that of the largest |r| over all lags, which corrects for how many were tried (the maximum statistic
    of Westfall and Young, 1993): the share of up to 4,999 rearrangements with one as large, of fewer where 30 were
    (Besag and Clifford, 1991). Each turns the KPI's months by more than the longest lag and gives every product another
    one's KPI, so that what a month has to do with its neighbours stays; where there are fewer of them, the p-value is
    no smaller than they allow. None where fewer than 24 pairs are known at every lag.
    """
    changes, answers = _scaled(np.diff(kpi, axis=1)), _scaled(np.diff(revenue, axis=1))
    longest = min(longest, (changes.shape[1] - 2) // 2)
    found = _by_lag(changes, answers, longest)
    if not found:
        return None
    lag = max(found, key=lambda each: abs(found[each][0]))
    correlation, pairs = found[lag]
    distinct = (changes.shape[1] - 2 * longest - 1) * factorial(len(changes))
    chance = _chance(changes, answers, longest, abs(correlation))
    return Lead(lag, correlation, pairs, max(chance, 1 / (distinct + 1)))


def clear(p_values: list[float], share: float = SHARE) -> list[bool]:
    """Which of several KPIs lead more clearly than chance, where in at most a share of reviews without any one is.

    The step-down correction for how many were tried of Holm (1979): the smallest p-value is held against share ÷ m, the
    next against share ÷ (m − 1), and so on until one is larger.

    >>> clear([0.02, 0.001, 0.4]), clear([0.04, 0.03, 0.4]), clear([])
    ([True, True, False], [False, False, False], [])
    """
    found = [False] * len(p_values)
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    for tried, place in enumerate(order):
        if p_values[place] > share / (len(p_values) - tried):
            break
        found[place] = True
    return found


def _chance(changes: Array, answers: Array, longest: int, strength: float) -> float:
    """The share of rearrangements in which some lag has a correlation as strong."""
    rng = np.random.default_rng(SEED)
    beaten = 0
    for made in range(1, SHUFFLES + 1):
        beaten += _largest(_rearranged(changes, longest, rng), answers, longest) >= strength
        if beaten == ENOUGH:
            return beaten / made
    return (beaten + 1) / (SHUFFLES + 1)


def _rearranged(changes: Array, longest: int, rng: np.random.Generator) -> Array:
    turn = int(rng.integers(longest + 1, changes.shape[1] - longest))
    return np.roll(changes, turn, axis=1)[rng.permutation(len(changes))]


def _largest(changes: Array, answers: Array, longest: int) -> float:
    return max((abs(r) for r, _ in _by_lag(changes, answers, longest).values()), default=0.0)


def _scaled(changes: Array) -> Array:
    """Each row less its mean, by its standard deviation; a row that does not vary is unknown."""
    known = np.isfinite(changes)
    count = np.maximum(known.sum(axis=1, keepdims=True), 1)
    centred = changes - np.where(known, changes, 0.0).sum(axis=1, keepdims=True) / count
    spread = np.sqrt(np.where(known, centred**2, 0.0).sum(axis=1, keepdims=True) / count)
    return np.asarray(centred / np.where(spread > 0, spread, np.nan), dtype=float)


def _by_lag(changes: Array, answers: Array, longest: int) -> dict[int, tuple[float, int]]:
    """The correlation and the number of pairs at each lag with enough of them."""
    known, answered = (np.isfinite(each).astype(float) for each in (changes, answers))
    x, y = np.nan_to_num(changes), np.nan_to_num(answers)
    found = {}
    for lag in range(longest + 1):
        first, later = slice(None, x.shape[1] - lag), slice(lag, None)
        a, b, m, n = x[:, first], y[:, later], known[:, first], answered[:, later]
        pairs = float(np.vdot(m, n))
        if pairs < FEWEST_PAIRS:
            continue
        mean_a, mean_b = np.vdot(a, n) / pairs, np.vdot(m, b) / pairs
        spread = (np.vdot(a * a, n) / pairs - mean_a**2) * (np.vdot(m, b * b) / pairs - mean_b**2)
        if spread > 0:
            correlation = (np.vdot(a, b) / pairs - mean_a * mean_b) / np.sqrt(spread)
            found[lag] = (float(correlation), int(pairs))
    return found
