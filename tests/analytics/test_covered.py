"""What is said of markets and parts of them that a window has no figures of, or fewer months."""

from datetime import date

import pandas as pd

from analytics import covered
from analytics.windows import Window
from tests.analytics.market_factories import figures, sales, sizes

JANUARY, FEBRUARY, MARCH = (pd.Timestamp(2026, month, 1) for month in (1, 2, 3))
EU, US, ALONE = ("M", "A", "EU", 10.0), ("M", "A", "US", 20.0), ("N", None, None, 5.0)
EVERY = figures(
    pd.concat([sizes(EU, ALONE, month=JANUARY), sizes(EU, US, month=FEBRUARY), sizes(EU, month=MARCH)]), sales()
)


def window(first, last):
    return EVERY.within(Window(date(2026, first, 1), date(2026, last, 1)))


def test_a_part_with_fewer_months_than_the_window_is_named_with_them():
    assert covered.partly(EVERY, window(1, 3), 3) == {
        "M": "Not given for the whole time: A · US (1 of 3 months).",
        "N": "Given for 1 of 3 months.",
    }


def test_a_part_without_any_month_is_named_too():
    assert covered.partly(EVERY, window(3, 3), 1) == {"M": "Not given for the whole time: A · US (0 of 1 month)."}


def test_of_what_is_given_for_the_whole_window_nothing_is_said():
    assert covered.partly(EVERY, window(2, 2), 1) == {}


def test_a_market_without_figures_in_the_window_has_the_months_that_have_some():
    assert covered.nowhere(EVERY, window(2, 3)) == {"N": [Window(date(2026, 1, 1), date(2026, 1, 1))]}


def test_a_period_names_the_parts_that_it_misses():
    found = covered.each_period(EVERY, EVERY.by_period())
    assert {key.split("\x1f")[1]: said for key, said in found.items()} == dict.fromkeys(
        ("2026-01", "2026-03"), "Not given then: A · US."
    )
