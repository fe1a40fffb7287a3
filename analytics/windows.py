"""Windows of whole months, and the earlier window that one can honestly be compared with.

Months are `datetime.date`, each its first day. A window includes both its ends.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

NAMED = ("12m", "ytd", "all")
Period = tuple[date, date]  # its first and its last month
YEARS = range(1900, 2200)  # of which figures can be


class UnknownWindow(ValueError):
    """A window's text that means none; the message says what would."""


@dataclass(frozen=True, order=True)
class Window:
    """The months from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def months(self) -> int:
        return months_between(self.first, self.last) + 1

    def shifted(self, months: int) -> "Window":
        """The same window `months` later, earlier where negative."""
        return Window(shift(self.first, months), shift(self.last, months))

    def __contains__(self, month: date) -> bool:
        return self.first <= month <= self.last


def shift(month: date, months: int) -> date:
    """The month `months` later.

    >>> shift(date(2024, 11, 1), 3), shift(date(2024, 1, 1), -1)
    (datetime.date(2025, 2, 1), datetime.date(2023, 12, 1))
    """
    year, index = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, index + 1, 1)


def months_between(earlier: date, later: date) -> int:
    """How many months `later` is after `earlier`."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def resolve(text: str, first: date, last: date) -> Window:
    """The window that a text means for figures from month `first` to month `last`.

    `12m` is the last twelve months, `ytd` the calendar year of `last` up to it, `all` everything,
    `2025-01..2025-06` itself.

    Raises
    ------
    UnknownWindow
        The text is none of these, ends before it starts, or lies where no figures can be.

    >>> resolve("12m", date(2022, 1, 1), date(2024, 6, 1))
    Window(first=datetime.date(2023, 7, 1), last=datetime.date(2024, 6, 1))
    """
    match text:
        case "12m":
            return Window(shift(last, -11), last)
        case "ytd":
            return Window(date(last.year, 1, 1), last)
        case "all":
            return Window(first, last)
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])\.\.(\d{4})-(0[1-9]|1[0-2])", text)
    if not found:
        raise UnknownWindow(f"“{text}” is no window. Use 12m, ytd, all, or months such as 2025-01..2025-06.")
    if not {int(found[1]), int(found[3])} <= {*YEARS}:
        raise UnknownWindow(f"“{text}” lies outside the years {YEARS[0]} to {YEARS[-1]}. Choose months within them.")
    start, end = date(int(found[1]), int(found[2]), 1), date(int(found[3]), int(found[4]), 1)
    if end < start:
        raise UnknownWindow(f"“{text}” ends before it starts. Turn it round.")
    return Window(start, end)


@dataclass(frozen=True)
class Comparison:
    """Two windows of equal length, cut to the months that both have."""

    before: Window
    now: Window
    cut: bool  # whether `now` is less than what was asked for

    @property
    def back(self) -> int:
        """How many months lie between a month and the one that it is compared with."""
        return months_between(self.before.first, self.now.first)


def span(own: Collection[date], actual: Collection[date]) -> tuple[date, date]:
    """The first and the last month between which a basis is looked at, from the months that have figures of it.

    A plan is looked at as far as the actuals reach, so that both stand beside each other; a forecast that begins after
    them, as far as it reaches.

    >>> year = [date(2026, month, 1) for month in range(1, 13)]
    >>> span(year, year[:8])[1], span(year[8:], year[:8])[1]
    (datetime.date(2026, 8, 1), datetime.date(2026, 12, 1))
    """
    first, last = min(own), max(own)
    reached = max(actual, default=last)
    return first, min(last, reached) if first <= reached else last


def year_before(window: Window) -> Window:
    """The same months of the year before, or of as many years before as the window is long.

    >>> year_before(Window(date(2025, 10, 1), date(2026, 9, 1)))
    Window(first=datetime.date(2024, 10, 1), last=datetime.date(2025, 9, 1))
    """
    return window.shifted(-12 * -(-window.months // 12))


def comparison(window: Window, periods: Collection[Period]) -> Comparison | None:
    """The window and the same months of the year before (or of as many years before as it is long).

    Both are cut to the run of months, ending with the latest, of which both have whole periods; None where they have
    none in common. `periods` are those with figures.
    """
    back = 12 * -(-window.months // 12)
    now = common(window, periods, periods, back)
    return Comparison(now.shifted(-back), now, cut=now.months < window.months) if now else None


def common(window: Window, one: Collection[Period], other: Collection[Period], back: int = 0) -> Window | None:
    """The run of months of a window, ending with the latest, of which both have whole periods; None without any.

    The months of `other` are compared with those so many months later. A period that the window, or the run, cuts in
    two has no figures in it.

    >>> months = [(date(2026, month, 1),) * 2 for month in range(1, 13)]
    >>> quarters = [(date(2026, month, 1), date(2026, month + 2, 1)) for month in (1, 4, 7)]
    >>> common(Window(date(2026, 2, 1), date(2026, 12, 1)), months, quarters)
    Window(first=datetime.date(2026, 4, 1), last=datetime.date(2026, 9, 1))
    >>> common(Window(date(2026, 4, 1), date(2026, 5, 1)), months, quarters) is None
    True
    """
    found = _run(window, _whole(window, one), {shift(m, back) for m in _whole(window.shifted(-back), other)})
    return found if found is None or found == window else common(found, one, other, back)


def _whole(window: Window, periods: Iterable[Period]) -> set[date]:
    """The months of the periods that lie wholly in a window."""
    return covered((first, last) for first, last in periods if window.first <= first and last <= window.last)


def _run(window: Window, one: set[date], other: set[date]) -> Window | None:
    """The months of a window without a gap, ending with the latest, that are in both."""
    months = [month for month in (shift(window.first, n) for n in range(window.months)) if month in one & other]
    if not months:
        return None
    first = months[-1]
    while shift(first, -1) in months:
        first = shift(first, -1)
    return Window(first, months[-1])


def covered(periods: Iterable[Period]) -> set[date]:
    """Every month of periods that are given by their first and last months.

    >>> sorted(month.month for month in covered([(date(2026, 1, 1), date(2026, 3, 1))]))
    [1, 2, 3]
    """
    return {shift(first, n) for first, last in periods for n in range(months_between(first, last) + 1)}


def runs(periods: Iterable[Period]) -> list[Window]:
    """The months of periods, given by their first and last months, in windows without a gap, the first first.

    >>> [run.months for run in runs([(date(2026, 1, 1), date(2026, 3, 1)), (date(2026, 5, 1), date(2026, 5, 1))])]
    [3, 1]
    """
    months = covered(periods)
    firsts = sorted(month for month in months if shift(month, -1) not in months)
    lasts = sorted(month for month in months if shift(month, 1) not in months)
    return [Window(first, last) for first, last in zip(firsts, lasts, strict=True)]
