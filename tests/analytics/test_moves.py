from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import allocation, moves, response
from analytics.limits import Group, Limits
from analytics.moves import Answered
from analytics.question import Question

NONE = np.zeros(100, dtype=bool)  # nothing is taken as a whole


def question(seed: int, count: int, factor: float = 1.0, **limits) -> Question:
    rng = np.random.default_rng(seed)
    today = rng.lognormal(0, 0.6, count)
    curves = response.power(today * rng.uniform(0.3, 5, count), today, rng.uniform(0.1, 0.8, count))
    names = tuple(f"P{place}" for place in range(count))
    return Question(curves, today, Limits(names, float(today.sum()) * factor, today * 0.5, today * 1.5, **limits))


def way(asked: Question) -> tuple[np.ndarray, list[moves.Move]]:
    target = allocation.best(asked).budgets
    return target, moves.path(asked, target, NONE[: len(target)], asked.limits.products)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 15), st.sampled_from([0.8, 1.0, 1.2]))
def test_moves_lead_from_today_to_the_target_and_their_gains_add_up(seed, count, factor):
    asked = question(seed, count, factor)
    target, found = way(asked)
    at = asked.today.copy()
    for move in found:
        at[move.giver if move.giver is not None else []] -= move.amount
        at[move.taker if move.taker is not None else []] += move.amount
    assert at == pytest.approx(target, abs=1e-7)
    gained = asked.value(target) - asked.value(asked.today)
    assert sum(move.gain for move in found) == pytest.approx(gained, abs=1e-6)
    assert len(found) <= (target != asked.today).sum()


def test_a_few_cents_are_moved_too_beside_large_budgets():
    """In a portfolio of 3 bn, 9 cents are far less than a billionth of the total, and still somebody's."""
    today = np.array([2e9, 1e9, 500.0])
    asked = Question(response.power(today * 2, today, np.full(3, 0.3)), today, question(1, 3).limits)
    target = np.array([2e9 - 1.09, 1e9 + 1.0, 500.09])
    found = moves.path(asked, target, NONE[:3], ("A", "B", "C"))
    assert sorted(round(move.amount, 2) for move in found) == [0.09, 1.0]
    assert {(move.giver, move.taker) for move in found} == {(0, 1), (0, 2)}


def test_no_change_is_no_move_and_gains_nothing():
    asked = question(1, 5)
    assert moves.path(asked, asked.today, NONE[:5], asked.limits.products) == []
    assert asked.value(asked.today) - asked.value(asked.today) == 0


def test_the_largest_gain_comes_first_and_each_says_what_stops_it():
    asked = question(7, 8)
    target, found = way(asked)
    assert found[0].gain == max(move.gain for move in found)
    for move in found:
        if move.stopped_by.startswith("the cap of P"):
            assert target[move.taker] == pytest.approx(asked.limits.ceiling[move.taker])
        elif move.stopped_by.startswith("the minimum of P"):
            assert target[move.giver] == pytest.approx(asked.limits.floor[move.giver])


def test_a_limit_of_a_group_is_named_as_the_stop():
    curves = response.power(np.array([9.0, 1.0, 1.0]), np.ones(3), np.array([0.7, 0.2, 0.2]))
    group = Group("Care", np.array([0]), 0.0, 1.1)
    asked = Question(curves, np.ones(3), Limits(("A", "B", "C"), 3.0, np.zeros(3), np.full(3, 9.0), (group,)))
    assert {move.stopped_by for move in way(asked)[1] if move.taker == 0} == {"the cap of Care"}


def test_less_money_is_saved_and_more_is_new():
    assert {move.taker for move in way(question(2, 4, 0.8))[1]} >= {None}
    assert {move.giver for move in way(question(2, 4, 1.2))[1]} >= {None}


@pytest.mark.parametrize("seed", range(5))
def test_the_rest_is_solved_again_around_what_the_room_said(seed):
    asked = question(seed, 8)
    found = way(asked)[1]
    first, second = found[0], found[1]
    answered = Answered(((first.giver, first.taker, first.amount),), frozenset({second.giver}), frozenset())
    moved = replace(asked, today=moves.after(asked.today, first.giver, first.taker, first.amount))
    left = moves.around(moved, answered)
    target = allocation.best(left).budgets
    assert left.today.sum() == pytest.approx(asked.today.sum())
    assert target[first.taker] >= left.today[first.taker] - 1e-9
    assert target[first.giver] <= left.today[first.giver] + 1e-9
    assert target[second.giver] >= left.today[second.giver] - 1e-9


@pytest.mark.parametrize("seed", range(5))
def test_few_changes_take_a_growing_part_of_the_gain(seed):
    asked = question(seed, 10)
    whole = allocation.best(asked)
    shares = [few.share for few in moves.fewest(asked, whole.value, (2, 4, 6, 10))]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0, abs=1e-3)
    assert shares[0] > 0


@pytest.mark.parametrize("seed", range(5))
def test_the_ranking_keeps_the_limits_and_never_beats_the_best(seed):
    asked = question(seed, 10)
    sorted_list = moves.naive(asked.curves, asked.today, asked.limits)
    assert sorted_list.sum() == pytest.approx(asked.limits.total)
    assert ((sorted_list >= asked.limits.floor) & (sorted_list <= asked.limits.ceiling + 1e-12)).all()
    assert asked.value(sorted_list) <= allocation.best(asked).value * (1 + 1e-9)
