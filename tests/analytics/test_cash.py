"""NPV, IRR and payback: published figures, and rates put back into the formula."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics import cash
from tests.analytics.figures import months

FLOWS = np.array([-100.0, 30, 40, 50, 20])
YEARS = 12.0 * np.arange(5)


def test_the_first_flow_is_not_discounted():
    assert cash.npv(FLOWS, 0.1, YEARS) == pytest.approx(11.56, abs=0.005)
    assert cash.npv(FLOWS, 0.1, YEARS) / 1.1 == pytest.approx(10.51, abs=0.005)  # what a spreadsheet's NPV() gives


def test_months_are_parts_of_years():
    assert cash.npv(np.array([0.0] * 12 + [110.0]), 0.1) == pytest.approx(100)


def test_the_irr_of_two_flows_in_closed_form():
    assert cash.irr(np.array([-100.0, 121.0]), np.array([0.0, 24.0])) == pytest.approx([0.1])


@given(some.floats(1, 1e6), some.lists(some.floats(0, 1e6), min_size=1, max_size=40))
def test_an_irr_makes_the_npv_nothing(paid, earned):
    flows = np.array([-paid, *earned])
    for rate in cash.irr(flows):
        assert cash.npv(flows, rate) == pytest.approx(0, abs=1e-6 * np.abs(flows).sum())


def test_all_roots_are_listed():
    # 1 + r = 1.1, 1.2 and 1.3: −1, 3.6, −4.31, 1.716 has these roots
    flows = np.array([-1.0, 3.6, -4.31, 1.716])
    assert cash.irr(flows, 12.0 * np.arange(4)) == pytest.approx([0.1, 0.2, 0.3], abs=1e-6)


def test_a_double_root_is_one_return():
    assert cash.irr(np.array([-100.0, 220.0, -121.0]), 12.0 * np.arange(3)) == pytest.approx([0.1])
    assert cash.irr(np.array([-100.0, 220.0, -121.0001]), 12.0 * np.arange(3)) == []
    assert len(cash.irr(np.array([-100.0, 220.0, -120.9999]), 12.0 * np.arange(3))) == 2


@pytest.mark.parametrize("flows", [[1.0, 2.0], [-1.0, -2.0], [0.0, 0.0], []])
def test_without_a_change_of_sign_there_is_no_irr(flows):
    assert cash.irr(np.array(flows)) == []


def test_payback_is_for_good():
    assert cash.payback(np.array([-10.0, 12, -5, 4])) == 4
    assert cash.payback(np.array([5.0, 5])) == 1
    assert cash.payback(FLOWS[:3]) is None


def test_discounting_pays_back_later():
    assert cash.payback(np.array([-100.0] + [10.0] * 12)) == 11
    assert sum(10 / 1.5 ** (t / 12) for t in range(1, 13)) < 100 < sum(10 / 1.5 ** (t / 12) for t in range(1, 14))
    assert cash.payback(np.array([-100.0] + [10.0] * 14), 0.5) == 14


def test_flows_begin_with_the_products_first_month_and_are_nothing_after_its_last():
    flows = pd.concat([months("A", (5, 1, 10), (7, 1, 1)), months("B", (9, 2, 0), start=pd.Timestamp(2026, 3, 1))])
    wide = cash.flows(flows)
    assert wide.loc["A"].tolist() == [-6, 5, 0]
    assert wide.loc["B"].iloc[:2].isna().all()
    (first, _) = cash.by_product(flows).to_dict("records")
    assert (first["npv"], first["payback"]) == (pytest.approx(-6 + 5 / 1.1 ** (1 / 12)), None)


@pytest.mark.parametrize("hole", [(7, None, 1), (7, 1, None), (None, None, 1)])
def test_a_product_with_a_month_that_is_not_known_has_no_value(hole):
    (row,) = cash.by_product(months("A", (5, 1, 10), hole, (7, 1, 1))).to_dict("records")
    assert np.isnan(row["npv"])
    assert (row["irr"], pd.isna(row["payback"])) == (None, True)


def test_a_month_between_without_any_figure_has_no_flow():
    gap = pd.concat([months("A", (5, 1, 10)), months("A", (7, 1, 1), start=pd.Timestamp(2026, 3, 1))])
    assert cash.flows(gap).loc["A"].tolist() == [-6, 0, 5]
