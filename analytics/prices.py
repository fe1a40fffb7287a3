"""Shadow prices: what one further unit of each binding limit brings, and what one unit less of it costs.

At the allocation as it is, each product's next unit of money is worth its curve's slope. The best exchange of a few
units within the limits is then a linear program, solved with one limit a unit further and a unit nearer: where the two
differ, both are given. One limit alone is filled with the steepest slopes first, which solves it as well.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.optimize import linprog

from analytics.question import Mask, Question
from analytics.trend import Array

NEAR = 1e-6  # of a budget or a limit, and a cent: at it
MOST = 12  # ceilings and floors that are priced, the dearest first
UNITS = 2.0  # that an exchange may move of one product
NOTHING = 1e-7  # of the steepest slope: no price
ENDLESS = "the first money of a product brings more per unit the less of it there is"


@dataclass(frozen=True)
class Binding:
    """A limit that holds the optimum back, and what one further unit of it would bring (its shadow price).

    `left` is what one unit less would cost, None where there is no less; `reason` says why there is no price.
    """

    limit: str
    shadow_price: float | None
    left: float | None
    reason: str | None = None

    def times(self, factor: float) -> "Binding":
        """The same in money of another day."""
        price, left = (None if each is None else each * factor for each in (self.shadow_price, self.left))
        return replace(self, shadow_price=price, left=left)


def binding(question: Question, budgets: Array, whole: Mask) -> list[Binding]:
    """The limits that bind, the dearest first."""
    limits = question.limits
    near = NEAR * (1 + np.abs(budgets)) + 0.01
    free = ~whole & (limits.floor < limits.ceiling)
    if question.may_change is not None:  # who stays for want of a change stays
        free &= (np.abs(budgets - question.today) > near) | ~question.counted
    slopes = question.curves.slope(budgets) - question.cost
    free &= np.isfinite(slopes) | (budgets < limits.ceiling - near)
    room = _Room(question, budgets, np.where(free, slopes, 0.0))
    room.up, room.down = free & (budgets < limits.ceiling - near), free & (budgets > limits.floor + near)
    endless = np.isinf(slopes) & room.up
    if endless.any():
        return [Binding(name, None, None, ENDLESS) for name in room.names]
    found = [room.row(at) for at in range(len(room.names))]
    found += [room.end(at, side) for at, side in _ends(room, free, near)]
    steepest = NOTHING * float(np.abs(room.slopes).max(initial=0.0))
    told = [each for each in found if max(each.shadow_price or 0.0, each.left or 0.0) > steepest]
    return sorted(told, key=lambda each: -(each.shadow_price or 0.0))


def _ends(room: "_Room", free: Mask, near: Array) -> list[tuple[int, int]]:
    """The products at their ceiling (1) or at a floor above 0 (-1), the dearest first."""
    limits, budgets = room.question.limits, room.budgets
    usual = float(np.median(room.slopes[room.up & room.down])) if (room.up & room.down).any() else 0.0
    tops = [(at, 1) for at in np.flatnonzero(free & (budgets >= limits.ceiling - near))]
    floors = [(at, -1) for at in np.flatnonzero(free & (budgets <= limits.floor + near) & (limits.floor > 0))]
    order = sorted([*tops, *floors], key=lambda each: -abs(room.slopes[each[0]] - usual))
    return [(int(at), side) for at, side in order[:MOST]]


class _Room:
    """The exchanges that the limits leave, a few units around an allocation."""

    up: Mask
    down: Mask

    def __init__(self, question: Question, budgets: Array, slopes: Array) -> None:
        self.question, self.budgets, self.slopes = question, budgets, slopes
        rows, bounds, names = question.limits.rows()
        spare = bounds - rows @ budgets
        tight = spare <= 0.05 + NEAR * np.abs(bounds)
        self.rows, self.names = rows[tight], [name for name, yes in zip(names, tight, strict=True) if yes]

    @cached_property
    def _same(self) -> float | None:
        """The most that an exchange brings with every limit as it is."""
        return self._worth(np.zeros(len(self.rows)))

    def row(self, at: int) -> Binding:
        """The prices of a limit that several products share."""
        unit = np.eye(len(self.rows))[at]
        more, less = self._worth(unit), self._worth(-unit)
        return Binding(self.names[at], _apart(more, self._same), _apart(self._same, less))

    def end(self, at: int, side: int) -> Binding:
        """The prices of a product's ceiling or floor."""
        none, limit = np.zeros(len(self.rows)), "the cap of" if side > 0 else "the minimum of"
        beyond = self._worth(none, at, (0.0, 1.0) if side > 0 else (-1.0, 0.0))
        within = self._worth(none, at, (-1.0, -1.0) if side > 0 else (1.0, 1.0))
        name = f"{limit} {self.question.limits.products[at]}"
        return Binding(name, _apart(beyond, self._same), _apart(self._same, within))

    def _worth(self, more: Array, forced: int | None = None, within: tuple[float, float] = (0.0, 0.0)) -> float | None:
        """The most that an exchange brings; None where there is none. One product may be held `within` a range."""
        low, high = np.where(self.down, -UNITS, 0.0), np.where(self.up, UNITS, 0.0)
        if forced is not None:
            low[forced], high[forced] = within
        if not len(self.rows) or (len(self.rows) == 1 and (self.rows[0] >= 0).all()):
            inside = self.rows[0] > 0 if len(self.rows) else np.zeros(len(low), dtype=bool)
            return _filled(self.slopes, (low, high), inside, float(more.sum()))
        ends = np.column_stack([low, high])
        found = linprog(-self.slopes, A_ub=self.rows, b_ub=more, bounds=ends, method="highs")
        return -float(found.fun) if found.status == 0 else None


def _filled(slopes: Array, ends: tuple[Array, Array], inside: Mask, most: float) -> float | None:
    """What products bring at most if those inside share `most` units: the steepest first; None where none do."""
    low, high = ends
    outside = float(np.maximum(slopes * low, slopes * high)[~inside].sum())
    left = most - float(low[inside].sum())
    if left < 0:
        return None
    order = np.argsort(-slopes[inside], kind="stable")
    steep, room = np.maximum(slopes[inside][order], 0.0), (high - low)[inside][order]
    before = np.cumsum(room) - room
    return outside + float((slopes * low)[inside].sum() + (steep * np.clip(left - before, 0.0, room)).sum())


def _apart(more: float | None, less: float | None) -> float | None:
    return None if more is None or less is None else max(0.0, more - less)
