"""Targets in per cent that stand beside a line of numbers: they belong to the line in per cent of the same name.

“# shipped in 3 days” has a target of “>95%”, and “% shipped in 3 days” below it has none.
"""

import re
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading.aims import TARGETS
from data.reading.cells import as_text, untagged
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.names import folded

_PERCENT = r"^t.*\d\s*%"
_OF_NUMBERS = re.compile(r"(?i)^(?:#|no\.?|nr\.?|n°|number|count|anzahl|nombre|número)(?:\s+(?:of|de|der))?\s+")
_OF_PERCENT = re.compile(r"(?i)^(?:%|pct\.?|percent(?:age)?|share|anteil|part|porcentaje)(?:\s+(?:of|de|der))?\s+")
Move = tuple[int, int]  # from one row to another, by index


def settled(cells: dict[int, pa.Array], table: TableMapping, place: Place) -> tuple[dict[int, pa.Array], list[Problem]]:
    """The cells of a table by column, each target in its own row, and what is said of those that were moved."""
    found = moves(cells, table)
    said = list(_remarks(found, cells, table, place))
    return {**cells, **{number: moved(cells[number], rows) for number, rows in found.items()}}, said


def moves(cells: dict[int, pa.Array], table: TableMapping) -> dict[int, list[Move]]:
    """By column of targets the cells that belong to another row of a table of KPIs."""
    kpi = table.fields.get("kpi")
    targets = [column for column in table.mapped if column.field in TARGETS]
    found = {c.column: list(_of_column(cells[kpi.column], cells[c.column])) for c in targets} if kpi else {}
    return {column: moved for column, moved in found.items() if moved}


def moved(cells: pa.Array, moved_rows: list[Move]) -> pa.Array:
    """A column with some cells in other rows."""
    found = cells.to_pylist()
    for source, target in moved_rows:
        found[source], found[target] = None, found[source]
    return pa.array(found, pa.string())


def _of_column(names: pa.Array, targets: pa.Array) -> Iterator[Move]:
    """From which row to which targets in per cent belong: to a neighbour without one, of the same name in per cent."""
    signed = pc.indices_nonzero(pc.fill_null(pc.match_substring_regex(targets, _PERCENT), False)).to_pylist()
    for row in signed:
        counted = _without(_OF_NUMBERS, names[row].as_py())
        for other in (row + 1, row - 1):
            inside = counted and 0 <= other < len(names) and not targets[other].is_valid
            if inside and _without(_OF_PERCENT, names[other].as_py()) == counted:
                yield row, other
                break


def _without(mark: re.Pattern[str], cell: str | None) -> str:
    """A KPI's name without the mark that says what its figures are; empty where it has none."""
    text = as_text(untagged(cell)) if cell else ""
    return folded(mark.sub("", text)) if mark.match(text) else ""


def _remarks(
    found: dict[int, list[Move]], cells: dict[int, pa.Array], table: TableMapping, place: Place
) -> Iterator[Problem]:
    columns = {c.column: c for c in table.mapped}
    kpis = cells[table.fields["kpi"].column] if found else pa.array([])
    for number, moved_rows in found.items():
        for source, target in moved_rows:
            at = Place(place.file, place.sheet, source + table.header_row + 1, number)
            yield _remark(columns[number], kpis[source].as_py(), kpis[target].as_py(), at)


def _remark(column: ColumnMapping, beside: str, belongs: str, place: Place) -> Problem:
    found = f"the “{column.heading}” beside “{as_text(untagged(beside))}” is in per cent"
    remedy = f"It was taken as that of “{as_text(untagged(belongs))}”, which has none."
    return Problem("target_line", place, found, "", remedy, Severity.NOTE)
