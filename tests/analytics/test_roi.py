"""Returns, their sums, the bridge and the whale curve: by hand, at their edges, and as identities."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import roi
from analytics.definition import Definition
from tests.analytics.figures import totals

ROI = Definition.ROI


def returns(frame):
    return dict(zip(frame["product"], frame["roi"], strict=True))


def test_the_portfolio_is_the_ratio_of_sums_and_never_the_mean_of_ratios():
    two = totals(big=(120, 0, 100), small=(3, 0, 1))
    assert roi.by_product(two)["roi"].mean() == pytest.approx(1.10)
    assert roi.portfolio(two).roi == pytest.approx(22 / 101)


def test_contribution_margin_share_and_return_of_a_product():
    widget = roi.by_product(totals(widget=(300, 100, 160), gadget=(100, 50, 100))).set_index("product").loc["widget"]
    assert (widget["contribution"], widget["margin"], widget["revenue_share"]) == (200, pytest.approx(2 / 3), 0.75)
    assert widget["roi"] == 0.25


@pytest.mark.parametrize(
    "figures", [(300, None, 100), (300, 100, None), (300, 100, 0), (None, None, 100), (None, None, None)]
)
def test_a_return_is_missing_and_not_zero_where_a_part_of_it_is(figures):
    assert math.isnan(returns(roi.by_product(totals(whole=(1, 1, 1), hole=figures)))["hole"])


def test_a_revenue_without_its_cost_makes_no_contribution_and_no_return_larger():
    found = roi.portfolio(totals(a=(100, 40, 50), b=(1000, None, None)))
    assert (found.revenue, found.contribution, found.margin, found.roi) == (1100, 60, 0.6, pytest.approx(0.2))


def test_spend_without_revenue_stays_out_of_the_return_and_in_the_investment():
    found = roi.portfolio(totals(a=(100, 40, 50), launch=(None, 40, 60)))
    assert (found.investment, found.base, found.roi) == (110, 50, pytest.approx(0.2))


def test_return_on_cost_is_used_and_named_where_nothing_was_invested():
    figures = totals(widget=(300, 100, None), gadget=(100, 150, None))
    found = roi.portfolio(figures)
    assert (found.definition, found.investment) == (Definition.RETURN_ON_COST, None)
    assert found.roi == pytest.approx((400 - 250) / 250)
    assert returns(roi.by_product(figures)) == {"widget": 2, "gadget": pytest.approx(-1 / 3)}


def test_nothing_at_all_gives_nothing_and_no_error():
    empty = totals()
    assert roi.portfolio(empty).roi is None
    assert roi.by_product(empty).empty
    assert roi.whale(roi.by_product(empty)).empty
    assert roi.bridge(empty, empty, ROI).empty


def test_the_whale_curve_rises_to_its_peak_and_falls_to_the_sum():
    curve = roi.whale(roi.by_product(totals(a=(90, 10, 1), b=(30, 10, 1), c=(5, 45, 1))))
    assert list(curve["cumulative"]) == [80, 100, 60]
    assert list(curve["cumulative_share"]) == pytest.approx([80 / 60, 100 / 60, 1])


def test_movers_are_ordered_by_the_size_of_their_change():
    moved = roi.movers(
        totals(a=(10, 0, 1), b=(10, 0, 1), gone=(4, 0, 1)), totals(a=(15, 0, 1), b=(1, 0, 1), new=(2, 0, 1))
    )
    assert list(zip(moved["product"], moved["change"], strict=True)) == [("b", -9), ("a", 5), ("gone", -4), ("new", 2)]


def test_the_bridge_by_hand():
    before = totals(a=(200, 0, 100), b=(100, 0, 100))  # returns 1 and 0, weights ½: portfolio ½
    now = totals(a=(450, 0, 300), b=(110, 0, 100))  # returns ½ and 0.1, weights ¾ and ¼: portfolio 0.4
    steps = dict(roi.bridge(before, now, ROI).itertuples(index=False))
    assert (steps["before"], steps["now"]) == (0.5, pytest.approx(0.4))
    assert steps["mix"] == pytest.approx(0.25 * 0.5 + -0.25 * -0.5)
    assert steps["rate"] == pytest.approx(0.75 * -0.5 + 0.25 * 0.1)


def test_products_that_enter_and_leave_have_steps_of_their_own():
    before, now = totals(stays=(150, 0, 100), left=(100, 0, 100)), totals(stays=(150, 0, 100), new=(300, 0, 100))
    steps = dict(roi.bridge(before, now, ROI).itertuples(index=False))
    assert (steps["before"], steps["now"]) == (0.25, 1.25)
    assert steps["entered"] == pytest.approx(0.5 * (2 - 0.25))
    assert steps["left"] == pytest.approx(-0.5 * (0 - 0.25))


figures = st.one_of(st.none(), st.integers(-(10**6), 10**6).map(float))
spent = st.one_of(st.none(), st.just(0.0), st.integers(1, 10**6).map(float))
portfolios = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(figures, spent, spent), max_size=8)


@given(portfolios, portfolios)
def test_the_bridge_sums_to_the_difference_whatever_moved(before, now):
    steps = roi.bridge(totals(**before), totals(**now), ROI)
    if steps.empty:
        return
    old, *effects, new = steps["effect"]
    scale = max(1.0, abs(old), abs(new), *(abs(effect) for effect in effects))
    assert sum(effects) == pytest.approx(new - old, abs=1e-9 * scale)


@given(portfolios, portfolios)
def test_the_products_parts_sum_to_the_steps_of_the_bridge(before, now):
    steps = dict(roi.bridge(totals(**before), totals(**now), ROI).itertuples(index=False))
    parts = roi.bridge_by_product(totals(**before), totals(**now), ROI)
    for step in ("mix", "rate", "entered", "left") if steps else ():
        assert parts[step].sum() == pytest.approx(steps[step], abs=1e-9 * max(1, parts[step].abs().sum()))


@given(portfolios)
def test_a_portfolio_that_did_not_change_has_no_steps(figures):
    steps = roi.bridge(totals(**figures), totals(**figures), ROI)
    assert steps.empty or list(steps["effect"].iloc[1:-1]) == pytest.approx([0] * 5, abs=1e-9)


@given(portfolios, st.randoms())
def test_the_order_of_products_never_matters(figures, chance):
    shuffled = list(figures.items())
    chance.shuffle(shuffled)
    assert roi.portfolio(totals(**dict(shuffled))) == roi.portfolio(totals(**figures))


@given(portfolios)
def test_the_whale_ends_at_the_sum_of_contributions(figures):
    returns = roi.by_product(totals(**figures))
    curve = roi.whale(returns)
    assert (curve["cumulative"].iloc[-1] if len(curve) else 0) == pytest.approx(returns["contribution"].sum())
