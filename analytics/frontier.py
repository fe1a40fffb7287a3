"""How much gain each level of downside allows: allocations between today and the boldest one.

Products' uncertainties are independent, so that the variance of the whole is the sum of theirs. For each weight κ on
it, mean gain − κ·variance is maximised product by product at one price of money (Markowitz 1952, with curves in place
of fixed returns), on a grid of each product's budgets. Nothing bounds these allocations: they are the best found.
"""

from dataclasses import dataclass

import numpy as np

from analytics import chances
from analytics.allocation import Allocation
from analytics.chances import Draws, Range
from analytics.feasible import repaired
from analytics.question import Mask, Question
from analytics.trend import Array

STEPS = 33  # budgets of each product that are compared
WEIGHTS = np.array([0.0, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0])  # on variance, by the gain of one at the best's spread
DOUBLINGS = 60


@dataclass(frozen=True)
class Point:
    """One allocation, the range of its gain, and whether it is allowed and no other has more gain for its downside."""

    budgets: Array
    whole: Mask
    range: Range
    efficient: bool


def points(question: Question, best: Allocation, draws: Draws, exact: Draws) -> list[Point]:
    """Allocations by their downside (5 % tail mean): today, the best, and others that take and change what it does.

    `draws` are few and build the grid; `exact` are many and give the ranges.
    """
    none = np.zeros(len(question.today), dtype=bool)
    narrowed = question.narrowed(best.whole, changing(question, best))
    others = weighted(narrowed, draws.on(narrowed.curves), WEIGHTS)
    found = [(question.today, none), (best.budgets, best.whole), *((budgets, best.whole) for budgets in others)]
    before = exact.contribution(question.today)
    ranges = []
    for budgets, whole in found:
        taken = exact.on(question.narrowed(whole, ~whole).curves)
        money = question.cost * float((budgets - question.today).sum())
        ranges.append(chances.summary(taken.contribution(budgets) - before - money))
    allowed = [not question.broken(budgets, whole) for budgets, whole in found]
    rivals = [known for known, yes in zip(ranges, allowed, strict=True) if yes]
    return [
        Point(budgets, whole, known, yes and not any(_beats(other, known) for other in rivals))
        for (budgets, whole), known, yes in zip(found, ranges, allowed, strict=True)
    ]


def changing(question: Question, best: Allocation) -> Mask:
    """The products that may change beside those taken as a whole: where changes are counted, those of the best."""
    if question.may_change is None:
        return ~best.whole
    found: Mask = ~best.whole & ((best.budgets != question.today) | ~question.counted)
    return found


def weighted(question: Question, draws: Draws, weights: Array) -> list[Array]:
    """The budgets of most mean gain less each weight times its variance; negative weights seek it."""
    grid, mean, variance = _grid(question, draws)
    usual = max(float(variance.max(initial=0.0)), 1e-300)
    boldest = max(float(np.abs(mean).max(initial=0.0)), 1e-300)
    found = [_shared(question, grid, mean - weight * variance) for weight in weights * boldest / usual]
    return [budgets for budgets in found if budgets is not None]


def _beats(other: Range, one: Range) -> bool:
    """Whether an allocation has more of both median and tail by more than rounding."""
    close = 1e-9 * (1 + abs(one.p50) + abs(one.tail))
    better = other.p50 > one.p50 + close or other.tail > one.tail + close
    return better and other.p50 >= one.p50 - close and other.tail >= one.tail - close


def _grid(question: Question, draws: Draws) -> tuple[Array, Array, Array]:
    """Budgets of each product, and the mean and variance of its gain there, each of shape (steps, n)."""
    limits = question.limits
    most = np.minimum(limits.ceiling, np.maximum(limits.total, limits.floor))
    shares = np.linspace(0, 1, STEPS)[:, None]
    budgets = np.sort(np.vstack([limits.floor + shares * (most - limits.floor), question.today]), axis=0)
    gains = [draws.gains(row) - question.cost * row for row in budgets]
    return budgets, np.array([g.mean(axis=0) for g in gains]), np.array([g.var(axis=0) for g in gains])


def _shared(question: Question, grid: Array, worth: Array) -> Array | None:
    """The budgets at the price of money at which they use the total, repaired where groups forbid them."""
    limits = question.limits
    allowed = (grid >= limits.floor - 1e-12) & (grid <= limits.ceiling + 1e-12)
    worth = np.where(allowed, worth, -np.inf)

    def chosen(price: float) -> Array:
        best = (worth - price * grid).argmax(axis=0)
        budgets: Array = np.take_along_axis(grid, best[None], axis=0)[0]
        return budgets

    low, high = 0.0, 1e-9
    if chosen(low).sum() <= limits.total:
        return repaired(chosen(low), (limits.floor, limits.ceiling), *limits.rows()[:2])
    while chosen(high).sum() > limits.total and high < 1e12:
        low, high = high, high * 4
    for _ in range(DOUBLINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if chosen(middle).sum() > limits.total else (low, middle)
    more, less = chosen(low), chosen(high)
    spread = float(more.sum() - less.sum())
    share = (limits.total - float(less.sum())) / spread if spread > 0 else 0.0
    return repaired(less + share * (more - less), (limits.floor, limits.ceiling), *limits.rows()[:2])
