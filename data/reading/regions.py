"""Where the tables of a sheet are: one below another, or side by side with a blank column between."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.reading.cells import filled
from data.reading.fields import NUMERIC
from data.reading.grid import Area, Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import TableMapping
from data.reading.unsaid import unsaid

MOST_LOOKED_AT = 60  # rows below a table's headings that hold something else than figures
_CODE, _DIGITS = r"(?:[A-Z]{3}|kr|Rs\.?)", r"[\s(+\-–]*\d[\s\d.,'’)\-]*"
FIGURE = rf"^(?:n.*|t[\s\d.,()$€£¥₹%+'’\-–—]*|tn/?a|t{_CODE}{_DIGITS}|t{_DIGITS}{_CODE})$"

Propose = Callable[[Sheet], TableMapping | None]
ProposeAt = Callable[[Sheet, int], TableMapping | None]


def split(sheet: Sheet, propose: Propose, at: ProposeAt) -> Iterator[TableMapping]:
    """The tables of a sheet; each has its area where it is not the only one.

    `propose` finds the first table of a part of it, `at` the one whose headings begin in a row.
    """
    whole = Area(1, 1, sheet.height, sheet.width)
    strips = _strips(sheet)
    beside = [found for strip in strips for found in _below(sheet, strip, propose, at)] if len(strips) > 1 else []
    settled = all(not unsaid(table) for table in beside)  # else a blank column may only part the months from the years
    if settled and len({table.area and table.area.first_column for table in beside}) > 1:
        yield from beside
        return
    found = list(_below(sheet, whole, propose, at))
    yield from found if len(found) > 1 else (replace(table, area=None) for table in found)


def _strips(sheet: Sheet) -> list[Area]:
    """The parts of a sheet between columns that are blank from top to bottom."""
    strips, first = [], None
    for number, row in enumerate([*sheet.first_filled, None], 1):
        if row is not None and first is None:
            first = number
        elif row is None and first is not None:
            strips.append(Area(1, first, sheet.height, number - 1))
            first = None
    return strips


def _below(sheet: Sheet, area: Area, propose: Propose, at: ProposeAt) -> Iterator[TableMapping]:
    """The tables of one strip, from the top; each ends where the titles of the next begin."""
    while True:
        part = sheet.within(area)
        table = propose(part)
        if table is None:
            return
        following = _next_head(part, table, at)
        if following is None:
            yield replace(table, area=area)
            return
        end = _last_row(part, table, following)
        yield replace(table, area=replace(area, last_row=end))
        area = replace(area, first_row=end + 1)


def _next_head(sheet: Sheet, table: TableMapping, at: ProposeAt) -> int | None:
    """The row in which the headings of another table begin."""
    return next((row for row in _odd_rows(sheet, table) if at(sheet, row) is not None), None)


def _odd_rows(sheet: Sheet, table: TableMapping) -> list[int]:
    """The first rows in which measure columns hold something that is no figure."""
    kind = KINDS[table.kind or ""]
    columns = [c.column for c in table.columns if c.context or (c.field and kind.by_name[c.field].form in NUMERIC)]
    found: set[int] = set()
    for column in columns:
        cells = sheet.tagged(column, table.header_row + 1)
        figures = pc.match_substring_regex(cells, FIGURE)
        if pc.all(figures).as_py():
            continue
        odd = pc.and_(filled(cells), pc.invert(figures))
        rows = pc.indices_nonzero(odd.combine_chunks() if isinstance(odd, pa.ChunkedArray) else odd)
        found |= {row + table.header_row + 1 for row in rows.slice(0, MOST_LOOKED_AT).to_pylist()}
    return sorted(found)[:MOST_LOOKED_AT]


def _last_row(sheet: Sheet, table: TableMapping, following: int) -> int:
    """The last row of a table whose next one's headings stand in a row: titles above those are the next one's."""
    row = following - 1
    while row > table.header_row + 1 and sum(value is not None for value in sheet.row(row)) <= 1:
        row -= 1
    return row
