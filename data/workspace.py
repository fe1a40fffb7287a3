"""What people write: kept in SQLite, apart from the facts, because it must survive every rebuild of them.

Through SQLAlchemy Core, so that a team's server can point the same code at another database.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sql

from data.problems import StoreError
from data.reading.mapping import ColumnMapping, Mapping
from data.reading.mapping_json import as_json

METADATA = sql.MetaData()
REMEMBERED = sql.Table(
    "remembered_mapping",
    METADATA,
    sql.Column("layout", sql.String, primary_key=True),  # checksum, see `layout`
    sql.Column("feed", sql.String, nullable=False),
    sql.Column("choices", sql.Text, nullable=False),  # JSON, as `mapping_json` gives it
    sql.Column("remembered_at", sql.DateTime, nullable=False),  # UTC
)
SAID = sql.Table(
    "said",
    METADATA,
    sql.Column("what", sql.String, primary_key=True),  # `OWN_NAMES`, `SOLD_IN` or `KPI_WAYS`
    sql.Column("value", sql.Text, nullable=False),  # JSON
)
OWN_NAMES = "own names"  # a list of the vendors that are one's own company
SOLD_IN = "sold in"  # by product the market that it sells in, "" for none
KPI_WAYS = "kpi ways"  # by KPI which way is good, "higher" or "lower"


class Workspace:
    """The file `workspace.sqlite` in a store's folder; it is made by the first thing that is written.

    Raises
    ------
    StoreError
        The file cannot be read or written as a database.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "workspace.sqlite"

    def remembered(self, proposal: Mapping) -> dict[str, Any] | None:
        """What was chosen for a workbook of the same layout, None where it was never seen."""
        return self._choices(REMEMBERED.c.layout == layout(proposal))

    def _choices(self, which: sql.ColumnElement[bool]) -> dict[str, Any] | None:
        """The newest choices of some mappings."""
        newest = REMEMBERED.c.remembered_at.desc()
        rows = self.rows(sql.select(REMEMBERED).where(which).order_by(newest).limit(1), REMEMBERED)
        return json.loads(rows[0]["choices"]) if rows else None

    def chosen_for(self, feed: str) -> dict[str, Any] | None:
        """What was chosen for the last file of a feed, None where there was none."""
        return self._choices(REMEMBERED.c.feed == feed)

    def feeds(self) -> set[str]:
        """The feeds of all remembered mappings."""
        return {str(row["feed"]) for row in self.rows(sql.select(REMEMBERED.c.feed), REMEMBERED)}

    def remember(self, proposal: Mapping, mapping: Mapping) -> None:
        """Keep what was chosen in place of a proposal for the next file of its layout."""
        row = {
            "layout": layout(proposal),
            "feed": mapping.feed,
            "choices": json.dumps(as_json(mapping), ensure_ascii=False),
            "remembered_at": datetime.now(UTC).replace(tzinfo=None),
        }
        self.put(REMEMBERED, row)

    def said(self, what: str) -> Any:
        """What was said last of one thing, None where nothing was."""
        rows = self.rows(sql.select(SAID).where(SAID.c.what == what), SAID)
        return json.loads(rows[0]["value"]) if rows else None

    def keep(self, what: str, value: Any) -> None:
        """Keep what is said of one thing."""
        self.put(SAID, {"what": what, "value": json.dumps(value, ensure_ascii=False)})

    def rows(self, wanted: sql.Select[Any], table: sql.Table) -> list[sql.RowMapping]:
        """What a query of one table finds; nothing where nothing was ever written."""
        if not self._path.exists():
            return []
        with self._connection() as con:
            # A process killed while it made the file left one without tables.
            known = sql.inspect(con).has_table(table.name)
            return list(con.execute(wanted).mappings()) if known else []

    def put(self, table: sql.Table, row: dict[str, Any]) -> None:
        """Write a row in place of the one with its key."""
        (key,) = table.primary_key
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as con:
            METADATA.create_all(con)
            con.execute(sql.delete(table).where(key == row[key.name]))
            con.execute(sql.insert(table).values(row))

    @contextmanager
    def _connection(self) -> Iterator[sql.Connection]:
        """A connection inside one transaction."""
        try:
            with self._engine().begin() as con:
                yield con
        except sql.exc.DBAPIError as error:
            raise StoreError(f"{self._path} cannot be used: {error.orig}.") from error

    def _engine(self) -> sql.Engine:
        engine = sql.create_engine(f"sqlite:///{self._path}", poolclass=sql.NullPool)

        @sql.event.listens_for(engine, "connect")
        def durable(connection: Any, _: object) -> None:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")

        return engine


def layout(proposal: Mapping) -> str:
    """What two files of one layout share: headings, the basis, currency and unit they state, names of several sheets.

    Taken from the proposal, before anything is chosen: a budget in the layout of the actuals is not the actuals.
    """
    several = len(proposal.tables) > 1
    shape = [
        [
            table.sheet if several else "",
            table.basis,
            table.currency,
            table.title_scale,
            *dict.fromkeys(_heading(column) for column in table.columns),
        ]
        for table in proposal.tables
    ]
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()


def _heading(column: ColumnMapping) -> str:
    """A column's heading; of months across, of which the next file has more, only that they are."""
    names = [name for name, _ in column.context]
    return f"{column.field or ''} by {' and '.join(names)}" if "period" in names else column.heading
