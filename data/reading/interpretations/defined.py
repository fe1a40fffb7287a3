"""A list of KPIs whose headings are not known: one column says of each which way is good, another one names it."""

from collections.abc import Callable, Iterable
from itertools import islice

from data.reading.crossing import figures_by_period
from data.reading.evidence import directions, words
from data.reading.evidence.glance import Glance
from data.reading.fields import Kind
from data.reading.grid import Sheet
from data.reading.interpretations.seen import Seen, free, taken_as
from data.reading.kinds import KPI_DEFINITION
from data.reading.mapping import TableMapping

MOST_HEADS = 8  # rows that are tried as headings
FEWEST = 3  # KPIs
SURE = 0.8


def reading(
    sheet: Sheet, rows: Iterable[int], file: str, long: Callable[[Kind, Sheet, int], TableMapping]
) -> TableMapping | None:
    """The list whose headings stand in one of some rows; None where there is none, or where figures have a time."""
    found = (_listed(sheet, row, file, long(KPI_DEFINITION, sheet, row)) for row in islice(rows, MOST_HEADS))
    return next(filter(None, found), None)


def _listed(sheet: Sheet, row: int, file: str, table: TableMapping) -> TableMapping | None:
    """The table with the column that says which way is good and the first one of names, where it has both."""
    seen = Seen.of(sheet, row, file)
    if figures_by_period(sheet, row) or any(clue.role == "period" for clue in seen.clues):
        return None
    if "direction" not in table.fields:
        ways = [c for c in free(table) if _says_which_way(seen.glances[c.column])]
        table = taken_as(table, ways[0].column, "direction", SURE, "its cells say which way is good") if ways else table
    if "kpi" not in table.fields:
        names = [c for c in free(table) if _names_each_row(seen.glances[c.column])]
        table = (
            taken_as(table, names[0].column, "kpi", SURE, "it has a name of its own in each row") if names else table
        )
    return table if {"direction", "kpi"} <= table.fields.keys() else None


def _says_which_way(glance: Glance) -> bool:
    """Whether a heading speaks of good or of ranks, and all cells below it say which way."""
    ways = {directions.said(text, glance.heading) for text in glance.different}
    return len(glance.filled) >= FEWEST and bool(words.said_of(glance.heading, "way")) and "" not in ways


def _names_each_row(glance: Glance) -> bool:
    return glance.are_words and len(glance.different) == len(glance.filled) >= FEWEST
