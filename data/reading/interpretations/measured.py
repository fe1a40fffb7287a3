"""A table of figures as results of KPIs: each column of figures is one, or each row, where periods stand across."""

import re
from dataclasses import replace
from pathlib import Path

from data.reading.accounts import names_bases, names_measures
from data.reading.evidence import words
from data.reading.grid import Sheet
from data.reading.interpretations.seen import Seen, free, taken_as
from data.reading.interpretations.timed import timed
from data.reading.kinds import FINANCE
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.times import TIMED

KEYS = ("kpi", "product", "measure")
PARTS = 0.6  # how surely a column that tells rows apart is one of segments
TIMES = {"period", "week", "month", "quarter"}  # of which one in a heading tells that periods stand across


def measured(partial: list[TableMapping], sheet: Sheet, file: str) -> TableMapping:
    """A KPI table with all that it needs, as far as it has figures.

    `partial` are what its headings may say, the last one as headings of one field each: which it is where none of the
    others has periods across.
    """
    begun = next(filter(_is_timed_across, partial), partial[-1])
    seen = Seen.of(sheet, begun.header_row, file)
    table = timed(begun, seen)
    if "kpi" in table.given:
        return table
    table = (_named_by_rows if _is_timed_across(table) else _named_by_columns)(table, seen)
    held = {"actual", "target"} & table.fields.keys()
    named = "kpi" in table.given and all(c.context for c in table.columns if c.field in held)
    whole = {"kpi": table.sheet or Path(file).stem}
    return replace(table, implied={**table.implied, **whole}) if held and not named else table


def is_statement(table: TableMapping, sheet: Sheet) -> bool:
    """Whether the KPIs of a table without targets are lines of a statement (revenue, costs), or actual and budget."""
    column = table.fields.get("kpi") if table.kind == "kpi" and "target" not in table.fields else None
    tests = (names_measures, names_bases)
    return column is not None and any(test(FINANCE, sheet, column.column, table.header_row) for test in tests)


def _is_timed_across(table: TableMapping) -> bool:
    return any(name in TIMES for column in table.columns for name, _ in column.context)


def _named(table: TableMapping, field: str, among: list[ColumnMapping], seen: Seen) -> TableMapping:
    """The table with the likeliest column of names among some as a field, where nothing gives it yet."""
    likely = [] if field in table.given else seen.names(among)
    return taken_as(table, likely[0].column, field, likely[0].weight, likely[0].why) if likely else table


def _named_by_rows(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with the names of its rows: products where their heading says so, else KPIs."""
    headed = [c for c in free(table) if "likely" in words.said_of(c.heading, "product")]
    others = [c for c in free(table) if c not in headed]
    rows = max((len(seen.glances[c.column].filled) for c in others), default=0)
    once = [c for c in others if _names_each_row(seen, c.column, rows)]
    above = [c for c in others if once and c.column < once[0].column and _heads_rows(seen, c.column, once[0].column)]
    table = _named(table, "product", headed, seen)
    if not above:
        return _named(table, "kpi", others, seen)
    for column, field, why in ((once[0], "kpi", "it names each row"), (above[-1], "segment", "it heads KPIs")):
        table = taken_as(table, column.column, field, PARTS, why) if field not in table.given else table
    return table


def _names_each_row(seen: Seen, column: int, rows: int) -> bool:
    """Whether a column has a name of its own in each of some rows."""
    names = seen.glances[column]
    return names.are_words and len(names.different) == len(names.filled) == rows


def _heads_rows(seen: Seen, column: int, kpis: int) -> bool:
    """Whether a column has names of groups of rows: written once, or again and again, beside names of each row."""
    names, each = seen.glances[column], seen.glances[kpis]
    return names.are_words and len(names.different) < len(each.filled) > 1


def _named_by_columns(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with each column of figures as a KPI's results, or its target where the heading says so."""
    table = _named(table, "product", free(table), seen)
    amounts = {each.column for each in seen.ranked("amount", free(table))}
    figures = [c for c in free(table) if seen.glances[c.column].are_figures]
    results = {c.column for c in figures if c.column in amounts or words.measure_in((c.heading,))}
    columns = (_as_kpi(column) if column.column in results else column for column in table.columns)
    return replace(table, columns=tuple(columns))


def _as_kpi(column: ColumnMapping) -> ColumnMapping:
    aims = words.said_of(column.heading, "aim").values()
    name = " ".join(re.sub("|".join(map(re.escape, aims)), "", column.heading, flags=re.I).split()) if aims else ""
    field = "target" if aims else "actual"
    context = (("kpi", name or column.heading),)
    return replace(column, field=field, confidence=0.6, reason="a KPI by its heading", context=context)


def told_apart(table: TableMapping, sheet: Sheet, file: str) -> TableMapping:
    """A table of results whose keys stand again and again, with the first column of names that tells them apart."""
    if table.kind != "kpi" or {"segment", "region"} & table.given:
        return table
    seen = Seen.of(sheet, table.header_row, file)
    keys = [c.column for c in table.columns if c.field in {*KEYS, *TIMED} and c.column in seen.glances]
    if not keys or not _repeat(keys, seen):
        return table
    for column in free(table):
        names = seen.glances[column.column]
        come_again = not names.are_figures and 1 < len(names.different) < len(names.filled)
        if come_again and not _repeat([*keys, column.column], seen):
            return taken_as(table, column.column, "segment", PARTS, "it tells rows of one KPI and period apart")
    return table


def _repeat(columns: list[int], seen: Seen) -> bool:
    """Whether some columns have the same cells in several rows."""
    rows = list(zip(*(seen.glances[column].cells for column in columns), strict=True))
    return len(set(rows)) < len(rows)
