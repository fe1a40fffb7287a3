"""Shares, relative shares and what contradicts itself, by hand."""

import pandas as pd
import pytest

from analytics import market
from tests.analytics.market_factories import NONE, SOLD, WHOLE, figures, sales, sizes, years

BOTH = figures(WHOLE, SOLD)


def alone(*sold, size=100.0):
    """One market of one cell."""
    rows = [("M", None, None, name, name == "Us", None, amount) for name, amount in sold]
    return figures(sizes(("M", None, None, size)), sales(*rows))


def shares(found):
    rows = market.by_vendor(found)
    return {v: None if pd.isna(s) else s for v, s in zip(rows["vendor"], rows["share"], strict=True)}


def test_shares_of_a_market_and_its_rest_sum_to_one():
    assert shares(BOTH) == {"Rival": 0.4, "Others": 0.3, "Us": 0.2, "Small": 0.1}


def test_the_relative_share_is_against_the_largest_named_rival():
    relative = market.by_vendor(BOTH).set_index("vendor")["relative_share"]
    assert relative[["Us", "Rival", "Small"]].tolist() == pytest.approx([0.5, 2.0, 0.25])
    assert pd.isna(relative["Others"])
    (own,) = market.positions(BOTH).to_dict("records")
    assert (own["own_sales"], own["rival"], own["relative_share"]) == (20.0, "Rival", pytest.approx(0.5))


def test_two_leaders_of_one_size_are_equal_to_each_other():
    relative = market.by_vendor(alone(("Us", 20.0), ("Rival", 20.0))).set_index("vendor")["relative_share"]
    assert relative[["Us", "Rival"]].tolist() == [1.0, 1.0]


def test_a_market_without_rivals_has_no_relative_share():
    (own,) = market.positions(alone(("Us", 12.0))).to_dict("records")
    assert own["share"] == 0.12
    assert pd.isna(own["relative_share"])
    assert pd.isna(own["rival"])


def test_a_vendor_called_others_competes_with_nobody():
    (own,) = market.positions(alone(("Us", 20.0), ("Other", 80.0))).to_dict("records")
    assert pd.isna(own["relative_share"])


def test_one_reported_vendor_of_an_unknown_size_holds_no_share():
    found = years({2024: {"Us": 50, "Bolt": 50}, 2025: {"Us": 55}})
    now = found.only(found.sizes["first_month"].dt.year == 2025)
    (row,) = market.by_vendor(now).to_dict("records")
    assert (row["sales"], row["months"]) == (55, 1)
    assert pd.isna(row["share"])
    (own,) = market.positions(now).to_dict("records")
    assert (own["own_sales"], own["months"]) == (55, 0)
    assert pd.isna(own["share"])


def test_a_share_is_of_the_months_that_report_it_and_says_how_many():
    found = years({2024: {"Us": 20, "Bolt": 50, "size": 100}, 2025: {"Us": 40, "size": 100}})
    rows = market.by_vendor(found).set_index("vendor")
    assert rows.loc["Us", ["share", "months"]].tolist() == [0.3, 2]
    assert rows.loc["Bolt", ["share", "months"]].tolist() == [0.5, 1]
    assert rows.loc["Others", ["sales", "share", "months"]].tolist() == [30, 0.3, 1]  # of 2024 alone
    assert rows.loc["Us", "relative_share"] == 0.4


@pytest.mark.parametrize("size", [0.0, -100.0])
def test_no_share_is_of_a_stated_size_of_nothing(size):
    found = alone(("Us", 20.0), ("Rival", 20.0), size=size)
    assert shares(found) == {"Us": None, "Rival": None}
    assert market.without_size(found) == ["M"]


def test_negative_sales_leave_no_others():
    found = alone(("Us", -20.0), ("Rival", 60.0))
    assert shares(found) == {"Us": None, "Rival": 0.6}
    assert market.below_zero(found).values.tolist() == [["M", "Us", -20.0]]
    assert market.unsound(found) == ["M"]


def test_vendors_beyond_one_cell_are_said_though_the_market_has_room():
    sold = sales(("M", "A", "EU", "Us", True, None, 90.0), ("M", "B", "EU", "Us", True, None, 5.0))
    found = figures(WHOLE, sold)
    assert market.over_full(found)[["size", "sold"]].values.tolist() == [[60.0, 90.0]]
    assert shares(found) == {"Us": 0.95}  # and no “Others” of 0.05


def test_vendors_beyond_their_market_are_said():
    sold = [("Us", 50.0), ("Rival", 20.0), ("Small", 20.0), ("Tiny", 10.0)]
    over = market.over_full(alone(*sold, size=99.0))
    assert over[["market", "sold"]].values.tolist() == [["M", 100.0]]
    assert market.over_full(alone(*sold, size=99.6)).empty


def test_shares_without_sizes_are_not_averaged_over_segments():
    whole = sizes(("M", "A", None, 100.0), ("M", "B", None, 100.0), unit="%", stated=False)
    sold = sales(("M", "A", None, "Us", True, None, 20.0), ("M", "B", None, "Us", True, None, 40.0))
    found = figures(whole, sold)
    assert shares(found) == {"Us": None}
    assert market.positions(found)["share"].isna().all()
    assert market.scattered(found) == ["M"]


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


def test_no_figures_at_all_give_empty_answers():
    nothing = figures(WHOLE[:0], SOLD[:0])
    assert market.by_vendor(nothing).empty
    assert market.positions(nothing).empty
    assert market.by_vendor(figures(WHOLE, SOLD[:0])).empty  # whose the market is, is not known


@pytest.mark.parametrize(
    ("units", "found"),
    [
        (["EUR", "USD", "EUR"], ["M"]),
        (["EUR", "", "EUR"], []),
        (["EUR", "EUR", "EUR, USD"], ["N"]),
        (["%", "", "%"], ["M"]),  # shares beside a size
    ],
)
def test_markets_in_several_units_are_named(units, found):
    whole = pd.concat([WHOLE, sizes(("N", "A", "EU", 5.0))]).assign(unit=units, stated=NONE)
    assert market.mixed(figures(whole, SOLD)) == found


def test_a_market_alone_lies_on_the_cut_that_is_its_own_growth():
    size, growth = 3.0, 0.1
    cut = market.growth_cut(pd.DataFrame({"size": [size], "own_sales": [1.0], "growth": [growth]}))
    assert cut > growth  # by rounding alone
    assert market.quadrant(0.5, growth, 1.0, cut) == "question mark"


def test_the_relative_share_is_not_known_where_own_sales_of_a_part_are_not_reported():
    months = [pd.Timestamp(2026, month, 1) for month in (1, 2)]
    whole = pd.concat([sizes(("M", "A", None, 100.0), ("M", "B", None, 100.0), month=month) for month in months])
    rivals = [("M", part, None, "Rival", False, None, 50.0) for part in "AB"]
    own = ("M", "A", None, "Us", True, None, 10.0)
    sold = pd.concat([sales(*rivals, own, month=months[0]), sales(*rivals, month=months[1])])
    both = figures(whole, sold)
    (second,) = market.positions(both.only(both.sizes["first_month"] == months[1])).to_dict("records")
    assert second["rival"] == "Rival"
    assert pd.isna(second["relative_share"])


def test_a_share_is_what_a_vendor_holds_of_the_size_whatever_it_sold():
    found = market.by_vendor(figures(WHOLE, SOLD.assign(held=SOLD["sales"] * 1.1))).set_index("vendor")
    assert found["sales"].to_dict() == pytest.approx({"Us": 20, "Rival": 40, "Small": 10, "Others": 23})
    assert found["share"].to_dict() == pytest.approx({"Us": 0.22, "Rival": 0.44, "Small": 0.11, "Others": 0.23})
