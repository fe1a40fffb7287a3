"""What one visitor sees and does: the store, the version they stay on, cached answers.

The only place for state and caches.

Answers are cached by data version and filter values, never by a DataFrame. A session stays on the version that it
began with until its user switches, so that no figure moves in the middle of a meeting.
"""

import io
import shutil
import tempfile
import zipfile
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from data import acceptance, intake, numbers, queries
from data import load as loading
from data import marked as marking
from data.intake import Candidate
from data.load import Choices, Receipt
from data.problems import Problem, ReallotError, Refused, column_letters
from data.reading import proposal
from data.reading.amounts import DecimalMark
from data.reading.cells import as_text
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import TableMapping
from data.reading.periods import DateOrder
from data.reading.read import Reading
from data.reading.read import read as read_workbook
from data.reading.unsaid import unsaid as open_fields
from data.sample.write import write as write_sample
from data.store import Store, default_folder
from data.upgrade import upgrade

RefusedAction = ReallotError
_VERSION = "data version"
Parameters = tuple[tuple[str, Any], ...]


def store() -> Store:
    """The store of this server."""
    return Store(default_folder())


def start() -> None:
    """Give a new session the newest version."""
    if _VERSION not in st.session_state:
        upgrade(store())
        st.session_state[_VERSION] = store().version


def version() -> int:
    """The data version that this session sees; 0 where nothing was ever loaded."""
    seen = int(st.session_state[_VERSION])
    if seen and not store().path(seen).exists():  # pruned, or undone from outside
        switch()
        return int(st.session_state[_VERSION])
    return seen


def newer() -> int | None:
    """The newest version, where it is not the one that this session sees."""
    newest = store().version
    return newest if newest != version() else None


def switch() -> None:
    """See the newest version from now on."""
    st.session_state[_VERSION] = store().version


def read(query: str, **parameters: Any) -> pd.DataFrame:
    """The answer of a named query on this session's version; lists may be given for parameters."""
    frozen = tuple(sorted((k, tuple(v) if isinstance(v, list) else v) for k, v in parameters.items()))
    return _read(str(store().folder), version(), query, frozen).copy()


@st.cache_data(max_entries=500, show_spinner=False)
def _read(folder: str, data_version: int, query: str, parameters: Parameters) -> pd.DataFrame:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters}
    return queries.read(_connection(folder, data_version), query, **values)


@st.cache_resource(max_entries=4, show_spinner=False)
def _connection(folder: str, data_version: int) -> duckdb.DuckDBPyConnection:
    return Store(Path(folder)).open(data_version)


def address(column: int, row: int) -> str:
    """A cell's address as its spreadsheet shows it."""
    return f"{column_letters(int(column))}{int(row)}"


def load_sample() -> None:
    """Load the sample portfolio and see it."""
    with tempfile.TemporaryDirectory() as folder:
        intake.load_sample(store(), Path(folder))
    switch()


def open_upload(content: bytes, name: str) -> Candidate:
    """An uploaded file, copied to disk at once, opened and mapped.

    Raises
    ------
    ReallotError
        It is no spreadsheet that can be read; the message says why.
    """
    folder = Path(tempfile.mkdtemp(prefix="reallot-upload-"))
    path = folder / "upload"
    path.write_bytes(content)
    try:
        return intake.open_file(store(), path, name)
    except ReallotError:
        shutil.rmtree(folder)
        raise


def reading(candidate: Candidate, tables: list[TableMapping], feed: str) -> Reading:
    """What a candidate says under a mapping."""
    return read_workbook(candidate.workbook, replace(candidate.mapping, feed=feed, tables=tuple(tables)))


def marked(candidate: Candidate, said: Reading) -> bytes:
    """The problems of a candidate as a workbook to send back, with the cells marked."""
    return marking.workbook(candidate.workbook, said.problems)


def differences(candidate: Candidate, said: Reading) -> list[Problem]:
    """What of a candidate's figures would not be loaded."""
    return [] if said.refusals else list(acceptance.differences(said, candidate.source.name))


def accepts(by: str, why: str) -> bool:
    """Whether a difference is accepted by someone and for a reason."""
    return acceptance.Acceptance(by, why).given


def publish(candidate: Candidate, said: Reading, overlap: bool, accepted: tuple[str, str]) -> Receipt:
    """Load a candidate, see the version that it made, and forget the file.

    Raises
    ------
    ReallotError
        It cannot be loaded; the store is as it was.
    """
    receipt = intake.publish(
        store(), candidate, said, Choices(overlap=overlap, accepted=acceptance.Acceptance(*accepted))
    )
    discard(candidate)
    switch()
    return receipt


def overlaps(refusal: ReallotError) -> bool:
    """Whether a refusal is of figures that another feed gives too, which may be meant."""
    return isinstance(refusal, Refused) and any(problem.code == "overlap" for problem in refusal.problems)


def discard(candidate: Candidate) -> None:
    """Forget an uploaded file."""
    shutil.rmtree(candidate.source.path.parent, ignore_errors=True)


def fields(kind: str | None) -> dict[str, str]:
    """The fields of a kind of table and their titles."""
    return {field.name: field.title for field in KINDS[kind].fields} if kind else {}


def kinds() -> dict[str, str]:
    """The kinds of table and their titles."""
    return {kind.name: kind.title for kind in KINDS.values()}


def history() -> list[dict[str, Any]]:
    """Every upload, newest first."""
    return numbers.history(store())


def receipt(upload_id: int) -> dict[str, Any]:
    """What an upload loaded, rejected and restated."""
    return intake.receipt_report(store(), upload_id)


def original(sha256: str) -> Path:
    """An upload as it came."""
    return store().original(sha256)


def withdraw(upload_id: int) -> None:
    """Take an upload out of every figure, and see the version without it."""
    loading.withdraw(store(), upload_id)
    switch()


def restore(upload_id: int) -> None:
    """Let a withdrawn upload count again, and see the version with it."""
    loading.restore(store(), upload_id)
    switch()


def sample_archive() -> bytes:
    """The sample's workbooks in one zip archive."""
    with tempfile.TemporaryDirectory() as folder, io.BytesIO() as archive:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in write_sample(Path(folder)):
                packed.write(path, path.name)
        return archive.getvalue()


def as_kind(table: TableMapping, kind: str | None, candidate: Candidate) -> TableMapping:
    """A table as another kind of table than it was taken for (None: left out)."""
    sheet = candidate.workbook.sheet(table.sheet)
    if kind is None or sheet is None:
        return replace(table, kind=None)
    return proposal.as_kind(table, kind, sheet, candidate.source.name)


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


def measures(kind: str) -> dict[str, str]:
    """The measures that figures of a kind of table can be, and their titles."""
    return {field.name: field.title for field in KINDS[kind].measures if field.name != "amount"}


def with_said(table: TableMapping, measure: str, constants: dict[str, str], future: str) -> TableMapping:
    """A table with what its owner said of it."""
    given = {name: text.strip() for name, text in constants.items() if text.strip()}
    table = replace(table, constants={**table.constants, **given}, future=future or table.future)
    return table.with_measure(measure) if measure else table


def first_values(sheet: Sheet, table: TableMapping, column: int) -> str:
    """The first three values below a heading."""
    values = (as_text(value) for _, value in islice(sheet.column(column, table.header_row + 1), 3))
    return " · ".join(value for value in values if value)
