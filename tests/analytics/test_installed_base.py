"""Shares of an installed base are of units that are all known."""

import pandas as pd
import pytest

from analytics import installed_base

DAY = pd.Timestamp("2025-01-01")


def shares(*rows):
    """The shares of rows of a vendor, None for the whole, and its units, in one market and year."""
    place = {"market": "P", "segment": None, "region": None, "unit": "units", "first_month": DAY, "last_month": DAY}
    frame = pd.DataFrame([{**place, "vendor": vendor, "installed": units} for vendor, units in rows])
    return [None if pd.isna(share) else share for share in installed_base.shares(frame)["share"]]


def test_a_share_is_of_the_sum_of_the_vendors_where_no_whole_is_given():
    assert shares(("A", 30), ("B", 70)) == [pytest.approx(0.3), pytest.approx(0.7)]


def test_a_share_is_of_the_whole_where_it_is_given_and_the_whole_has_none():
    assert shares(("A", 30), ("B", 70), (None, 200)) == [pytest.approx(0.15), pytest.approx(0.35), None]


def test_nothing_is_known_where_vendors_hold_more_than_the_whole_or_less_than_nothing():
    assert shares(("A", 30), ("B", 70), (None, 90)) == [None] * 3
    assert shares(("A", -30), ("B", 70)) == [None] * 2
    assert shares(("A", 0)) == [None]
