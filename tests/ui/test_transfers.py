"""Transfers one by one: their times changed, and single ones taken back."""

import pytest

from analytics.transfers import Impossible, Scenario, Transfer
from ui import transfers
from ui.transfers import AT_START, BACK, SETTLES, START

SCENARIO = Scenario({"A": 10_000, "B": 5_000, "C": 0}, {"A": 300, "B": 0, "C": 0})
MOVED = SCENARIO.moved((Transfer("A", "C", 4_000), Transfer("A", "B", 0, 200))).moved((Transfer("C", None, 3_000),))


def rows(*changes):
    usual = {START: 0, AT_START: 1.0, SETTLES: 0.0, BACK: False}
    return [{**usual, **each} for each in changes]


def test_nothing_changed_is_the_same_scenario():
    assert transfers.rewritten(MOVED, rows({}, {}, {})) == MOVED


def test_each_transfer_has_times_of_its_own():
    again = transfers.rewritten(MOVED, rows({START: 3}, {AT_START: 0.5, SETTLES: 2.0}, {START: 4}))
    assert [each.start for each in again.transfers] == [3, 0, 4]
    assert (again.transfers[1].at_start, again.transfers[1].settles) == (0.5, 2.0)
    assert (again.budgets(), again.people()) == (MOVED.budgets(), MOVED.people())


def test_one_transfer_is_taken_back_and_the_others_stay():
    again = transfers.rewritten(MOVED, rows({}, {BACK: True}, {}))
    assert again.people() == dict(SCENARIO.people_today)
    assert again.budgets() == MOVED.budgets()
    assert transfers.rewritten(MOVED, rows({}, {}, {BACK: True})).pool() == (0, 0)


def test_what_a_later_transfer_needs_cannot_be_taken_back():
    with pytest.raises(Impossible, match=r"^C has 0\.00: no more can be taken from it"):
        transfers.rewritten(MOVED, rows({BACK: True}, {}, {}))


def test_what_has_not_come_yet_cannot_be_given():
    with pytest.raises(Impossible, match=r"C has 40\.00 from month 0 on: no more can be taken from it"):
        transfers.rewritten(MOVED, rows({START: 3}, {}, {}))


def test_a_month_beyond_the_horizon_is_refused():
    with pytest.raises(Impossible, match="starts in month 0 to 11"):
        transfers.rewritten(MOVED, rows({START: 12}, {}, {}))
