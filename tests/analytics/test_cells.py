"""What a market reports and what it leaves unknown, by hand."""

import pandas as pd
import pytest

from analytics import cells, doubts
from analytics.windows import Window
from tests.analytics.market_factories import NONE, SOLD, WHOLE, figures, sales, sizes, years


def known(found, column="size"):
    return [None if pd.isna(value) else value for value in found.sizes[column]]


def test_a_size_that_is_the_sum_of_its_vendors_is_unknown_without_one_of_them():
    found = years({2024: {"Us": 50, "Bolt": 50}, 2025: {"Us": 55}})
    assert known(found) == [100, None]
    assert known(found, "own_sales") == [50, 55]


def test_a_late_starter_leaves_the_periods_before_it_unknown():
    assert known(years({2024: {"Us": 50}, 2025: {"Us": 55, "Bolt": 50}})) == [None, 105]


def test_a_stated_size_is_known_whoever_is_reported():
    assert known(years({2024: {"Us": 50, "Bolt": 50, "size": 200}, 2025: {"Us": 55, "size": 210}})) == [200, 210]


def test_a_written_zero_is_zero():
    found = years({2024: {"Us": 50, "Bolt": 50}, 2025: {"Us": 55, "Bolt": 0}})
    assert known(found) == [100, 55]


@pytest.mark.parametrize(
    ("sized", "sold"), [(("A", "EU"), ("A", None)), ((None, None), ("A", "EU")), (("A", None), (None, "EU"))]
)
def test_vendors_at_another_level_than_stated_sizes_add_up_to_no_size(sized, sold):
    whole = pd.concat([sizes(("M", *sized, 900.0)), sizes(("M", *sold, 120.0), stated=False)])
    found = figures(whole, sales(("M", *sold, "Us", True, None, 120.0)))
    assert known(found) == [900, None]
    (note,) = doubts.by_market(found)["M"]
    assert note.startswith("Sizes and vendors are given for different segments or regions")


def test_vendors_of_another_region_than_the_sized_one_add_up():
    whole = pd.concat([sizes(("M", "A", "EU", 900.0)), sizes(("M", "A", "US", 120.0), stated=False)])
    assert known(figures(whole, sales(("M", "A", "US", "Us", True, None, 120.0)))) == [900, 120]


def test_a_sum_with_negative_sales_is_no_size():
    assert known(years({2024: {"Us": 50, "Bolt": -10}})) == [None]


def test_a_market_that_lists_single_sales_has_no_blanks():
    whole = pd.concat([sizes(("M", None, None, 30.0), month=pd.Timestamp(y, 1, 1), stated=False) for y in (2024, 2025)])
    sold = sales(("M", None, None, "Us", True, None, 30.0), month=pd.Timestamp(2024, 1, 1))
    other = sales(("M", None, None, "Them", False, None, 30.0), month=pd.Timestamp(2025, 1, 1))
    found = figures(whole.assign(listed=True), pd.concat([sold, other]))
    assert (known(found), known(found, "own_sales")) == ([30, 30], [30, 0])


def test_a_product_that_misses_between_two_months_leaves_its_vendor_unknown_and_a_launch_does_not():
    months = [pd.Timestamp(2025, n, 1) for n in (1, 2, 3)]
    whole = pd.concat([sizes(("M", None, None, 90.0), month=month) for month in months])

    def own(product, *given):
        rows = [sales(("M", None, None, "Us", True, product, 10.0), month=months[n]) for n in given]
        return pd.concat(rows)

    hole = figures(whole, pd.concat([own("P", 0, 1, 2), own("Q", 0, 2)]))
    assert known(hole, "own_sales") == [20, None, 20]
    launch = figures(whole, pd.concat([own("P", 0, 1, 2), own("Q", 1, 2)]))
    assert known(launch, "own_sales") == [10, 20, 20]


def test_own_sales_are_zero_beside_others_where_there_never_are_any():
    whole = pd.concat([WHOLE, sizes(("White", None, None, 50.0), ("Sized", None, None, 70.0))])
    sold = pd.concat([SOLD, sales(("White", None, None, "Rival", False, None, 30.0))])
    found = figures(whole, sold).sizes.set_index("market")["own_sales"]
    assert found["White"] == 0
    assert pd.isna(found["Sized"])


def test_own_sales_that_a_period_does_not_report_are_unknown_and_not_zero():
    found = years({2024: {"Us": 50, "Bolt": 50, "size": 200}, 2025: {"Bolt": 60, "size": 210}})
    assert known(found, "own_sales") == [50, None]


def test_while_nobody_says_which_vendor_is_own_nothing_is_known_of_it():
    assert known(figures(WHOLE, SOLD.assign(own=False)), "own_sales") == [None, None]


def test_complete_are_the_periods_that_report_every_vendor_of_the_window():
    found = years({2024: {"Us": 5, "Bolt": 5, "size": 20}, 2025: {"Us": 5, "size": 20}, 2026: {"Us": 5, "size": 0}})
    assert found.complete.sizes["first_month"].dt.year.tolist() == [2024]
    later = found.within(Window(pd.Timestamp(2025, 1, 1).date(), pd.Timestamp(2026, 1, 1).date()))
    assert later.complete.sizes["first_month"].dt.year.tolist() == [2025]  # Bolt is among the others


def test_a_product_is_unknown_where_its_cell_has_it_in_another_month_only():
    months = [pd.Timestamp(2025, n, 1) for n in (1, 2)]
    whole = pd.concat([sizes(("M", "A", None, 90.0), ("M", "B", None, 90.0), month=month) for month in months])
    rival = [sales(("M", s, None, "Them", False, None, 9.0), month=month) for month in months for s in "AB"]
    sold = pd.concat([*rival, sales(("M", "A", None, "Us", True, "P", 10.0), month=months[1])])
    by_place = cells.of_products(figures(whole, sold), sold.assign(held=sold["sales"]))["P"]
    assert by_place.fillna(-1).sort_index().tolist() == [-1, 0, 10, 0]


@pytest.mark.parametrize("size", [0.0, -5.0, NONE])
def test_no_figure_at_all_is_no_error(size):
    nothing = figures(sizes(("M", None, None, size)), SOLD[:0])
    assert nothing.complete.sizes.empty
    assert nothing.missing.empty
