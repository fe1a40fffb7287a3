"""Rows of text with fewer cells than the others: their last cells are blank, if the owner of the file says so.

It is asked of each file: a cell that is missing in the middle of a row would move the others into wrong columns.
"""

from collections.abc import Iterator

from data.problems import Place, Problem, Severity
from data.reading.cells import as_text
from data.reading.grid import Sheet
from data.reading.mapping import TableMapping

BLANK = "its last cells are blank"  # the only answer: else the file is to be mended
SHOWN = 5


def questions(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """Whether the last cells of a table's short rows are blank."""
    last = table.area.last_row if table.area else sheet.height
    rows = [row for row in sheet.hints.short_rows if table.header_row < row <= last]
    if table.short or not rows:
        return
    shown = "; ".join(f"row {row}: {_cells(sheet, row)}" for row in rows[:SHOWN])
    more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
    found = f"some rows have fewer cells than the others ({shown}{more})"
    place = Place(file, table.sheet, rows[0])
    remedy = "Confirm that their last cells are blank, or correct the rows."
    yield Problem("ask_short", place, found, "as many in each", remedy, Severity.REFUSED, (BLANK,))


def _cells(sheet: Sheet, row: int) -> str:
    """The cells of a row up to the last that is filled."""
    texts = [as_text(value) for value in sheet.row(row)]
    while texts and not texts[-1]:
        texts.pop()
    return " | ".join(texts)
