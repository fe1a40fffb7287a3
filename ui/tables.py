"""The tables of a file on its way in, as the mapping screen shows and changes them."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Any

import streamlit as st

from data.decided import Candidate
from data.reading import proposal, readers
from data.reading.amounts import DecimalMark
from data.reading.cells import as_text
from data.reading.fields import Form
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import Mapping, TableMapping
from data.reading.names import name as tidy
from data.reading.periods import DateOrder
from data.reading.questions.question import Question
from data.reading.said import TableReading
from ui import candidates, formats

MOST_LABELS = 500


def summed_names(candidate: Candidate, table: TableMapping) -> list[str]:
    """The names of a table's rows that were left out because they sum others, among them those that count again."""
    said = _last_readings(candidate, table)
    found = (p.found.strip("“”") for each in said for p in each.problems if p.code in {"total", "sum"})
    answered = {problem.subject for step in candidates.answered(candidate) for problem in step.question.problems}
    names = _once_offered("sums", candidate, table, (*table.counted, *table.summed, *found))
    return [name for name in names if name not in answered]


def with_counted(table: TableMapping, summed: list[str], counted: list[str]) -> TableMapping:
    """A table of which of some names that sum others those count that its owner says."""
    others = (name for name in table.counted if name not in summed)
    still = tuple(name for name in table.summed if name not in counted)
    return replace(table, counted=tuple(dict.fromkeys((*others, *counted))), summed=still)


def _last_readings(candidate: Candidate, table: TableMapping) -> list[TableReading]:
    """What a table said when its file was last read; nothing where it was left out then."""
    return [each for each in candidates.last_reading(candidate).tables if each.mapping.key == table.key]


def _once_offered(what: str, candidate: Candidate, table: TableMapping, names: Iterable[str]) -> list[str]:
    """Names to choose from, with those offered before: what a choice changed, the next reading does not name."""
    known: dict[str, None] = st.session_state.setdefault(f"{what} of {candidate.source.sha256} {table.key}", {})
    known.update(dict.fromkeys(names))
    return list(known)


def fields(kind: str | None) -> dict[str, str]:
    """The fields of a kind of table and their titles."""
    return {field.name: field.title for field in KINDS[kind].fields} if kind else {}


def names(kind: str) -> dict[str, str]:
    """The fields of a kind of table that hold names, and their titles."""
    texts = (field for field in KINDS[kind].fields if field.form is Form.TEXT)
    return {field.name: field.title for field in texts if field.name not in {"measure", "currency"}}


def kinds() -> dict[str, str]:
    """The kinds of table and their titles."""
    return {kind.name: kind.title for kind in KINDS.values()}


def measures(kind: str) -> dict[str, str]:
    """The measures that figures of a kind of table can be, and their titles."""
    return {field.name: field.title for field in KINDS[kind].measures if field.name != "amount"}


def looked_at(table: TableMapping, kind: str | None, row: int, turned: bool, candidate: Candidate) -> TableMapping:
    """A table as another kind (None: left out), with its headings in another row, or turned."""
    if kind is None:
        return replace(table, kind=None)
    if (kind, row, turned) == (table.kind, table.header_row, table.turned):
        return table
    wanted = replace(table, header_row=row if turned == table.turned else 1, turned=turned)
    return proposal.as_kind(wanted, kind, candidate.workbook)


def with_conventions(
    table: TableMapping, basis: str, currency: str, order: str | None, mark: str | None
) -> TableMapping:
    """A table with what holds for all its rows, as it was chosen on screen."""
    return replace(
        table,
        basis=basis,
        currency=currency,
        date_order=DateOrder(order) if order else None,
        decimal_mark=DecimalMark(mark) if mark else None,
    )


def with_constants(table: TableMapping, constants: dict[str, str]) -> TableMapping:
    """A table with values that hold for all its rows."""
    given = {name: text.strip() for name, text in constants.items() if text.strip()}
    return replace(table, constants={**table.constants, **given})


def asked_about(question: Question, mapping: Mapping) -> TableMapping | None:
    """The first table that a question is about; None where it is about the whole file."""
    place = question.places[0]
    of_sheet = [table for table in mapping.tables if table.kind and table.sheet == place.sheet]
    row = place.row or 0
    holding = (t for t in of_sheet if t.area is None or t.area.first_row <= row <= t.area.last_row)
    return next(holding, of_sheet[0] if of_sheet else None)


def example(question: Question, candidate: Candidate, mapping: Mapping) -> str:
    """The cell that a question is about, or the first ones below the heading that it is about."""
    table, place = asked_about(question, mapping), question.places[0]
    if table is None:
        return ""
    sheet = table.of(candidate.workbook)
    if place.row and place.column and place.row > table.header_row:
        return as_text(sheet.cell(place.row, place.column))
    number = next((c.column for c in table.columns if c.heading == question.column), place.column)
    return first_values(sheet, table, number) if number else ""


def missing(table: TableMapping) -> dict[str, str]:
    """The required fields that nothing gives, and their titles: one value may hold for all rows."""
    titles = fields(table.kind)
    return {name: titles[name] for name in proposal.ungiven(table)}


def products(candidate: Candidate, table: TableMapping) -> list[str]:
    """The products of a table when it was last read, among them those that are said to count alone."""
    said = [each for each in _last_readings(candidate, table) if "product" in each.records.column_names]
    found = (name for each in said for chunk in each.records["product"].chunks for name in chunk.unique().to_pylist())
    return _once_offered("products", candidate, table, (*table.only, *found))[:MOST_LABELS]


def with_rows(table: TableMapping, sections: str, only: list[str], labels: dict[str, str | None]) -> TableMapping:
    """A table with what its owner said of its rows."""
    return replace(table, sections=sections, only=tuple(only), labels={**table.labels, **labels})


def sums(candidate: Candidate) -> dict[str, str]:
    """What the tables of a candidate add up to when it was last read, by table: the total of each measure in words."""
    found: dict[str, str] = {}
    for table in candidates.last_reading(candidate).tables:
        totals: dict[str, Decimal] = {}
        for total in table.totals:
            totals[total.field] = totals.get(total.field, Decimal(0)) + total.own_total
        titles = fields(table.kind.name)
        found[table.mapping.key] = ", ".join(
            f"{titles[name]} {formats.exact(float(amount))}" for name, amount in totals.items()
        )
    return found


def rows_below(table: TableMapping, candidate: Candidate) -> int:
    """How many rows of its sheet stand below a table's headings."""
    sheet = candidate.workbook.sheet(table.sheet)
    last = table.area.last_row if table.area else sheet.height if sheet else 0
    return max(0, last - table.header_row)


def labels(table: TableMapping, sheet: Sheet) -> dict[str, str | None]:
    """What each label of a table whose rows hold different measures was taken for; None: nothing of the review."""
    column = table.fields.get("measure")
    if column is None or table.kind is None:
        return {}
    found: dict[str, str | None] = {}
    for _, (value,) in sheet.distinct(table.header_row + 1, column.column)[:MOST_LABELS]:
        if text := tidy(as_text(value)):
            found[text] = table.labels.get(text, readers.named_measure(text, KINDS[table.kind]))
    return found


def first_values(sheet: Sheet, table: TableMapping, column: int) -> str:
    """The first three values below a heading."""
    values = (as_text(value) for _, value in islice(sheet.column(column, table.header_row + 1), 3))
    return " · ".join(value for value in values if value)


def sheet_of(table: TableMapping, candidate: Candidate) -> Any:
    """The part of a candidate's workbook that a table is."""
    return table.of(candidate.workbook)
