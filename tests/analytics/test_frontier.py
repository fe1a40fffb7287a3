from dataclasses import replace

import numpy as np
import pytest

from analytics import allocation, frontier, likeliest, response
from analytics.chances import Draws
from analytics.limits import Limits
from analytics.question import Question

TODAY = np.array([10.0, 10.0, 10.0])


def question() -> Question:
    """A certain small gain in A, an uncertain large one in B, and C to take from."""
    curves = response.power(np.array([20.0, 20.0, 5.0]), TODAY, np.array([0.35, 0.40, 0.05]))
    return Question(curves, TODAY, Limits(("A", "B", "C"), 30.0, TODAY * 0.3, TODAY * 2))


def draws(count: int) -> Draws:
    return Draws(question().curves, np.array([0.01, 0.25, 0.01]), TODAY, count)


@pytest.fixture(scope="module")
def found() -> list[frontier.Point]:
    return frontier.points(question(), allocation.best(question()), draws(500), draws(5000))


def test_today_is_a_point_that_gains_nothing(found):
    assert (found[0].range.p50, found[0].range.tail) == (0.0, 0.0)


def test_no_point_called_efficient_is_beaten(found):
    efficient = sorted((p for p in found if p.efficient), key=lambda point: point.range.p50)
    tails = [point.range.tail for point in efficient]
    assert len(efficient) >= 3
    assert tails == sorted(tails, reverse=True)


def test_every_point_keeps_the_limits(found):
    limits = question().limits
    for point in found:
        assert point.budgets.sum() <= limits.total * (1 + 1e-9)
        assert ((point.budgets >= limits.floor - 1e-9) & (point.budgets <= limits.ceiling + 1e-9)).all()


def test_caution_puts_less_into_what_is_uncertain(found):
    boldest = max(found, key=lambda point: point.range.p50)
    safest = max(found[2:], key=lambda point: point.range.tail)
    assert safest.budgets[1] < boldest.budgets[1]


def test_the_point_without_weight_on_variance_is_about_the_best(found):
    best = max(point.range.p50 for point in found[2:])
    assert best == pytest.approx(found[1].range.p50, rel=0.03)


def test_today_is_not_efficient_where_its_limits_forbid_it():
    asked = question()
    asked = replace(asked, limits=replace(asked.limits, total=24.0))
    found = frontier.points(asked, allocation.best(asked), draws(500), draws(5000))
    assert not found[0].efficient
    assert any(point.efficient for point in found)


def test_the_likeliest_is_no_less_likely_than_any_point(found):
    target = question().value(TODAY) + 1.0
    likely = likeliest.best(question(), draws(1000), target)
    reached = likeliest.chance(question(), draws(5000), (likely.budgets, likely.whole), target)
    each = [(draws(5000).contribution(p.budgets) >= target).mean() for p in found]
    assert reached >= max(each) - 0.01


def test_a_target_beyond_the_best_mean_is_reached_by_seeking_what_is_uncertain():
    target = float(question().value(allocation.best(question()).budgets)) + 2.0
    likely = likeliest.best(question(), draws(1000), target)
    usual = likeliest.chance(question(), draws(5000), (allocation.best(question()).budgets, likely.whole), target)
    assert likeliest.chance(question(), draws(5000), (likely.budgets, likely.whole), target) >= usual
