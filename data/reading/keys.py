"""Key columns: of each the different values, and for each row which of them it holds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import measures, weeks
from data.reading.grains import Grain, Period


@dataclass(frozen=True)
class Keys:
    """A column read: the values of its different cells, and for each row the number of its cell among them."""

    values: list[Any]
    rows: pa.Array

    def of_rows(self, rows: pa.Array) -> pa.Array:
        """The values of some rows; texts and dates as a dictionary, of which there are few."""
        values, numbers = _array(self.values), taken(self.rows, rows)
        few = pa.types.is_string(values.type) or pa.types.is_date(values.type)
        return pa.DictionaryArray.from_arrays(numbers, values) if few else values.take(numbers)

    @property
    def by_row(self) -> pa.Array:
        """The value of each row."""
        return _array(self.values).take(self.rows)

    def renamed(self, names: dict[str, str]) -> "Keys":
        """The same with some values by another name."""
        return Keys([names.get(value, value) for value in self.values], self.rows) if names else self

    def or_else(self, default: str) -> "Keys":
        """The same with `default` where the sheet says nothing."""
        return Keys([value or default for value in self.values], self.rows)


def taken(values: pa.Array, rows: pa.Array) -> pa.Array:
    """The values of some rows, in their order; of all of them without a copy."""
    return values if len(rows) == len(values) else values.take(rows)


def without_dictionary(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of a dictionary's values as the values themselves: those of two dictionaries cannot be compared."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def constant(value: Any, rows: int) -> Keys:
    """One value for all rows."""
    return Keys([value], pa.repeat(pa.scalar(0, pa.int32()), rows))


def parts_of_years(years: Keys, parts: Keys, grain: Grain) -> Keys:
    """Each row's week, month or quarter from its year and its number in it; None where either cannot be read."""
    count = len(parts.values)
    pairs = pc.add(pc.multiply(years.rows.cast(pa.int64()), count), parts.rows.cast(pa.int64())).dictionary_encode()
    values = []
    for pair in pairs.dictionary.to_pylist():
        year, part = years.values[pair // count], parts.values[pair % count]
        values.append(_part(year, part, grain) if year and part else None)
    return Keys(values, pairs.indices)


def _part(year: Period, number: int, grain: Grain) -> Period | None:
    if grain is Grain.WEEK:
        return weeks.of_year(year.start.year, number)
    return replace(year, start=year.start.replace(month=grain.months * (number - 1) + 1), grain=grain)


def _array(values: Iterable[Any]) -> pa.Array:
    """Values of one type, None where missing; numbers as exact decimals."""
    known = list(values)
    if any(isinstance(value, Decimal) for value in known):
        return measures.exactly(known)
    return pa.array(known) if any(value is not None for value in known) else pa.array(known, pa.string())
