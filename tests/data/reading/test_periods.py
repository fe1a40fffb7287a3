"""Periods in their many spellings, each as its first day and its length."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading import date_orders, periods
from data.reading.cells import CellError
from data.reading.grains import Grain, Period
from data.reading.periods import DateOrder, Unreadable

DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
DATES = st.dates(date(1969, 1, 1), date(2068, 12, 31))
SEPARATORS = st.sampled_from("/.-")


def month(year, number):
    return Period(date(year, number, 1), Grain.MONTH)


@given(DATES, SEPARATORS, st.sampled_from(["%d{0}%m{0}%Y", "%d{0}%m{0}%y", "%m{0}%d{0}%Y", "%m{0}%d{0}%y"]))
def test_a_day_is_read_back_in_the_order_it_was_typed(day, separator, form):
    order = DAY if form.startswith("%d") else MONTH
    typed = day.strftime(form.format(separator))
    assert periods.day(typed, order) == day
    assert periods.period(typed, order) == month(day.year, day.month)


@given(DATES, SEPARATORS, st.sampled_from([None, DAY, MONTH]))
def test_a_day_that_starts_with_its_year_needs_no_order(day, separator, order):
    assert periods.day(day.strftime(f"%Y{separator}%m{separator}%d"), order) == day
    assert periods.day(day.strftime("%Y-%m-%dT12:00:00"), order) == day
    assert periods.day(day, order) == day


@given(DATES)
def test_a_day_over_12_proves_its_order(day):
    for order, form in ((DAY, "%d/%m/%Y"), (MONTH, "%m/%d/%Y")):
        proved = date_orders.proved_order([day.strftime(form)])
        assert proved == ({order} if day.day > 12 else set())


@given(st.integers(1969, 2068), st.integers(1, 4))
def test_a_quarter_starts_with_its_first_month(year, quarter):
    start = Period(date(year, {1: 1, 2: 4, 3: 7, 4: 10}[quarter], 1), Grain.QUARTER)
    for typed in (f"Q{quarter} {year}", f"{year} Q{quarter}", f"{year}-q{quarter}", f"Q{quarter}/{year % 100:02}"):
        assert periods.period(typed) == start


@pytest.mark.parametrize("typed", ["2024", "FY2024", "fy 2024", Decimal(2024), Decimal("2024.0").normalize()])
def test_a_year_alone_is_a_period_of_twelve_months(typed):
    assert periods.period(typed) == Period(date(2024, 1, 1), Grain.YEAR)
    assert Grain.YEAR.months == 12


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2024-03", 3),
        ("202403", 3),
        (Decimal(202403), 3),
        ("3/2024", 3),
        ("03.2024", 3),
        ("Mar-24", 3),
        ("March 2024", 3),
        ("2024 March", 3),
        ("Sept 2024", 9),
        ("März 2024", 3),
        ("Dez. 2024", 12),
        ("février 2024", 2),
        ("août 2024", 8),
        ("enero 2024", 1),
        ("ago 2024", 8),
        ("gennaio 2024", 1),
        ("giu-24", 6),
        ("março 2024", 3),
        ("out/24", 10),
        ("maart 2024", 3),
        ("mei 2024", 5),
        ("maj 2024", 5),
        ("okt. 2024", 10),
    ],
)
def test_a_month_is_known_in_numbers_and_in_eight_languages(typed, number):
    assert periods.period(typed) == month(2024, number)


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("01/02/2024", None),
        ("13/02/2024", None),
        ("13/02/2024", MONTH),
        ("02/13/2024", DAY),
        ("31/04/2024", DAY),
        ("29.02.2023", DAY),
        ("2024-13", None),
        ("2024-02-30", None),
        ("Q5 2024", None),
        ("H1 2024", None),
        ("Foo 2024", None),
        ("January", None),
        ("1949", None),
        ("2101", None),
        ("1899-12-31", None),
        (date(1900, 1, 1), None),
        ("45292", None),
        (Decimal("2024.5"), None),
        (True, None),
        (CellError("#N/A"), None),
    ],
)
def test_what_is_no_period_is_refused(typed, order):
    with pytest.raises(Unreadable):
        periods.period(typed, order)


@pytest.mark.parametrize("typed", ["2024", "Q1 2024", "soon", True, Decimal(45292), CellError("#N/A")])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(Unreadable):
        periods.day(typed, DAY)


@pytest.mark.parametrize("typed", [None, "", "   "])
def test_an_empty_cell_is_no_period_and_no_day(typed):
    assert periods.period(typed) is None
    assert periods.day(typed) is None


def test_the_same_text_is_another_month_in_another_order():
    assert periods.period("01/02/2024", DAY) == month(2024, 2)
    assert periods.period("01/02/2024", MONTH) == month(2024, 1)
    assert periods.period("02/02/2024") == month(2024, 2)


@pytest.mark.parametrize(("typed", "year"), [("31/12/68", 2068), ("01/01/69", 1969), ("31/12/99", 1999)])
def test_two_digits_of_a_year_are_the_nearest_century(typed, year):
    assert periods.day(typed, DAY).year == year


@pytest.mark.parametrize("typed", ["01/02/2024", "12-11-24", " 1.2.2024 "])
def test_a_day_and_month_that_may_be_swapped_are_ambiguous(typed):
    assert date_orders.is_ambiguous(typed)


@pytest.mark.parametrize("typed", ["13/02/2024", "02/13/2024", "02/02/2024", "2024-02-01", date(2024, 2, 1), None])
def test_a_day_that_can_be_read_in_one_way_is_not_ambiguous(typed):
    assert not date_orders.is_ambiguous(typed)


def test_dates_that_contradict_each_other_prove_both_orders():
    assert date_orders.proved_order(["13/02/2024", "02/13/2024"]) == {DAY, MONTH}


def test_a_date_that_exists_in_no_order_proves_none():
    assert date_orders.proved_order(["13/14/2024"]) == set()


def test_a_month_written_beside_proves_the_order():
    assert date_orders.order_beside_months(["01/06/2024", "01/12/2024"], [Decimal(6), "December"]) is DAY
    assert date_orders.order_beside_months(["06/01/2024", "12/01/2024"], ["June", Decimal(12)]) is MONTH
    assert date_orders.order_beside_months(["01/06/2024", "06/07/2024"], ["6", "6"]) is None
    assert date_orders.order_beside_months(["06/06/2024"], ["6"]) is None


def test_three_first_days_prove_the_order_and_two_do_not():
    assert date_orders.order_of_first_days(["01/02/2024", "01/03/2024", "01/04/2024"]) is DAY
    assert date_orders.order_of_first_days(["02/01/2024", "03/01/2024", "04/01/2024"]) is MONTH
    assert date_orders.order_of_first_days(["01/02/2024", "01/03/2024"]) is None
    assert date_orders.order_of_first_days(["01/02/2024", "01/03/2024", "02/04/2024"]) is None


@pytest.mark.parametrize(
    ("text", "number"), [("1", 1), ("012", 12), ("Juli", 7), ("0", None), ("13", None), ("x", None)]
)
def test_a_month_of_the_year_is_a_number_or_a_name(text, number):
    assert periods.month_of_year(text) == number


@pytest.mark.parametrize(("value", "year"), [(Decimal(2014), 2014), ("2014", 2014), ("FY 2014", 2014), ("14", None)])
def test_a_year_has_four_digits(value, year):
    assert periods.year(value) == year


def test_periods_sort_by_their_first_day():
    start = date(2024, 1, 1)
    days = [start + timedelta(days=31 * n) for n in range(6)]
    assert sorted(map(periods.period, reversed(days))) == [month(2024, n) for n in range(1, 7)]
