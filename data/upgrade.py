"""A store of an older schema becomes the next generation in this one: built anew, never altered."""

import duckdb

from data import shape
from data.problems import StoreDamaged, StoreError
from data.store import Store

BATCH = 100_000
DERIVED = {
    "schema_version",
    "finance_monthly",
    "finance_cell",
    "finance_period",
    "market_size",
    "market_sales",
    "kpi_result",
    "choice",
}  # made anew, not copied


def upgrade(store: Store) -> bool:
    """Build the next generation from one of an older schema; False where there is nothing to do.

    Raises
    ------
    StoreDamaged
        A table does not come across whole; the store is as it was.
    StoreError
        The store was written by a newer program, is busy, or holds what this program has no place for.
    """
    if _up_to_date(store):
        return False
    with store.alone():
        if _up_to_date(store):  # another process was faster, and may have loaded since
            return False
        with store.open(any_schema=True) as old, store.next_generation(anew=True) as draft:
            for table in _tables(old):
                _copied(old, draft.con, table)
    return True


def _up_to_date(store: Store) -> bool:
    if store.version == 0:
        return True
    found, own = store.shape(), shape.own()
    return found == own or found.version > own.version  # to open a newer one says so


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    statement = "select table_name from duckdb_tables() order by table_name"
    return [row[0] for row in con.execute(statement).fetchall() if row[0] not in DERIVED]


def _copied(old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection, table: str) -> None:
    """Copy one table; one that has no place in the new schema is refused, not left behind."""
    try:
        _copy(old, new, table)
    except duckdb.Error as error:
        raise StoreError(
            f"The store is of another schema, and its table {table} has no place in that of this Reallot. "
            "Nothing was changed. Open it with the Reallot that wrote it, or load its files into a new store: they lie "
            "in its folder “originals” as they came."
        ) from error


def _copy(old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection, table: str) -> None:
    """Copy one table; columns that it did not have take their default."""
    rows = old.cursor().execute(f"select * from {table}").to_arrow_reader(BATCH)  # noqa: S608  a name of the schema
    new.register("old_rows", rows)
    new.execute(f"insert into {table} by name select * from old_rows")  # noqa: S608
    new.unregister("old_rows")
    before, after = (con.execute(f"select {_checks(old, table)} from {table}").fetchall() for con in (old, new))  # noqa: S608
    if before != after:
        raise StoreDamaged(f"The table {table} did not come across whole into the new schema. Nothing was changed.")


def _checks(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """How many rows a table has, and the sum of each exact number in it."""
    statement = "select column_name from duckdb_columns() where table_name = $table and data_type like 'DECIMAL%'"
    columns = [row[0] for row in con.execute(statement, {"table": table}).fetchall()]
    return ", ".join(["count(*)", *(f"sum({column})" for column in columns)])
