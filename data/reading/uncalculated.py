"""Formulas that no program has calculated: what needs them is refused with how to mend it, never taken as empty."""

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading.cells import as_text, filled, tagged
from data.reading.grid import Sheet, Workbook
from data.reading.holding import UNCALCULATED
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.names import is_total
from data.reading.priced import column_of

NEVER, EMPTY = map(tagged, UNCALCULATED)
MEND = "Open the file in a spreadsheet program, which calculates it, save it, and upload it again."
NOT_NEEDED = "its formulas were never calculated, and nothing needs them"
VALUES = "values"


def without_proofs(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table without the columns that only prove others and were never calculated."""
    kind = KINDS[table.kind or ""]
    columns = (
        c.left_out(NOT_NEEDED) if c.field and kind.by_name[c.field].proof and _rows(c, table, sheet) else c
        for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def refusals(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """A refusal for each column that would be loaded and has formulas that were never calculated."""
    factors = {column_of(heading)[0] for column in table.mapped for heading in column.times}
    for column in table.columns:
        if not column.field and column.heading not in factors:
            continue
        if rows := _rows(column, table, sheet):
            found = _in_words(column, len(rows))
            yield _refusal(Place(file, table.sheet, rows[0], column.column), found)
    for column in table.columns:
        heading = tagged_cells(sheet, column.column, table.header_row)[:1]
        if heading.to_pylist() == [NEVER] and pc.any(filled(_below(column, table, sheet))).as_py():
            found = "a heading that is a formula and was never calculated"
            yield _refusal(Place(file, table.sheet, table.header_row, column.column), found)
            return


def of_workbook(workbook: Workbook) -> Iterator[Problem]:
    """A refusal for each sheet with formulas that were never calculated, where no sheet can be told without them."""
    for sheet in workbook.sheets:
        if first := _first(sheet):
            place = Place(workbook.file, sheet.name, *first)
            yield _refusal(place, "formulas that were never calculated")


def notes(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """What is said of columns that are not loaded and were never calculated."""
    for column in table.columns:
        if not column.field and (count := len(_rows(column, table, sheet))):
            place = Place(file, table.sheet, table.header_row, column.column)
            found = _in_words(column, count)
            yield Problem("uncalculated", place, found, "", "Nothing of the column is loaded.", Severity.NOTE)


def _in_words(column: ColumnMapping, count: int) -> str:
    number, verb = ("a formula", "was") if count == 1 else (f"{count:,} formulas", "were")
    return f"{number} of “{column.heading}” that {verb} never calculated"


def _refusal(place: Place, found: str) -> Problem:
    return Problem("uncalculated", place, found, VALUES, MEND, Severity.REFUSED)


def _first(sheet: Sheet) -> tuple[int, int] | None:
    """The row and the column of a sheet's first formula that was never calculated."""
    found = ((pc.index(column, NEVER).as_py(), number) for number, column in enumerate(sheet.columns, 1))
    return min(((row + 1, number) for row, number in found if row >= 0), default=None)


def tagged_cells(sheet: Sheet, column: int, row: int) -> pa.Array:
    """The cells of a column from a row down."""
    cells = sheet.tagged(column, row)
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def _below(column: ColumnMapping, table: TableMapping, sheet: Sheet) -> pa.Array:
    return tagged_cells(sheet, column.column, table.header_row + 1)


def _rows(column: ColumnMapping, table: TableMapping, sheet: Sheet) -> list[int]:
    """The rows of a column that would count and were never calculated.

    In an .xls a formula without a result may have been calculated to nothing: there, only where no cell has any.
    """
    cells = _below(column, table, sheet)
    hit = pc.fill_null(pc.equal(cells, NEVER), False)
    empty = pc.fill_null(pc.equal(cells, EMPTY), False)
    if pc.any(empty).as_py() and pc.all(pc.or_(empty, pc.invert(filled(cells)))).as_py():
        hit = pc.or_(hit, empty)
    if not pc.any(hit).as_py():
        return []
    first = table.header_row + 1
    return [first + row for row in pc.indices_nonzero(hit).to_pylist() if _counts(first + row, table, sheet)]


def _counts(row: int, table: TableMapping, sheet: Sheet) -> bool:
    """Whether a row is none that sums others: it names what it is of, and not a total."""
    required = [table.fields[name] for name in KINDS[table.kind or ""].required if name in table.fields]
    cells = [(column, as_text(sheet.cell(row, column.column))) for column in required]
    return all(text or column.fill for column, text in cells) and not any(is_total(text) for _, text in cells)
