"""The least money is what trying every choice of changes and points finds, and no limit but the total is broken."""

from itertools import product

import numpy as np
import pytest

from analytics import allocation, response, thrift
from analytics.limits import Group, Limits
from analytics.question import Question


def asked(seed: int, grouped: bool) -> Question:
    """Four products, some of which have to change, some with a point, some changed already."""
    rng = np.random.default_rng(seed)
    today = np.round(rng.uniform(1, 10, 4), 2)
    floor = np.round(today * rng.choice([0.0, 0.5, 0.9, 1.1], 4, p=[0.2, 0.3, 0.3, 0.2]), 2)
    ceiling = np.round(np.maximum(floor, today * rng.choice([0.95, 1.5], 4, p=[0.15, 0.85])), 2)
    points = np.where(rng.random(4) < 0.3, np.round(today * rng.uniform(0.1, 1.2, 4), 2), np.nan)
    groups = (Group("G", np.array([0, 1]), float(today[:2].sum() * 0.8), float(today[:2].sum() * 1.1)),)
    most = rng.choice([None, 1, 2, 3])
    limits = Limits(tuple("ABCD"), float(today.sum()), floor, ceiling, groups if grouped else (), most)
    curves = response.power(today * 2, today, np.full(4, 0.4))
    return Question(
        curves, today, limits, points, np.where(np.isnan(points), np.nan, today), changed=rng.random(4) < 0.2
    )


def by_trying(question: Question) -> float:
    """The least sum over every choice of stay, range and point; ∞ where none keeps the limits."""
    limits, today, best = question.limits, question.today, np.inf
    for kinds in product(("stay", "range", "point"), repeat=4):
        low, high = limits.floor.copy(), limits.ceiling.copy()
        for at, kind in enumerate(kinds):
            if kind != "range":
                low[at] = high[at] = today[at] if kind == "stay" else question.points[at]
            if kind == "stay" and not limits.floor[at] <= today[at] <= limits.ceiling[at]:
                low[at] = np.nan
        changes = sum(kind != "stay" and bool(question.counted[at]) for at, kind in enumerate(kinds))
        if np.isnan(low).any() or (question.may_change is not None and changes > question.may_change):
            continue
        for group in limits.groups:
            short = max(0.0, group.floor - float(low[group.members].sum()))
            if short > (high - low)[group.members].sum() + 1e-9 or low[group.members].sum() > group.ceiling + 1e-9:
                break
            best = min(best, float(low.sum()) + short)
        else:
            best = best if limits.groups else min(best, float(low.sum()))
    return best


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_the_least_money_is_what_trying_finds(seed, grouped):
    question = asked(seed, grouped)
    found, best = thrift.least(question), by_trying(question)
    if found is None:
        assert best == np.inf
        return
    assert found[0].sum() == pytest.approx(best, abs=1e-6)
    assert allocation.with_total(question, best + 0.01).broken(*found) == []


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_a_total_a_little_above_the_least_has_an_allocation_and_one_below_has_none(seed, grouped):
    question, best = asked(seed, grouped), by_trying(asked(seed, grouped))
    if best < np.inf:
        assert allocation.best(allocation.with_total(question, best + 0.001)) is not None
        assert allocation.best(allocation.with_total(question, best - 0.1)) is None
    else:
        assert allocation.best(question) is None
