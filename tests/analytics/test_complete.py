"""What a contribution and a return may use, and what that leaves out: by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics import complete
from analytics.complete import Gap
from analytics.definition import Definition
from tests.analytics.figures import MONTH, months, periods

AMOUNT = some.one_of(some.none(), some.integers(-1000, 1000))
FIGURES = some.lists(some.tuples(AMOUNT, AMOUNT, AMOUNT), min_size=1, max_size=6)


def gaps(frame, measured=Definition.ROI):
    return {each.gap: each for each in complete.left_out(frame, measured)}


def test_a_cost_that_is_missing_for_six_of_twelve_months_leaves_out_their_revenue_and_their_investment():
    frame = months("A", *[(100, 80, 10)] * 6, *[(100, None, 10)] * 6)
    (row,) = complete.totals(frame).to_dict("records")
    assert (row["revenue"], row["matched_revenue"], row["matched_cost"]) == (1200, 600, 480)
    assert (row["return_contribution"], row["return_investment"]) == (120, 60)
    found = gaps(frame)
    assert (found[Gap.COST].amount, found[Gap.COST].share) == (600, 0.5)
    assert (found[Gap.CONTRIBUTION].amount, found[Gap.CONTRIBUTION].share) == (60, 0.5)
    (product,) = found[Gap.COST].products.to_dict("records")
    assert (product["months"], product["first_month"]) == (6, MONTH + pd.DateOffset(months=6))


def test_contribution_whose_investment_is_not_known_is_left_out_of_the_return_alone():
    found = gaps(pd.concat([months("A", (100, 40, 50)), months("B", (30, 20, None))]))
    assert {gap: (each.amount, list(each.products["product"])) for gap, each in found.items()} == {
        Gap.INVESTMENT: (10, ["B"])
    }
    assert gaps(months("B", (30, 20, None)), Definition.RETURN_ON_COST) == {}


def test_less_than_one_percent_is_not_worth_the_headline():
    found = gaps(pd.concat([months("A", (1000, 40, 50)), months("B", (5, None, None))]))
    assert not found[Gap.COST].worth_saying
    assert gaps(months("B", (5, None, None)))[Gap.COST].worth_saying


def test_what_names_no_group_is_a_group_of_its_own():
    frame = pd.concat([months("A", (100, 40, 50)).assign(part="Home"), months("B", (7, 1, 1)).assign(part=None)])
    sums = complete.totals(frame, "part").set_index("part")["revenue"]
    assert sums.to_dict() == {"Home": 100, "not given": 7}


@given(FIGURES, FIGURES)
def test_what_counts_and_what_is_left_out_are_all_there_is(one, other):
    frame = pd.concat([months("A", *one), months("B", *other)])
    found, sums = gaps(frame), complete.totals(frame).sum(numeric_only=True)
    for gap, counted, whole in (
        (Gap.COST, "matched_revenue", "revenue"),
        (Gap.REVENUE, "matched_cost", "variable_cost"),
        (Gap.CONTRIBUTION, "return_investment", "investment"),
    ):
        by_product = frame.groupby("product")[whole].sum().sum()
        missing = found[gap].amount if gap in found else 0
        assert sums[counted] + missing == pytest.approx(by_product)


@given(FIGURES)
def test_a_lag_of_nothing_changes_nothing(figures):
    frame = months("A", *figures)
    assert complete.totals(complete.lagged(frame, frame, 0)).equals(complete.totals(frame))


def test_a_lag_reads_returns_on_what_was_put_in_before():
    frame = months("A", (100, 0, 10), (200, 0, 20), (300, 0, 30))
    (row,) = complete.totals(complete.lagged(frame, frame, 1)).to_dict("records")
    assert (row["return_contribution"], row["return_investment"]) == (500, 30)


def test_months_are_sums_of_all_products():
    frame = pd.concat([months("A", (100, 40, 50)), months("B", (7, 1, 1), (8, 2, 3))])
    assert complete.by_month(frame).set_index("month")["return_investment"].tolist() == [51, 3]


def test_a_frame_without_rows_has_no_totals():
    assert complete.totals(periods(pd.DataFrame(columns=["product", "first_month"]))).empty
