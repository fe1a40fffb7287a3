"""The best allocation of a budget, with its certificate: a bound that no allocation can beat, and the gap to it.

The bound is the Lagrangian dual's (`analytics.dual`); where S-shaped curves, whole projects or a limit on the number of
changes leave a gap, the choices of one product after another are split and bounded again (branch and bound; Falk and
Soland 1969), best bound first. Where only whole projects are to be chosen, an exact solver does it. What is called best
is never more than `TOLERANCE` below the bound, or says that it is.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from analytics import projects, response
from analytics.dual import Choices
from analytics.limits import Limits
from analytics.response import Curves
from analytics.search import Room, Search
from analytics.trend import Array

TOLERANCE = 1e-3  # a gap up to which an allocation is called the best there is
WANTED = 1e-5  # the gap at which the search ends by itself
MOST_NODES = 400


@dataclass(frozen=True)
class Question:
    """What is asked: curves, today's budgets, limits, and choices that are taken as a whole or not at all.

    `point_at` and `point_value` (nan: none) give each product one further choice: a project's cost and worth, or the
    cost of ending the product and what is kept of it. `cost` is what a unit of money counts against its contribution:
    0 where all of the total is there to be spent, 1 where what is not spent is kept.
    """

    curves: Curves
    today: Array
    limits: Limits
    point_at: Array | None = None
    point_value: Array | None = None
    cost: float = 0.0

    def value(self, budgets: Array, whole: npt.NDArray[np.bool_] | None = None) -> float:
        """What an allocation brings; `whole` is True where a product takes its point."""
        return response.brought(self.curves, budgets, self.cost, whole, self.point_value)


@dataclass(frozen=True)
class Allocation:
    """The best allocation that was found, and what no allocation can beat."""

    budgets: Array
    whole: npt.NDArray[np.bool_]  # True where a product takes its point
    value: float
    upper_bound: float
    prices: dict[str, float]  # of the rows that bind: what one further unit of each limit brings
    nodes: int = field(default=1, compare=False)

    @property
    def gap(self) -> float:
        """(bound − value) ÷ |bound|; 0 where both are 0."""
        apart = max(0.0, self.upper_bound - self.value)
        return float(apart / max(abs(self.upper_bound), abs(self.value), 1e-300))

    @property
    def proven(self) -> bool:
        """Whether it may be called the best there is."""
        return self.gap <= TOLERANCE


def best(question: Question, wanted: float = WANTED, most_nodes: int = MOST_NODES) -> Allocation | None:
    """The best allocation within the limits; None where the limits cannot hold together (see `analytics.conflict`).

    More budget never lowers it, and the order of the products does not matter. `wanted` is the gap at which the search
    ends; after `most_nodes` splits it ends with the gap that is left.
    """
    limits = question.limits
    rows, bounds, names = limits.rows()
    if _only_projects(question, rows):
        return _selected(question, rows, bounds)
    found = Search(Room(rows, bounds, limits.most_changed)).run(_choices(question), wanted, most_nodes)
    if found is None:
        return None
    names += [] if limits.most_changed is None else ["the number of changes"]
    prices = {name: float(price) for name, price in zip(names, found.prices, strict=True) if price > 0}
    return Allocation(found.best.budgets, found.best.whole, found.best.value, found.upper_bound, prices, found.nodes)


def _only_projects(question: Question, rows: Array) -> bool:
    """Whether nothing is left to decide but which projects to take, each of which takes of every limit."""
    limits = question.limits
    still = bool((limits.floor == limits.ceiling).all()) and limits.most_changed is None
    if not still or question.point_at is None or np.isnan(question.point_at).all():
        return False
    return bool((rows >= 0).all() and (np.nan_to_num(question.point_at - limits.floor) >= 0).all())


def _selected(question: Question, rows: Array, bounds: Array) -> Allocation | None:
    """The exact choice of whole projects, beside budgets that stay."""
    at, floor = question.point_at, question.limits.floor
    left = bounds - rows @ floor
    if at is None or question.point_value is None or (left < 0).any():
        return None
    stay = question.curves.value(floor) - question.cost * floor
    offered = ~np.isnan(at)
    more = (question.point_value - question.cost * at - stay)[offered]
    found = projects.best(more, rows[:, offered] * (at - floor)[offered], left)
    whole = np.zeros(len(floor), dtype=bool)
    whole[offered] = found.taken
    budgets = np.where(whole, np.nan_to_num(at), floor)
    value = float(stay.sum()) + found.value
    return Allocation(budgets, whole, value, float(stay.sum()) + found.upper_bound, {})


def _choices(question: Question) -> Choices:
    """What each product may be given, before anything is narrowed."""
    limits, today = question.limits, question.today
    none, every = np.full(len(today), np.nan), np.ones(len(today), dtype=bool)
    within = (limits.floor <= today) & (today <= limits.ceiling)
    return Choices(
        question.curves, limits.floor, limits.ceiling, today, question.cost,
        none if question.point_at is None else question.point_at,
        none if question.point_value is None else question.point_value,
        along_curve=every, stay=within & (limits.most_changed is not None), move=every,
    )  # fmt: skip


def least_total(question: Question, target: float, wanted: float = TOLERANCE) -> tuple[Allocation, float] | None:
    """The smallest total that brings `target`, and a total below which nothing can; None where none brings it.

    Less money never brings more, so a total whose upper bound misses the target proves that every smaller one does.
    """
    least, high = float(question.limits.floor.sum()), float(question.limits.ceiling.sum())
    low, high = least, high if np.isfinite(high) else question.limits.total
    found = best(_with_total(question, high))
    if found is None or found.value < target:
        return None
    while high - low > wanted * high:
        middle = (low + high) / 2
        tried = best(_with_total(question, middle))
        if tried is not None and tried.value >= target:
            high, found = middle, tried
        else:
            low = middle
            least = middle if tried is None or tried.upper_bound < target else least
    return found, least


def _with_total(question: Question, total: float) -> Question:
    return replace(question, limits=replace(question.limits, total=total))
