"""The total that is asked for is handed out to the cent, at any scale, beside every other limit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import allocation, handed_out, response
from analytics.allocation import Question
from analytics.limits import Group, Limits


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
