"""Units that stand in cells: in a row below the headings, for their columns; in a column, for its rows."""

import re
from collections.abc import Iterator
from dataclasses import replace

from data.problems import Place, Problem, Severity
from data.reading import headings, titles
from data.reading.cells import CellValue, as_text, is_blank
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.titles import Remark

HEADINGS = {"unit", "unit of measure", "einheit", "unite", "unidad", "unita", "eenheid", "scale", "in"}
DEEPEST = 2  # rows below the headings in which units may stand


def below_headings(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table with the units that a row right below its headings gives for its amounts."""
    kind = KINDS.get(table.kind or "")
    amounts = [c for c in table.columns if kind and c.field and titles.is_amount(c, table.kind)]
    for row in range(table.header_row + 1, min(sheet.height, table.header_row + DEEPEST) + 1):
        cells = {c.column: sheet.cell(row, c.column) for c in amounts if not is_blank(sheet.cell(row, c.column))}
        found = {n: _unit(value, Place(row=row, column=n)) for n, value in cells.items()}
        if found and all(found.values()):
            columns = [
                titles.scaled(c, table.kind, said) if (said := found.get(c.column)) else c for c in table.columns
            ]
            currencies = {said.currency for said in found.values() if said and said.currency}
            currency = table.currency or (currencies.pop() if len(currencies) == 1 else "")
            return replace(table, columns=tuple(columns), currency=currency)
    return table


def _unit(value: CellValue, place: Place) -> Remark | None:
    """The unit that a cell without a figure says."""
    return None if re.search(r"[1-9]", as_text(value)) else titles.remark_of(value, place)


def of_column(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table in the unit that a column gives for all its rows, where it is one of money: “EUR thousand”."""
    if table.title_scale != 1 or table.kind is None:
        return table
    for column in _unit_columns(table):
        values = _values(sheet, table, column)
        found = titles.remark_of(values[0], Place(row=table.header_row + 1, column=column.column)) if values else None
        if len(values) == 1 and found and found.scale != 1 and (found.currency or "元" in found.text):
            return titles.in_unit(table, found)
    return table


def _unit_columns(table: TableMapping) -> list[ColumnMapping]:
    return [c for c in table.columns if c.field is None and headings.plain(c.heading) in HEADINGS]


def _values(sheet: Sheet, table: TableMapping, column: ColumnMapping) -> list[str]:
    """The different texts of a column."""
    cells = sheet.distinct(table.header_row + 1, column.column)
    return sorted({str(value) for _, (value,) in cells if value})


def doubtful(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """A column that gives each row's unit: asked where it is one for all, refused where rows have different ones."""
    open_amounts = [
        c for c in table.mapped if titles.is_amount(c, table.kind) and c.reason != "chosen" and c.scale == 1
    ]
    for column in _unit_columns(table) if open_amounts else ():
        values = _values(sheet, table, column)
        scales = {headings.scale(f"in {value}") for value in values}
        if scales <= {1}:
            continue
        place = Place(file, table.sheet, table.header_row, column.column)
        units = " and ".join(f"“{value}”" for value in values[:4])
        if len(scales) > 1:
            found, remedy = f"rows in different units: {units}", "Write all amounts in one unit, then upload it again."
            yield Problem("units", place, found, "one unit", remedy, Severity.REFUSED)
            continue
        found, expected = f"the amounts are said to be in {units}", "full amounts, or that unit"
        remedy = "Choose whether they are full amounts or in that unit."
        choices, heading = ("1", str(scales.pop())), open_amounts[0].heading
        if titles.remark_of(values[0], place):  # a word of money or of a number, no “t” or “m” alone
            choices = choices[::-1]
        yield Problem("ask_scale", place, found, expected, remedy, Severity.REFUSED, choices, heading)
