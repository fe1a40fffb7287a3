"""How likely a target can be at most: with foresight, each draw has the allocation that is best under it.

An allocation is chosen before it is known which draw comes. Whatever it is, it reaches the target in no more draws than
those in which some allocation does (the bound of perfect information; Birge and Louveaux 2011, chapter 4). Under one
draw, prices of money bound what any allocation brings (weak duality): those of the usual curves, each draw with its own
factor. Projects and endings are tried in every combination where these are few.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np

from analytics import allocation
from analytics.chances import Draws
from analytics.dual import Dual
from analytics.question import Mask, Question
from analytics.response import Curves
from analytics.trend import Array

ROUNDS = 6  # of better prices
AT_ONCE = 1000  # draws whose curves are in memory together
STEP = 0.5  # of a price's logarithm at first
MOST_POINTS = 4  # that are tried in every combination


def most(question: Question, draws: Draws, target: float, reached: Mask) -> float:
    """The part of the draws in which some allocation may reach the target; `reached` is True where one is known to."""
    possible = reached.copy()
    for one in _settled(question):
        own, prices = draws.on(one.curves), _prices(one)
        if prices is None:
            continue
        for some in _parts(np.flatnonzero(~possible)):
            possible[some] = _Foresight(one, own.drawn(some), prices).may_reach(target)
    return float(possible.mean())


def _parts(places: np.ndarray) -> list[np.ndarray]:
    return [part for part in np.split(places, range(AT_ONCE, len(places), AT_ONCE)) if len(part)]


def _settled(question: Question) -> Iterator[Question]:
    """The question with each combination of points taken; as it is where there are many."""
    offered = np.flatnonzero(~np.isnan(question.points))
    if not 0 < len(offered) <= MOST_POINTS:
        yield question
        return
    for taken in product((False, True), repeat=len(offered)):
        whole = np.zeros(len(question.today), dtype=bool)
        whole[offered] = taken
        narrowed, most_changed = question.narrowed(whole, ~whole), question.limits.most_changed
        if most_changed is not None:
            most_changed -= int((whole & question.counted).sum())
            if most_changed < int((~question.counted).sum()):
                continue
        limits = replace(narrowed.limits, most_changed=most_changed)
        yield replace(narrowed, limits=limits, changed=question.changed)


def _prices(question: Question) -> Array | None:
    """The prices of the limits of several products under the usual curves; None where no allocation keeps the rest."""
    rows, bounds, _ = question.limits.rows()
    dual = Dual(allocation.choices(question), rows, bounds, question.may_change)
    if not dual.answerable:
        return None
    prices = dual.solved().prices[: len(rows)]
    return prices if prices.any() else np.eye(len(rows))[0]


class _Foresight:
    """The most that any allocation brings under each of some draws."""

    def __init__(self, question: Question, drawn: Curves, prices: Array) -> None:
        self._question, self._curves, limits = question, drawn, question.limits
        self._shape = (len(drawn) // len(question.today), len(question.today))
        self._open = np.broadcast_to(limits.floor <= limits.ceiling, self._shape)
        self._ends = limits.floor, np.maximum(limits.floor, limits.ceiling)
        self._points = ~np.isnan(question.points), np.nan_to_num(question.points)
        self._worth = 0.0 if question.point_value is None else np.nan_to_num(question.point_value)
        rows, bounds, _ = limits.rows()
        self._price, self._room = prices @ rows, float(prices @ bounds)

    def may_reach(self, target: float) -> Mask:
        """Under which draws no price proves that the target is out of reach."""
        count = self._shape[0]
        least, (low, high) = self._bounded(np.zeros(count))[0], (np.full(count, np.nan), np.full(count, np.nan))
        factor = np.ones(count)
        for turn in range(ROUNDS):
            if (least < target).all():
                break
            bound, over = self._bounded(factor)
            least = np.minimum(least, bound)
            low, high = np.where(over, factor, low), np.where(over, high, factor)
            step = np.exp(STEP * 2**turn)
            further = np.where(over, factor * step, factor / step)
            between = np.sqrt(low * high)
            factor = np.where(np.isnan(between), further, between)
        found: Mask = least >= target
        return found

    def _bounded(self, factor: Array) -> tuple[Array, Mask]:
        """The bound under each draw at the prices times its factor, and whether more than there is would be used."""
        price = factor[:, None] * self._price
        with np.errstate(divide="ignore", over="ignore"):
            wanted = self._curves.at_slope(np.maximum(price, 1e-300).ravel()).reshape(self._shape)
        top = np.clip(np.where(price > 0, wanted, self._ends[1]), *self._ends)
        floor, today = (np.broadcast_to(each, self._shape) for each in (self._ends[0], self._question.today))
        point = np.broadcast_to(self._points[1], self._shape)
        left = np.array([
            np.where(self._open, self._value(top) - price * top, -np.inf),
            np.where(self._open, self._value(floor) - price * floor, -np.inf),
            np.where(self._points[0], self._worth - price * point, -np.inf),
        ])  # fmt: skip
        best = left.argmax(axis=0)[None]
        moved, budgets = (np.take_along_axis(each, best, axis=0)[0] for each in (left, np.array([top, floor, point])))
        if self._question.may_change is not None:
            stayed = self._value(today) - price * today
            changed = self._changed(moved, stayed)
            moved, budgets = np.where(changed, moved, stayed), np.where(changed, budgets, today)
        return moved.sum(axis=1) + factor * self._room, budgets @ self._price > self._room

    def _value(self, budgets: Array) -> Array:
        return self._curves.value(budgets.ravel()).reshape(self._shape)

    def _changed(self, moved: Array, stayed: Array) -> Mask:
        """Which products change under each draw: those that must, and those that gain most by it, as many as may."""
        question, limits = self._question, self._question.limits
        free = ~question.counted | (question.today < limits.floor) | (question.today > limits.ceiling)
        left = (question.may_change or 0) - int((free & question.counted).sum())
        gains = np.where(free, np.inf, moved - stayed)
        rank = np.argsort(np.argsort(-gains, axis=1, kind="stable"), axis=1)
        found: Mask = (rank < int(free.sum()) + max(left, 0)) & (gains > 0)
        return found
