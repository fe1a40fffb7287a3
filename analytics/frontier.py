"""How much gain each level of downside allows: allocations between today and the boldest one.

Products' uncertainties are independent, so that the variance of the whole is the sum of theirs. For each weight κ on
it, mean gain − κ·variance is maximised product by product at one price of money (Markowitz 1952, with curves in place
of fixed returns), on a grid of each product's budgets. Nothing bounds these allocations: they are the best found.
"""

from dataclasses import dataclass

import numpy as np

from analytics import chances
from analytics.allocation import Question
from analytics.chances import Draws, Range
from analytics.feasible import repaired
from analytics.trend import Array

STEPS = 33  # budgets of each product that are compared
WEIGHTS = np.array([0.0, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0])  # on variance, by the gain of one at the best's spread
DOUBLINGS = 60


@dataclass(frozen=True)
class Point:
    """One allocation, the range of its gain, and whether none found has more gain for its downside."""

    budgets: Array
    range: Range
    efficient: bool


def points(question: Question, draws: Draws, exact: Draws, also: list[Array]) -> list[Point]:
    """Allocations by their downside (5 % tail mean), those of `also` among them.

    `draws` are few and build the grid; `exact` are many and give the ranges.
    """
    grid, mean, variance = _grid(question, draws)
    usual = max(float(variance.max(initial=0.0)), 1e-300)
    boldest = max(float(np.abs(mean).max(initial=0.0)), 1e-300)
    found = [*also]
    for weight in WEIGHTS * boldest / usual:
        budgets = _shared(question, grid, mean - weight * variance)
        if budgets is not None:
            found.append(budgets)
    ranges = [chances.summary(exact.change(question.today, budgets)) for budgets in found]
    return [Point(b, r, not any(_beats(other, r) for other in ranges)) for b, r in zip(found, ranges, strict=True)]


def likeliest(exact: Draws, candidates: list[Point], target: float) -> tuple[Point, float]:
    """The allocation that reaches `target` (contribution of all products) most likely, and how likely it is."""
    likely = [float((exact.contribution(each.budgets) >= target).mean()) for each in candidates]
    best = max(range(len(candidates)), key=lambda place: (likely[place], candidates[place].range.p50))
    return candidates[best], likely[best]


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
    gains = [draws.gains(row) - question.cost * (row - question.today) for row in budgets]
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
