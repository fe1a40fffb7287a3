"""Served and winnable parts of a market: what is won can be no more than what is served, nor that than all demand.

Rows in which it is more contradict themselves: their owner is asked whether they count as they stand.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import combinations

import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading.cells import as_text, untagged
from data.reading.fields import Form
from data.reading.kinds import MARKET
from data.reading.mapping import ColumnMapping
from data.reading.readers import BadCell
from data.reading.twice import Table

WHOLE_TO_PART = ("size", "served", "winnable")
COUNT, LEAVE_OUT = "count them", "leave them out"
CHOICES = (COUNT, LEAVE_OUT)
MOST_NAMED = 3

Beyond = tuple[int, str]  # the index of a row, and what of it exceeds what


def settled(table: Table, place: Callable[[int, int], Place]) -> tuple[list[Problem], dict[int, BadCell]]:
    """What is asked of rows whose part of a market exceeds the whole, or that they are left out as was said."""
    found = list(_beyond(table))
    if not found or table.mapping.unordered == COUNT:
        return [], {}
    if table.mapping.unordered == LEAVE_OUT:
        return [], {row: BadCell(said, "", "The mapping leaves such rows out.", "label") for row, said in found}
    return [_question(found, table, place(found[0][0] + table.mapping.header_row + 1, 0))], {}


def _beyond(table: Table) -> Iterator[Beyond]:
    """The rows that count in which a part is more than its whole, each once."""
    if table.kind is not MARKET:
        return
    columns = [table.mapping.fields[name] for name in WHOLE_TO_PART if name in table.mapping.fields]
    values = {column.column: table.read[column.column].values.to_pylist() for column in columns}
    for row, good in enumerate(table.good.to_pylist()):
        pairs = combinations(columns, 2) if good else ()
        excesses = (
            _excess(whole, part, (values[whole.column][row], values[part.column][row])) for whole, part in pairs
        )
        if said := next(filter(None, excesses), ""):
            yield row, f"{_name(row, table)}: {said}"


def _excess(whole: ColumnMapping, part: ColumnMapping, amounts: tuple[Decimal | None, Decimal | None]) -> str:
    """That a part exceeds its whole, in words; empty where it does not."""
    most, some = amounts
    if most is None or some is None or some <= most:
        return ""
    return f"{some:,.2f} under “{part.heading}” is more than {most:,.2f} under “{whole.heading}”"


def _name(row: int, table: Table) -> str:
    """A row by the first word in it."""
    for column in table.mapping.columns:
        field = table.kind.by_name.get(column.field or "")
        if field and field.form is Form.TEXT and (text := as_text(untagged(table.cells(column.column)[row].as_py()))):
            return text
    return f"row {row + table.mapping.header_row + 1}"


def _question(found: list[Beyond], table: Table, place: Place) -> Problem:
    more = f" (and {len(found) - MOST_NAMED:,} more rows)" if len(found) > MOST_NAMED else ""
    said = "; ".join(each for _, each in found[:MOST_NAMED]) + more
    rows = pc.sum(table.good).as_py() - len(found)
    follows = ("they are loaded as they stand, and it is noted", f"{rows:,} rows are left")
    expected, remedy = "what can be won within what can be served", "Choose whether these rows count."
    return Problem("ask_order", place, said, expected, remedy, Severity.REFUSED, CHOICES, follows=follows)
