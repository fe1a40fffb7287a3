"""Weeks, which are those of ISO 8601: from Monday to Sunday, of the year and the month of their Thursday."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from data.reading.cells import CellValue
from data.reading.grains import Grain, Period, full_year

_WEEK = r"(?:w|wk|week|kw|cw|calendar week|kalenderwoche|woche|semaine|semana|settimana|vecka)"
_WEEK_ALONE = re.compile(rf"{_WEEK}[\s.\-]*(\d{{1,2}})|(\d{{1,2}})\.?\s*{_WEEK}")
_WEEKS = (
    re.compile(rf"(?P<year>\d{{4}})[\s,/.\-]*{_WEEK}[\s.\-]*(?P<week>\d{{1,2}})"),
    re.compile(rf"{_WEEK}[\s.\-]*(?P<week>\d{{1,2}})(?:[\s,/.\-]+|\s*[’'])(?P<year>\d{{4}}|\d{{2}})"),
    re.compile(rf"(?P<week>\d{{1,2}})\.?\s*{_WEEK}[\s,/.\-]+(?P<year>\d{{4}})"),
)


def of_year(year: int, number: int) -> Period | None:
    """A week of ISO 8601 by its year and number; None where the year has no such week.

    >>> of_year(2026, 53).start, of_year(2025, 53)
    (datetime.date(2026, 12, 28), None)
    """
    try:
        return Period(date.fromisocalendar(year, number, 1), Grain.WEEK)
    except ValueError:
        return None


def number(text: str, numbered: bool = False) -> int | None:
    """A week's number by its own word, or by its number alone where weeks are `numbered`; None with a year beside it.

    >>> [number(text) for text in ("W14", "KW 5", "14. KW", "Week 2", "14", "W14 2026", "W54")]
    [14, 5, 14, 2, None, None, None]
    """
    found = _WEEK_ALONE.fullmatch(text.strip().casefold())
    alone = text.strip() if numbered and text.strip().isdecimal() else "0"
    week = int(found[1] or found[2]) if found else int(alone)
    return week if 1 <= week <= 53 else None


def is_week(value: CellValue) -> bool:
    """Whether a cell is a week with its year.

    >>> is_week("2026-W14"), is_week("KW 14"), is_week("2026-04")
    (True, False, False)
    """
    return isinstance(value, str) and in_text(" ".join(value.split()).casefold()) is not None


def are_weekly(days: Iterable[date]) -> bool:
    """Whether days are one of each week: of one weekday, and most of them seven days after another.

    >>> [are_weekly(date(2026, 3, day) for day in days) for days in ([2, 9, 16, 30], [2, 16, 30], [2, 9], [2, 9, 17])]
    [True, False, False, False]
    """
    found = sorted(set(days))
    gaps = [(later - earlier).days for earlier, later in pairwise(found)]
    return len(gaps) >= 2 and not any(gap % 7 for gap in gaps) and gaps.count(7) * 2 >= len(gaps)


def of_day(day: date) -> Period:
    """The week that a day lies in.

    >>> of_day(date(2026, 4, 5)).written
    '2026-W14'
    """
    return Period(day - timedelta(days=day.weekday()), Grain.WEEK)


def in_text(text: str) -> Period | None:
    matches = (pattern.fullmatch(text) for pattern in _WEEKS)
    return next((of_year(full_year(each["year"]), int(each["week"])) for each in matches if each), None)
