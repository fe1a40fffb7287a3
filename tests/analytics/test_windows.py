"""Windows of whole months, and which earlier months they can honestly be compared with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import windows
from analytics.windows import Window

JANUARY, AUGUST = date(2026, 1, 1), date(2026, 8, 1)
months = st.integers(0, 59).map(lambda n: windows.shift(date(2022, 1, 1), n))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12m", date(2025, 9, 1), AUGUST),
        ("ytd", JANUARY, AUGUST),
        ("all", date(2023, 5, 1), AUGUST),
        ("2025-02..2025-04", date(2025, 2, 1), date(2025, 4, 1)),
    ],
)
def test_a_window_is_what_its_text_says(text, first, last):
    assert windows.resolve(text, date(2023, 5, 1), AUGUST) == Window(first, last)


@pytest.mark.parametrize("text", ["lately", "13m", "2025-13..2026-01", "2025-02", "2026-02..2025-02"])
def test_a_text_that_is_no_window_is_refused(text):
    with pytest.raises(windows.UnknownWindow, match=text):
        windows.resolve(text, JANUARY, AUGUST)


def of_months(months):
    """Periods of one month each."""
    return [(month, month) for month in months]


def of_quarters(*firsts):
    return [(first, windows.shift(first, 2)) for first in firsts]


QUARTERS = of_quarters(*(windows.shift(date(2025, 1, 1), 3 * n) for n in range(8)))


def test_a_window_that_begins_within_a_quarter_is_compared_from_the_next_one_on():
    found = windows.comparison(Window(date(2026, 2, 1), date(2026, 11, 1)), QUARTERS)
    assert (found.before, found.now, found.cut) == (
        Window(date(2025, 4, 1), date(2025, 9, 1)),
        Window(date(2026, 4, 1), date(2026, 9, 1)),
        True,
    )


def test_a_window_within_a_quarter_has_nothing_to_compare():
    assert windows.comparison(Window(date(2026, 4, 1), date(2026, 5, 1)), QUARTERS) is None


def test_months_beside_a_quarter_of_the_year_before_are_compared_where_all_three_are_there():
    this_year = [date(2026, month, 1) for month in range(1, 6)]
    reported = [*of_quarters(date(2025, 1, 1), date(2025, 4, 1)), *of_months(this_year)]
    found = windows.comparison(Window(this_year[0], this_year[-1]), reported)
    assert found.now == Window(date(2026, 1, 1), date(2026, 3, 1))


def test_a_year_to_date_is_compared_with_the_same_months_of_the_year_before():
    year = [windows.shift(date(2025, 1, 1), n) for n in range(20)]
    found = windows.comparison(Window(JANUARY, AUGUST), of_months(year))
    assert (found.before, found.now, found.cut) == (
        Window(date(2025, 1, 1), date(2025, 8, 1)),
        Window(JANUARY, AUGUST),
        False,
    )


def test_sixteen_months_leave_four_to_compare():
    reported = [windows.shift(date(2013, 9, 1), n) for n in range(16)]
    found = windows.comparison(Window(date(2014, 1, 1), date(2014, 12, 1)), of_months(reported))
    assert (found.before, found.now) == (
        Window(date(2013, 9, 1), date(2013, 12, 1)),
        Window(date(2014, 9, 1), date(2014, 12, 1)),
    )
    assert found.cut


def test_without_a_year_before_there_is_nothing_to_compare():
    assert windows.comparison(Window(JANUARY, AUGUST), of_months([JANUARY, AUGUST])) is None


@given(st.sets(months), months, months)
def test_both_sides_of_a_comparison_are_whole_and_equally_long(reported, one, other):
    found = windows.comparison(Window(min(one, other), max(one, other)), of_months(reported))
    if found is None:
        return
    assert found.before.months == found.now.months
    for window in (found.before, found.now):
        assert {windows.shift(window.first, n) for n in range(window.months)} <= reported
