"""Sheets that refer to each other by a number: what a row leaves to another sheet is read from there.

An order line says “product 11”, and the sheet of products says what 11 is. The other sheet's columns stand in for the
column of the number, to the right of the sheet's own; an address there is that of the number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from data.reading.cells import as_text
from data.reading.grid import Sheet

DEEPEST = 30  # rows in which the other sheet's headings are looked for
KNOWN_SHARE = 0.9  # of a column's cells, that another sheet has to spell out


def links(sheet: Sheet, row: int, others: Iterable[Sheet]) -> Iterator[tuple[str, str]]:
    """The headings of a sheet whose cells other sheets spell out one by one, each with the name of that sheet."""
    keys = [(other, _keys(other)) for other in others if other.name != sheet.name]
    for column, value in enumerate(sheet.row(row), 1):
        heading = as_text(value)
        for other, known in keys if heading else ():
            found = known.get(heading)
            if found and _spells_out(sheet.tagged(column, row + 1), other.tagged(found[1], found[0] + 1)):
                yield heading, other.name
                break


def extended(sheet: Sheet, row: int, joined: Iterable[tuple[str, Sheet]]) -> Sheet:
    """The sheet with the columns of others to its right, looked up by its own columns of the given headings."""
    own = {as_text(value): number for number, value in enumerate(sheet.row(row), 1)}
    columns, stands_for = list(sheet.columns), dict(sheet.hints.stands_for)
    for heading, other in joined:
        found = _keys(other).get(heading)
        if found is None or heading not in own:
            continue
        cells = columns[own[heading] - 1].slice(row)
        rows = pc.index_in(_plain(cells), _plain(other.tagged(found[1], found[0] + 1)))
        for number, value in enumerate(other.row(found[0]), 1):
            name = as_text(value)
            if name and name not in own:
                cells = other.tagged(number, found[0] + 1).combine_chunks().take(rows)
                columns.append(_below(name, row, cells, sheet.height))
                own[name] = stands_for_column = len(columns)
                stands_for[stands_for_column] = stands_for.get(own[heading], own[heading])
    return replace(sheet, columns=tuple(columns), hints=replace(sheet.hints, stands_for=stands_for))


@dataclass(frozen=True)
class Alone:
    """The cells of a column that another sheet does not spell out: how many of how many, and the first of them."""

    rows: int
    of: int
    names: tuple[str, ...]


def alone(sheet: Sheet, row: int, heading: str, other: Sheet, most: int) -> Alone:
    """What of a sheet's column found no partner in another one; `most` are named."""
    number = next(number for number, value in enumerate(sheet.row(row), 1) if as_text(value) == heading)
    found = _keys(other)[heading]
    cells = _plain(sheet.tagged(number, row + 1)).drop_null()
    lost = cells.filter(pc.invert(pc.is_in(cells, _plain(other.tagged(found[1], found[0] + 1)))))
    return Alone(len(lost), len(cells), tuple(pc.unique(lost).slice(0, most).to_pylist()))


def _keys(sheet: Sheet) -> dict[str, tuple[int, int]]:
    """Of each text in a sheet's first rows the first row and column that it stands in."""
    found: dict[str, tuple[int, int]] = {}
    for row in range(1, min(sheet.height, DEEPEST) + 1):
        for column, value in enumerate(sheet.row(row), 1):
            found.setdefault(as_text(value), (row, column))
    return found


def _plain(cells: pa.ChunkedArray) -> pa.Array:
    """Cells without what tells text from numbers: a number that is written as text refers to the same row."""
    found = pc.utf8_slice_codeunits(cells, 1)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _spells_out(cells: pa.ChunkedArray, keys: pa.ChunkedArray) -> bool:
    """Whether a column names each thing once, and nearly all that another column refers to."""
    wanted, known = _plain(cells).drop_null(), _plain(keys).drop_null()
    if not len(wanted) or len(known) != len(pc.unique(known)):
        return False
    return bool(pc.sum(pc.is_in(wanted, known)).as_py() >= KNOWN_SHARE * len(wanted))


def _below(heading: str, row: int, cells: pa.Array, height: int) -> pa.ChunkedArray:
    """A column with a heading in a row and cells below it."""
    above = pa.nulls(row - 1, pa.string())
    parts = [above, pa.array([f"t{heading}"]), cells.cast(pa.string())]
    return pa.chunked_array([part for part in parts if len(part)]).slice(0, height)
