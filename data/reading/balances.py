"""Amounts in two columns, debits beside credits: one amount a row, its sign by what its account is.

Revenue is what its accounts are credited with, less what they are debited with; a cost is the other way round.
"""

from collections.abc import Iterable
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import accounts, grouped, headings, holding
from data.reading.cells import as_written
from data.reading.evidence import words
from data.reading.fields import Kind
from data.reading.grid import Sheet
from data.reading.kinds import FINANCE
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.measures import EXACT, SUMMED, Amounts
from data.reading.readers import named_measure

SURE = 0.9
REASON = "debits, less the credits beside them"
MOST_ASKED = 2  # accounts that are asked about one by one


def with_balance(columns: list[ColumnMapping], kind: Kind, sheet: Sheet, row: int) -> list[ColumnMapping]:
    """The columns of a finance table, one of debits with the one of credits that its amounts are less."""
    sides = [_said(columns, role) for role in ("debit", "credit")]
    if kind is not FINANCE or [len(side) for side in sides] != [1, 1]:
        return columns
    debit, credit = (side[0] for side in sides)
    alike = headings.scale(debit.heading) == headings.scale(credit.heading)
    if not alike or not all(holding.are_numbers(sheet, row, column.column) for column in (debit, credit)):
        return columns
    named = [c for c in columns if c not in (debit, credit) and _names_revenue(sheet, c, row)]
    labels = min(named, key=lambda c: len(set(accounts.labels_of(sheet, c.column, row))), default=None)
    changed = {
        debit.column: replace(debit, field="amount", confidence=SURE, reason=REASON, credit=credit.column),
        credit.column: replace(credit, field=None, confidence=1.0, reason="chosen"),
    }
    if labels and not any(column.field == "measure" for column in columns):
        changed[labels.column] = replace(labels, field="measure", confidence=SURE, reason="its labels")
    return [changed.get(column.column, column) for column in columns]


def _said(columns: Iterable[ColumnMapping], role: str) -> list[ColumnMapping]:
    return [column for column in columns if words.said_of(column.heading, role)]


def _names_revenue(sheet: Sheet, column: ColumnMapping, row: int) -> bool:
    """Whether some of a column's labels are revenue, and others are not: accounts, or what kinds they are."""
    named = {named_measure(label, FINANCE) for label in dict.fromkeys(accounts.labels_of(sheet, column.column, row))}
    return len(named) > 1 and "revenue" in named


def of_sides(sides: list[Amounts]) -> Amounts:
    """The debits less the credits of each row, null where it has neither; the only side as it is."""
    if len(sides) == 1:
        return sides[0]
    debit, credit = sides
    either = pc.or_(debit.values.is_valid(), credit.values.is_valid())
    whole = (pc.fill_null(each.values.cast(SUMMED), pa.scalar(0, SUMMED)) for each in sides)
    values = pc.if_else(either, pc.subtract(*whole).cast(EXACT), pa.scalar(None, EXACT))
    return Amounts(values, {**credit.unreadable, **debit.unreadable})


def written(debit: pa.Array, credit: pa.Array | None) -> pa.Array:
    """The cells of both columns as the facts of their rows cite them: “700.25 − 0”; of one alone as they are."""
    if credit is None:
        return debit
    both = pc.binary_join_element_wise(as_written(debit), as_written(credit), " − ", null_handling="replace")
    return pc.binary_join_element_wise("t", both, "")


def doubted(table: TableMapping, sheet: Sheet) -> TableMapping:
    """A ledger with the question what its accounts are that no name tells, and that are none of a balance sheet.

    Many of them are asked about together.
    """
    label = table.fields.get("measure")
    if label is None or all(column.credit is None for column in table.columns):
        return table
    found = [
        each for each in dict.fromkeys(accounts.labels_of(sheet, label.column, table.header_row)) if _is_open(each)
    ]
    if len(found) <= MOST_ASKED:
        for account in found:
            table = grouped.asked(table, account, _likely(account))
        return table
    together = f"{found[0]} and {len(found) - 1} others"
    group = {headings.plain(account): together for account in found}
    return grouped.asked(replace(table, grouped=group), together, _likely(found[0]))


def _is_open(account: str) -> bool:
    """Whether an account is no measure by its name, and none of what a company has or owes."""
    return named_measure(account, FINANCE) is None and not words.said_of(account, "balance")


def _likely(account: str) -> str:
    spoken = words.measure_in((account,))
    return spoken if spoken in grouped.MEASURES else "investment"
