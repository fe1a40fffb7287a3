"""What a table's good rows become: a record for each measure cell, or, of a register, for each row."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import market_installed, market_sizes, market_vendors, measures
from data.reading.cells import as_written
from data.reading.given import Given
from data.reading.keys import Keys, taken
from data.reading.mapping import ColumnMapping
from data.reading.measures import Amounts
from data.reading.parallel import of_each


@dataclass(frozen=True)
class Figures:
    """A measure column: what it was mapped to, its amounts, and its cells as they stand."""

    column: ColumnMapping
    read: Amounts
    cells: pa.Array


def facts(given: Given, figures: list[Figures], good: pa.Array, first_row: int) -> pa.Table:
    """One record a measure cell of a good row: its keys, `measure`, `amount`, `raw`, `row_number`, `column_number`."""
    parts = of_each(figures, lambda each: _facts_of(each, given, good, first_row))
    found = pa.concat_tables(parts, promote_options="permissive")
    marked = market_vendors.marked(market_sizes.of_totals(found, given.mapping), given.kind)
    counted = market_installed.counted(marked, given.mapping, given.kind)
    return market_sizes.settled(market_sizes.with_basis(counted, given.kind), given.mapping)


def _facts_of(figures: Figures, given: Given, good: pa.Array, first_row: int) -> pa.Table:
    rows = pc.indices_nonzero(pc.and_(good, figures.read.values.is_valid()))
    count, values = len(rows), taken(figures.read.values, rows)
    keys = given.of(figures.column)
    found = _records(keys, rows, first_row)
    if "measure" not in keys:
        found = found.append_column("measure", _constant(figures.column.field, count))
    return (
        found.append_column(
            "amount", values.cast(measures.EXACT) if given.kind.name == "kpi" else measures.stored(values)
        )
        .append_column("raw", as_written(taken(figures.cells, rows)))
        .append_column("column_number", _constant(figures.column.column, count))
    )


def register(keys: dict[str, Keys], good: pa.Array, first_row: int) -> pa.Table:
    """One record a good row: its keys and `row_number`."""
    return _records(keys, pc.indices_nonzero(good), first_row)


def _records(keys: dict[str, Keys], rows: pa.Array, first_row: int) -> pa.Table:
    """The keys of the given rows, and the rows' numbers."""
    columns = {field_name: key.of_rows(rows) for field_name, key in keys.items()}
    return pa.table({**columns, "row_number": pc.add(rows.cast(pa.int32()), pa.scalar(first_row, pa.int32()))})


def _constant(value: Any, count: int) -> pa.Array:
    """One value for all rows."""
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), count), pa.array([value]))
