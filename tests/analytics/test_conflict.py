import numpy as np
import pytest

from analytics import response
from analytics.conflict import Conflict
from analytics.conflict import conflict as of_question
from analytics.limits import Group, Limits
from analytics.question import Question


def conflict(asked: Limits) -> Conflict | None:
    count = len(asked.products)
    return of_question(Question(response.flat(np.zeros(count)), np.zeros(count), asked))


def limits(total: float, floor: list[float], ceiling: list[float], *groups: Group) -> Limits:
    names = tuple("ABCDEFGH"[: len(floor)])
    return Limits(names, total, np.array(floor), np.array(ceiling), groups)


def test_limits_that_hold_do_not_conflict():
    assert conflict(limits(100, [10, 10], [90, 90])) is None


def test_a_floor_above_its_ceiling_is_named():
    found = conflict(limits(100, [50, 0, 0], [40, 90, 90]))
    assert set(found.limits) == {"the minimum of A at 50.00", "the cap of A at 40.00"}
    assert found.relaxation.by == pytest.approx(10)


def test_floors_that_the_rest_does_not_need_are_left_out():
    found = conflict(limits(100, [80, 60, 1], [90, 90, 90]))
    assert set(found.limits) == {"the total of 100.00", "the minimum of A at 80.00", "the minimum of B at 60.00"}


def test_a_group_against_its_members_and_the_total_against_groups():
    pair = np.array([0, 1])
    found = conflict(limits(100, [0, 0, 0], [20, 10, 90], Group("Care", pair, 50.0)))
    assert set(found.limits) == {"the minimum of Care at 50.00", "the cap of A at 20.00", "the cap of B at 10.00"}
    assert found.relaxation.by == pytest.approx(20)
    two = [Group("Care", pair, 70.0), Group("Plant", np.array([2]), 60.0)]
    assert set(conflict(limits(100, [0] * 3, [90] * 3, *two)).limits) == {
        "the total of 100.00",
        "the minimum of Care at 70.00",
        "the minimum of Plant at 60.00",
    }


@pytest.mark.parametrize("seed", range(10))
def test_every_limit_of_a_conflict_is_needed_and_its_relaxation_suffices(seed):
    rng = np.random.default_rng(seed)
    floor = rng.uniform(5, 30, 6)
    asked = limits(float(floor.sum()) * 0.8, floor.tolist(), (floor * 2).tolist())
    found = conflict(asked)
    named = np.array([any(said.startswith(f"the minimum of {name} ") for said in found.limits) for name in "ABCDEF"])
    assert floor[named].sum() > asked.total  # they conflict alone
    assert floor[named].sum() - floor[named].min() <= asked.total  # and no longer without the least of them
    assert found.relaxation.by == pytest.approx(floor.sum() - asked.total)
