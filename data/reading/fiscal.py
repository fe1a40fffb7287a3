"""Columns of a fiscal quarter behind its three months: what the months give, whatever year the heading counts it to."""

from collections.abc import Callable, Sequence

from data.reading import periods
from data.reading.grains import Grain
from data.reading.mapping import ColumnMapping

MONTHS = 3
FEWEST_SUMS = 2  # rows in which it is the sum of its months: a rate's quarter is only between them
TOLERANCE = 0.011  # of figures that were rounded before they were added up


def without_quarters(columns: list[ColumnMapping], figures: Callable[[int], list[float]]) -> list[ColumnMapping]:
    """The columns without the quarters that follow their three months; `figures` gives those of a column, blanks as 0.

    In each row a quarter is the sum of its months, or of a rate something between them; by its name alone it may be
    any three months, as fiscal years begin where a company says.
    """
    found = {}
    for at, column in enumerate(columns):
        months = columns[max(0, at - MONTHS) : at]
        told_by_name = set(_months(column)) == {month for each in months for month in _months(each)}
        apart = _grain(column) is Grain.QUARTER and _follow_each_other(months) and not told_by_name
        if apart and _gives([figures(each.column) for each in (column, *months)]):
            names = f"“{months[0].heading}” to “{months[-1].heading}”"
            found[column.column] = column.left_out(f"{names} give it")
    return [found.get(column.column, column) for column in columns]


def _grain(column: ColumnMapping) -> Grain | None:
    period = periods.period(dict(column.context).get("period", ""), with_weeks=True)
    return period.grain if period else None


def _months(column: ColumnMapping) -> range:
    """The months of a column's period, counted since year 0."""
    period = periods.period(dict(column.context).get("period", ""), with_weeks=True)
    return period.months if period else range(0)


def _follow_each_other(columns: Sequence[ColumnMapping]) -> bool:
    """Whether columns are three months in a row, of the same measure."""
    if len(columns) < MONTHS or any(_grain(column) is not Grain.MONTH for column in columns):
        return False
    first, *others = [_months(column)[0] for column in columns]
    return others == [first + 1, first + 2] and len({column.field for column in columns}) == 1


def _gives(figures: list[list[float]]) -> bool:
    """Whether the months of each row give its quarter, which stands first, and in some of them by their sum."""
    sums = 0
    for said, *parts in zip(*figures, strict=True):
        if not said and not any(parts):
            continue
        if abs(said - sum(parts)) <= TOLERANCE * MONTHS:
            sums += 1
        elif not min(parts) - TOLERANCE <= said <= max(parts) + TOLERANCE:
            return False
    return sums >= FEWEST_SUMS
