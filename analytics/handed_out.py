"""An allocation in whole cents: what the search found, rounded so that the limits and the total hold to the cent.

Amounts are changes from today's budgets, so that who does not change keeps every cent, at any scale.
"""

from fractions import Fraction
from math import floor

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.allocation import Allocation
from analytics.question import CENT, Mask, Question
from analytics.trend import Array

Cents = npt.NDArray[np.int64]
DUST = 1e-4  # of a cent: what floating point adds to a whole one
CLOSE = 1e-9  # of the total: what the search may leave over
MOST_MORE = 3  # cents of each product that rounding may miss a target by


def in_cents(question: Question, found: Allocation) -> Array:
    """The budgets of an allocation in money; where money is there to be spent, all of it that the limits allow is."""
    whole, today, limits = found.whole, question.today, question.limits
    base = np.where(whole, found.budgets, today)
    wanted = np.where(whole, 0.0, found.budgets - today) * 100
    dust = max(0.5, CLOSE * limits.total * 100)
    moved = ~whole & (np.abs(wanted) > dust)
    total = _cents_of_total(question, base, float(wanted[~whole].sum()))
    if not moved.any() and total != 0 and question.may_change is None:
        moved = ~whole  # a few cents more or less than today are somebody's
    low = np.where(moved, np.ceil((limits.floor - today) * 100 - DUST), 0).clip(-1e17, 1e17).astype(np.int64)
    high = np.where(moved, np.floor((limits.ceiling - today) * 100 + DUST), 0).clip(-1e17, 1e17).astype(np.int64)
    outside = low > high  # today's cents are no whole ones
    exact = np.clip(np.where(moved & ~outside, wanted, 0.0), low, np.maximum(low, high))
    if limits.groups:
        change = _beside_groups(question, base, (exact, low, high), total)
    else:
        change = _shared(exact, (low, high), total)
    return np.where(outside & moved, found.budgets, base + change / 100)


def up_to(question: Question, budgets: Array, whole: Mask, target: float) -> Array:
    """Budgets in whole cents with a few more, each where it brings most, until they bring the target.

    What the search found may bring it by parts of a cent only. Where no limit allows more, the target is missed.
    """
    limits, most = question.limits, np.where(whole, budgets, question.limits.ceiling)
    if question.may_change is not None:
        most = np.where((budgets == question.today) & question.counted, budgets, most)
    rows, bounds, _ = limits.rows()
    budgets = budgets.copy()
    for _ in range(MOST_MORE * len(budgets)):
        if question.value(budgets, whole) >= target:
            break
        more = np.minimum(budgets + CENT, most)
        fits = (more > budgets) & (CENT * rows <= (bounds - rows @ budgets + CENT * DUST)[:, None]).all(axis=0)
        gains = np.where(fits, question.curves.value(more) - question.curves.value(budgets), 0.0)
        place = int(gains.argmax())
        if gains[place] <= 0:
            break
        budgets[place] = np.round(more[place], 2)
    return budgets


def _cents_of_total(question: Question, base: Array, wanted: float) -> int:
    """How many cents are handed out beyond `base`: all that are left of the total, where what is found uses it.

    In decimals: beside a total of 10¹² a float has no whole cents left.
    """
    left = (Fraction(repr(float(question.limits.total))) - sum(Fraction(repr(each)) for each in base.tolist())) * 100
    all_of_it = floor(left + Fraction(1, 10_000))
    short = float(left) - wanted
    if not question.cost and short <= max(2.0, 10 * CLOSE * question.limits.total * 100):
        return all_of_it
    return min(all_of_it, int(np.ceil(wanted - DUST)) if question.cost == 0 else round(wanted))


def _shared(exact: Array, ends: tuple[Cents, Cents], total: int) -> Cents:
    """Whole cents by the largest remainder (Hamilton 1792), nobody beyond their ends; `total` where the ends allow."""
    low, high = ends
    cents = np.clip(np.floor(exact + DUST).astype(np.int64), low, high)
    order = np.argsort(-(exact - cents), kind="stable")
    while missing := total - int(cents.sum()):
        room = high - cents if missing > 0 else cents - low
        open_ = order[room[order] > 0]
        if not len(open_):
            return cents
        open_ = open_ if missing > 0 else open_[::-1]
        each = max(1, abs(missing) // len(open_))
        given = np.minimum(room[open_], each)
        given = np.where(np.cumsum(given) <= abs(missing), given, 0)
        if not given.any():
            given[0] = abs(missing)
        cents[open_] += int(np.sign(missing)) * given
    return cents


def _beside_groups(question: Question, base: Array, asked: tuple[Array, Cents, Cents], total: int) -> Cents:
    """Whole cents that keep every row; the nearest ones to what was found."""
    exact, low, high = asked
    rows, bounds, _ = question.limits.rows()
    near = np.clip(np.round(exact).astype(np.int64), low, high)
    room = np.floor((bounds - rows @ base) * 100 + DUST) - rows @ near
    room[0] = total - int(near.sum())
    far = float(-room[room < 0].sum()) + abs(room[0]) + 3 * len(rows)
    ends = np.maximum(low - near, -far), np.minimum(high - near, far)
    for least in (room[0], -np.inf):
        found = _nearest(rows, room, least, ends)
        if found is not None:
            return near + found
    return near


def _nearest(rows: Array, room: Array, least: float, ends: tuple[Array, Array]) -> Cents | None:
    """Few cents more (first half) and less (second half), of which as many as can be are handed out."""
    count = rows.shape[1]
    table = np.hstack([rows, -rows])
    lower = np.full(len(room), -np.inf)
    lower[0] = least
    worth = np.concatenate([np.full(count, -1.0), np.full(count, 1.0)]) * 4 * (least == -np.inf) + 1
    top = np.concatenate([np.maximum(ends[1], 0), np.maximum(-ends[0], 0)])
    bottom = np.concatenate([np.maximum(ends[0], 0), np.maximum(-ends[1], 0)])
    found = milp(worth, integrality=np.ones(2 * count), bounds=Bounds(bottom, top),
                 constraints=LinearConstraint(table, lower, room))  # fmt: skip
    if found.status != 0:
        return None
    cents = np.round(found.x).astype(np.int64)
    change: Cents = cents[:count] - cents[count:]
    return change
