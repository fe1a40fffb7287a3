"""Shares, relative shares, growth and gains, by hand and against pandas."""

import pandas as pd
import pytest

from analytics import market


def sizes(*rows):
    return pd.DataFrame(rows, columns=["market", "segment", "region", "size"])


def sales(*rows):
    return pd.DataFrame(rows, columns=["market", "segment", "region", "vendor", "own", "product", "sales"])


WHOLE = sizes(("M", "A", "EU", 60.0), ("M", "B", "EU", 40.0))
SOLD = sales(
    ("M", "A", "EU", "Us", True, "P", 12.0),
    ("M", "B", "EU", "Us", True, "Q", 8.0),
    ("M", "A", "EU", "Rival", False, None, 40.0),
    ("M", "B", "EU", "Small", False, None, 10.0),
)


def test_shares_of_a_market_and_its_rest_sum_to_one():
    shares = market.by_vendor(WHOLE, SOLD).set_index("vendor")["share"]
    assert shares.to_dict() == {"Rival": 0.4, "Others": 0.3, "Us": 0.2, "Small": 0.1}


def test_the_relative_share_is_against_the_largest_named_rival():
    relative = market.by_vendor(WHOLE, SOLD).set_index("vendor")["relative_share"]
    assert relative[["Us", "Rival", "Small"]].tolist() == pytest.approx([0.5, 2.0, 0.25])
    assert pd.isna(relative["Others"])
    (own,) = market.positions(WHOLE, SOLD).to_dict("records")
    assert (own["own_sales"], own["rival"], own["relative_share"]) == (20.0, "Rival", pytest.approx(0.5))


def test_two_leaders_of_one_size_are_equal_to_each_other():
    level = sales(("M", "A", "EU", "Us", True, None, 20.0), ("M", "A", "EU", "Rival", False, None, 20.0))
    relative = market.by_vendor(WHOLE, level).set_index("vendor")["relative_share"]
    assert relative[["Us", "Rival"]].tolist() == [1.0, 1.0]


def test_a_market_without_rivals_has_no_relative_share():
    alone = sales(("M", "A", "EU", "Us", True, "P", 12.0))
    (own,) = market.positions(WHOLE, alone).to_dict("records")
    assert own["share"] == 0.12
    assert pd.isna(own["relative_share"])
    assert pd.isna(own["rival"])


def test_own_sales_are_zero_beside_rivals_and_unknown_without_any_vendor():
    rival = sales(("White", None, None, "Rival", False, None, 30.0))
    whole = sizes(("White", None, None, 50.0), ("Sized", None, None, 70.0))
    whole = pd.concat([whole, WHOLE])
    found = market.positions(whole, pd.concat([SOLD, rival])).set_index("market")
    assert found.loc["White", "own_sales"] == 0
    assert pd.isna(found.loc["Sized", "own_sales"])


def test_a_vendor_called_others_competes_with_nobody():
    sold = sales(("M", "A", "EU", "Us", True, None, 20.0), ("M", "A", "EU", "Other", False, None, 80.0))
    (own,) = market.positions(WHOLE, sold).to_dict("records")
    assert pd.isna(own["relative_share"])


def test_vendors_beyond_their_market_are_said():
    over = market.over_full(sizes(("M", None, None, 99.0)), SOLD.assign(sales=[50.0, 20.0, 20.0, 10.0]))
    assert over[["market", "sold"]].values.tolist() == [["M", 100.0]]
    assert market.over_full(sizes(("M", None, None, 99.6)), SOLD.assign(sales=[50.0, 20.0, 20.0, 10.0])).empty


def test_growth_is_that_of_the_cells_that_both_windows_report():
    before = sizes(("M", "A", "EU", 50.0), ("M", "B", "EU", None), ("N", "A", "EU", 10.0))
    now = sizes(("M", "A", "EU", 60.0), ("M", "B", "EU", 40.0), ("N", "A", "EU", 9.0))
    assert market.growth(before, now).to_dict() == {"M": pytest.approx(0.2), "N": pytest.approx(-0.1)}


def test_the_cut_of_growth_is_weighted_by_size_over_own_markets():
    places = pd.DataFrame({"size": [300.0, 100.0, 900.0], "own_sales": [1.0, 1.0, 0.0], "growth": [0.1, 0.3, 9.0]})
    assert market.growth_cut(places) == pytest.approx(0.15)
    assert market.growth_cut(places.assign(own_sales=0.0)) == 0


@pytest.mark.parametrize(
    ("relative", "growth", "name"),
    [(1.0, 0.1, "star"), (1.0, 0.09, "cash cow"), (0.99, 0.1, "question mark"), (0.99, 0.0, "dog")],
)
def test_a_cut_belongs_to_the_upper_side(relative, growth, name):
    assert market.quadrant(relative, growth, 1.0, 0.1) == name


def test_a_vendor_missing_from_a_window_has_no_change():
    before = market.by_vendor(WHOLE, SOLD[SOLD["vendor"] != "Small"])
    found = market.gains(before, market.by_vendor(WHOLE, SOLD)).set_index("vendor")
    assert pd.isna(found.loc["Small", "change"])
    assert found.loc["Others", "change"] == pytest.approx(-0.1)


def test_changes_of_a_market_sum_to_zero():
    before = market.by_vendor(WHOLE, SOLD)
    now = market.by_vendor(WHOLE.assign(size=[80.0, 60.0]), SOLD.assign(sales=[20.0, 9.0, 30.0, 60.0]))
    assert market.gains(before, now)["change"].sum() == pytest.approx(0)


def test_while_nobody_says_which_vendor_is_own_nothing_is_known_of_it():
    found = market.positions(WHOLE, SOLD.assign(own=False))
    assert found["own_sales"].isna().all()


def test_no_figures_at_all_give_empty_answers():
    nothing = WHOLE.iloc[:0], SOLD.iloc[:0]
    assert market.by_vendor(*nothing).empty
    assert market.positions(*nothing).empty
    assert market.by_vendor(WHOLE, SOLD.iloc[:0]).empty  # whose the market is, is not known


def test_markets_in_several_units_are_named():
    cells = pd.concat([WHOLE, sizes(("N", "A", "EU", 5.0))]).assign(unit=["EUR", "USD", "EUR"])
    assert market.mixed(cells) == ["M"]
    assert market.mixed(cells.assign(unit=["EUR", "", "EUR"])) == []
    assert market.mixed(cells.assign(unit=["EUR", "EUR", "EUR, USD"])) == ["N"]
