"""How much money moved, how much serves no objective, who is short of it: by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics import xray

SPEND = some.dictionaries(some.sampled_from("ABCDE"), some.floats(0, 1e6), min_size=1).map(pd.Series)


def test_what_moved_is_half_of_all_changes_of_share():
    before, now = pd.Series({"A": 50.0, "B": 50.0}), pd.Series({"A": 25.0, "B": 50.0, "C": 25.0})
    assert xray.reallocation(before, now) == 0.25


@given(SPEND, SPEND)
def test_what_moved_lies_between_nothing_and_all(before, now):
    moved = xray.reallocation(before, now)
    assert moved is None or 0 <= moved <= 1 + 1e-9


def test_more_money_for_everyone_moves_nothing():
    before = pd.Series({"A": 10.0, "B": 30.0})
    assert xray.reallocation(before, 3 * before) == 0
    assert xray.reallocation(before, 0 * before) is None


def test_spend_without_an_objective():
    initiatives = pd.DataFrame({"spend": [60.0, 30.0, 10.0, None], "objective": ["Grow", None, "", None]})
    assert xray.without_objective(initiatives) == pytest.approx(0.4)
    assert xray.without_objective(initiatives.iloc[:0]) is None


def returns(*rows):
    frame = pd.DataFrame(rows, columns=["product", "return_contribution", "return_investment"])
    return frame.assign(roi=frame["return_contribution"] / frame["return_investment"] - 1)


def test_the_underfunded_product_earns_most_beside_its_spend():
    found = xray.underfunded(returns(("Big", 60.0, 50.0), ("Small", 40.0, 10.0), ("Idle", 0.0, 40.0)))
    assert (found.product, found.contribution_share, found.spend_share) == ("Small", 0.4, 0.1)


def test_where_all_return_the_same_nobody_is_underfunded():
    assert xray.underfunded(returns(("A", 60.0, 30.0), ("B", 20.0, 10.0))) is None
    assert xray.underfunded(returns(("A", 60.0, 30.0))) is None
