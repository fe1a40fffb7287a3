"""How long a period is, which months it has, and how it is written."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """How long a period is; a week, which is that of ISO 8601, has no whole month."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {Grain.WEEK: 0, Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[self]


@dataclass(frozen=True, order=True)
class Period:
    """A week, month, quarter or year, by its first day."""

    start: date
    grain: Grain = Grain.MONTH

    @property
    def months(self) -> range:
        """Its months, counted since year 0; of a week the one that it belongs to, which is that of its Thursday."""
        day = self.start + timedelta(days=3) if self.grain is Grain.WEEK else self.start
        first = day.year * 12 + day.month - 1
        return range(first, first + max(1, self.grain.months))

    @property
    def of_months(self) -> "Period":
        """The same, a week as the month that it belongs to.

        >>> Period(date(2026, 3, 30), Grain.WEEK).of_months.start
        datetime.date(2026, 4, 1)
        """
        if self.grain is not Grain.WEEK:
            return self
        year, month = divmod(self.months.start, 12)
        return Period(date(year, month + 1, 1))

    @property
    def last_day(self) -> date:
        """Its last day.

        >>> Period(date(2024, 2, 1)).last_day, Period(date(2024, 1, 1), Grain.YEAR).last_day
        (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
        """
        if self.grain is Grain.WEEK:
            return self.start + timedelta(days=6)
        year, month = divmod(self.months.stop, 12)
        return date(year, month + 1, 1) - timedelta(days=1)

    @property
    def written(self) -> str:
        """As text that is read in one way.

        >>> Period(date(2024, 4, 1), Grain.QUARTER).written, Period(date(2024, 4, 1)).written
        ('2024 Q2', '2024-04')
        >>> Period(date(2025, 12, 29), Grain.WEEK).written
        '2026-W01'
        """
        if self.grain is Grain.WEEK:
            year, week, _ = self.start.isocalendar()
            return f"{year}-W{week:02}"
        if self.grain is Grain.QUARTER:
            return f"{self.start.year} Q{(self.start.month + 2) // 3}"
        whole_year = self.grain is Grain.YEAR and self.start.month == 1
        return f"{self.start.year}" if whole_year else f"{self.start:%Y-%m}"


def lasting(first: int, months: int) -> Period | None:
    """The period of some months from one on, counted since year 0; None where it is no month, quarter or year.

    >>> lasting(2024 * 12 + 3, 3).written, lasting(2024 * 12, 6)
    ('2024 Q2', None)
    """
    grain = next((grain for grain in Grain if grain.months == months > 0), None)
    return Period(date(first // 12, first % 12 + 1, 1), grain) if grain else None


def full_year(text: str) -> int:
    """A year of four digits, or of two.

    >>> full_year("2026"), full_year("26"), full_year("99")
    (2026, 2026, 1999)
    """
    if len(text) > 2:
        return int(text)
    return int(text) + (2000 if int(text) < 69 else 1900)  # as POSIX reads two digits
