"""Two windows compared product by product and month by month: by hand, and as identities."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics import bridges, complete, paired, roi
from analytics.definition import Definition
from analytics.paired import Need
from tests.analytics.figures import MONTH, months

YEAR = 12
LATER = MONTH + pd.DateOffset(months=YEAR)


def two_years(product, before, now):
    """Both years of a product, as one history: its first and last months are those of both."""
    frame = pd.concat([months(product, *before), months(product, *now, start=LATER)])
    return frame.assign(begins=frame["first_month"].min(), finishes=frame["first_month"].max())


def pair(frame, need):
    return paired.pair(frame[frame["first_month"] < LATER], frame[frame["first_month"] >= LATER], YEAR, need)


def sums(side):
    return side.groupby(["product", "stage"])["revenue"].sum().to_dict()


def test_a_month_that_one_year_does_not_know_is_left_out_of_both():
    found = pair(two_years("A", [(10, 5, 1)] * 3, [(20, 5, 1), (None, 5, 1), (20, 5, 1)]), Need.REVENUE)
    assert (sums(found.before), sums(found.now)) == ({("A", "both"): 20}, {("A", "both"): 40})
    assert (found.dropped, found.months) == (1, 2)


def test_the_months_before_a_product_began_are_new_and_no_growth_of_its_own():
    late = months("New", (7, 1, 1), start=MONTH + pd.DateOffset(months=1))
    frame = pd.concat([late, months("New", (9, 1, 1), (7, 1, 1), start=LATER)])
    frame = frame.assign(begins=frame["first_month"].min(), finishes=frame["first_month"].max())
    found = pair(pd.concat([frame, two_years("A", [(10, 5, 1)] * 2, [(10, 5, 1)] * 2)]), Need.REVENUE)
    assert sums(found.now) == {("A", "both"): 20, ("New", "both"): 7, ("New", "entered"): 9}
    assert (sums(found.before), found.dropped) == ({("A", "both"): 20, ("New", "both"): 7}, 0)


def test_what_a_product_sold_before_it_ended_has_left():
    ended = months("Old", (10, 5, 1), (10, 5, 1))
    frame = pd.concat([ended, two_years("A", [(10, 5, 1)] * 2, [(10, 5, 1)] * 2)])
    found = pair(frame, Need.CONTRIBUTION)
    assert sums(found.before) == {("A", "both"): 20, ("Old", "left"): 20}


def test_a_cost_that_is_unknown_in_one_year_makes_no_change_of_contribution():
    frame = two_years("A", [(10, None, 1), (10, 5, 1)], [(10, 5, 1), (10, 6, 1)])
    before, now = pair(frame, Need.CONTRIBUTION).totals()
    contribution = [side["matched_revenue"].sum() - side["matched_cost"].sum() for side in (before, now)]
    assert contribution == [5, 4]
    assert len(pair(frame, Need.REVENUE).before) == 2


def test_a_month_without_any_figure_sold_nothing_and_is_counted():
    before = months("A", (10, 5, 1), (10, 5, 1), (10, 5, 1))
    now = months("A", (20, 5, 1), (20, 5, 1), (20, 5, 1), start=LATER)
    frame = pd.concat([before.drop(index=1), now])
    frame = frame.assign(begins=frame["first_month"].min(), finishes=frame["first_month"].max())
    found = pair(frame, Need.REVENUE)
    assert (sums(found.before), sums(found.now)) == ({("A", "both"): 20}, {("A", "both"): 60})
    assert (found.dropped, found.idle, found.months) == (0, 1, 3)


def test_a_product_that_rested_a_whole_year_is_not_new():
    history = pd.concat(
        [months("A", (5, 1, 1), start=MONTH - pd.DateOffset(months=1)), months("A", (7, 1, 1), start=LATER)]
    )
    history = history.assign(begins=history["first_month"].min(), finishes=history["first_month"].max())
    found = paired.pair(history.iloc[:0], history.iloc[1:], YEAR, Need.REVENUE)
    assert sums(found.now) == {("A", "both"): 7}


def test_months_are_compared_with_the_quarter_that_the_other_year_gives():
    quarter = months("A", (60, 30, 3)).assign(
        last_month=MONTH + pd.DateOffset(months=2), unit_last=MONTH + pd.DateOffset(months=2)
    )
    now = months("A", *[(30, 10, 1)] * 3, start=LATER)
    found = paired.pair(quarter, now, YEAR, Need.CONTRIBUTION)
    assert (found.before["revenue"].sum(), found.now["revenue"].sum(), found.months) == (60, 90, 3)
    short = paired.pair(quarter, now.iloc[:2], YEAR, Need.CONTRIBUTION)
    assert (len(short.before), len(short.now), short.dropped) == (0, 0, 1)


def test_units_of_a_product_count_only_where_each_month_gives_them():
    frame = two_years("A", [(10, 5, 1)] * 2, [(12, 5, 1)] * 2).assign(units=[1.0, 2.0, 3.0, None])
    before, now = pair(frame, Need.REVENUE).figures(Need.REVENUE)
    assert before["units"].tolist() == [3]
    assert now["units"].isna().all()


AMOUNT = some.one_of(some.none(), some.integers(0, 1000))
ROWS = some.lists(some.tuples(AMOUNT, AMOUNT, AMOUNT), min_size=3, max_size=3)
BOTH = some.tuples(ROWS, ROWS)


@given(some.dictionaries(some.sampled_from("ABC"), BOTH, min_size=1))
def test_both_sides_hold_the_same_months_but_for_what_entered_and_left(figures):
    frame = pd.concat([two_years(name, *rows) for name, rows in figures.items()])
    for need in Need:
        found = pair(frame, need)
        at = [{*zip(side["product"], side["first_month"], strict=True)} for side in (found.before, found.now)]
        every = {(name, MONTH + pd.DateOffset(months=n)) for name in figures for n in range(3)}
        left_out = {each for each in every - at[0] if (each[0], each[1] + pd.DateOffset(months=YEAR)) not in at[1]}
        assert len(left_out) == found.dropped
        assert all(paired.known(side, need).all() for side in (found.before, found.now) if len(side))


@given(some.dictionaries(some.sampled_from("ABC"), BOTH, min_size=1))
def test_bridges_lead_from_one_side_of_the_pair_to_the_other(figures):
    found = pair(pd.concat([two_years(name, *rows) for name, rows in figures.items()]), Need.RETURN)
    before, now = found.figures(Need.RETURN)
    effects = bridges.profit(before, now).set_index("step")["effect"]
    profits = [side["matched_revenue"].sum() - side["matched_cost"].sum() - side["invested"].sum()
               for side in (found.before, found.now)]  # fmt: skip
    assert (effects["before"], effects["now"]) == (pytest.approx(profits[0]), pytest.approx(profits[1]))
    assert effects.drop("now").sum() == pytest.approx(effects["now"], abs=1e-6)
    steps = roi.bridge(*found.totals(), Definition.ROI)
    if len(steps):
        assert steps["effect"].iloc[:-1].sum() == pytest.approx(steps["effect"].iloc[-1], abs=1e-6)


def test_the_same_year_twice_is_the_same_on_both_sides():
    frame = months("A", (10, 5, 1), (20, 5, 2))
    found = paired.pair(frame, frame, 0, Need.RETURN)
    assert complete.totals(found.before).equals(complete.totals(found.now))
