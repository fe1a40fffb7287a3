"""Sizes and sales of one market table of which one is in thousands or millions and the other does not say: asked."""

from collections.abc import Iterator
from decimal import Decimal

import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading import measures
from data.reading.amounts import DecimalMark
from data.reading.grid import Sheet
from data.reading.kinds import MARKET
from data.reading.mapping import ColumnMapping, TableMapping

COMPARED = ("size", "sales")


def questions(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """In which unit a size or its sales are, where only the other says it; likely so that sales are within the size."""
    if table.kind != MARKET.name or not {*COMPARED} <= table.fields.keys():
        return
    size, sales = (table.fields[name] for name in COMPARED)
    said, silent = (size, sales) if size.scale != 1 else (sales, size)
    if said.scale == 1 or silent.scale != 1 or silent.reason == "chosen":
        return
    most, sold = (_largest(table, sheet, column) for column in (size, sales))
    as_the_other = sold <= most if silent is sales else sold * said.scale > most
    choices = (str(said.scale), "1") if as_the_other else ("1", str(said.scale))
    follows = tuple(f"the largest is {_largest(table, sheet, silent) * int(choice):,.0f}" for choice in choices)
    place, other = (Place(file, table.sheet, table.header_row, each.column) for each in (silent, said))
    units = f"“{said.heading}” ({other.cell}) is in units of {said.scale:,}"
    found, expected = f"{units}, and “{silent.heading}” states no unit", "both in units that are stated"
    remedy, refused = f"Choose the unit of “{silent.heading}”.", Severity.REFUSED
    yield Problem("ask_scale", place, found, expected, remedy, refused, choices, silent.heading, follows=follows)


def _largest(table: TableMapping, sheet: Sheet, column: ColumnMapping) -> Decimal:
    """The largest amount of a column as it is written."""
    cells = sheet.tagged(column.column, table.header_row + 1).combine_chunks()
    return pc.max(measures.read(cells, table.decimal_mark or DecimalMark.POINT).values).as_py() or Decimal(0)
