"""Whether the day or the month comes first in dates such as 01/02/2024, as far as they prove it."""

import re
from collections.abc import Iterable

from data.reading.cells import CellValue, as_text
from data.reading.periods import SLASHED, DateOrder, month_of_year


def proved_order(values: Iterable[CellValue]) -> set[DateOrder]:
    """The orders that the dates prove: one where they agree, two where they contradict, none where none is proved.

    >>> proved_order(["01/02/2024", "13/02/2024"])
    {<DateOrder.DAY_FIRST: 'day-first'>}
    """
    proved = set()
    for first, second in _pairs(values):
        if first > 12 >= second:
            proved.add(DateOrder.DAY_FIRST)
        elif second > 12 >= first:
            proved.add(DateOrder.MONTH_FIRST)
    return proved


def order_beside_months(dates: Iterable[CellValue], months: Iterable[CellValue]) -> DateOrder | None:
    """The only order in which every date falls in the month written beside it."""
    pairs = [(m.groups(), as_text(month)) for d, month in zip(dates, months, strict=True) if (m := _slashed(d))]
    fits = {
        DateOrder.DAY_FIRST: all(int(parts[1]) == month_of_year(text) for parts, text in pairs),
        DateOrder.MONTH_FIRST: all(int(parts[0]) == month_of_year(text) for parts, text in pairs),
    }
    return next((order for order in fits if fits[order]), None) if sum(fits.values()) == 1 else None


def order_of_first_days(values: Iterable[CellValue]) -> DateOrder | None:
    """The order in which every date is the first of a month, where the other would squeeze years into January."""
    pairs = set(_pairs(values))
    firsts, seconds = {first for first, _ in pairs}, {second for _, second in pairs}
    enough = 3
    if firsts == {1} and len(seconds) >= enough:
        return DateOrder.DAY_FIRST
    if seconds == {1} and len(firsts) >= enough:
        return DateOrder.MONTH_FIRST
    return None


def is_ambiguous(value: CellValue) -> bool:
    """Whether the month depends on the order chosen.

    >>> is_ambiguous("01/02/2024"), is_ambiguous("13/02/2024"), is_ambiguous("2024-02-01")
    (True, False, False)
    """
    return any(first != second and max(first, second) <= 12 for first, second in _pairs([value]))


def _slashed(value: CellValue) -> re.Match[str] | None:
    return SLASHED.fullmatch(value.strip()) if isinstance(value, str) else None


def _pairs(values: Iterable[CellValue]) -> list[tuple[int, int]]:
    return [(int(m[1]), int(m[2])) for value in values if (m := _slashed(value))]
