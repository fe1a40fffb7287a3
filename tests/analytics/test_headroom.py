"""Headroom and white space, by hand."""

import pandas as pd
import pytest

from analytics import headroom
from analytics.cells import CELL
from analytics.headroom import Target
from tests.analytics.market_factories import figures, sales, sizes

WHOLE = sizes(("M", "A", "EU", 100.0), ("M", "A", "US", 200.0), ("N", "A", "EU", 50.0), ("W", "A", "EU", 80.0))
SOLD = sales(
    ("M", "A", "EU", "Us", True, "P", 30.0),
    ("M", "A", "US", "Us", True, "P", 20.0),
    ("M", "A", "US", "Rival", False, None, 90.0),
    ("N", "A", "EU", "Us", True, "Q", 10.0),
    ("W", "A", "EU", "Rival", False, None, 60.0),
)


def found(target):
    cells = headroom.by_cell(figures(WHOLE, SOLD), target)
    return {(row["market"], row["region"]): row["headroom"] for row in cells.to_dict("records")}


def test_headroom_to_the_best_own_share_of_the_market():
    assert found(Target.BEST) == pytest.approx({("M", "US"): 40, ("M", "EU"): 0, ("N", "EU"): 0, ("W", "EU"): 24})


def test_headroom_to_the_median_own_share():
    assert found(Target.MEDIAN) == pytest.approx({("M", "US"): 20, ("M", "EU"): 0, ("N", "EU"): 0, ("W", "EU"): 16})


def test_headroom_to_a_typed_share():
    assert found(0.5)[("M", "US")] == pytest.approx(80)


def test_a_market_without_own_sales_is_white_space_and_all_of_it_untapped():
    cells = headroom.by_cell(figures(WHOLE, SOLD)).set_index("market")
    assert cells.loc["W", ["white_space", "untapped"]].tolist() == [True, 80.0]
    assert not cells.loc["N", "white_space"]


def test_a_cell_without_any_vendor_is_unknown():
    cells = headroom.by_cell(figures(pd.concat([WHOLE, sizes(("S", None, None, 10.0))]), SOLD))
    cells = cells[cells["market"] == "S"]
    assert cells[["own_sales", "headroom", "untapped"]].isna().all(axis=None)
    assert not cells["white_space"].any()


def test_growth_weighs_the_headroom_and_reorders_it():
    growth = pd.DataFrame({"growth": [0.0, 0.5], "months": [12, 3]}, ["M", "W"])
    cells = headroom.growth_weighted(headroom.by_cell(figures(WHOLE, SOLD)), growth)
    assert cells[["market", "weighted"]].head(2).values.tolist() == [["W", pytest.approx(24)], ["M", pytest.approx(20)]]
    assert cells["growth_months"].head(2).tolist() == [3, 12]
    assert list(cells.columns[:3]) == CELL


def test_where_growth_is_not_known_neither_is_what_the_headroom_is_a_year_on():
    cells = headroom.growth_weighted(headroom.by_cell(figures(WHOLE, SOLD)), pd.DataFrame(columns=["growth", "months"]))
    assert cells["weighted"].isna().all()
    assert cells["market"].head(2).tolist() == ["M", "W"]  # by the headroom as it is


def test_own_sales_beyond_a_cell_are_no_target_and_leave_nothing_untapped():
    sold = SOLD.assign(sales=SOLD["sales"].where(SOLD["region"] != "EU", SOLD["sales"] * 5))  # 150 of 100, 50 of 50
    cells = headroom.by_cell(figures(WHOLE, sold), Target.BEST).set_index(["market", "region"])
    assert cells.loc[("M", "US"), "target"] == 0.1
    assert pd.isna(cells.loc[("M", "EU"), "untapped"])
    assert cells.loc[("M", "EU"), "headroom"] == 0


def test_headroom_is_of_the_months_that_have_both_sides():
    months = [pd.Timestamp(2026, n, 1) for n in (1, 2)]
    whole = pd.concat([WHOLE.assign(first_month=month, last_month=month) for month in months])
    cells = headroom.by_cell(figures(whole, SOLD.assign(first_month=months[0], last_month=months[0])), 0.5)
    assert cells[["size", "months"]].values.tolist() == [[200, 1], [80, 1], [100, 1], [50, 1]]


def test_a_market_whose_own_sales_are_only_not_reported_is_no_white_space():
    months = [pd.Timestamp(2026, n, 1) for n in (1, 2)]
    whole = pd.concat([WHOLE.assign(first_month=month, last_month=month) for month in months])
    sold = SOLD.assign(first_month=months[0], last_month=months[0])
    rival = sold[~sold["own"]].assign(first_month=months[1], last_month=months[1])
    found = figures(whole, pd.concat([sold, rival]))
    cells = headroom.by_cell(found.only(found.sizes["first_month"] == months[1])).set_index("market")
    assert cells["white_space"].to_dict()["M"] is False
    assert cells.loc["W", "white_space"]
