"""The likeliest allocation keeps every limit, and no allocation is likelier than its bound."""

from dataclasses import replace

import numpy as np
import pytest

from analytics import foresight, likeliest, response
from analytics.chances import Draws
from analytics.limits import Group, Limits
from analytics.question import Question
from tests.seeds import seeds

TODAY = np.array([10.0, 10.0, 10.0])


def test_a_product_below_its_floor_is_one_of_the_few_that_change():
    curves = response.power(np.array([20.0, 20.0, 5.0]), TODAY, np.array([0.4, 0.4, 0.05]))
    limits = Limits(("A", "B", "C"), 31.0, np.array([3, 3, 11.0]), np.full(3, 20.0), most_changed=2)
    question = Question(curves, TODAY, limits)
    found = likeliest.best(question, Draws(curves, np.full(3, 0.1), TODAY, 200), question.value(TODAY) + 0.1)
    assert found.budgets[2] >= 11.0
    assert question.broken(found.budgets, found.whole) == []


def questions(seed: int) -> tuple[Question, Draws, float]:
    """Three products, of which one may take a point, under one of every kind of limit."""
    rng = np.random.default_rng(seed)
    today = rng.uniform(5, 15, 3)
    curves = response.joined(
        response.power(today[:2] * rng.uniform(0.5, 3, 2), today[:2], rng.uniform(0.1, 0.7, 2)),
        response.hill(np.zeros(1), today[2:] * 3, today[2:] * rng.uniform(0.6, 1.5), rng.uniform(1.2, 4, 1)),
    )
    group = Group("G", np.array([0, 2]), float(today[[0, 2]].sum() * 0.8), float(today[[0, 2]].sum() * 1.1))
    most = rng.choice([None, 1, 2])
    total = float(today.sum() * rng.uniform(0.9, 1.2))
    limits = Limits(("A", "B", "C"), total, today * 0.4, today * 1.6, (group,) if seed % 2 else (), most)
    points = np.where(np.arange(3) == seed % 4, 0.2 * today, np.nan)
    question = Question(curves, today, limits, points, np.where(np.isnan(points), np.nan, today))
    return (
        question,
        Draws(curves, np.array([0.1, 0.05, 0.3]), today, 400),
        question.value(today) * rng.uniform(0.97, 1.1),
    )


@pytest.mark.parametrize("seed", seeds(24, 80, 200))
def test_no_allocation_is_likelier_than_the_bound_even_one_that_knows_the_draw(seed):
    """Random allocations within the limits, each judged under each draw: no draw that one reaches is ruled out."""
    question, draws, target = questions(seed)
    none, rng = np.zeros(400, dtype=bool), np.random.default_rng(seed)
    reached = none.copy()
    for share in rng.random((400, 3)):
        budgets = np.where(rng.random(3) < 0.4, question.today, question.today * (0.4 + 1.2 * share))
        whole = ~np.isnan(question.points) & (rng.random(3) < 0.5)
        budgets = np.where(whole, question.points, budgets)
        if not question.broken(budgets, whole):
            own = draws.on(question.narrowed(whole, ~whole).curves)
            reached |= own.contribution(budgets) >= target
    assert foresight.most(question, draws, target, none) >= reached.mean()


def test_a_target_that_only_some_draws_allow_is_no_likelier_than_these():
    """One product takes all the money, so that foresight knows no more than anybody."""
    curves = response.power(np.array([20.0]), np.array([10.0]), np.array([0.4]))
    question = Question(curves, np.array([10.0]), Limits(("A",), 15.0, np.zeros(1), np.full(1, 20.0)))
    draws = Draws(curves, np.array([0.1]), np.array([10.0]), 5000)
    target = question.value(np.array([15.0])) + 0.1
    found = likeliest.best(question, draws, target)
    likely, most = likeliest.chances(question, draws, (found.budgets, found.whole), target)
    assert 0.1 < likely < 0.6
    assert most == pytest.approx(likely, abs=1e-3)


def test_each_draw_of_a_curve_brings_what_the_draw_gains():
    question, draws, _ = questions(4)
    budgets = question.today * np.array([1.3, 0.7, 1.5])
    drawn = draws.drawn(np.arange(400)).value(np.tile(budgets, 400)).reshape(400, 3)
    assert drawn == pytest.approx(question.curves.value(question.today) + draws.gains(budgets))


@pytest.mark.parametrize("most", [2, 3])
def test_of_many_products_no_more_change_than_may_though_some_are_taken_as_a_whole(most):
    """A target that only the ends of two products beside other changes would reach: more changes than are allowed."""
    today = np.linspace(5.0, 20.0, 12)
    curves = response.power(today * np.linspace(0.5, 3.0, 12), today, np.full(12, 0.6))
    points = np.where(np.isin(np.arange(12), [5, 6]), 0.5, np.nan)
    limits = Limits(tuple("ABCDEFGHIJKL"), float(today.sum()), today * 0, today * 2, most_changed=most)
    question = Question(curves, today, limits, points, np.where(np.isnan(points), np.nan, curves.value(today) * 0.3))
    draws = Draws(curves, np.full(12, 0.05), today, 400)
    for share in (1.02, 1.1, 1.3):
        found = likeliest.best(question, draws, question.value(today) * share)
        assert question.broken(found.budgets, found.whole) == []
        for whole, changing in likeliest._ways(question):
            assert (whole | changing).sum() <= most


@pytest.mark.parametrize("seed", range(20))
def test_of_one_change_beside_a_group_the_best_is_found_and_the_bound_is_its_own(seed):
    """Every product in turn on a fine grid of budgets, or at its point, is as likely at most, and the bound is met."""
    asked, draws, target = questions(2 * seed + 1)
    question = replace(asked, limits=replace(asked.limits, most_changed=1, total=float(asked.today.sum()) * 1.05))
    found = likeliest.best(question, draws, target)
    likely, most = likeliest.chances(question, draws, (found.budgets, found.whole), target)
    assert question.broken(found.budgets, found.whole) == []
    assert likely == most
    for place in range(3):
        ends = question.limits.floor[place], question.limits.ceiling[place]
        for budget in [*np.linspace(*ends, 100), question.points[place]]:
            budgets, whole = question.today.copy(), np.zeros(3, dtype=bool)
            budgets[place], whole[place] = budget, budget == question.points[place]
            if not np.isnan(budget) and not question.broken(budgets, whole):
                cents = np.maximum(0.0, budgets - 0.01)  # which `broken` forgives
                other = likeliest.chance(question, draws, (np.where(whole, budgets, cents), whole), target)
                assert other <= most
