"""Other allocations that are nearly as good as the best, and differ in kind: what may be left alone at little cost."""

from dataclasses import dataclass, replace

import numpy as np

from analytics import allocation
from analytics.allocation import Allocation
from analytics.question import Mask, Question
from analytics.trend import Array

ENOUGH = 0.98  # of the best's gain
TRIED = 30  # products, those that the best moves most, each left alone in turn
MOST = 5
WANTED = 1e-4  # the gap at which a tie is found well enough
DIFFERING = 2  # products at least whose change goes another way


@dataclass(frozen=True)
class Tie:
    """One allocation that leaves a product alone, its gain, and how many products it treats otherwise."""

    untouched: int
    budgets: Array
    whole: Mask
    gain: float
    share: float  # of the best's gain
    differing: int


def near_ties(question: Question, best: Allocation) -> list[Tie]:
    """Up to five allocations within 2 % of the best's gain and within the limits, those that differ most first."""
    before = question.value(question.today)
    gained = best.value - before
    if gained <= 0:
        return []
    change = best.budgets - question.today
    found = [_without(question, int(place), before) for place in np.argsort(-np.abs(change))[:TRIED] if change[place]]
    ties = []
    for place, other, gain in (each for each in found if each is not None):
        differing = int((_direction(question, other) != _direction(question, best)).sum())
        if gain >= ENOUGH * gained and differing >= DIFFERING:
            ties.append(Tie(place, other.budgets, other.whole, gain, gain / gained, differing))
    return sorted(ties, key=lambda tie: (-tie.differing, -tie.gain))[:MOST]


def _without(question: Question, place: int, before: float) -> tuple[int, Allocation, float] | None:
    """The best allocation that leaves a product's budget as it is, where the limits allow that."""
    limits = question.limits
    if not limits.floor[place] <= question.today[place] <= limits.ceiling[place]:
        return None
    floor, ceiling, points = limits.floor.copy(), limits.ceiling.copy(), question.points.copy()
    floor[place] = ceiling[place] = question.today[place]
    points[place] = np.nan
    narrowed = replace(question, limits=replace(limits, floor=floor, ceiling=ceiling), point_at=points)
    found = allocation.best(narrowed, wanted=WANTED)
    return None if found is None else (place, found, found.value - before)


def _direction(question: Question, found: Allocation) -> Array:
    """−1, 0 or 1 for each product: less, the same or more; 2 where it is taken as a whole."""
    close = 1e-4 * question.limits.total / len(found.budgets)
    change = found.budgets - question.today
    return np.where(found.whole, 2.0, np.sign(np.where(np.abs(change) > close, change, 0.0)))
