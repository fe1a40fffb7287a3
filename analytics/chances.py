"""How sure an allocation's gain is: draws of every curve's uncertainty, the same draws for every allocation.

Draws pass through today's contribution, which is known: what is not known is how contribution answers a change. An
elasticity is drawn from its normal distribution within (0, 1), a judged curve's steepness from a lognormal one.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.elasticity import HALF_INTERVAL, HIGHEST, LOWEST
from analytics.evidence import HORIZON, JUDGED_ERROR, Evidence, Source
from analytics.question import Question
from analytics.response import Curves, Shape
from analytics.trend import Array

Mask = npt.NDArray[np.bool_]
DRAWS = 10_000
AT_ONCE = 2**14  # values that are computed together
USUAL = 64  # products whose draws are kept
SEED = 20_260_930  # the same draws each time: differences between allocations are not chance
TAIL = 0.05


@dataclass(frozen=True)
class Range:
    """A gain's median, its 80 % range, how likely it is above 0, and the mean of its worst 5 %."""

    p10: float
    p50: float
    p90: float
    better: float
    tail: float


class Draws:
    """Drawn curves of n products, all through the point that is known: today's budgets and contributions.

    `spread` is 0 for a product whose curve is taken as certain. A product's draws do not depend on who stands after it.
    """

    def __init__(self, curves: Curves, spread: Array, known: Array, draws: int = DRAWS, seed: int = SEED) -> None:
        self._curves, self.known = curves, known
        powers = curves.shape == Shape.POWER
        drawn = _normal(len(curves), draws, seed) * spread[:, None]
        drawn[powers] = np.clip(curves.power[powers, None] + drawn[powers], LOWEST, HIGHEST)
        drawn[~powers] = curves.power[~powers, None] * np.exp(drawn[~powers])
        self.powers = drawn.T

    def on(self, curves: Curves) -> "Draws":
        """The same draws of other curves of the same products, of which some may be certain."""
        found = copy(self)
        found._curves = curves
        return found

    def first(self, many: int) -> "Draws":
        """The first so many draws."""
        found = copy(self)
        found.powers = self.powers[:many]
        return found

    def drawn(self, some: npt.NDArray[np.intp]) -> Curves:
        """The curves of all products under some draws, one draw after another."""
        curves, powers = self._curves, self.powers[some]
        value, from_ = curves.value(self.known), curves.beyond(self.known)
        power, hill = curves.shape == Shape.POWER, curves.shape == Shape.HILL
        share = (value - curves.base) / np.where(curves.span > 0, curves.span, 1.0)
        responds = ~(power | hill) | ((from_ > 0) & (share > 0) & (power | (share < 1)))
        odds = np.where(responds & hill, (1 - share) / np.where(share > 0, share, 1.0), 1.0)
        shape = np.where(responds, curves.shape, str(Shape.FLAT))
        span = np.where(power, value - curves.base, curves.span)
        scale = np.where((power | hill) & responds, from_ * odds ** (1 / powers), curves.scale)
        base = np.where(responds, curves.base, value)
        each = [np.tile(values, len(some)) for values in (shape, base, span)]
        powers = np.where(power | hill, powers, curves.power)
        return Curves(each[0], each[1], each[2], scale.ravel(), powers.ravel(), np.tile(curves.shift, len(some)))

    def gains(self, budgets: Array) -> Array:
        """Each product's gain over the known point under each draw; 0 exactly where its budget is that one."""
        changed = np.flatnonzero(budgets != self.known)
        found = np.zeros(self.powers.shape[::-1]).T
        found[:, changed] = self.of(changed, budgets)
        return found

    def change(self, before: Array, after: Array) -> Array:
        """The gain of all products together from one allocation to another, one value per draw."""
        changed = np.flatnonzero(before != after)
        found: Array = (self.of(changed, after) - self.of(changed, before)).sum(axis=1)
        return found

    def contribution(self, budgets: Array) -> Array:
        """The contribution of all products together, one value per draw."""
        found: Array = float(self._curves.value(self.known).sum()) + self.change(self.known, budgets)
        return found

    def of(self, places: npt.NDArray[np.intp], budgets: Array) -> Array:
        """The gains of some products over the known point; 0 but for rounding where a budget is that one."""
        return gains_with(self._curves[places], self.powers[:, places], self.known[places], budgets[places])


def _normal(count: int, draws: int, seed: int) -> Array:
    """Standard normal draws of `count` products, a row each; those of a usual portfolio are drawn once."""
    if count > USUAL or draws > DRAWS:
        return np.random.default_rng(seed).standard_normal((count, draws))
    return _of_usual(draws, seed)[:count]


@lru_cache(maxsize=2)
def _of_usual(draws: int, seed: int) -> Array:
    return np.random.default_rng(seed).standard_normal((USUAL, draws))


def gains_with(curves: Curves, powers: Array, known: Array, budgets: Array) -> Array:
    """Each product's gain over a known point with other powers, all through it; `powers` has shape (draws, n)."""
    before = curves.value(known)
    gains = np.empty(powers.shape[::-1])  # a row each, so that what belongs to a product lies together
    gains[:] = (curves.value(budgets) - before)[:, None]
    from_, to, every = curves.beyond(known), curves.beyond(budgets), np.arange(len(curves))
    for shape, (place, some) in curves.parts.items():
        if shape in _GAINS:
            places, responding, span = every[place], before[place] - some.base, np.where(some.span > 0, some.span, 1.0)
            for part in _blocks(len(places), len(powers)):
                at = places[part]
                known_of = (each[part, None] for each in (responding, span))
                gains[at] = _GAINS[shape](powers.T[at], (from_[at, None], to[at, None]), *known_of)
    return gains.T


def _blocks(count: int, draws: int) -> Iterator[slice]:
    """So many products at a time that what is computed of them stays in the processor's cache."""
    many = max(1, AT_ONCE // max(draws, 1))
    return (slice(first, first + many) for first in range(0, count, many))


Sides = tuple[Array, Array]


def _power_gains(powers: Array, sides: Sides, responding: Array, _: Array) -> Array:
    with np.errstate(divide="ignore"):
        found: Array = responding * np.expm1(powers * np.log(sides[1] / sides[0]))
    return found


def _hill_gains(powers: Array, sides: Sides, responding: Array, span: Array) -> Array:
    """Gains through the known point with other steepness: u(x) = u(known)·(x/known)^c."""
    share = responding / span
    with np.errstate(divide="ignore", over="ignore"):
        odds = share / (1 - share) * np.exp(powers * np.log(sides[1] / sides[0]))
        found: Array = span * (np.where(np.isinf(odds), 1.0, odds / (1 + odds)) - share)
    return found


_GAINS = {Shape.POWER: _power_gains, Shape.HILL: _hill_gains}


def of(evidence: Evidence, draws: int = DRAWS) -> Draws:
    """The draws of a portfolio's curves."""
    return Draws(evidence.curves, spread(evidence), evidence.today, draws)


def of_question(question: Question, evidence: Evidence, start: int, draws: int = DRAWS) -> Draws:
    """The draws of a question's curves from `start` on; projects, which stand after the products, are certain."""
    count, share = len(evidence.products), (HORIZON - start) / HORIZON
    errors, known = np.zeros(len(question.curves)), question.curves.shift.copy()
    errors[:count] = spread(evidence)
    known[:count] += share * evidence.today
    return Draws(question.curves, errors, known, draws)


def spread(evidence: Evidence) -> Array:
    """How uncertain each curve's power is: the error of an elasticity, an assumed one of a judged steepness."""
    sources, errors = evidence.table["source"], evidence.table["error"].fillna(0.0)
    known = errors.where(sources.isin([Source.MEASURED, Source.BORROWED]), 0.0)
    return known.mask(sources == Source.JUDGED, JUDGED_ERROR).to_numpy(dtype=float)


def powers_at(evidence: Evidence, end: float) -> Array:
    """Every curve's power at an end of its 80 % range: −1 the low one, 0 as it is, 1 the high one."""
    curves, reach = evidence.curves, HALF_INTERVAL * end * spread(evidence)
    of_power = np.clip(curves.power + reach, LOWEST, HIGHEST)
    return np.where(curves.shape == Shape.POWER, of_power, curves.power * np.exp(reach))


def powers_times(evidence: Evidence, factor: float) -> Array:
    """Every curve's power as somebody believes it: so many times what was measured, judged or borrowed."""
    curves = evidence.curves
    of_power = np.clip(curves.power * factor, LOWEST, HIGHEST)
    return np.where(curves.shape == Shape.POWER, of_power, curves.power * factor)


def summary(gains: Array) -> Range:
    """The range of a gain, from one value per draw."""
    ordered = np.sort(gains)
    low, middle, high = np.quantile(ordered, [0.1, 0.5, 0.9]).tolist()
    worst = ordered[: max(1, int(len(ordered) * TAIL))]
    return Range(low, middle, high, float((ordered > 0).mean()), float(worst.mean()))


def regret(values: pd.DataFrame) -> pd.DataFrame:
    """What each allocation (row) loses against the best one under each set of assumptions (column).

    >>> sets = pd.DataFrame({"Finance": [5.0, 3.0], "Product": [4.0, 9.0]}, index=["A", "B"])
    >>> regret(sets).to_dict("index")
    {'A': {'Finance': 0.0, 'Product': 5.0}, 'B': {'Finance': 2.0, 'Product': 0.0}}
    """
    return values.max() - values
