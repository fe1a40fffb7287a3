"""Rows that are targets by their label, in a column of figures: “<5” is one there, and no figure of an actual."""

from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import headings, limits, readers
from data.reading.aims import TARGETS
from data.reading.amounts import DecimalMark
from data.reading.cells import as_text, untagged
from data.reading.kinds import KPI
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.measures import EXACT, Amounts, exactly


def settled(read: Amounts, column: ColumnMapping, table: TableMapping, cells: dict[int, pa.Array]) -> Amounts:
    """The figures of a column whose rows say by a label what they hold, targets with a sign or a range read as such."""
    labels = table.fields.get("measure")
    if table.kind != KPI.name or column.field != "amount" or labels is None or not read.unreadable:
        return read
    known = {headings.plain(label): field for label, field in table.labels.items()}
    mark, found = table.decimal_mark or DecimalMark.POINT, dict[int, Decimal | None]()
    for row in read.unreadable:
        label = as_text(untagged(cells[labels.column][row].as_py()))
        said = limits.of_cells([untagged(cells[column.column][row].as_py())], mark)[0]
        if said and (known.get(headings.plain(label)) or readers.named_measure(label, KPI)) in TARGETS:
            found[row] = said.value
    return _with(read, found) if found else read


def _with(read: Amounts, found: dict[int, Decimal | None]) -> Amounts:
    """The figures with those of some rows, which can be read, and of a range are none."""
    values = exactly([found.get(row) for row in range(len(read.values))])
    left = {row: text for row, text in read.unreadable.items() if row not in found}
    return replace(read, values=pc.coalesce(read.values.cast(EXACT), values), unreadable=left)
