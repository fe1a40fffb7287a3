"""Ranks under several definitions."""

import pandas as pd

from analytics import ranks

VALUES = pd.DataFrame(
    {"ROI": [0.9, 0.5, 0.1, None], "margin": [0.2, 0.6, 0.7, 0.1], "nothing": [None] * 4}, index=list("ABCD")
)


def test_ranks_stand_side_by_side_and_missing_ones_have_none():
    found = ranks.by_definition(VALUES.astype(float))
    assert found["ROI"].tolist()[:3] == [1, 2, 3]
    assert pd.isna(found.loc["D", "ROI"])
    assert "nothing" not in found


def test_who_is_in_both_halves_depends_on_the_definition():
    found = ranks.by_definition(VALUES.astype(float))
    assert found["depends"].to_dict() == {"A": True, "B": True, "C": True, "D": False}
    assert found.loc["A", ["best", "worst"]].tolist() == [1, 3]


def test_definitions_that_agree_leave_nothing_open():
    same = VALUES[["ROI"]].dropna().assign(twice=lambda frame: 2 * frame["ROI"])
    assert not ranks.by_definition(same)["depends"].any()
