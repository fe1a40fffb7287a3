"""Which products a list of projects belongs to: those of a column, each project its own, or one for all; asked."""

from collections.abc import Iterable
from dataclasses import replace

from data.reading.doubt import Doubt
from data.reading.evidence import words
from data.reading.evidence.clue import Rated
from data.reading.evidence.glance import Glance
from data.reading.evidence.weights import MOST
from data.reading.interpretations.seen import Seen
from data.reading.mapping import ColumnMapping, TableMapping

OWN = "each its own"
MOST_COLUMNS = 3
MOST_LETTERS = 60  # of a name, on average: what is longer is prose
FORMER = {"product": "initiative", "line": "product", "investment": "spend"}  # of finance figures by project
KINDS_OF_PROJECTS = ("finance", "initiative")


def columns(table: TableMapping, seen: Seen, taken: Iterable[int]) -> list[Rated]:
    """The columns of names that several projects have in common, the likeliest products first."""
    others = [c for c in table.columns if not c.field and c.column not in set(taken)]
    rows = len(seen.glances[table.fields["initiative"].column].filled)
    free = [c for c in others if _are_shared_names(seen.glances[c.column], rows)]
    return seen.ranked("product", free)[:MOST_COLUMNS]


def _are_shared_names(glance: Glance, rows: int) -> bool:
    """Whether a column names what several rows have in common, in nearly all of them."""
    names, letters = len(glance.filled), sum(map(len, glance.texts))
    return glance.are_words and len(glance.different) < names >= MOST * rows and letters <= MOST_LETTERS * names


def asked(table: TableMapping, shared: list[str], names: Iterable[str]) -> TableMapping:
    """The table with the question which products its projects belong to; `names` are what one for all may be called."""
    if "product" in table.given:
        return table
    heading = table.fields["initiative"].heading
    whole = (*names, OWN) if words.said_of(heading, "task") else (OWN, *names)
    choices = tuple(dict.fromkeys((*shared, *whole)))
    found = "the table lists projects and has no product column"
    return replace(table, doubts=(*table.doubts, Doubt("belongs", heading, choices, found, "a product", "product")))


def answered(table: TableMapping, choice: str) -> TableMapping:
    """The table whose projects belong to a column's products, each to itself, or all to one product."""
    column = next((c for c in table.columns if c.heading == choice), None)
    if column is not None:
        return table.with_field(column.column, "product")
    if choice == OWN:
        return replace(table, same={**table.same, "product": "initiative"})
    return replace(table, constants={**table.constants, "product": choice.strip()})


def by_project(table: TableMapping, lines: list[str], year: str) -> TableMapping:
    """A list of projects as what is spent on each in a year; asked whether it is that."""
    former = {after: before for before, after in FORMER.items()}
    columns = (
        replace(c, field="line", reason="names beside the projects")
        if c.heading in lines
        else replace(c, field=former.get(c.field or ""))
        for c in table.columns
    )
    found = "the projects have one amount each, of a named year, and no start or end dates"
    doubt = Doubt("projects", table.fields["initiative"].heading, KINDS_OF_PROJECTS, found, "what they are")
    return replace(table, kind="finance", columns=tuple(columns), implied={"year": year}, doubts=(doubt,))


def as_initiatives(table: TableMapping, kind: str) -> TableMapping:
    """What is spent by project, as the list of projects that it is if it is one."""
    if kind == table.kind:
        return table
    lines = [c.heading for c in table.columns if c.field == "line"]
    columns = tuple(_as_initiative(c) for c in table.columns)
    found = replace(table, kind=kind, columns=columns, implied={}, doubts=())
    return asked(found, lines, (table.sheet,))


def _as_initiative(column: ColumnMapping) -> ColumnMapping:
    field = FORMER.get(column.field or "")
    return replace(column, field=None if column.field == "line" else field)
