"""What a load takes the place of: the figures of its feed that would no longer count, with their sums before and after.

Said before a load from what was read, and after it from what the store holds, by the same query.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import duckdb
import pyarrow as pa

from data import queries
from data.reading import measures
from data.reading.read import Reading
from data.reading.said import TableReading
from data.store import Store

FACTS = {"finance": "product", "market": "market", "kpi": "kpi"}  # by kind, what its figures are of
FOR_ALL_TIME = date(1, 1, 1)  # the period of registers
INCOMING = pa.schema(
    [
        *((name, pa.string()) for name in ("kind", "subject", "product", "segment", "region", "vendor")),
        *((name, pa.string()) for name in ("measure", "basis")),
        ("period", pa.date32()),
        ("amount", measures.MONEY),
        ("value", pa.float64()),  # of KPIs, which are no money
        ("figures", pa.int32()),
    ]
)


@dataclass(frozen=True)
class Replaced:
    """The figures of one kind, measure and basis in the periods that a load takes over from its feed."""

    kind: str
    measure: str | None  # None for a register, of which `figures` are the rows
    basis: str
    first_period: date
    last_period: date
    figures: int
    figures_now: int
    changed: int | None  # of both, those whose amount is another, which come or which go
    was: Decimal | None
    now: Decimal | None


@dataclass(frozen=True)
class Replacement:
    """What a load replaces; two are equal where the same uploads count for the same periods."""

    uploads: frozenset[tuple[str, date, str, int]] = frozenset()  # kind, period, basis, and the upload that counts
    figures: tuple[Replaced, ...] = field(default=(), compare=False)


def by(store: Store, reading: Reading, feed: str) -> Replacement:
    """What a reading would replace in a feed of the store as it is."""
    with store.open() as con:
        if not con.execute("select feed_id from feed where feed = $feed", {"feed": feed}).fetchall():
            return Replacement()
        con.register("incoming", pa.concat_tables([INCOMING.empty_table(), *map(_incoming, reading.tables)]))
        uploads = frozenset(con.execute(queries.text("standing"), {"feed": feed}).fetchall())
        return Replacement(uploads, _figures(con, feed) if uploads else ())


def of_upload(con: duckdb.DuckDBPyConnection, upload_id: int) -> tuple[Replaced, ...]:
    """What an upload replaced of the earlier ones of its feed that counted when it was loaded, or count again."""
    statement = (
        "select feed, loaded_at from upload join feed on feed.feed_id = upload.feed_id where upload_id = $upload_id"
    )
    feed, loaded_at = con.execute(statement, {"upload_id": upload_id}).fetchall()[0]
    figures = con.execute(queries.text("upload_figures"), {"upload_id": upload_id}).to_arrow_table()
    con.register("incoming", figures)
    try:
        return _figures(con, feed, upload_id, loaded_at)
    finally:
        con.unregister("incoming")


def _figures(
    con: duckdb.DuckDBPyConnection, feed: str, before: int = 2**31 - 1, at: datetime = datetime.max
) -> tuple[Replaced, ...]:
    """What the figures registered as `incoming` replace of a feed's uploads before one, as they counted at a time."""
    rows = con.execute(queries.text("replaced"), {"feed": feed, "before": before, "at": at}).fetchall()
    return tuple(Replaced(*row) for row in rows)


def _incoming(table: TableReading) -> pa.Table:
    """The figures of a table, or the rows of a register, as the queries compare them."""
    kind = table.kind.name
    if kind not in FACTS:
        row = {"kind": kind, "basis": "", "period": FOR_ALL_TIME, "figures": table.loaded_rows}
        return pa.Table.from_pylist([row] if table.loaded_rows else [], INCOMING)
    records = table.records.rename_columns(
        ["subject" if name == FACTS[kind] else name for name in table.records.column_names]
    )
    given = {name: records[name] for name in records.column_names}
    if kind == "kpi":
        given["value"] = given.pop("amount")
    count = len(records)
    constant = {"kind": kind, "figures": 1, **({} if "basis" in given else {"basis": ""})}
    given |= {name: pa.repeat(pa.scalar(value, INCOMING.field(name).type), count) for name, value in constant.items()}
    columns = [
        given[column.name].cast(column.type) if column.name in given else pa.nulls(count, column.type)
        for column in INCOMING
    ]
    return pa.Table.from_arrays(columns, schema=INCOMING)
