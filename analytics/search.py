"""The search for the best allocation: branch and bound over the choices that leave a gap.

Where S-shaped curves, whole projects or a limit on changes leave a gap between the dual's bound and the best allocation
found, the choices of the product that widens it most are split and both parts bounded again, highest bound first
(Falk and Soland 1969).
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count

import numpy as np
import numpy.typing as npt

from analytics import response
from analytics.dual import CURVE, FLOOR, POINT, STAY, Choices, Dual, Solved
from analytics.feasible import repaired, roomy
from analytics.trend import Array

MOST_ROUNDINGS, FEW_ROUNDINGS = 12, 3  # at the root, and below it
Taken = npt.NDArray[np.bool_]
TORN = 1e-6  # the weight of a second option from which a product counts as torn between two


@dataclass(frozen=True)
class Room:
    """What the products share: G·x ≤ h, and how many of them may change."""

    rows: Array
    bounds: Array
    most_changed: int | None = None


GoesOn = Callable[[int, float], bool]  # is told how many nodes were opened and the gap that is left; False ends it


@dataclass(frozen=True)
class Found:
    """An allocation that keeps the limits."""

    value: float
    budgets: Array
    whole: Taken  # True where a product takes its point


@dataclass(frozen=True)
class Node:
    """Narrowed choices, with the bound on every allocation among them."""

    choices: Choices
    solved: Solved


@dataclass(frozen=True)
class Outcome:
    """The best allocation, a bound on all, and how many nodes were opened."""

    best: Found
    upper_bound: float
    nodes: int


class Search:
    """The tree: its best allocation grows as nodes are opened.

    Where a value is `asked` for, the search ends once an allocation brings it, or none can.
    """

    def __init__(self, room: Room, goes_on: GoesOn, asked: float | None = None) -> None:
        self._room, self._goes_on, self._asked = room, goes_on, asked
        self._best: Found | None = None

    def run(
        self, choices: Choices, wanted: float, most_nodes: int, start: tuple[Array, Taken] | None = None
    ) -> Outcome | None:
        """The best allocation; None where nothing keeps the limits. `wanted` is the relative gap to end at.

        `start` is an allocation that keeps them, with what it takes as a whole, where one is known.
        """
        self._keep(self.unchanged(choices))
        if start is not None:
            self._keep(Found(_value(choices, *start), *start))
        root = self._open(choices, None)
        if root is None or (self._best is None and not self._possible(choices)):
            return None
        order, opened, settled = count(), 1, -np.inf
        waiting = [(-root.solved.bound, next(order), root)]
        while waiting and opened < most_nodes and not self._enough(-waiting[0][0], wanted):
            if not self._goes_on(opened, self._gap(-waiting[0][0])):
                break
            node = heapq.heappop(waiting)[2]
            parts = _split(node)
            settled = settled if parts else max(settled, node.solved.bound)
            for part in parts:
                opened += 1
                child = self._open(part, node)
                if child is not None and not self._enough(child.solved.bound, 0.0):
                    heapq.heappush(waiting, (-child.solved.bound, next(order), child))
        if self._best is None:
            return None
        upper = max([self._best.value, settled, *(-bound for bound, _, _ in waiting)])
        return Outcome(self._best, min(upper, root.solved.bound), opened)

    def _gap(self, bound: float) -> float:
        if self._best is None:
            return np.inf
        return max(0.0, bound - self._best.value) / max(abs(bound), abs(self._best.value), 1e-300)

    def _enough(self, bound: float, wanted: float) -> bool:
        if self._best is None:
            return False
        decided = self._asked is not None and (self._best.value >= self._asked or bound < self._asked)
        return decided or bound <= self._best.value + wanted * abs(self._best.value)

    def _keep(self, found: Found | None) -> None:
        if found is not None and (self._best is None or found.value > self._best.value):
            self._best = found

    def unchanged(self, choices: Choices) -> Found | None:
        """Today's allocation, where it keeps the limits: whatever is found is not worse."""
        today = choices.today
        kept = (choices.floor <= today).all() and (today <= choices.ceiling).all()
        if not kept or (self._room.rows @ today > self._room.bounds * (1 + 1e-12)).any():
            return None
        return Found(_value(choices, today), today, np.zeros(len(today), dtype=bool))

    def _possible(self, choices: Choices) -> bool:
        """Whether the limits can hold together at all, each product mixing its choices as it likes."""
        least = np.where(np.isnan(choices.point_at), choices.floor, np.minimum(choices.floor, choices.point_at))
        most = np.where(np.isnan(choices.point_at), choices.ceiling, np.maximum(choices.ceiling, choices.point_at))
        return roomy((least, most), self._room.rows, self._room.bounds) is not None

    def _open(self, choices: Choices, parent: Node | None) -> Node | None:
        """The node's bound, after the allocations that can be read off it; None where it has none."""
        left = self._settled(choices)
        dual = None if left is None else Dual(left, self._room.rows, self._room.bounds, self._room.most_changed)
        if left is None or dual is None or not dual.answerable:
            return None
        choices = left
        node = Node(choices, dual.solved(None if parent is None else parent.solved.prices))
        if not self._enough(node.solved.bound, 0.0):
            for options in _roundings(node.solved, MOST_ROUNDINGS if parent is None else FEW_ROUNDINGS):
                self._keep(self._shared(node, options))
                if self._enough(node.solved.bound, 1e-7):
                    break
        return node

    def _settled(self, choices: Choices) -> Choices | None:
        """The choices once as many products must change as may: the others stay; None where more must."""
        if self._room.most_changed is None:
            return choices
        counted = choices.counted & ~choices.stay
        if counted.sum() > self._room.most_changed:
            return None
        if counted.sum() == self._room.most_changed:
            return replace(choices, move=choices.move & (~choices.stay | ~choices.counted))
        return choices

    def _shared(self, node: Node, options: npt.NDArray[np.intp]) -> Found | None:
        """The best allocation in which each product takes its option, and the curves share what is left."""
        taken = np.take_along_axis(node.solved.budgets, options[None], axis=0)[0]
        changed = np.take_along_axis(node.solved.changed, options[None], axis=0).sum()
        if self._room.most_changed is not None and changed > self._room.most_changed:
            return None
        along, whole = options == CURVE, options == POINT
        ranges = np.where(along, node.choices.concave_from, taken), np.where(along, node.choices.ceiling, taken)
        prices = node.solved.prices[: len(self._room.bounds)]
        concave = Dual(_along(node.choices, ranges), self._room.rows, self._room.bounds)
        loose = along | (options == FLOOR)  # a limit may cut a curve before its inflection, or lift it off its floor
        wider = np.where(along, node.choices.floor, taken), np.where(loose, node.choices.ceiling, taken)
        budgets = repaired(concave.solved(prices).mixed, wider, self._room.rows, self._room.bounds)
        if budgets is None:
            return None
        return Found(_value(node.choices, budgets, whole), budgets, whole)


def _value(choices: Choices, budgets: Array, whole: Taken | None = None) -> float:
    return response.brought(choices.curves, budgets, choices.cost, whole, choices.point_value)


def _along(choices: Choices, ranges: tuple[Array, Array]) -> Choices:
    """Only the curves, within narrower ranges."""
    every = np.ones(len(ranges[0]), dtype=bool)
    none = np.full(len(every), np.nan)
    return replace(
        choices, floor=ranges[0], ceiling=ranges[1], point_at=none, along_curve=every, stay=~every, move=every
    )


def _roundings(solved: Solved, most: int) -> Iterator[npt.NDArray[np.intp]]:
    """One option for each product: the best at prices on either side, the heaviest, and for torn ones each in turn."""
    yield from solved.ends
    usual = solved.weights.argmax(axis=0)
    torn = np.flatnonzero(solved.weights.max(axis=0) < 1 - TORN)
    torn = torn[np.argsort(solved.weights[STAY, torn] + solved.weights[FLOOR, torn], kind="stable")]
    taken = solved.weights[:, torn] > TORN
    lesser = np.where(taken, solved.budgets[:, torn], np.inf).argmin(axis=0)
    greater = np.where(taken, solved.budgets[:, torn], -np.inf).argmax(axis=0)
    expected = float(solved.weights.max(axis=0)[torn].sum()) if len(torn) else 0.0
    steps = np.unique(np.linspace(0, len(torn), min(len(torn) + 1, most)).astype(int))
    for many in sorted(steps, key=lambda step: abs(step - expected / 2)):
        options = usual.copy()
        options[torn] = np.where(np.arange(len(torn)) < many, greater, lesser)
        yield options


def _split(node: Node) -> list[Choices]:
    """The node in two parts, at the product whose mixture of options exceeds what its budget really brings most."""
    choices, solved = node.choices, node.solved
    mixed = solved.mixed
    inside = np.clip(mixed, choices.floor, choices.ceiling)
    real = np.where(np.isclose(inside, mixed), choices.curves.value(inside) - choices.cost * inside, -np.inf)
    weights = solved.weights
    alone = weights.max(axis=0) > 1 - TORN
    gaps = np.where(alone, 0.0, (weights * np.where(weights > 0, solved.values, 0.0)).sum(axis=0) - real)
    gaps = np.where(~alone & (weights[POINT] > TORN), np.maximum(gaps, 1e-300), gaps)
    undecided = np.where(alone, 0.0, np.minimum(weights[STAY], 1 - weights[STAY]))
    if undecided.max(initial=0.0) > TORN:  # a change by halves: the one that moves most money
        gaps = undecided * np.abs(mixed - choices.today)
    widest = int(gaps.argmax())
    if gaps[widest] <= 0:
        return _split_undecided(choices)
    if weights[STAY, widest] > TORN:
        return [_at(choices, widest, move=False), _at(choices, widest, stay=False)]
    if weights[POINT, widest] > TORN:
        return [_at(choices, widest, along_curve=False), _at(choices, widest, point_at=np.nan)]
    return [_at(choices, widest, ceiling=mixed[widest]), _at(choices, widest, floor=mixed[widest])]


def _split_undecided(choices: Choices) -> list[Choices]:
    """The choices in two parts where no product mixes its options, though they share out too much or too little."""
    start = choices.concave_from
    convex = np.where(choices.along_curve & choices.move, start - choices.floor, 0.0)
    convex = np.where(start < choices.ceiling, convex, 0.0)
    widest = int(convex.argmax())
    if convex[widest] > 0:
        return [_at(choices, widest, ceiling=start[widest]), _at(choices, widest, floor=start[widest])]
    both = np.flatnonzero(choices.stay & choices.move)
    if len(both):
        return [_at(choices, both[0], move=False), _at(choices, both[0], stay=False)]
    either = np.flatnonzero(~np.isnan(choices.point_at) & choices.along_curve & choices.move)
    if len(either):
        return [_at(choices, either[0], along_curve=False), _at(choices, either[0], point_at=np.nan)]
    return []


def _at(choices: Choices, place: int, **changed: float) -> Choices:
    """The choices with something else for one product."""
    arrays = {name: getattr(choices, name).copy() for name in changed}
    for name, value in changed.items():
        arrays[name][place] = value
    return replace(choices, **arrays)
