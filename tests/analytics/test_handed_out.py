"""The total that is asked for is handed out to the cent, at any scale, beside every other limit."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analytics import allocation, handed_out, response
from analytics.limits import Group, Limits
from analytics.question import Question


def asked(seed: int, scale: float, grouped: bool) -> Question:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 8))
    today = np.round(scale * rng.dirichlet(np.ones(count)) + 0.02, 2)
    curves = response.power(today * rng.uniform(0.3, 4, count), today, rng.uniform(0.1, 0.8, count))
    low, high = np.ceil(today * 30) / 100, np.floor(today * 250) / 100
    total = round(float(low.sum() + rng.uniform(0.1, 0.9) * (high.sum() - low.sum())), 2)
    spent = float(today[:2].sum())
    groups = (Group("two", np.array([0, 1]), spent * 0.4, spent * 2.2),) if grouped else ()
    return Question(curves, today, Limits(tuple("ABCDEFGH"[:count]), total, low, high, groups))


@settings(max_examples=60, deadline=None)
@example(176, 11.0, True)  # the search leaves 2.17 too much in all and 0.36 too little in a group
@given(st.integers(0, 10_000), st.floats(0, 12), st.booleans())
def test_the_total_is_handed_out_to_the_cent_at_any_scale(seed, power, grouped):
    question = asked(seed, 10**power, grouped)
    found = allocation.best(question)
    if found is None:
        return
    budgets = handed_out.in_cents(question, found)
    room = question.limits.ceiling.sum() if not grouped else found.budgets.sum() + 0.02
    if room >= question.limits.total:
        assert budgets.sum() == pytest.approx(question.limits.total, abs=0.002 + 1e-15 * question.limits.total)
    assert question.broken(budgets, found.whole) == []
    cents = np.round((budgets - question.today) * 100)
    assert (budgets - question.today) * 100 == pytest.approx(cents, abs=1e-3 + 1e-13 * 10**power * 100)


def test_who_does_not_change_keeps_every_cent():
    curves = response.power(np.array([9.0, 5.0, 3.0]), np.array([1e8, 1e6, 333.33]), np.full(3, 0.3))
    limits = Limits(("A", "B", "C"), 1e8 + 1e6 + 333.33 - 60, np.array([0, 1e6, 0]), np.array([2e8, 1e6, 333.33]))
    question = Question(curves, np.array([1e8, 1e6, 333.33]), limits)
    budgets = handed_out.in_cents(question, allocation.best(question))
    assert budgets.sum() == pytest.approx(1e8 + 1e6 + 333.33 - 60, abs=1e-6)
    assert budgets[1] == 1e6


def test_what_rounding_misses_of_a_target_is_given_where_it_brings_most():
    curves = response.power(np.array([28.87, 275.17]), np.array([46.99, 104.7]), np.array([0.05, 0.5]))
    question = Question(curves, np.array([46.99, 104.7]), Limits(("A", "B"), 110.0, np.zeros(2), np.full(2, 200.0)))
    none, near = np.zeros(2, dtype=bool), np.array([0.39, 100.0])
    target = question.value(near + np.array([0.006, 0.0]))
    budgets = handed_out.up_to(question, near, none, target)
    assert budgets.tolist() == [0.40, 100.0]
    assert question.value(budgets) >= target


def test_no_cent_is_given_that_a_limit_forbids():
    curves = response.power(np.array([28.87, 275.17]), np.array([46.99, 104.7]), np.array([0.05, 0.5]))
    limits = Limits(("A", "B"), 100.40, np.zeros(2), np.array([0.39, 100.0]))
    question = Question(curves, np.array([46.99, 104.7]), limits)
    near = np.array([0.39, 100.0])
    assert handed_out.up_to(question, near, np.zeros(2, dtype=bool), 1e9).tolist() == near.tolist()
