"""Columns of a year or a quarter that has only begun: they sum the shorter periods of it that there are.

Where the columns beside it give all its months no figures are needed to tell; see `overlaps`.
"""

from collections.abc import Callable

from data.reading.grains import Period
from data.reading.mapping import ColumnMapping
from data.reading.periods import period

FEWEST_ROWS = 2  # in which two of the shorter periods hold something
TOLERANCE = 0.011  # of figures that were rounded before they were added up


def without_begun(columns: list[ColumnMapping], figures: Callable[[int], list[float]]) -> list[ColumnMapping]:
    """The columns without those that sum columns of shorter periods within them, in every row.

    `figures` gives those of a column by its number, blanks as 0. A column that is more than its parts stays: the rest
    of the year is in it, too.
    """
    found = {}
    for column in columns:
        parts = _parts(column, columns)
        if len(parts) > 1 and _adds_up(figures(column.column), [figures(each.column) for each in parts]):
            found[column.column] = column.left_out(f"“{parts[0].heading}” to “{parts[-1].heading}” give it")
    return [found.get(column.column, column) for column in columns]


def _parts(column: ColumnMapping, columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """The columns of the longest shorter periods within one's own, of the same measure and with all else the same."""
    whole = _period(column)
    if whole is None:
        return []
    alike = [c for c in columns if c.field == column.field and _beside(c) == _beside(column)]
    within = [(c, found) for c in alike if (found := _period(c)) and _is_within(found, whole)]
    longest = max((len(found.months) for _, found in within), default=0)
    return [c for c, found in within if len(found.months) == longest]


def _period(column: ColumnMapping) -> Period | None:
    return period(dict(column.context).get("period", ""))


def _beside(column: ColumnMapping) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in column.context if pair[0] != "period")


def _is_within(found: Period, whole: Period) -> bool:
    return len(found.months) < len(whole.months) and set(found.months) <= set(whole.months)


def _adds_up(wholes: list[float], parts: list[list[float]]) -> bool:
    """Whether each row's whole is the sum of its parts, in enough rows of two parts or more."""
    rows = [(whole, each) for whole, *each in zip(wholes, *parts, strict=True) if whole or any(each)]
    together = sum(1 for _, each in rows if sum(map(bool, each)) > 1)
    return together >= FEWEST_ROWS and all(abs(whole - sum(each)) <= TOLERANCE * len(each) for whole, each in rows)
