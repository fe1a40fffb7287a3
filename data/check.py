"""Whether the store is whole: its originals, its totals and the rules that its facts must keep."""

import duckdb

from data import queries
from data.problems import StoreDamaged
from data.store import Store, checksum


def faults(store: Store) -> list[str]:
    """Everything that is wrong with the store, a sentence each; empty for a store that is whole.

    Raises
    ------
    StoreDamaged
        The store cannot even be opened, or not be read to its end.
    """
    with store.open() as con:
        try:
            _read_everything(con)
            uploads = queries.exact(con, "history")
            broken = [row["fault"] for row in queries.exact(con, "broken_rules")]
        except duckdb.Error as error:
            raise StoreDamaged(f"Version {store.version} of the store cannot be read to its end: {error}") from error
    return [*broken, *_originals(store, uploads)]


def _read_everything(con: duckdb.DuckDBPyConnection) -> None:
    """Read every column of every table: DuckDB proves a block's checksum only where it reads the block."""
    for (table,) in con.execute("select table_name from duckdb_tables()").fetchall():
        con.execute(f"select bit_xor(hash(facts)) from {table} as facts").fetchall()  # noqa: S608  a name of the schema


def _originals(store: Store, uploads: list[dict[str, object]]) -> list[str]:
    found = []
    for upload in uploads:
        path = store.original(str(upload["sha256"]))
        if not path.exists():
            found.append(f"The original of upload {upload['upload_id']} ({upload['file_name']}) is missing.")
        elif checksum(path) != upload["sha256"]:
            found.append(f"The original of upload {upload['upload_id']} ({upload['file_name']}) was changed.")
    return found
