"""Files on their way in, as the screens see them: opened, mapped, read, loaded, or forgotten.

What a session is still looking at lives in its state; what was read of a file is read again only when its mapping
changed.
"""

import shutil
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import streamlit as st

from data import acceptance, intake
from data import marked as marking
from data.intake import Candidate
from data.load import Choices, Receipt
from data.problems import Problem, ReallotError, Refused
from data.progress import Tell
from data.reading import proposal, readers
from data.reading.amounts import DecimalMark
from data.reading.cells import as_text
from data.reading.fields import Form
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import Mapping, TableMapping
from data.reading.names import name as tidy
from data.reading.periods import DateOrder
from data.reading.read import Reading
from data.reading.read import read as read_workbook
from data.reading.unsaid import unsaid as open_fields
from ui import session

_WAITING = "files on their way in"
_READ = "what was read of them"
_FOLDER = "reallot-upload-"
MOST_LABELS = 500
ABANDONED_SECONDS = 24 * 3600


def waiting() -> dict[str, Candidate]:
    """The files that this session is looking at, by their checksum, in the order they came."""
    found: dict[str, Candidate] = st.session_state.setdefault(_WAITING, {})
    return found


def open_upload(content: bytes, name: str, tell: Tell) -> None:
    """Copy an uploaded file to disk, open and map it, and let it wait; whatever ends that leaves nothing behind.

    Raises
    ------
    ReallotError
        It is no spreadsheet that can be read; the message says why.
    """
    _forget_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
    path = folder / "upload"
    try:
        path.write_bytes(content)
        candidate = intake.open_file(session.store(), path, name, tell=tell)
    except BaseException:
        shutil.rmtree(folder)
        raise
    discard(candidate.source.sha256)
    waiting()[candidate.source.sha256] = candidate


def _forget_abandoned() -> None:
    """Delete what sessions left that ended without a word."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        if folder.stat().st_mtime < time.time() - ABANDONED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def discard(sha256: str) -> None:
    """Forget an uploaded file, where it waits."""
    candidate = waiting().pop(sha256, None)
    st.session_state.get(_READ, {}).pop(sha256, None)
    if candidate:
        shutil.rmtree(candidate.source.path.parent, ignore_errors=True)


def keep(candidate: Candidate, said: Reading) -> None:
    """Keep what was said of a file on screen while another one is looked at."""
    waiting()[candidate.source.sha256] = replace(candidate, mapping=said.mapping)


def leave_all_out(candidate: Candidate) -> None:
    """Take none of a file's tables, so that its owner chooses the few that count."""
    tables = tuple(replace(table, kind=None, reason="chosen") for table in candidate.mapping.tables)
    waiting()[candidate.source.sha256] = replace(candidate, mapping=replace(candidate.mapping, tables=tables))
    st.session_state.get(_READ, {}).pop(candidate.source.sha256, None)


def reading(candidate: Candidate, tables: list[TableMapping], feed: str) -> Reading:
    """What a candidate says under a mapping."""
    wanted = replace(candidate.mapping, feed=feed, tables=tuple(tables))
    known: dict[str, tuple[Mapping, Reading]] = st.session_state.setdefault(_READ, {})
    before, said = known.get(candidate.source.sha256, (None, None))
    if before is None or said is None or before.tables != wanted.tables:
        said = read_workbook(candidate.workbook, wanted)
        known[candidate.source.sha256] = (wanted, said)
    return replace(said, mapping=replace(said.mapping, feed=feed))


def last_reading(candidate: Candidate) -> Reading:
    """What a candidate said when it was last read; under its own mapping where it never was."""
    known: dict[str, tuple[Any, Reading]] = st.session_state.setdefault(_READ, {})
    if candidate.source.sha256 in known:
        return known[candidate.source.sha256][1]
    return reading(candidate, list(candidate.mapping.tables), candidate.mapping.feed)


def state(candidate: Candidate, said: Reading) -> str:
    """Whether a candidate can be loaded as it is: `ready`, `asks` something, or is `refused`."""
    if said.refusals:
        return "asks" if all(problem.choices for problem in said.refusals) else "refused"
    return "asks" if differences(candidate, said) else "ready"


def marked(candidate: Candidate, said: Reading) -> bytes:
    """The problems of a candidate as a workbook to send back, with the cells marked."""
    return marking.workbook(candidate.workbook, said.problems)


def differences(candidate: Candidate, said: Reading) -> list[Problem]:
    """What of a candidate's figures would not be loaded."""
    return [] if said.refusals else list(acceptance.differences(said, candidate.source.name))


def accepts(by: str, why: str) -> bool:
    """Whether a difference is accepted by someone and for a reason."""
    return acceptance.Acceptance(by, why).given


def publish(candidate: Candidate, said: Reading, overlap: bool, accepted: tuple[str, str], tell: Tell) -> Receipt:
    """Load a candidate, see the version that it made, and forget the file.

    Raises
    ------
    ReallotError
        It cannot be loaded; the store is as it was.
    """
    choices = Choices(overlap=overlap, accepted=acceptance.Acceptance(*accepted), tell=tell)
    receipt = intake.publish(session.store(), candidate, said, choices)
    discard(candidate.source.sha256)
    session.switch()
    return receipt


def overlaps(refusal: ReallotError) -> bool:
    """Whether a refusal is of figures that another feed gives too, which may be meant."""
    return isinstance(refusal, Refused) and any(problem.code == "overlap" for problem in refusal.problems)


def summed_names(candidate: Candidate, table: TableMapping) -> list[str]:
    """The names of a table's rows that were left out because they sum others, among them those that count again."""
    of_table = [each for each in last_reading(candidate).tables if each.mapping.key == table.key]
    found = (p.found.strip("“”") for each in of_table for p in each.problems if p.code in {"total", "sum"})
    known: dict[str, None] = st.session_state.setdefault(f"sums of {candidate.source.sha256} {table.key}", {})
    known.update(dict.fromkeys((*table.counted, *found)))  # a name that counts again is not left out any more
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
    sheet = candidate.workbook.sheet(table.sheet)
    wanted = replace(table, header_row=row if turned == table.turned else 1, turned=turned)
    return proposal.as_kind(wanted, kind, sheet, candidate.source.name) if sheet else table


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


def unsaid(table: TableMapping) -> set[str]:
    """What a table leaves open that its owner can say in a word."""
    return open_fields(table) if table.kind else set()


def with_said(table: TableMapping, measure: str, constants: dict[str, str], future: str) -> TableMapping:
    """A table with what its owner said of it."""
    given = {name: text.strip() for name, text in constants.items() if text.strip()}
    table = replace(table, constants={**table.constants, **given}, future=future or table.future)
    return table.with_measure(measure) if measure else table


def with_rows(table: TableMapping, sections: str, counted: list[str], labels: dict[str, str | None]) -> TableMapping:
    """A table with what its owner said of its rows."""
    return replace(table, sections=sections, counted=tuple(counted), labels={**table.labels, **labels})


def sums(candidate: Candidate) -> dict[str, str]:
    """What the tables of a candidate add up to when it was last read, by table: the total of each measure in words."""
    found: dict[str, str] = {}
    for table in last_reading(candidate).tables:
        totals: dict[str, Decimal] = {}
        for total in table.totals:
            totals[total.field] = totals.get(total.field, Decimal(0)) + total.sheet_total
        titles = fields(table.kind.name)
        found[table.mapping.key] = ", ".join(f"{titles[name]} {amount:,.2f}" for name, amount in totals.items())
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
