"""A reading becomes part of the facts: all of it or none of it, in one new generation."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from data import conflicts, queries, stored, tie_out
from data.acceptance import Acceptance, differences, refuse_differences
from data.problems import Place, Refused, refuse
from data.progress import Tell, untold
from data.reading.mapping import Mapping
from data.reading.mapping_json import as_json
from data.reading.read import Reading
from data.reading.said import TableReading
from data.replaced import Replaced
from data.store import Draft, Store, checksum


@dataclass(frozen=True)
class Source:
    """A file to load: where it is now, what its owner calls it, and what it holds."""

    path: Path
    name: str
    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: Path, name: str = "") -> "Source":
        return cls(path, name or path.name, checksum(path), path.stat().st_size)


@dataclass(frozen=True)
class Receipt:
    """What became of one upload."""

    upload_id: int
    data_version: int
    feed: str
    unchanged: bool = False
    withdrawn_sample: bool = False
    instead_of: str | None = None  # the feed that it was to go into, until a file of another layout took its name
    replaced: tuple[Replaced, ...] = ()  # the figures whose place it took


@dataclass(frozen=True)
class Choices:
    """How to load, beside the mapping."""

    sample: bool = False  # made-up figures
    overlap: bool = False  # count figures that another feed already gives once more
    accepted: Acceptance | None = None  # of figures in rejected rows
    tell: Tell = untold


def load(
    store: Store,
    source: Source,
    reading: Reading,
    choices: Choices | None = None,
    before_it_counts: Callable[[], None] = lambda: None,
) -> Receipt:
    """Publish a reading as the store's next generation.

    `before_it_counts` is called last: where it raises, nothing is loaded.

    Raises
    ------
    Refused
        The reading cannot be loaded, differs from its sheets and nobody accepts that, would count figures twice, or
        mixes currencies or the sample with real figures.
    StoreError
        The store cannot take it: busy, no room, or the totals do not tie out.
    """
    choices = choices or Choices()
    refuse_unready(source, reading, choices)
    with store.next_generation() as draft:
        upload = _Upload(draft, source, reading, choices)
        upload.insert(written(reading.mapping))
        store.keep_original(source.path, source.sha256)
        before_it_counts()
    return upload.receipt


def refuse_unready(source: Source, reading: Reading, choices: Choices) -> None:
    """Refuse what cannot be loaded whatever the store holds.

    Raises
    ------
    Refused
        Something of the file has to be answered, mended or accepted first.
    """
    if reading.refusals:
        raise Refused(reading.refusals)
    refuse_differences(reading, source.name, choices.accepted)


def written(mapping: Mapping) -> str:
    """A mapping as an upload keeps it."""
    return json.dumps(as_json(mapping), ensure_ascii=False)


class _Upload:
    """One upload on its way into a draft."""

    def __init__(self, draft: Draft, source: Source, reading: Reading, choices: Choices) -> None:
        self.con, self.draft, self.source, self.reading, self.choices = (
            draft.con,
            draft,
            source,
            reading,
            choices,
        )
        self.feed_id = self._feed(reading.mapping.feed)
        self.upload_id = self._next("upload", "upload_id")
        self.withdrawn_sample = False

    @property
    def receipt(self) -> Receipt:
        feed = self.reading.mapping.feed
        version = self.draft.version
        return Receipt(self.upload_id, version, feed, withdrawn_sample=self.withdrawn_sample)

    def insert(self, mapping: str) -> None:
        """Write everything, comparing with what counted before it is made to count."""
        self._send_sample_away()
        self._insert_upload(mapping)
        for number, table in enumerate(self.reading.tables, 1):
            self.choices.tell("Storing the figures", table.loaded_rows)
            self._insert_table(number, table)
        self._insert_problems()
        self.choices.tell("Comparing them with what counts already", 0)
        conflicts.refuse_all(self.con, self.upload_id)
        self.con.execute(queries.text("insert_restatements"), {"upload_id": self.upload_id, "feed_id": self.feed_id})
        self.con.execute(queries.text("insert_coverage"), {"upload_id": self.upload_id})
        self.choices.tell("Proving the totals", 0)
        for number, table in enumerate(self.reading.tables, 1):
            tie_out.insert(self.con, self.upload_id, number, table)
        tie_out.insert_proofs(self.con, self.upload_id, self.reading)

    def _next(self, table: str, column: str) -> int:
        row = self.con.execute(f"select coalesce(max({column}), 0) + 1 from {table}").fetchone()  # noqa: S608
        return int(row[0]) if row else 1

    def _feed(self, feed: str) -> int:
        row = self.con.execute("select feed_id from feed where feed = $feed", {"feed": feed}).fetchone()
        if row:
            return int(row[0])
        feed_id = self._next("feed", "feed_id")
        self.con.execute("insert into feed values ($feed_id, $feed)", {"feed_id": feed_id, "feed": feed})
        return feed_id

    def _send_sample_away(self) -> None:
        """Real figures withdraw the sample's: made-up and real ones are never added up."""
        if self.choices.sample:
            return
        statement = "update upload set withdrawn_at = $now where sample and withdrawn_at is null returning upload_id"
        self.withdrawn_sample = bool(self.con.execute(statement, {"now": now()}).fetchall())

    def _insert_upload(self, mapping: str) -> None:
        accepted = self.choices.accepted if any(differences(self.reading, self.source.name)) else None
        self._insert(
            "upload",
            [
                {
                    "upload_id": self.upload_id,
                    "feed_id": self.feed_id,
                    "file_name": self.source.name,
                    "sha256": self.source.sha256,
                    "bytes": self.source.bytes,
                    "mapping": mapping,
                    "sample": self.choices.sample,
                    "overlap": self.choices.overlap,
                    "accepted_by": accepted and accepted.by,
                    "accepted_why": accepted and accepted.why,
                    "loaded_at": now(),
                    "data_version": self.draft.version,
                }
            ],
        )

    def _insert_table(self, number: int, table: TableReading) -> None:
        sheet = {
            "upload_id": self.upload_id,
            "sheet_id": number,
            "sheet": table.mapping.sheet,
            "kind": table.kind.name,
            "header_row": table.mapping.header_row,
            "rows": table.rows,
            "loaded_rows": table.loaded_rows,
            "left_out_rows": table.left_out_rows,
            "turned": table.mapping.turned,
        }
        self._insert("sheet", [sheet])
        count = len(table.records)
        records = table.records.append_column("upload_id", pa.array([self.upload_id] * count, pa.int32()))
        records = records.append_column("sheet_id", pa.array([number] * count, pa.int32()))
        self._insert_columns(table.kind.name, stored.amounts(records))
        self._insert("kpi_told", [{"upload_id": self.upload_id, "sheet_id": number, **t.record} for t in table.told])

    def _insert_problems(self) -> None:
        records = [
            {
                "upload_id": self.upload_id,
                "severity": str(problem.severity),
                "code": problem.code,
                "sheet": problem.place.sheet,
                "row_number": problem.place.row,
                "column_number": problem.place.column,
                "sentence": problem.sentence,
            }
            for problem in self.reading.problems
        ]
        self._insert("problem", records)

    def _insert(self, table: str, records: list[dict[str, Any]]) -> None:
        """Append records to a table of the schema."""
        if records:
            self._insert_columns(table, pa.Table.from_pylist(records))

    def _insert_columns(self, table: str, records: pa.Table) -> None:
        """Append records to a table of the schema; columns that they do not name are null."""
        self.con.register("incoming", stored.in_row_groups(records))
        self.con.execute(f"insert into {table} by name select * from incoming")  # noqa: S608
        self.con.unregister("incoming")


def now() -> datetime:
    """The time as the store keeps it: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def withdraw(store: Store, upload_id: int | None = None) -> Receipt:
    """Take an upload out of every figure, the newest by default, as a generation of its own.

    Raises
    ------
    Refused
        There is no such upload, it is withdrawn already, or what it replaced would count twice.
    """
    return _mark(store, upload_id, "last_upload", now())


def restore(store: Store, upload_id: int | None = None) -> Receipt:
    """Let a withdrawn upload count again, the last withdrawn one by default.

    Raises
    ------
    Refused
        There is no such upload, it counts already, or it would count twice.
    """
    return _mark(store, upload_id, "last_withdrawal", None)


def _mark(store: Store, upload_id: int | None, search: str, withdrawn_at: datetime | None) -> Receipt:
    _found(store, upload_id, search)
    with store.alone():
        upload, feed = _found(store, upload_id, search)
        with store.next_generation() as draft:
            statement = "update upload set withdrawn_at = $at where upload_id = $upload_id"
            draft.con.execute(statement, {"at": withdrawn_at, "upload_id": upload})
            for counting in _counting_again(draft, upload, withdrawn_at is None):
                conflicts.refuse_all(draft.con, counting, again=True)
    return Receipt(upload, draft.version, feed)


def _found(store: Store, upload_id: int | None, search: str) -> tuple[int, str]:
    """An upload, by its number or as the query finds it, and its feed."""
    with store.open() as con:
        found = con.execute(queries.text(search), {"upload_id": upload_id}).fetchone()
    if found is None:
        state = "active" if search == "last_upload" else "withdrawn"
        what = f"there is no {state} upload {upload_id}" if upload_id else f"there is no {state} upload"
        raise refuse("upload", Place(), what, "", "`history` lists the uploads.")
    return found[0], found[1]


def _counting_again(draft: Draft, upload_id: int, restored: bool) -> list[int]:
    """The upload itself where it is restored, else the older ones of its feed that it had replaced."""
    if restored:
        return [upload_id]
    rows = draft.con.execute(queries.text("counting_again"), {"upload_id": upload_id}).fetchall()
    return [row[0] for row in rows]
