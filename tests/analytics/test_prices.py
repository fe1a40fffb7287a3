"""Shadow prices are what a unit more brings, and what a unit less costs: finite differences, found by solving again."""

from dataclasses import replace

import numpy as np
import pytest

from analytics import allocation, prices, response
from analytics.limits import Group, Limits
from analytics.question import Question
from tests.analytics.test_allocation import question

STEP = 1e-4
NONE = np.zeros(50, dtype=bool)


def moved(asked: Question, name: str, by: float) -> float:
    """The best value with one limit moved by so much, of the total, a cap, or a minimum (down)."""
    limits, (kind, _, of) = asked.limits, name.partition(" of ")
    own = np.array([product == of for product in limits.products])
    change = {
        "the total": {"total": limits.total + by},
        "the cap": {"ceiling": limits.ceiling + by * own},
        "the minimum": {"floor": limits.floor - by * own},
    }[kind]
    return allocation.best(replace(asked, limits=replace(limits, **change)), wanted=1e-12).value


@pytest.mark.parametrize("seed", range(12))
def test_prices_are_finite_differences_from_the_right_and_from_the_left(seed):
    asked = question(seed, 5)
    asked = replace(asked, limits=replace(asked.limits, floor=asked.today * 0.2, ceiling=asked.today * 1.4))
    best = allocation.best(asked, wanted=1e-12)
    found = prices.binding(asked, best.budgets, best.whole)
    assert found
    for each in found:
        right = (moved(asked, each.limit, STEP) - best.value) / STEP
        assert each.shadow_price == pytest.approx(right, rel=0.02, abs=1e-4)
        if each.left is not None:
            left = (best.value - moved(asked, each.limit, -STEP)) / STEP
            assert each.left == pytest.approx(left, rel=0.02, abs=1e-4)


def test_the_price_of_a_group_is_what_its_next_unit_brings_beyond_the_totals():
    curves = response.power(np.array([9.0, 1.0, 1.0]), np.ones(3), np.array([0.7, 0.2, 0.2]))
    group = Group("Care", np.array([0]), 0.0, 1.1)
    asked = Question(curves, np.ones(3), Limits(("A", "B", "C"), 3.0, np.zeros(3), np.full(3, 9.0), (group,)))
    best = allocation.best(asked, wanted=1e-12)
    price = {each.limit: each.shadow_price for each in prices.binding(asked, best.budgets, best.whole)}
    slopes = curves.slope(best.budgets)
    assert price["the total"] == pytest.approx(slopes[1], rel=1e-3)
    assert price["the cap of Care"] == pytest.approx(slopes[0] - slopes[1], rel=1e-3)


def test_where_right_and_left_differ_both_are_given():
    """At a corner: B is full, A is at its ceiling, and C, which would take the next unit, has none."""
    curves = response.power(np.array([9.0, 5.0]), np.ones(2), np.array([0.5, 0.5]))
    asked = Question(curves, np.ones(2), Limits(("A", "B"), 2.0, np.zeros(2), np.array([1.0, 1.0])))
    (total, *ends) = sorted(prices.binding(asked, np.ones(2), NONE[:2]), key=lambda each: each.limit, reverse=True)
    assert (total.limit, total.shadow_price, total.left) == ("the total", 0.0, pytest.approx(2.5))
    assert {each.limit: each.shadow_price for each in ends}["the cap of A"] == pytest.approx(4.5 - 2.5)


def test_the_first_money_has_no_price_and_says_why():
    curves = response.power(np.array([9.0, 5.0]), np.ones(2), np.array([0.5, 0.5]))
    asked = Question(curves, np.ones(2), Limits(("A", "B"), 0.0, np.zeros(2), np.ones(2)))
    (found,) = prices.binding(asked, np.zeros(2), NONE[:2])
    assert (found.limit, found.shadow_price, found.left) == ("the total", None, None)
    assert found.reason == prices.ENDLESS
