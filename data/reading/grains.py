"""How long a period is, which months it has, and how it is written."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[self]


@dataclass(frozen=True, order=True)
class Period:
    """A month, quarter or year, by its first day."""

    start: date
    grain: Grain = Grain.MONTH

    @property
    def months(self) -> range:
        """Its months, counted since year 0."""
        first = self.start.year * 12 + self.start.month - 1
        return range(first, first + self.grain.months)

    @property
    def last_day(self) -> date:
        """Its last day.

        >>> Period(date(2024, 2, 1)).last_day, Period(date(2024, 1, 1), Grain.YEAR).last_day
        (datetime.date(2024, 2, 29), datetime.date(2024, 12, 31))
        """
        year, month = divmod(self.months.stop, 12)
        return date(year, month + 1, 1) - timedelta(days=1)

    @property
    def written(self) -> str:
        """As text that is read in one way.

        >>> Period(date(2024, 4, 1), Grain.QUARTER).written, Period(date(2024, 4, 1)).written
        ('2024 Q2', '2024-04')
        """
        if self.grain is Grain.QUARTER:
            return f"{self.start.year} Q{(self.start.month + 2) // 3}"
        whole_year = self.grain is Grain.YEAR and self.start.month == 1
        return f"{self.start.year}" if whole_year else f"{self.start:%Y-%m}"


def lasting(first: int, months: int) -> Period | None:
    """The period of some months from one on, counted since year 0; None where it is no month, quarter or year.

    >>> lasting(2024 * 12 + 3, 3).written, lasting(2024 * 12, 6)
    ('2024 Q2', None)
    """
    grain = next((grain for grain in Grain if grain.months == months), None)
    return Period(date(first // 12, first % 12 + 1, 1), grain) if grain else None
