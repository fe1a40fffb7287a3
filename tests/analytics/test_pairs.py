"""Growth and gains over the months that both sides have, by hand."""

import pandas as pd
import pytest

from analytics import gains, pairs
from analytics.windows import Window
from tests.analytics.market_factories import figures, sales, sizes, years


def paired(found, back=12):
    year = found.sizes["first_month"].dt.year.max()
    return pairs.of(found, found.only(found.sizes["first_month"].dt.year == year), back)


def grown(found):
    (row,) = pairs.growth(paired(found)).to_dict("records") or [None]
    return row and (row["growth"], row["months"])


def test_growth_is_of_the_months_that_both_years_have():
    months = [pd.Timestamp(2024, n, 1) for n in (10, 11, 12)] + [pd.Timestamp(2025, n, 1) for n in range(1, 13)]
    whole = pd.concat([sizes(("M", None, None, 100.0), month=month) for month in months])
    found = figures(whole, sales())
    rows = pairs.within(found, Window(months[3].date(), months[-1].date()))
    assert pairs.growth(rows).values.tolist() == [[300.0, 300.0, 0.0, 3]]
    assert [side.months for side in pairs.sides(rows)] == [3, 3]


def test_growth_is_of_the_cells_that_both_years_have():
    before, now = (pd.Timestamp(year, 1, 1) for year in (2024, 2025))
    whole = [
        sizes(("M", "A", None, 50.0), month=before),
        sizes(("M", "A", None, 60.0), ("M", "B", None, 40.0), month=now),
    ]
    assert grown(figures(pd.concat(whole), sales())) == (pytest.approx(0.2), 1)


@pytest.mark.parametrize(
    "by_year",
    [
        {2024: {"Us": 50, "Bolt": 50}, 2025: {"Us": 55}},  # Bolt is not reported now
        {2024: {"Us": 50}, 2025: {"Us": 55, "Bolt": 50}},  # nor here before
        {2024: {"Us": 50, "Bolt": 50}, 2025: {"Us": 55, "Bolt": 50, "size": 400}},  # a sum beside a stated size
        {2023: {"Us": 1}, 2025: {"Us": 2}},
    ],
)
def test_there_is_no_growth_of_two_different_things(by_year):
    assert grown(years(by_year)) is None


def test_nothing_grows_from_nothing():
    growth, months = grown(years({2024: {"Us": 0}, 2025: {"Us": 5}}))
    assert pd.isna(growth)
    assert months == 1


def test_shares_alone_do_not_grow():
    whole = [sizes(("M", None, None, 100.0), month=pd.Timestamp(y, 1, 1), unit="%", stated=False) for y in (2024, 2025)]
    assert grown(figures(pd.concat(whole), sales())) is None


def test_two_currencies_are_no_pair():
    whole = [
        sizes(("M", None, None, 9.0), month=pd.Timestamp(y, 1, 1), unit=u) for y, u in ((2024, "EUR"), (2025, "USD"))
    ]
    assert grown(figures(pd.concat(whole), sales())) is None


def changes(found):
    rows = gains.by_vendor(found, paired(found))
    return {v: None if pd.isna(c) else round(c, 9) for v, c in zip(rows["vendor"], rows["change"], strict=True)}


def test_changes_of_a_market_sum_to_zero():
    found = changes(years({2024: {"Us": 20, "Bolt": 40, "size": 100}, 2025: {"Us": 33, "Bolt": 55, "size": 110}}))
    assert found == {"Us": 0.1, "Bolt": 0.1, "Others": -0.2}


def test_a_vendor_that_one_year_does_not_report_has_no_change_and_neither_have_the_others():
    found = changes(years({2024: {"Us": 20, "size": 100}, 2025: {"Us": 30, "Bolt": 40, "size": 100}}))
    assert found == {"Us": 0.1, "Bolt": None}


def test_vendors_beyond_their_market_on_one_side_leave_no_others():
    found = changes(years({2024: {"Us": 120, "size": 100}, 2025: {"Us": 30, "size": 100}}))
    assert found == {"Us": -0.9}


def test_a_year_of_one_cell_beside_months_of_another_is_of_twelve_months():
    months = [pd.Timestamp(2025, month, 1) for month in range(1, 13)]
    rows = pd.DataFrame({"market": "M", "first_month": months[:3], "last_month": months[:3], "months": 1})
    year = pd.DataFrame({"market": ["M"], "first_month": months[0], "last_month": months[-1], "months": 12})
    assert pairs.months(pd.concat([rows, year]), ["market"]).to_dict() == {"M": 12}
    assert pairs.months(rows, ["market"]).to_dict() == {"M": 3}
