import numpy as np
import pytest

from analytics import allocation, chances, frontier, response
from analytics.allocation import Question
from analytics.chances import Draws
from analytics.limits import Limits

TODAY = np.array([10.0, 10.0, 10.0])


def question() -> Question:
    """A certain small gain in A, an uncertain large one in B, and C to take from."""
    curves = response.power(np.array([20.0, 20.0, 5.0]), TODAY, np.array([0.35, 0.40, 0.05]))
    return Question(curves, TODAY, Limits(("A", "B", "C"), 30.0, TODAY * 0.3, TODAY * 2))


def draws(count: int) -> Draws:
    return Draws(question().curves, np.array([0.01, 0.25, 0.01]), TODAY, count)


@pytest.fixture(scope="module")
def found() -> list[frontier.Point]:
    best = allocation.best(question()).budgets
    return frontier.points(question(), draws(500), draws(5000), [TODAY, best])


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


def test_the_likeliest_reaches_its_target_most_often(found):
    target = question().value(TODAY) + 1.0
    point, likely = frontier.likeliest(draws(5000), found, target)
    each = [(draws(5000).gains(p.budgets).sum(axis=1) + question().value(TODAY) >= target).mean() for p in found]
    assert likely == pytest.approx(max(each))
    assert chances.summary(draws(5000).gains(point.budgets).sum(axis=1)).p50 > 0
