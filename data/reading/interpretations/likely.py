"""The likeliest reading of a sheet of which no heading is known for sure."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from data.reading.cells import as_text
from data.reading.crossing import crossed
from data.reading.evidence import weights, words
from data.reading.fields import Kind
from data.reading.grid import Sheet
from data.reading.interpretations import defined, headed, planned, relative, review
from data.reading.interpretations.completed import completed
from data.reading.interpretations.seen import Seen
from data.reading.interpretations.timed import is_timed, timed
from data.reading.kinds import FINANCE, KINDS, MARKET
from data.reading.mapping import TableMapping
from data.reading.naming import revenue_across

Found = TableMapping | None
Long = Callable[[Kind, Sheet, int], TableMapping]


def readings(sheets: list[Sheet], file: str, rows: Callable[[Sheet], Iterable[int]], long: Long) -> list[Found]:
    """The likeliest table of each sheet; of one that says nothing of when its figures are only if none says so."""
    found = [reading(sheet, file, rows(sheet), long) for sheet in sheets]
    if not any(table and is_timed(table) for table in found):
        return found
    return [table if table and is_timed(table) else None for table in found]


def reading(sheet: Sheet, file: str, rows: Iterable[int], long: Long) -> TableMapping | None:
    """The likeliest table of a sheet whose headings stand in one of some rows; None where it holds no figures.

    `long` makes the table of a kind and a row whose headings are one a field.
    """
    rows = list(rows)
    if kpis := defined.reading(sheet, rows, file, long):
        return kpis
    if projects := planned.reading(sheet, file, rows, long):
        return projects
    row = headed.likeliest(sheet, rows)
    if row is None:
        return None
    if bullet := _bullet(long(KINDS["kpi"], sheet, row), sheet, file):
        return bullet
    kind = MARKET if speaks_of_markets(sheet, row, file) else FINANCE
    years = relative.across(kind, sheet, row, file, long)
    across = (make(kind, sheet, row, file) for make in (crossed, revenue_across))
    partial = (years,) if years else (*across, long(kind, sheet, row))
    whole = [found for table in partial if table and (found := completed(table, sheet, file))]
    best = max(whole, key=_strength, default=None)
    return review.doubted(best, sheet, file) if best else None


def _bullet(kpis: TableMapping, sheet: Sheet, file: str) -> TableMapping | None:
    """An actual beside its target, and nothing but figures: a KPI that its sheet names, of a year to be asked."""
    seen = Seen.of(sheet, kpis.header_row, file)
    if not {"actual", "target"} <= kpis.fields.keys() or not all(each.are_figures for each in seen.glances.values()):
        return None
    table = timed(kpis, seen)
    return replace(table, implied={**table.implied, "kpi": sheet.name})


def speaks_of_markets(sheet: Sheet, row: int, file: str) -> bool:
    """Whether a heading, a title above it, the sheet's name or the file's has a word of markets."""
    titles = (as_text(value) for above in range(1, row + 1) for value in sheet.row(above))
    return any(words.said_of(text, "market") for text in (*titles, sheet.name, Path(file).stem))


def _strength(table: TableMapping) -> float:
    """How much of a table is known, less what has to be asked."""
    known = (weights.ACROSS if c.context else c.confidence for c in table.columns if c.field or c.context)
    return sum(known) - weights.LEAD * len(table.doubts)
