"""Columns whose labels say what the figures of their rows are: lines of a statement, or actual and budget."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from data.reading.evidence import words
from data.reading.fields import Kind
from data.reading.grid import Sheet
from data.reading.kinds import FINANCE
from data.reading.mapping import ColumnMapping
from data.reading.meaning import Meaning, meaning
from data.reading.readers import named_measure

LOOKED_AT = 400
GROUPS = {"line", "segment"}  # which "Category" or "Type" may be called, whatever stands below
MOST_COLUMNS = 12  # that are looked at: labels stand before the figures
SPENT = ("spend", "cost")  # roles of words
LABELS = 0.8  # how surely labels tell


def with_labels(columns: Iterable[ColumnMapping], kind: Kind, sheet: Sheet, row: int) -> list[ColumnMapping]:
    """The columns of a finance table, those whose labels are measures or bases as what gives these."""
    found = list(columns)
    if kind is not FINANCE:
        return found
    for field, tells in (("measure", names_lines), ("basis", names_bases)):
        if any(column.field == field for column in found):
            continue
        free = (c for c in found if not c.context and not c.is_open and (not c.field or c.field in GROUPS))
        first = next((c for c in islice(free, MOST_COLUMNS) if tells(kind, sheet, c.column, row)), None)
        named = first and replace(first, field=field, confidence=LABELS, reason="its labels")
        found = [named if named and c == first else c for c in found]
    return found


def with_bases(columns: list[ColumnMapping], kind: Kind) -> list[ColumnMapping]:
    """The columns, those that are called a basis and nothing more beside one measure as that measure's."""
    if kind is not FINANCE:
        return columns
    measures = [c for c in columns if c.field and kind.by_name[c.field].measure]
    if len(measures) != 1:
        return columns
    said = {c.column: meaning(c.heading, kind) for c in columns if not c.field}
    named = {n: m.basis for n, m in said.items() if m.basis and m == Meaning(basis=m.basis)}
    measure = replace(measures[0], reason="a basis beside it")
    beside = {
        c.column: replace(measure, column=c.column, heading=c.heading, context=(("basis", named[c.column]),))
        for c in columns
        if c.column in named
    }
    return [beside.get(c.column, c) for c in columns]


def labels_of(sheet: Sheet, column: int, header_row: int) -> Iterator[str]:
    """The first texts of a column below the headings."""
    for _, value in islice(sheet.column(column, header_row + 1), LOOKED_AT):
        if isinstance(value, str) and value.strip():
            yield value.strip()


def names_measures(kind: Kind, sheet: Sheet, column: int, header_row: int) -> bool:
    """Whether some of a column's labels are measures: two of them, or all."""
    labels = list(dict.fromkeys(labels_of(sheet, column, header_row)))
    named = sum(named_measure(label, kind) is not None for label in labels)
    enough = named >= min(2, max(1, len(labels))) or are_of_a_statement(labels)
    return "measure" in kind.by_name and enough


def are_of_a_statement(labels: Iterable[str]) -> bool:
    """Whether labels have revenue, what it costs and what is left among them.

    >>> are_of_a_statement(["Cakes", "Total Revenue", "COGS of cakes", "Gross Profit"])
    True
    >>> are_of_a_statement(["Revenue", "Cost per lead", "Visits"])
    False
    """
    known = list(labels)
    said = all(any("likely" in words.said_of(label, role) for label in known) for role in ("cost", "profit"))
    return said and any(named_measure(label, FINANCE) == "revenue" for label in known)


def names_lines(kind: Kind, sheet: Sheet, column: int, header_row: int) -> bool:
    """Whether a column's labels are lines of a statement: revenue and what it costs among them, or measures all.

    Departments called Sales and Overhead are none.
    """
    labels = dict.fromkeys(labels_of(sheet, column, header_row))
    named = {named_measure(label, kind) for label in labels}
    told = named >= {"revenue", "variable_cost"} or None not in named or names_sides(labels)
    return len(named) > 1 and told


def names_sides(labels: Iterable[str]) -> bool:
    """Whether labels say of accounts whether money comes in or is spent, in any word of spending.

    >>> names_sides(["revenue", "expense"]), names_sides(["Sales", "Overhead"]), names_sides(["expense", "cost"])
    (True, False, False)
    """
    named = {label: named_measure(label, FINANCE) for label in labels}
    spoken = (
        any("likely" in words.said_of(label, role) for role in SPENT) for label, known in named.items() if not known
    )
    return "revenue" in named.values() and None in named.values() and all(spoken)


def names_bases(kind: Kind, sheet: Sheet, column: int, header_row: int) -> bool:
    """Whether a column's labels are two or more bases, and nothing else."""
    labels = dict.fromkeys(labels_of(sheet, column, header_row))
    said = [meaning(label, kind) for label in labels]
    return len({each.basis for each in said}) > 1 and all(each.basis and not each.rest for each in said)
