"""The allocation that reaches a target contribution most likely, within the limits: the best found, beside a bound.

What is taken as a whole and which products change is settled first, all ways where they are few. Under each, budgets
of most mean gain with more or less variance are starts from which money is exchanged between products, in ever smaller
steps, as long as that makes the target likelier. What no allocation can exceed is `analytics.foresight`'s.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import comb

import numpy as np
import numpy.typing as npt

from analytics import allocation, foresight, frontier
from analytics.allocation import Allocation
from analytics.chances import Draws
from analytics.question import Mask, Question
from analytics.search import GoesOn
from analytics.trend import Array

Places = npt.NDArray[np.intp]
MOST_WAYS, CLIMBED = 32, 2
WEIGHTS = np.array([-30.0, -10.0, -3.0, -1.0, -0.3, 0.0, 0.3, 1.0, 3.0, 10.0, 30.0])
SMOOTHED = (1.0, 0.1)  # of a contribution's spread: over what a miss counts as one by halves
STEPS, MOST_MOVES = 7, 12
CERTAIN = 0.9999
LEAST_MEAN = 1e-6  # of the chance: of two equally likely allocations, the one that brings more


@dataclass(frozen=True)
class Way:
    """One question in which only budgets are left to be chosen, and a start with its chance."""

    question: Question
    whole: Mask
    draws: Draws
    start: Array
    score: float


def best(question: Question, draws: Draws, target: float, goes_on: GoesOn = allocation.ALWAYS) -> Allocation | None:
    """The likeliest allocation that was found; None where nothing keeps the limits."""
    if question.one_at_most:
        return _one(question, draws, target)
    ways: list[Way] = []
    for whole, changing in _ways(question):
        narrowed = question.narrowed(whole, changing)
        own = draws.on(narrowed.curves)
        ways += [Way(narrowed, whole, own, start, _score(own.contribution(start), target)) for start in
                 _starts(narrowed, own)]  # fmt: skip
        if (ways and max(way.score for way in ways) > CERTAIN) or not goes_on(len(ways), np.inf):
            break
    if not ways:
        return None
    ways.sort(key=lambda way: -way.score)
    found = [(way, way.start, way.score) for way in ways[:1]]
    for way in [] if ways[0].score > CERTAIN else ways[:CLIMBED]:
        reached = _Climb(way, target).top()
        found.append((way, reached, _score(way.draws.contribution(reached), target)))
    way, budgets, _ = max(found, key=lambda each: each[2])
    value = question.value(budgets, way.whole)
    return Allocation(budgets, way.whole, value, value)


def _one(question: Question, draws: Draws, target: float) -> Allocation | None:
    """The likeliest of all allocations with one change at most."""
    tried = list(allocation.of_one(question))
    if not tried:
        return None
    scores = [_score(_contributions(question, draws, each), target) for each in tried]
    budgets, whole = tried[int(np.argmax(scores))]
    value = question.value(budgets, whole)
    return Allocation(budgets, whole, value, value)


def chance(question: Question, draws: Draws, found: tuple[Array, Mask], target: float) -> float:
    """How likely an allocation reaches the target."""
    return float(_reaching(question, draws, found, target).mean())


def chances(question: Question, draws: Draws, found: tuple[Array, Mask], target: float) -> tuple[float, float]:
    """How likely an allocation reaches the target, and how likely any does at most."""
    reaching = _reaching(question, draws, found, target)
    if question.one_at_most:
        every = [float(_reaching(question, draws, each, target).mean()) for each in allocation.of_one(question)]
        return float(reaching.mean()), max([float(reaching.mean()), *every])
    return float(reaching.mean()), foresight.most(question, draws, _reached(target), reaching)


def _reaching(question: Question, draws: Draws, found: tuple[Array, Mask], target: float) -> Mask:
    reaching: Mask = _contributions(question, draws, found) >= _reached(target)
    return reaching


def _contributions(question: Question, draws: Draws, found: tuple[Array, Mask]) -> Array:
    budgets, whole = found
    return draws.on(question.narrowed(whole, ~whole).curves).contribution(budgets)


def _reached(target: float) -> float:
    return target - allocation.REACHED * abs(target)


def _score(contributions: Array, target: float) -> float:
    """The chance, and next to nothing for the mean."""
    likely = float((contributions >= _reached(target)).mean())
    return likely + LEAST_MEAN * float(contributions.mean()) / max(abs(target), 1e-300)


def _ways(question: Question) -> Iterator[tuple[Mask, Mask]]:
    """What may be taken as a whole, with which products may change beside it."""
    offered = np.flatnonzero(~np.isnan(question.points))
    usual = allocation.best(question, wanted=1e-3)
    if usual is None:
        return
    limits, today = question.limits, question.today
    must = (today < limits.floor) | (today > limits.ceiling)  # whoever stays there breaks a limit
    many = len(offered) > np.log2(MOST_WAYS)
    chosen = _near(usual.whole, offered) if many else product((False, True), repeat=len(offered))
    for taken in chosen:
        whole = np.zeros(len(question.today), dtype=bool)
        whole[offered] = taken
        yield from (
            (whole, changing) for changing in _changing(question, whole, usual) if not (must & ~whole & ~changing).any()
        )


def _near(whole: Mask, offered: Places) -> Iterator[tuple[bool, ...]]:
    """The best's whole choices, and those that differ in one."""
    known = whole[offered].tolist()
    yield tuple(known)
    for place in range(min(len(known), MOST_WAYS)):
        yield tuple(not each if at == place else each for at, each in enumerate(known))


def _changing(question: Question, whole: Mask, usual: Allocation) -> Iterator[Mask]:
    """The products that may change: any, or each choice of as many as may, or those that change in the best mean."""
    if question.may_change is None:
        yield ~whole
        return
    left = question.may_change - int((whole & question.counted).sum())
    if left < 0:
        return
    limits = question.limits
    open_ = np.flatnonzero(~whole & question.counted & (limits.ceiling > 0) & (
        (limits.floor < limits.ceiling) | (limits.floor != question.today)))  # fmt: skip
    free = ~whole & ~question.counted
    left = min(left, len(open_))
    if comb(len(open_), left) > MOST_WAYS:
        yield _most_moved(question, frontier.changing(question, usual) & ~whole, usual, left)
        return
    for some in combinations(open_.tolist(), left):
        mask = free.copy()
        mask[list(some)] = True
        yield mask


def _most_moved(question: Question, changing: Mask, usual: Allocation, left: int) -> Mask:
    """So many of the products that change in the best mean: those that must, then those whose budgets move most."""
    limits, today = question.limits, question.today
    must = (today < limits.floor) | (today > limits.ceiling)
    moved = np.where(must, np.inf, np.abs(usual.budgets - today))
    some = np.flatnonzero(changing & question.counted)
    found = changing.copy()
    found[some[np.argsort(-moved[some], kind="stable")[left:]]] = False
    return found


def _starts(question: Question, draws: Draws) -> list[Array]:
    """Budgets within the limits to climb from."""
    best = allocation.best(question, wanted=1e-3)
    if best is None:
        return []
    found = [best.budgets, *frontier.weighted(question, draws, WEIGHTS)]
    none = np.zeros(len(question.today), dtype=bool)
    return [each for each in found if not question.broken(each, none)]


class _Climb:
    """Exchanges of money between products that make the target likelier."""

    def __init__(self, way: Way, target: float) -> None:
        self._way, self._target, self._at = way, target, way.start.copy()
        self._rows, self._bounds, _ = way.question.limits.rows()
        self._floor, self._ceiling = way.question.limits.floor, way.question.limits.ceiling
        self._open = np.flatnonzero(self._ceiling > self._floor)

    def top(self) -> Array:
        """The budgets from which no exchange that was tried makes it likelier."""
        if not len(self._open):
            return self._at
        spread = float(self._way.draws.contribution(self._at).std()) or 1e-9 * (1 + abs(self._target))
        widest = float((self._ceiling - self._floor)[self._open].max())
        for smoothed in SMOOTHED:
            for step in widest / 2.0 ** np.arange(1, STEPS + 1):
                for _ in range(MOST_MOVES):
                    if not self._moved(step, smoothed * spread):
                        break
        return self._at

    def _moved(self, step: float, width: float) -> bool:
        """Whether an exchange of `step` was made: the one that helps most, if any does."""
        gives = self._open[self._at[self._open] - self._floor[self._open] >= step]
        takes = self._open[self._ceiling[self._open] - self._at[self._open] >= step]
        total = self._way.draws.contribution(self._at)[:, None] - self._target
        more, less = self._change(takes, step), self._change(gives, -step)
        best, moved = _smooth(total, width)[0] * (1 + 1e-12), None
        for column, giver in enumerate((-1, *gives.tolist())):
            base = total if giver < 0 else total + less[:, [column - 1]]
            scores = _smooth(np.hstack([base, base + more]), width)
            scores[~self._fits(giver, takes, step)] = -np.inf
            if scores.max() > best:
                place = int(scores.argmax())
                best, moved = float(scores[place]), (giver, int(takes[place - 1]) if place else -1)
        if moved is None:
            return False
        for place, sign in zip(moved, (-1, 1), strict=True):
            if place >= 0:
                self._at[place] += sign * step
        return True

    def _change(self, places: Places, step: float) -> Array:
        """What each of some products contributes more with `step` more money, under each draw."""
        moved = self._at.copy()
        moved[places] += step
        found: Array = (self._way.draws.gains(moved) - self._way.draws.gains(self._at))[:, places]
        return found

    def _fits(self, giver: int, takes: Places, step: float) -> Mask:
        """Which takers, the first being nobody, the limits of several products allow beside a giver."""
        change = np.hstack([np.zeros((len(self._rows), 1)), step * self._rows[:, takes]])
        if giver >= 0:
            change = change - step * self._rows[:, [giver]]
        spare = self._bounds - self._rows @ self._at
        within = change <= spare[:, None] + 1e-9 * np.abs(self._bounds)[:, None]
        found: Mask = within.all(axis=0) & np.append(True, takes != giver)
        return found


def _smooth(over: Array, width: float) -> Array:
    """The chance of being over 0 in each column, where what is just under or over counts by a part."""
    found: Array = np.clip(over / width + 0.5, 0.0, 1.0).mean(axis=0) + LEAST_MEAN * np.tanh(over / width).mean(axis=0)
    return found
