"""Periods from dates and their many spellings: a first day and a grain, with one order of day and month a column.

01/02/2024 is the first of February or the second of January: which is proved by the other dates of the column, by a
month written beside them, or asked.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from functools import cache

from babel.dates import get_day_names, get_month_names

from data.reading import weeks
from data.reading.cells import CellError, CellValue, as_text
from data.reading.grains import Grain, Period, full_year

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv")
FIRST_YEAR, LAST_YEAR = 1950, 2100

_CLOCK = r"(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)?"
SLASHED = re.compile(rf"(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-](\d{{4}}|\d{{2}}){_CLOCK}")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_QUARTER_ALONE = re.compile(
    r"(?:[qtk]|qtr|quarter|trim)?\s*\.?([1-4])(?:st|nd|rd|th|[.ºe])?\s*(?:q|qtr|quarter|quartal|trimestre)?"
)
_MONTH_NUMBERED = re.compile(
    r"(?i)(?:(?:month|monat|mois|mes|mese|m[êe]s|maand|m[åa]nad|period|periode)\s*|[pm](?=\d\d))(\d{1,2})"
)
_REMARK = re.compile(r"(?<=\w)(?:\s*\([^()]*\)|\s*\[[^\[\]]*\]|[*†‡¹²³]+|#\d?)$")
_PATTERNS = {
    "year month": re.compile(r"(\d{4})(?:[-/.]|\s?m)?(\d{2})"),
    "month year": re.compile(r"(\d{1,2})[-/.](\d{4})"),
    "quarter first": re.compile(r"f?q([1-4])[\s\-/'’]*(\d{4}|\d{2})"),
    "number first": re.compile(r"([1-4])q[\s\-/'’]*(\d{4}|\d{2})"),
    "quarter last": re.compile(r"(\d{4})[\s\-/]*q([1-4])"),
    "year": re.compile(r"(?:fy\s*)?(\d{4})"),
    "short year": re.compile(r"fy\s*['’]?(\d{2})"),
    "span of years": re.compile(r"(?:fy\s*)?(\d{4})[-/–](\d{4}|\d{2})"),
}


class DateOrder(StrEnum):
    """Which number of 01/02/2024 is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Unreadable(ValueError):
    """A cell that should hold a date or period and does not."""


def day(value: CellValue, order: DateOrder | None = None) -> date | None:
    """The day in a cell, None where it is empty.

    Raises
    ------
    Unreadable
        The cell holds no date, or one that needs an `order` where none is given.
    """
    if isinstance(value, date):
        return value
    text = as_text(value)
    if not text:
        return None
    if isinstance(value, str) and (found := _day_in(text, order)):
        return found
    raise Unreadable(text)


def day_of(value: CellValue, order: DateOrder | None = None) -> date | None:
    """The day in a cell, None where it holds none for sure."""
    return value if isinstance(value, date) else _day_in(as_text(value), order)


def _day_in(text: str, order: DateOrder | None) -> date | None:
    try:
        if iso := _ISO.fullmatch(text):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if slashed := SLASHED.fullmatch(text):
            first, second, year = int(slashed[1]), int(slashed[2]), full_year(slashed[3])
            if order is None and first != second:
                return None
            return date(year, second, first) if order is DateOrder.DAY_FIRST else date(year, first, second)
        return _written_day(text)
    except ValueError:
        return None


def _written_day(text: str) -> date | None:
    """A day with its month by name: "Dec. 31, 2022", "31 December 2022", "31-Jan-25"."""
    words = re.split(r"[\s.,\-/]+", text.strip())
    if len(words) != 3 or not re.fullmatch(r"\d{4}|\d{2}", words[2]):
        return None
    name, number = sorted(words[:2], key=str.isdigit)
    month = None if name.isdigit() else month_of_year(name)
    return date(full_year(words[2]), month, int(number)) if month and number.isdigit() else None


def without_remark(text: str) -> str:
    """A period's text without a remark behind it, in brackets or as the mark of a footnote.

    >>> [without_remark(text) for text in ("2022 (until November)", "2020 [P]", "2021*", "2019#2", "2022")]
    ['2022', '2020', '2021', '2019', '2022']
    """
    return _REMARK.sub("", text)


def spans_of_years(texts: Iterable[str]) -> bool | None:
    """Whether texts such as "2010-11" are years over two calendar years; None where they may be months as well.

    >>> spans_of_years(["2011-12", "2012-13"]), spans_of_years(["2011-12"]), spans_of_years(["2011-12", "2011-11"])
    (True, None, False)
    """
    pairs = {(int(m[1]), int(m[2])) for text in texts if (m := re.fullmatch(r"(\d{4})[-/–](\d{2})", text.strip()))}
    following = [(year + 1) % 100 == last for year, last in pairs]
    if any(not 1 <= last <= 12 for _, last in pairs) and sum(following) >= len(pairs) / 4:
        return True
    return None if pairs and all(following) else False


def period(
    value: CellValue, order: DateOrder | None = None, spans: bool = False, with_weeks: bool = False
) -> Period | None:
    """The period in a cell, None where it is empty: a day is read as its month; "2010-11" as a year where it `spans`.

    A week is read as the month that it belongs to, that of its Thursday, and as itself `with_weeks`.

    Raises
    ------
    Unreadable
        The cell holds no period.

    >>> from decimal import Decimal
    >>> period("Q3 2024").start, period("Jan-24").start, period(Decimal(2024)).grain.value
    (datetime.date(2024, 7, 1), datetime.date(2024, 1, 1), 'year')
    >>> period("2010;April").start, period("2013-14;Q2").start, period("2013-14;Q2").grain.value
    (datetime.date(2010, 4, 1), datetime.date(2013, 4, 1), 'quarter')
    >>> period("2026-W14").start, period("KW 14 2026", with_weeks=True).start
    (datetime.date(2026, 4, 1), datetime.date(2026, 3, 30))
    """
    text = " ".join(without_remark(as_text(value)).replace(";", " ").split())
    if not text:
        return None
    if isinstance(value, bool | CellError):
        raise Unreadable(text)
    found = _day_in(text, order)
    if spans and (match := _PATTERNS["span of years"].fullmatch(text.casefold())):
        if over_two := _span_of_years(match[1], match[2]):
            return over_two
        raise Unreadable(text)
    found_period = Period(found.replace(day=1)) if found else _period_in(text.casefold())
    if found_period is None or not FIRST_YEAR <= found_period.start.year <= LAST_YEAR:
        raise Unreadable(text)
    return found_period if with_weeks else found_period.of_months


def _period_in(text: str) -> Period | None:
    readers: dict[str, Callable[[str, str], Period | None]] = {
        "year month": lambda y, m: _month(int(y), int(m)),
        "month year": lambda m, y: _month(int(y), int(m)),
        "quarter first": _quarter,
        "number first": _quarter,
        "quarter last": lambda y, q: _quarter(q, y),
        "year": lambda y, _: Period(date(int(y), 1, 1), Grain.YEAR) if int(y) >= FIRST_YEAR else None,
        "short year": lambda y, _: Period(date(full_year(y), 1, 1), Grain.YEAR),
        "span of years": _span_of_years,
    }
    for name, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(text):
            groups = (*match.groups(), "")
            if found := readers[name](groups[0], groups[1]):
                return found
    return _quarter_of_span(text) or _named_month(text) or weeks.in_text(text)


def _quarter_of_span(text: str) -> Period | None:
    """A quarter of a fiscal year over two calendar years, counted from January of the first, as the year is."""
    match = re.fullmatch(r"(?:fy\s*)?(\d{4})[-/–](\d{4}|\d{2})[\s,/]*q([1-4])", text)
    year = _span_of_years(match[1], match[2]) if match else None
    return _quarter(match[3], match[1]) if match and year else None


def _span_of_years(first: str, last: str) -> Period | None:
    """A fiscal year over two calendar years, by its first: "2018-19"; None where they do not follow each other."""
    follows = int(last) in {int(first) + 1, (int(first) + 1) % 100}
    return Period(date(int(first), 1, 1), Grain.YEAR) if follows else None


def is_of_several_years(text: str) -> bool:
    """Whether a text is a span of more than two calendar years, which no period of figures is.

    >>> [is_of_several_years(text) for text in ("2010-14", "2010-2014", "2010-11", "2010-09", "2014-2010")]
    [True, True, False, False, False]
    """
    match = _PATTERNS["span of years"].fullmatch(text.strip().casefold())
    if match is None:
        return False
    century = 10 ** len(match[2])
    return (int(match[2]) - int(match[1]) % century) % century in range(2, 21)


def _named_month(text: str) -> Period | None:
    """A month by name and year: "Jan-24", "januar 2024", "2024 March"."""
    words = [word for word in re.split(r"[\s\-/.'’]+", text) if word]
    if len(words) != 2:
        return None
    name, year = words if not words[0].isdigit() else words[::-1]
    number = _month_names().get(_plain(name))
    if number is None or not re.fullmatch(r"\d{4}|\d{2}", year):
        return None
    return _month(full_year(year), number)


def month_of_year(text: str) -> int | None:
    """A month's number from its number or its name in eight languages; None where a year or a day stands beside it.

    >>> [month_of_year(text) for text in ("6", "März", "Month 2", "13", "Jan-24")]
    [6, 3, 2, None, None]
    """
    if numbered := _MONTH_NUMBERED.fullmatch(text.strip()):
        text = numbered[1]
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    return None if any(map(str.isdigit, text)) else _month_names().get(_plain(text))


def quarter_of_year(text: str) -> int | None:
    """A quarter's number: "Q1", "1", "T2", "3. Quartal"; None where a year stands beside it.

    >>> quarter_of_year("Q1"), quarter_of_year("3"), quarter_of_year("2. Quartal"), quarter_of_year("Q1 2024")
    (1, 3, 2, None)
    """
    found = _QUARTER_ALONE.fullmatch(text.strip().casefold())
    return int(found[1]) if found else None


def year(value: CellValue) -> int | None:
    """The calendar year in a cell of a year column, None where it holds none.

    >>> from decimal import Decimal
    >>> year(Decimal(2024)), year("FY2024"), year("24"), year("2024 (P)")
    (2024, 2024, None, 2024)
    """
    match = _PATTERNS["year"].fullmatch(without_remark(as_text(value)).casefold())
    return int(match[1]) if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR else None


def short_year(text: str) -> int | None:
    """The year of two digits behind "FY" or an apostrophe, None where there is none.

    >>> short_year("FY23"), short_year("'22"), short_year("22")
    (2023, 2022, None)
    """
    match = re.fullmatch(r"(?:fy\s*['’]?|['’])(\d{2})", text.casefold())
    return full_year(match[1]) if match else None


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a day of the week in one of the languages.

    >>> [is_weekday(text) for text in ("Monday", "Di.", "samedi", "Sun", "Mondays")]
    [True, True, True, True, False]
    """
    return _plain(text) in _weekdays()


@cache
def _weekdays() -> frozenset[str]:
    wide = [name for each in LANGUAGES for name in get_day_names("wide", locale=each).values()]
    short = [name for each in LANGUAGES for name in get_day_names("abbreviated", locale=each).values()]
    return frozenset(map(_plain, (*wide, *short)))


@cache
def _month_names() -> dict[str, int]:
    names = {"sept": 9}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                names.setdefault(_plain(name), number)
    return names


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalpha())


def _quarter(quarter: str, year: str) -> Period:
    return Period(date(full_year(year), 3 * int(quarter) - 2, 1), Grain.QUARTER)


def _month(year: int, month: int) -> Period | None:
    return Period(date(year, month, 1)) if 1 <= month <= 12 and year >= FIRST_YEAR else None
