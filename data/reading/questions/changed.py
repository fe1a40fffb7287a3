"""An answer that is given again: what was answered and changed after it stays, as far as it still holds."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TypeVar

from data.reading.grid import Workbook
from data.reading.mapping import ColumnMapping, Mapping, TableMapping
from data.reading.questions import answers
from data.reading.questions.answers import Answer
from data.reading.questions.settled import Answers, Settled, Step, settled
from data.reading.read import read

_T = TypeVar("_T", Mapping, TableMapping)


def changed(workbook: Workbook, steps: Sequence[Step], number: int, choice: str, now: Mapping) -> Settled:
    """The workbook read with another answer to one of the questions; `now` is its mapping with all that was said since.

    Raises
    ------
    Refused
        The answer is none of the question's choices.
    """
    step = steps[number]
    before, after = (_settled(workbook, steps, number, each) for each in (step.answer.choice, choice))
    again = replace(step, answer=Answer(step.question.id, choice))
    reading, mapping = after.reading, merged(before.reading.mapping, now, after.reading.mapping)
    if mapping != reading.mapping:
        reading = read(workbook, mapping)
    return Settled(reading, (*steps[:number], again, *after.steps))


def _settled(workbook: Workbook, steps: Sequence[Step], number: int, choice: str) -> Settled:
    """The workbook read under an answer and those that were given after it."""
    step, later = steps[number], {each.question.id: each.answer.choice for each in steps[number + 1 :]}
    return settled(workbook, answers.given(workbook, step.before, step.question, choice), Answers(later, before=True))


def merged(base: Mapping, own: Mapping, other: Mapping) -> Mapping:
    """A mapping with what another one changed of the one that both come from."""
    was, now = ({table.key: table for table in each.tables} for each in (base, own))
    tables = (_table(was[t.key], now[t.key], t) if t.key in was.keys() & now.keys() else t for t in other.tables)
    return replace(_changed(base, own, other, "tables"), tables=tuple(tables))


def _table(base: TableMapping, own: TableMapping, other: TableMapping) -> TableMapping:
    """The same of a table; one whose headings were looked for elsewhere is taken as it is."""
    if _headings(own) != _headings(base):
        return own
    if _headings(other) != _headings(base):
        return other
    columns = (mine if mine != was else theirs for was, mine, theirs in zip(*_columns(base, own, other), strict=True))
    return replace(_changed(base, own, other, "columns"), columns=tuple(columns))


def _columns(*tables: TableMapping) -> list[tuple[ColumnMapping, ...]]:
    return [table.columns for table in tables]


def _headings(table: TableMapping) -> list[tuple[int, str]]:
    return [(column.column, column.heading) for column in table.columns]


def _changed(base: _T, own: _T, other: _T, apart: str) -> _T:
    """One of these with each field but one that another changed."""
    values = {each.name: getattr(own, each.name) for each in fields(own) if each.name != apart}
    return replace(other, **{name: value for name, value in values.items() if value != getattr(base, name)})
