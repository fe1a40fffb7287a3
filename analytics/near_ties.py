"""Other allocations that are nearly as good as the best, and differ in kind: what may be left alone at little cost."""

from dataclasses import dataclass, replace

import numpy as np

from analytics import allocation
from analytics.allocation import Question
from analytics.trend import Array

ENOUGH = 0.9  # of the best's gain
TRIED = 10  # products, those that the best moves most, each left alone in turn
MOST = 5
DIFFERING = 2  # products at least whose change goes another way


@dataclass(frozen=True)
class Tie:
    """One allocation that leaves a product alone, its gain, and how many products it treats otherwise."""

    untouched: int
    budgets: Array
    gain: float
    share: float  # of the best's gain
    differing: int


def near_ties(question: Question, best: Array) -> list[Tie]:
    """Up to five allocations with most of the best's gain, those that differ most from it first."""
    before = question.value(question.today)
    gained = question.value(best) - before
    if gained <= 0:
        return []
    change = best - question.today
    found = [_without(question, int(place), before) for place in np.argsort(-np.abs(change))[:TRIED] if change[place]]
    ties = []
    for place, budgets, gain in (each for each in found if each is not None):
        differing = int((_direction(question, budgets) != _direction(question, best)).sum())
        if gain >= ENOUGH * gained and differing >= DIFFERING:
            ties.append(Tie(place, budgets, gain, gain / gained, differing))
    return sorted(ties, key=lambda tie: (-tie.differing, -tie.gain))[:MOST]


def _without(question: Question, place: int, before: float) -> tuple[int, Array, float] | None:
    """The best allocation that leaves a product's budget as it is."""
    floor, ceiling = question.limits.floor.copy(), question.limits.ceiling.copy()
    floor[place] = ceiling[place] = question.today[place]
    found = allocation.best(replace(question, limits=replace(question.limits, floor=floor, ceiling=ceiling)))
    return None if found is None else (place, found.budgets, found.value - before)


def _direction(question: Question, budgets: Array) -> Array:
    """−1, 0 or 1 for each product: less, the same or more."""
    close = 1e-4 * question.limits.total / len(budgets)
    return np.sign(np.where(np.abs(budgets - question.today) > close, budgets - question.today, 0.0))
