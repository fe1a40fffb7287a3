"""Parts of a market that are more than the whole: sales, a served or a winnable part beyond it, shares over 100 %.

Rows that say so contradict themselves: their owner is asked whether they count as they stand.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product
from typing import NamedTuple

import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading.cells import as_text, untagged
from data.reading.fields import Form
from data.reading.kinds import MARKET
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.readers import BadCell
from data.reading.twice import Table

REACH = (("size", "served"), ("size", "winnable"), ("served", "winnable"))
ORDERED = (*REACH, ("size", "sales"))  # a whole and what can be no more than it
ROUNDING, ALL = Decimal("1.005"), Decimal(100)
COUNT, LEAVE_OUT = "count them", "leave them out"
CHOICES = (COUNT, LEAVE_OUT)
MOST_NAMED = 3

Beyond = tuple[int, str]  # the index of a row, and what of it exceeds what


def settled(table: Table, place: Callable[[int, int], Place]) -> tuple[list[Problem], dict[int, BadCell]]:
    """What is asked of rows whose part of a market exceeds the whole, or that they are left out as was said."""
    found = list(_beyond(table, place))
    if not found or table.mapping.unordered == COUNT:
        return [], {}
    if table.mapping.unordered == LEAVE_OUT:
        return [], {row: BadCell(said, "", "The mapping leaves such rows out.", "label") for row, said in found}
    return [_question(found, table, place(found[0][0] + table.mapping.header_row + 1, 0))], {}


def _beyond(table: Table, place: Callable[[int, int], Place]) -> Iterator[Beyond]:
    """The rows that count in which a part is more than its whole, each once."""
    if table.kind is not MARKET:
        return
    pairs = list(_pairs(table.mapping))
    shares = [column for column in table.mapping.mapped if column.field == "share"]
    if not pairs and not shares:
        return
    values = {column: read.values.to_pylist() for column, read in table.read.items()}
    for row, good in enumerate(table.good.to_pylist()):
        if good:
            here = _Row(
                {column: cells[row] for column, cells in values.items()}, row + table.mapping.header_row + 1, place
            )
            found = [_excess(whole, part, here) for whole, part in pairs]
            found += [_over_all(share, here) for share in shares]
            if said := next(filter(None, found), ""):
                yield row, f"{_name(row, table)}: {said}"


def _pairs(mapping: TableMapping) -> Iterator[tuple[ColumnMapping, ColumnMapping]]:
    """The columns of a whole and of a part of it, of one period where periods stand across."""
    for whole, part in product(mapping.mapped, repeat=2):
        if (whole.field, part.field) in ORDERED:
            periods = ({name: text for name, text in each.context if name != "vendor"} for each in (whole, part))
            if len({str({**each, "own": ""}) for each in periods}) == 1:
                yield whole, part


class _Row(NamedTuple):
    """The amounts of one row by their columns."""

    amounts: dict[int, Decimal | None]
    number: int
    place: Callable[[int, int], Place]

    def under(self, column: ColumnMapping) -> str:
        """A column's heading with the row's cell under it."""
        return f"under “{column.heading}” ({self.place(self.number, column.column).cell})"


def _excess(whole: ColumnMapping, part: ColumnMapping, row: _Row) -> str:
    """That a part exceeds its whole, in words; empty where it does not."""
    most, some = (row.amounts[column.column] for column in (whole, part))
    allowed = ROUNDING if part.field == "sales" else 1
    if most is None or some is None or some <= most * allowed:
        return ""
    return f"{some:,.2f} {row.under(part)} is more than {most:,.2f} {row.under(whole)}"


def _over_all(column: ColumnMapping, row: _Row) -> str:
    """That a share is more than all of a market, in words; empty where it is not."""
    share = row.amounts[column.column]
    return f"{share:,.2f} % {row.under(column)}, more than all" if share is not None and share > ALL else ""


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
    expected, remedy = "parts within their whole", "Correct the rows, or choose whether they count."
    of_reach = not any(column.field in {"sales", "share"} for column in table.mapping.mapped)
    order = 1 if of_reach else -1  # sales beyond their market are most often in another unit
    choices, so = CHOICES[::order], follows[::order]
    return Problem("ask_order", place, said, expected, remedy, Severity.REFUSED, choices, follows=so)
