"""Sheets whose first row is data: their columns have no headings, and are called by their numbers.

The row above the first is that of the headings then: `Sheet.cell` gives these names for it.
"""

from decimal import Decimal
from functools import lru_cache

from data.reading import headings, periods, serials
from data.reading.cells import CellValue, as_text
from data.reading.evidence import values
from data.reading.evidence.glance import Glance, glances, is_figure
from data.reading.grid import Sheet
from data.reading.kinds import KINDS

ABOVE = 0  # the row of headings that are not there
LOOKED_AT = 60
FEWEST_ROWS = 3
TIMES = {"period", "year"}
MONTHS = 12


@lru_cache(maxsize=64)
def is_headless(sheet: Sheet) -> bool:
    """Whether each cell of a sheet's first row is like those below it, and some are figures.

    A year, a month's number or a day above other figures is a heading, as is any word that names a field.
    """
    first = sheet.header_row
    if first is None or sheet.height < first + FEWEST_ROWS - 1:
        return False
    below = {n: glance for n, glance in glances(sheet, first, LOOKED_AT).items() if as_text(sheet.cell(first, n))}
    cells = {number: sheet.cell(first, number) for number in below}
    if len(below) < 2 or any(_names_a_field(cell) for cell in cells.values()):
        return False
    timed = {number for number, glance in below.items() if _is_of_times(glance)}
    figures = {number for number, glance in below.items() if glance.are_figures} - timed
    if not figures or not all(_is_time(cells[number]) for number in timed):
        return False
    alike = all(is_figure(cells[n]) and below[n].part(is_figure) == 1 for n in figures)
    return alike and not all(_may_head(cells[number]) for number in figures)


def _is_of_times(glance: Glance) -> bool:
    return any(clue.role in TIMES and clue.weight > 0 for clue in values.clues(glance))


def _is_time(cell: CellValue) -> bool:
    """Whether a cell is a day, a month or a year."""
    return _is_of_times(Glance(0, "", (cell,)))


def _may_head(cell: CellValue) -> bool:
    """Whether a figure may as well be the heading of others: a year, a number of a month, a day, a code."""
    if periods.year(cell) is not None or serials.is_serial(cell):
        return True
    text = as_text(cell)
    return text.isdigit() and (int(text) <= MONTHS or text.startswith("0"))


def _names_a_field(cell: CellValue) -> bool:
    """Whether a cell is called like a field of any kind of table."""
    if isinstance(cell, Decimal) or not any(map(str.isalpha, as_text(cell))):
        return False
    return any(headings.likeliest(as_text(cell), kind.fields, headings.KNOWN) for kind in KINDS.values())
