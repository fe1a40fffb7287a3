"""Headroom and white space, by hand."""

import pandas as pd
import pytest

from analytics import headroom, market
from analytics.headroom import Target
from tests.analytics.test_market import sales, sizes

WHOLE = sizes(("M", "A", "EU", 100.0), ("M", "A", "US", 200.0), ("N", "A", "EU", 50.0), ("W", "A", "EU", 80.0))
SOLD = sales(
    ("M", "A", "EU", "Us", True, "P", 30.0),
    ("M", "A", "US", "Us", True, "P", 20.0),
    ("M", "A", "US", "Rival", False, None, 90.0),
    ("N", "A", "EU", "Us", True, "Q", 10.0),
    ("W", "A", "EU", "Rival", False, None, 60.0),
)


def found(target):
    cells = headroom.by_cell(WHOLE, SOLD, target)
    return {(row["market"], row["region"]): row["headroom"] for row in cells.to_dict("records")}


def test_headroom_to_the_best_own_share_of_the_market():
    assert found(Target.BEST) == pytest.approx({("M", "US"): 40, ("M", "EU"): 0, ("N", "EU"): 0, ("W", "EU"): 24})


def test_headroom_to_the_median_own_share():
    assert found(Target.MEDIAN) == pytest.approx({("M", "US"): 20, ("M", "EU"): 0, ("N", "EU"): 0, ("W", "EU"): 16})


def test_headroom_to_a_typed_share():
    assert found(0.5)[("M", "US")] == pytest.approx(80)


def test_a_market_without_own_sales_is_white_space_and_all_of_it_untapped():
    cells = headroom.by_cell(WHOLE, SOLD).set_index("market")
    assert cells.loc["W", ["white_space", "untapped"]].tolist() == [True, 80.0]
    assert not cells.loc["N", "white_space"]


def test_a_cell_without_any_vendor_is_unknown():
    cells = headroom.by_cell(pd.concat([WHOLE, sizes(("S", None, None, 10.0))]), SOLD)
    cells = cells[cells["market"] == "S"]
    assert cells[["own_sales", "headroom", "untapped"]].isna().all(axis=None)
    assert not cells["white_space"].any()


def test_growth_weighs_the_headroom_and_reorders_it():
    growth = pd.Series({"M": 0.0, "W": 0.5})
    cells = headroom.growth_weighted(headroom.by_cell(WHOLE, SOLD), growth)
    assert cells[["market", "weighted"]].head(2).values.tolist() == [["W", pytest.approx(24)], ["M", pytest.approx(20)]]
    assert list(cells.columns[:3]) == market.CELL
