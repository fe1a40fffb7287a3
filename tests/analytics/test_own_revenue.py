"""Own sales from finance: known only where finance knows all months, segments and regions of a cell."""

import pandas as pd
import pytest

from analytics import own_revenue

YEAR = (pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 12, 1))
MONTHS = pd.date_range(*YEAR, freq="MS")


def sizes(*rows, ends=YEAR, unit="", stated=100.0):
    found = pd.DataFrame(rows, columns=["market", "segment", "region"])
    return found.assign(
        first_month=ends[0], last_month=ends[1], size=100.0, stated=stated, implied=False, unit=unit, listed=False
    )


def sales(*rows, ends=YEAR):
    columns = ["market", "segment", "region", "vendor", "own", "product", "sales"]
    return pd.DataFrame(rows, columns=columns).assign(first_month=ends[0], last_month=ends[1])


def revenue(product, months=MONTHS, amount=2.0, region=None, currency=None):
    found = pd.DataFrame({"product": product, "first_month": months, "last_month": months, "revenue": amount})
    return found.assign(segment=None, region=region, currency=currency)


def own(places, of, sold=None, **sold_in):
    found = own_revenue.from_finance(places, sales() if sold is None else sold, of, sold_in or {"P": "M"})
    return list(found[["region", "product", "sales"]].itertuples(index=False, name=None))


ALL = sizes(("M", None, None))


def test_a_year_is_the_revenue_of_its_months():
    assert own(ALL, revenue("P")) == [(None, "P", 24.0)]


def test_a_year_of_which_finance_misses_a_month_is_not_known():
    assert own(ALL, revenue("P", MONTHS[:11])) == []


def test_a_product_that_came_later_sold_nothing_before():
    both = pd.concat([revenue("Q"), revenue("P", MONTHS[6:])])
    assert own(ALL, both) == [(None, "P", 12.0)]
    assert own(sizes(("M", None, None), ends=(MONTHS[0], MONTHS[0])), both) == [(None, "P", 0.0)]


def test_a_month_without_the_product_between_two_that_have_it_is_not_known():
    both = pd.concat([revenue("Q"), revenue("P", MONTHS.delete(5))])
    assert own(ALL, both) == []


def test_regions_take_their_own_revenue_and_none_where_finance_does_not_say_any():
    regions = sizes(("M", None, "EU"), ("M", None, "US"))
    by_region = pd.concat([revenue("P", region="EU"), revenue("P", amount=3.0, region="US")])
    assert own(regions, by_region) == [("EU", "P", 24.0), ("US", "P", 36.0)]
    assert own(ALL, by_region) == [(None, "P", 60.0)]
    assert own(regions, revenue("P")) == []


def test_revenue_in_another_currency_is_not_taken():
    assert own(sizes(("M", None, None), unit="USD"), revenue("P", currency="EUR")) == []
    assert own(sizes(("M", None, None), unit="EUR"), revenue("P", currency="EUR")) == [(None, "P", 24.0)]


@pytest.mark.parametrize(
    ("places", "sold"),
    [
        (ALL, sales(("M", None, None, "Us", True, None, 5.0))),
        (sizes(("M", None, None), stated=float("nan")), sales(("M", None, None, "Them", False, None, 5.0))),
    ],
)
def test_a_sheet_with_own_sales_or_without_a_size_takes_none(places, sold):
    assert own(places, revenue("P"), sold) == []


def test_the_sheet_and_finance_are_compared_product_by_product_over_what_both_know():
    sold = sales(("M", None, "EU", "Us", True, "P", 10.0), ("N", None, None, "Us", True, "P", 4.0))
    (row,) = own_revenue.differences(sold, revenue("P"), {}).to_dict("records")
    assert row == {"of": "P", "sheet": 14.0, "finance": 24.0, "months": 12, "markets": ("M", "N")}
    assert own_revenue.differences(sold, revenue("P", MONTHS[:11]), {}).empty
    assert own_revenue.differences(sold, revenue("P", amount=14 / 12), {}).empty


def test_a_product_that_a_sheet_places_is_not_asked_for():
    finance = pd.concat([revenue("P"), revenue("Q"), revenue("R")])
    sold = sales(("M", None, None, "Us", True, "P", 10.0), ("M", None, None, "Bolt", False, "R", 10.0))
    assert own_revenue.unplaced(finance, sold, {"Q": "M"}) == ["R"]


def test_the_sheet_is_compared_with_finance_of_the_same_regions():
    finance = pd.concat([revenue("P", region="EU", amount=1.0), revenue("P", region="US", amount=5.0)])
    assert own_revenue.differences(sales(("M", None, "EU", "Us", True, "P", 12.0)), finance, {}).empty
    (row,) = own_revenue.differences(sales(("M", None, "EU", "Us", True, "P", 13.0)), finance, {}).to_dict("records")
    assert (row["sheet"], row["finance"], row["months"]) == (13.0, 12.0, 12)
    (row,) = own_revenue.differences(sales(("M", None, None, "Us", True, "P", 13.0)), finance, {}).to_dict("records")
    assert (row["sheet"], row["finance"], row["months"]) == (13.0, 72.0, 12)


def test_own_sales_of_no_product_are_compared_by_market():
    sold = sales(("M", None, None, "Us", True, None, 10.0))
    (row,) = own_revenue.differences(sold, revenue("P"), {"P": "M"}).to_dict("records")
    assert (row["of"], row["sheet"], row["finance"]) == ("M", 10.0, 24.0)


def test_own_sales_of_which_one_product_is_not_known_are_not_known():
    both = pd.concat([revenue("P"), revenue("Q", MONTHS.delete(5))])
    assert own(ALL, both, P="M", Q="M") == []
    regions = sizes(("M", None, "EU"))
    assert own(regions, pd.concat([revenue("P", region="EU"), revenue("Q")]), P="M", Q="M") == []
