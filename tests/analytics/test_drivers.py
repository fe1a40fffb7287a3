"""Drivers of a gap: exact over any figures."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics import drivers

AMOUNT = some.one_of(some.none(), some.floats(-1e6, 1e6).map(lambda value: round(value, 2)))
BELOW = some.one_of(some.none(), some.floats(1, 1e6).map(lambda value: round(value, 2)))


@given(some.lists(some.tuples(AMOUNT, AMOUNT), max_size=8))
def test_the_gaps_of_a_sum_add_up(rows):
    frame = pd.DataFrame(rows, columns=["actual", "target"], dtype=float).assign(
        product=[f"P{n}" for n in range(len(rows))]
    )
    both = frame.dropna()
    assert drivers.of_sum(frame)["gap"].sum() == pytest.approx(both["actual"].sum() - both["target"].sum(), abs=0.005)


@given(some.lists(some.tuples(AMOUNT, BELOW, AMOUNT, BELOW), min_size=1, max_size=8))
def test_mix_and_rate_add_up_to_the_gap_of_a_ratio(rows):
    frame = pd.DataFrame(rows, columns=["above", "below", "planned_above", "planned_below"], dtype=float)
    frame["product"] = [f"P{n}" for n in range(len(rows))]
    whole = [not ((b and a is None) or (d and c is None)) for a, b, c, d in rows]
    known = frame[whole]
    actual, planned = known.dropna(subset=["above", "below"]), known.dropna(subset=["planned_above", "planned_below"])
    if actual.empty or planned.empty:
        return
    gap = (
        actual["above"].sum() / actual["below"].sum() - planned["planned_above"].sum() / planned["planned_below"].sum()
    )
    assert drivers.of_ratio(frame)["gap"].sum() == pytest.approx(gap, rel=1e-9, abs=1e-6)


def test_by_hand():
    frame = pd.DataFrame(
        {
            "product": ["A", "B"],
            "above": [24.0, 8],
            "below": [80.0, 20],
            "planned_above": [10.0, 20],
            "planned_below": [50.0, 50],
        }
    )
    found = drivers.of_ratio(frame).set_index("product")
    assert found.loc["A", ["mix", "rate"]].tolist() == pytest.approx([0.3 * (0.2 - 0.3), 0.8 * 0.1])
    assert found.loc["B", ["mix", "rate"]].tolist() == pytest.approx([-0.3 * (0.4 - 0.3), 0.0])


def test_a_product_whose_contribution_is_not_known_is_neither_gone_nor_new():
    frame = pd.DataFrame(
        {
            "product": ["A", "B"],
            "above": [24.0, None],
            "below": [80.0, 20],
            "planned_above": [10.0, 20],
            "planned_below": [50.0, 50],
        }
    )
    (found,) = drivers.of_ratio(frame).to_dict("records")
    assert (found["product"], found["left"], found["gap"]) == ("A", 0.0, pytest.approx(0.1))
    assert drivers.half_known(frame).tolist() == [False, True]
