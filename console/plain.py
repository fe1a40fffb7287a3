"""Numbers and days as JSON has them: what is missing is null."""

from math import isfinite
from typing import Any

from analytics.windows import Window


def number(value: float | None) -> float | None:
    """A number as it is, or None where it is missing."""
    return float(value) if value is not None and isfinite(value) else None


def money(value: float | None) -> float | None:
    """An amount to four decimals, as the store keeps it."""
    found = number(value)
    return None if found is None else round(found, 4)


def text(value: Any) -> str | None:
    """A text, or None where there is none."""
    return str(value) if isinstance(value, str) and value else None


def months(window: Window) -> str:
    """A window as its months: a month, a quarter or year of its own, or from one to another.

    >>> from datetime import date
    >>> months(Window(date(2024, 5, 1), date(2024, 5, 1))), months(Window(date(2008, 1, 1), date(2008, 12, 1)))
    ('2024-05', '2008')
    >>> months(Window(date(2024, 4, 1), date(2024, 6, 1))), months(Window(date(2023, 10, 1), date(2024, 9, 1)))
    ('2024-Q2', '2023-10..2024-09')
    """
    first, last = window.first, window.last
    if first == last:
        return f"{first:%Y-%m}"
    if (first.month, window.months) == (1, 12):
        return f"{first:%Y}"
    if window.months == 3 and first.month % 3 == 1:
        return f"{first:%Y}-Q{last.month // 3}"
    return f"{first:%Y-%m}..{last:%Y-%m}"
