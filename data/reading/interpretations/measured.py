"""A table of figures as results of KPIs: each column of figures is one, or each row, where periods stand across."""

import re
from dataclasses import replace
from pathlib import Path

from data.reading.evidence import words
from data.reading.grid import Sheet
from data.reading.interpretations.seen import Seen, free, holding
from data.reading.interpretations.timed import timed
from data.reading.mapping import ColumnMapping, TableMapping

TIMES = {"period", "month", "quarter"}  # of which one in a heading tells that periods stand across


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
    across = _is_timed_across(table)
    table = _named_by_rows(table, seen) if across else _named_by_columns(_with_products(table, seen), seen)
    held = {"actual", "target"} & table.fields.keys()
    named = "kpi" in table.given and all(c.context for c in table.columns if c.field in held)
    whole = {"kpi": table.sheet or Path(file).stem}
    return replace(table, implied={**table.implied, **whole}) if held and not named else table


def _is_timed_across(table: TableMapping) -> bool:
    return any(name in TIMES for column in table.columns for name, _ in column.context)


def _with_products(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with its likeliest column of names as the products."""
    likely = [] if "product" in table.given else seen.names(free(table))
    return holding(table, likely[0].column, "product", likely[0].weight, likely[0].why) if likely else table


def _named_by_rows(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with the names of its rows: products where their heading says so, else KPIs."""
    headed = [c for c in free(table) if "likely" in words.said_of(c.heading, "product")]
    others = [c for c in free(table) if c not in headed]
    for field, among in (("product", headed), ("kpi", others)):
        if field not in table.given and (likely := seen.names(among)):
            table = holding(table, likely[0].column, field, likely[0].weight, likely[0].why)
    return table


def _named_by_columns(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with each column of figures as a KPI's results, or its target where the heading says so."""
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
