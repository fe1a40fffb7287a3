"""The best allocation in which one product changes at most: exact, each product being tried in turn.

With all others at today's budgets, what one product may have is an interval, and what it brings there has its maximum
at an end, or where the next unit brings no more than its money.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.dual import Choices
from analytics.feasible import EXACT
from analytics.trend import Array

Mask = npt.NDArray[np.bool_]
TINY = 1e-300


@dataclass(frozen=True)
class Single:
    """The product that changes (None: none does), what it gets, and whether that is its point."""

    place: int | None
    budget: float
    whole: bool


def best(choices: Choices, rows: Array, bounds: Array, most: int) -> Single | None:
    """The best single change, or none, where `most` of 0 or 1 products may change; None where that keeps no limits."""
    today, count = choices.today, len(choices.today)
    outside = (today < choices.floor) | (today > choices.ceiling)
    room = bounds + EXACT * (1 + np.abs(bounds))
    if not outside.any() and (rows @ today <= room).all():
        found, most_gained = Single(None, 0.0, False), 0.0
    else:
        found, most_gained = None, -np.inf
    if most < 1 or outside.sum() > 1:
        return found
    budgets, allowed = _tried(choices, room - rows @ today, rows)
    if outside.any():
        allowed &= outside
    gains = np.where(allowed, _worth(choices, budgets) - _today(choices), -np.inf)
    which, place = np.unravel_index(int(gains.argmax()), (4, count))
    if gains[which, place] > most_gained:
        return Single(int(place), float(budgets[which, place]), bool(which == 3))
    return found


def tops(choices: Choices, rows: Array, bounds: Array, most: int) -> list[Single]:
    """Every change of one product to the most money that it may have, or to its point, and no change, where allowed.

    As more money never brings less, whatever the curves, one of these is the best that the limits allow.
    """
    today, found = choices.today, list[Single]()
    outside = (today < choices.floor) | (today > choices.ceiling)
    room = bounds + EXACT * (1 + np.abs(bounds))
    if not outside.any() and (rows @ today <= room).all():
        found.append(Single(None, 0.0, False))
    if most < 1 or outside.sum() > 1:
        return found
    budgets, allowed = _tried(choices, room - rows @ today, rows)
    if outside.any():
        allowed &= outside
    return found + [
        Single(int(place), float(budgets[which, place]), which == 3)
        for which in (1, 3) for place in np.flatnonzero(allowed[which])
    ]  # fmt: skip


def _tried(choices: Choices, left: Array, rows: Array) -> tuple[Array, Mask]:
    """Four budgets of each product, the last one its point, and which of them keep the limits beside today's others."""
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = left[:, None] / rows + choices.today
    most = np.where(rows > 0, reach, np.inf).min(axis=0, initial=np.inf)
    least = np.where(rows < 0, reach, -np.inf).max(axis=0, initial=-np.inf)
    low, high = np.maximum(choices.floor, least), np.minimum(choices.ceiling, most)
    turning = choices.curves.at_slope(np.full(len(low), max(choices.cost, TINY))) if choices.cost else high
    points = np.nan_to_num(choices.point_at)
    budgets = np.vstack([low, high, np.clip(turning, low, np.maximum(low, high)), points])
    held = ((rows == 0) & (left < 0)[:, None]).any(axis=0)  # a limit that others break
    within = (low <= high) & ~held
    fits = ~np.isnan(choices.point_at) & ~held & (points <= most) & (points >= least)
    return budgets, np.vstack([within, within, within, fits])


def _worth(choices: Choices, budgets: Array) -> Array:
    values = choices.curves.value(budgets)
    values[3] = np.nan_to_num(choices.point_value)
    found: Array = values - choices.cost * budgets
    return found


def _today(choices: Choices) -> Array:
    found: Array = choices.curves.value(choices.today) - choices.cost * choices.today
    return found
