"""Without the groups that hold nothing back, a question has the same answer."""

from dataclasses import replace

import numpy as np
import pytest

from analytics import fewer_rows, response
from analytics.limits import Group, Limits
from analytics.question import Question

NONE = np.full(3, np.nan)


def question(*groups: Group, points=NONE, total=33.0) -> Question:
    """Three products of 10 each, which may have 5 to 15."""
    today = np.full(3, 10.0)
    curves = response.power(np.array([30.0, 20.0, 10.0]), today, np.array([0.5, 0.4, 0.3]))
    limits = Limits(tuple("ABC"), total, np.full(3, 5.0), np.full(3, 15.0), tuple(groups))
    return Question(curves, today, limits, points, np.where(np.isnan(points), np.nan, 8.0))


def group(members, floor=0.0, ceiling=np.inf) -> Group:
    return Group("G", np.array(members), floor, ceiling)


def test_a_group_of_one_is_the_products_own_floor_and_ceiling():
    limits = fewer_rows.fewer(question(group([1], 7.0, 12.0))).limits
    assert (limits.groups, limits.floor.tolist(), limits.ceiling.tolist()) == ((), [5, 7, 5], [15, 12, 15])


def test_a_point_that_a_group_of_one_forbids_is_no_choice():
    points = np.array([1.0, 2.0, np.nan])
    found = fewer_rows.fewer(question(group([0], 2.0), group([1], 2.0), points=points))
    assert np.isnan(found.points).tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("one", "kept"),
    [
        (group([0, 1], floor=10.0), None),  # the floors alone are 10
        (group([0, 1], floor=10.1), (10.1, np.inf)),
        (group([0, 1], ceiling=28.0), None),  # the total of 33 leaves 28 beside the third
        (group([0, 1], ceiling=27.9), (0.0, 27.9)),
        (group([0, 1], 9.0, 27.0), (0.0, 27.0)),
    ],
)
def test_sides_of_a_group_go_that_the_ranges_and_the_total_keep(one, kept):
    left = fewer_rows.fewer(question(one)).limits.groups
    assert [(each.floor, each.ceiling) for each in left] == ([] if kept is None else [kept])


def test_a_point_below_the_floor_keeps_the_groups_floor():
    asked = question(group([0, 1], floor=10.0), points=np.array([1.0, np.nan, np.nan]))
    assert fewer_rows.fewer(asked).limits.groups[0].floor == 10.0


@pytest.mark.parametrize("seed", range(60))
def test_what_may_be_given_is_the_same_with_and_without(seed):
    rng = np.random.default_rng(seed)
    groups = [
        group(rng.choice(3, int(rng.integers(1, 4)), replace=False), *rng.uniform([2.0, 12.0], [14.0, 40.0]))
        for _ in range(2)
    ]
    points = np.where(rng.random(3) < 0.4, rng.uniform(1, 18, 3), np.nan)
    asked = question(*groups, points=points, total=float(rng.uniform(20, 45)))
    found = fewer_rows.fewer(asked)
    for _ in range(400):
        budgets = rng.uniform(4.5, 15.5, 3)
        whole = ~np.isnan(points) & (rng.random(3) < 0.5)
        budgets = np.where(whole, points, budgets)
        gone = bool((whole & np.isnan(found.points)).any())
        before = asked.broken(budgets, whole)
        assert bool(before) == (gone or bool(replace(found, point_at=points).broken(budgets, whole)))
