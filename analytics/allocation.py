"""The best allocation of a budget, with its certificate: a bound that no allocation can beat, and the gap to it.

The bound is the Lagrangian dual's (`analytics.dual`); where S-shaped curves, whole projects or a limit on the number of
changes leave a gap, the choices of one product after another are split and bounded again (branch and bound; Falk and
Soland 1969), best bound first. Where only whole projects are to be chosen, an exact solver does it. What is called best
is never more than `TOLERANCE` below the bound, or says that it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from analytics import fewer_rows, projects, single, thrift
from analytics.dual import Choices
from analytics.feasible import EXACT
from analytics.question import Mask, Question
from analytics.search import GoesOn, Room, Search
from analytics.single import Single
from analytics.trend import Array

TOLERANCE = 1e-3  # a gap up to which an allocation is called the best there is
WANTED = 1e-5  # the gap at which the search ends by itself
MOST_NODES, COUNTED_NODES, GROUPED_NODES = 2000, 300, 80  # where changes are counted, and beside groups; each takes ms
REACHED = 1e-9  # of a target: what figures to four decimals may miss it by
LITTLE = 0.9  # of the tolerance of the least total: a step that ends the search
ALWAYS: GoesOn = lambda nodes, gap: True  # noqa: E731


@dataclass(frozen=True)
class Allocation:
    """The best allocation that was found, and what no allocation can beat."""

    budgets: Array
    whole: Mask  # True where a product takes its point
    value: float
    upper_bound: float
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


def best(
    question: Question,
    wanted: float = WANTED,
    most_nodes: int | None = None,
    goes_on: GoesOn = ALWAYS,
    asked: float | None = None,
) -> Allocation | None:
    """The best allocation within the limits; None where the limits cannot hold together (see `analytics.conflict`).

    More budget never lowers it, and the order of the products does not matter. `wanted` is the gap at which the search
    ends; after `most_nodes` splits, or when `goes_on` says so, it ends with the gap that is left, and once it is known
    whether anything brings the value `asked` for.
    """
    question = fewer_rows.fewer(question)
    limits = question.limits
    rows, bounds, _ = limits.rows()
    if _forced(question):
        value = question.value(limits.floor)
        return Allocation(limits.floor, np.zeros(len(limits.floor), dtype=bool), value, value)
    if _only_projects(question, rows):
        return _selected(question, rows, bounds)
    if question.may_change is not None and question.one_at_most:
        return _one(question, single.best(choices(question), rows, bounds, question.may_change))
    return _searched(question, Search(Room(rows, bounds, question.may_change), goes_on, asked), wanted, most_nodes)


def _searched(question: Question, search: Search, wanted: float, most_nodes: int | None) -> Allocation | None:
    """The best allocation by branch and bound, from today's or from one of the least money."""
    if question.may_change is not None and question.may_change < 0:
        return None
    every, start = choices(question), None
    counted = question.may_change is not None or not np.isnan(question.points).all()
    if (counted or not question.limits.groups) and search.unchanged(every) is None:  # groups alone need no start
        start = thrift.start(question)
        if start is None:
            return None
    found = search.run(every, wanted, _nodes(question) if most_nodes is None else most_nodes, start)
    if found is None:
        return None
    return Allocation(found.best.budgets, found.best.whole, found.best.value, found.upper_bound, found.nodes)


def _nodes(question: Question) -> int:
    """After how many parts a search ends with the gap that is left: in about two seconds."""
    if question.limits.most_changed is None:
        return MOST_NODES
    return GROUPED_NODES if question.limits.groups else COUNTED_NODES


def _forced(question: Question) -> bool:
    """Whether the floors use the total up, so that there is nothing to decide."""
    limits = question.limits
    left = limits.total - float(limits.floor.sum())
    free = limits.most_changed is None and not limits.groups and bool(np.isnan(question.points).all())
    return free and bool((limits.floor <= limits.ceiling).all()) and 0 <= left <= EXACT * (1 + limits.total)


def _one(question: Question, found: Single | None) -> Allocation | None:
    """Today's allocation with one change, which nothing beats."""
    if found is None:
        return None
    budgets, whole = _changed(question, found)
    value = question.value(budgets, whole)
    return Allocation(budgets, whole, value, value)


def of_one(question: Question) -> Iterator[tuple[Array, Mask]]:
    """Allocations with one change at most, one of which no other beats, whatever the curves; with their points."""
    rows, bounds, _ = question.limits.rows()
    for found in single.tops(choices(question), rows, bounds, question.may_change or 0):
        yield _changed(question, found)


def _changed(question: Question, found: Single) -> tuple[Array, Mask]:
    budgets, whole = question.today.copy(), np.zeros(len(question.today), dtype=bool)
    if found.place is not None:
        budgets[found.place], whole[found.place] = found.budget, found.whole
    return budgets, whole


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
    if at is None or question.point_value is None or (left < -EXACT * (1 + np.abs(bounds))).any():
        return None
    stay = question.curves.value(floor) - question.cost * floor
    offered = ~np.isnan(at)
    more = (question.point_value - question.cost * at - stay)[offered]
    found = projects.best(more, rows[:, offered] * (at - floor)[offered], np.maximum(left, 0.0))
    whole = np.zeros(len(floor), dtype=bool)
    whole[offered] = found.taken
    budgets = np.where(whole, np.nan_to_num(at), floor)
    value = float(stay.sum()) + found.value
    return Allocation(budgets, whole, value, float(stay.sum()) + found.upper_bound)


def choices(question: Question) -> Choices:
    """What each product may be given, before anything is narrowed."""
    limits, today = question.limits, question.today
    none, every = np.full(len(today), np.nan), np.ones(len(today), dtype=bool)
    within = (limits.floor <= today) & (today <= limits.ceiling)
    return Choices(
        question.curves, limits.floor, limits.ceiling, today, question.cost, question.points,
        none if question.point_value is None else question.point_value,
        along_curve=every, stay=within & (limits.most_changed is not None), move=every, counted=question.counted,
    )  # fmt: skip


def least_total(
    question: Question, target: float, wanted: float = TOLERANCE, goes_on: GoesOn = ALWAYS
) -> tuple[Allocation, float] | None:
    """The smallest total that brings `target`, up to the question's own, and a total below which nothing can.

    None where no total brings it. Less money never brings more, so a total whose upper bound misses the target proves
    that every smaller one does.
    """
    needed = target - REACHED * abs(target)
    found, thriftiest = best(question, goes_on=goes_on, asked=needed), thrift.least(question)
    if found is None or found.value < needed or thriftiest is None:
        return None
    least = low = min(float(thriftiest[0].sum()), float(found.budgets.sum()))
    below: float | None = question.value(*thriftiest)
    if below is not None and below >= needed:
        return Allocation(*thriftiest, below, below), low
    high = float(found.budgets.sum())
    while high - low > wanted * high:
        middle = _between((low, below), (high, found.value), needed, wanted)
        tried = best(with_total(question, middle), goes_on=goes_on, asked=needed)
        if tried is not None and tried.value >= needed:
            high, found = min(middle, float(tried.budgets.sum())), tried
        else:
            low, below = middle, None if tried is None else tried.value
            least = middle if tried is None or tried.upper_bound < needed else least
    return found, least


def _between(low: tuple[float, float | None], high: tuple[float, float], needed: float, wanted: float) -> float:
    """The total that is tried next: where a line between both ends brings what is needed, or a little less money.

    What money brings bends down mostly, so that such a line meets the target at too much money; where it comes close to
    the higher end, just below that end may prove it.
    """
    (less, below), (more, above) = low, high
    middle = (less + more) / 2
    if below is None or above <= below:
        return middle
    line = less + (more - less) * (needed - below) / (above - below)
    just_below = more * (1 - LITTLE * wanted)
    return min(max(line, less + LITTLE * wanted * more), just_below) if line < more else middle


def with_total(question: Question, total: float) -> Question:
    """The same question with another total."""
    return replace(question, limits=replace(question.limits, total=total))
