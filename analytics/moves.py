"""The way from today to another allocation, as transfers that a committee can argue about one by one.

Amounts are money over the horizon. Each transfer takes from one product (or from new money, or gives to savings: None).
Gains are those of one transfer after another, in their order, so that they add up to the gain of the whole way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analytics.allocation import Allocation, best
from analytics.chances import Draws, Range, summary
from analytics.limits import Limits
from analytics.question import Question
from analytics.response import Curves
from analytics.trend import Array

Mask = npt.NDArray[np.bool_]
CLOSE, LESS_THAN_A_CENT = 1e-9, 0.004  # what is no move: of the total, and at most
ELSEWHERE = "other products earn as much per unit"


@dataclass(frozen=True)
class Move:
    """One transfer: places of the giver and the taker (None: savings or new money), its gain, and what stops it."""

    giver: int | None
    taker: int | None
    amount: float
    gain: float
    stopped_by: str


def path(question: Question, target: Array, whole: Mask, names: Sequence[str]) -> list[Move]:
    """Transfers from today to `target`, of those left the one with the largest gain first.

    Gains add up to what `target` brings beyond today; there are fewer transfers than changed products. What a project
    or an ending brings is shared out over the transfers that pay for it, or that it frees, by their money.
    """
    paid = np.abs(target - question.today)
    amounts = _paired(target - question.today, float(question.today.sum()) or 1.0)
    found, at = [], question.today.copy()
    taken = _Taken(whole, np.where(whole, _of_points(question) - question.curves.value(question.today), 0.0), paid)
    while amounts:
        gains = _gains(question, at, amounts, taken)
        first = int(gains.argmax())
        giver, taker, amount = amounts.pop(first)
        at = after(at, giver, taker, amount)
        whole_side = _whole_side(whole, (giver, taker), names)
        stop = whole_side or _stop(question, target, (giver, taker), names)
        found.append(Move(giver, taker, amount, float(gains[first]), stop))
    return found


def _whole_side(whole: Mask, sides: tuple[int | None, int | None], names: Sequence[str]) -> str:
    """The project that a transfer pays for, or the end that frees its money; empty where neither is one."""
    for place, what in zip(sides, ("the budget of discontinued", "the cost of"), strict=True):
        if place is not None and whole[place]:
            return f"{what} {names[place]}"
    return ""


@dataclass(frozen=True)
class _Taken:
    """What is taken as a whole, what each of it brings beyond today, and the money that it takes or frees."""

    whole: Mask
    brings: Array
    money: Array


def _of_points(question: Question) -> Array:
    return np.zeros(len(question.today)) if question.point_value is None else np.nan_to_num(question.point_value)


Amount = tuple[int | None, int | None, float]


def _paired(change: Array, total: float) -> list[Amount]:
    """Who gives to whom: the largest giver to the largest taker in turn; what is left over is savings or new money."""
    dust = min(CLOSE * total, LESS_THAN_A_CENT)
    givers = [(float(-change[place]), int(place)) for place in np.argsort(change) if change[place] < -dust]
    takers = [(float(change[place]), int(place)) for place in np.argsort(-change) if change[place] > dust]
    found: list[Amount] = []
    while givers and takers:
        (gives, giver), (takes, taker) = givers[0], takers[0]
        amount = min(gives, takes)
        found.append((giver, taker, amount))
        givers = _less(givers, amount, dust)
        takers = _less(takers, amount, dust)
    found += [(giver, None, amount) for amount, giver in givers]
    return found + [(None, taker, amount) for amount, taker in takers]


def _less(sides: list[tuple[float, int]], amount: float, dust: float) -> list[tuple[float, int]]:
    left, place = sides[0][0] - amount, sides[0][1]
    rest = sides[1:]
    return sorted([(left, place), *rest], reverse=True) if left > dust else rest


def after(budgets: Array, giver: int | None, taker: int | None, amount: float) -> Array:
    """The budgets after one transfer."""
    moved = budgets.copy()
    if giver is not None:
        moved[giver] -= amount
    if taker is not None:
        moved[taker] += amount
    return np.maximum(moved, np.minimum(budgets, 0.0))


def _gains(question: Question, at: Array, amounts: list[Amount], taken: _Taken) -> Array:
    """What each transfer would bring by itself now."""
    gains = np.zeros(len(amounts))
    for side, sign in ((0, -1.0), (1, 1.0)):
        rows = [row for row, each in enumerate(amounts) if each[side] is not None]
        places = np.array([amounts[row][side] for row in rows], dtype=np.intp)
        moved = sign * np.array([amounts[row][2] for row in rows])
        curves, before = question.curves[places], at[places]
        along = curves.value(np.maximum(before + moved, 0.0)) - curves.value(before)
        share = np.abs(moved) / np.where(taken.money[places] > 0, taken.money[places], 1.0)
        brought = np.where(taken.whole[places], taken.brings[places] * share, along)
        gains[rows] += brought - question.cost * moved
    return gains


def _stop(question: Question, target: Array, sides: tuple[int | None, int | None], names: Sequence[str]) -> str:
    """Why no more is moved: the limit that the product which moves less reaches, else the other's, else a group's."""
    giver, taker = sides
    limits = question.limits
    near = 0.01 + CLOSE * (1 + limits.total)
    reached = {}
    if taker is not None and target[taker] >= limits.ceiling[taker] - near:
        reached[taker] = f"the cap of {names[taker]}"
    if giver is not None and target[giver] <= limits.floor[giver] + near:
        reached[giver] = f"the minimum of {names[giver]}"
    if reached:
        return reached[min(reached, key=lambda place: abs(target[place] - question.today[place]))]
    for group in limits.groups:
        inside = [place is not None and place in group.members for place in sides]
        spent = float(target[group.members].sum())
        if inside == [False, True] and spent >= group.ceiling - near:
            return f"the cap of {group.name}"
        if inside == [True, False] and spent <= group.floor + near:
            return f"the minimum of {group.name}"
    return ELSEWHERE


def ranges(question: Question, draws: Draws, target: tuple[Array, Mask], way: Sequence[Move]) -> list[Range]:
    """How sure the gain of each move is, one after another; what projects and endings bring is certain but for today's.

    `target` is where the way leads: its budgets, and what of it is taken as a whole.
    """
    budgets, whole = target
    still = question.today.copy()
    paid, at, found = np.abs(budgets - still), still.copy(), []
    before = draws.gains(still)[:, whole] + question.curves.value(draws.known)[whole]
    brings, standing = np.zeros((len(draws.powers), len(still))), _Standing(draws, still)
    brings[:, whole] = _of_points(question)[whole] - before
    for move in way:
        gain = np.zeros(len(draws.powers))
        moved = after(at, move.giver, move.taker, move.amount)
        for place in (side for side in (move.giver, move.taker) if side is not None and whole[side]):
            gain = gain + brings[:, place] * (move.amount / paid[place])
        along = standing.moved(np.where(whole, still, moved))
        money = question.cost * float((moved - at).sum())
        found.append(summary(gain + along - money))
        at = moved
    return found


class _Standing:
    """What each product gains where it stands, under each draw, while one transfer follows another."""

    def __init__(self, draws: Draws, budgets: Array) -> None:
        self._draws, self._at, self._gains = draws, budgets, dict[int, Array]()

    def moved(self, to: Array) -> Array:
        """The gain of all together from here to other budgets, where they stand from now on."""
        found = np.zeros(len(self._draws.powers))
        for place in np.flatnonzero(self._at != to).tolist():
            before = self._gains[place] if place in self._gains else self._gain(place, self._at)
            self._gains[place] = self._gain(place, to)
            found = found + (self._gains[place] - before)
        self._at = to
        return found

    def _gain(self, place: int, budgets: Array) -> Array:
        found: Array = self._draws.of(np.array([place]), budgets)[:, 0]
        return found


@dataclass(frozen=True)
class Answered:
    """What the room said: transfers that are settled, products that give no more, products that get no more.

    `spent` is what of the total goes to something that is no product, and `taken` how many projects are taken.
    """

    settled: tuple[Amount, ...] = ()
    no_more_from: frozenset[int] = frozenset()
    no_more_to: frozenset[int] = frozenset()
    spent: float = 0.0
    taken: int = 0


def around(question: Question, answered: Answered) -> Question:
    """The question that is left after the room's answers; its budgets of today are those after what is settled.

    A settled transfer holds: its taker keeps at least, its giver at most what it has after it.
    """
    at = question.today
    floor, ceiling = question.limits.floor.copy(), question.limits.ceiling.copy()
    for giver, taker, _ in answered.settled:
        if giver is not None:
            ceiling[giver] = max(floor[giver], min(ceiling[giver], at[giver]))
        if taker is not None:
            floor[taker] = min(ceiling[taker], max(floor[taker], at[taker]))
    for place in answered.no_more_from:
        floor[place] = max(floor[place], min(at[place], ceiling[place]))
    for place in answered.no_more_to:
        ceiling[place] = min(ceiling[place], max(at[place], floor[place]))
    total, most = max(0.0, question.limits.total - answered.spent), question.limits.most_changed
    most = None if most is None else max(0, most - answered.taken)
    limits = replace(question.limits, total=total, floor=floor, ceiling=ceiling, most_changed=most)
    return replace(question, limits=limits)


@dataclass(frozen=True)
class Few:
    """The best allocation that changes at most so many products, and its part of the whole gain."""

    products: int
    allocation: Allocation
    gain: float
    share: float


def fewest(question: Question, whole: float, counts: Sequence[int] = (2, 3, 4, 5, 6, 8)) -> list[Few]:
    """How much of the gain of the best allocation, which brings `whole`, the fewest changes take.

    `counts` go up; what fewer products take, more of them take too.
    """
    before = question.value(question.today)
    gained = whole - before
    found: list[Few] = []
    for count in counts:
        answer = best(replace(question, limits=replace(question.limits, most_changed=count)))
        if answer is not None:
            known = found[-1].allocation if found and found[-1].allocation.value > answer.value else answer
            gain = known.value - before
            found.append(Few(count, known, gain, gain / gained if gained > 0 else 0.0))
    return found


def naive(curves: Curves, today: Array, limits: Limits) -> Array:
    """What a sorted list would do: cut the products with the least return to their floors, fill those with the most."""
    with np.errstate(divide="ignore", invalid="ignore"):
        returned = np.where(today > 0, curves.value(today) / today, -np.inf)
    budgets, order = limits.floor.copy(), np.argsort(-returned, kind="stable")
    left = limits.total - float(budgets.sum())
    for place in order:
        more = min(left, float(limits.ceiling[place] - limits.floor[place]))
        budgets[place] += more
        left -= more
    return budgets
