"""What changed between two versions of the facts: every figure that is not the same, with what it was and what it is."""

from typing import Any

import pyarrow as pa

from data import queries
from data.connection import IN_MEMORY, connect
from data.problems import StoreError
from data.store import Store


def changes(store: Store, before: int, after: int) -> list[dict[str, Any]]:
    """The figures that differ: `kind`, `subject`, `measure`, `basis`, `period`, `was` and `now` as exact decimals.

    A figure that one of the versions does not have is None there. Version 0 is the empty store.

    Raises
    ------
    StoreError
        A version was never made, or is not kept any more: the newest ten are.
    """
    with connect(IN_MEMORY, read_only=False) as con:
        for name, version in (("before", before), ("after", after)):
            con.register("figures", _figures(store, version))
            con.execute(f"create table {name} as select * from figures")  # noqa: S608  before or after
        return queries.exact(con, "changes")


def _figures(store: Store, version: int) -> pa.Table:
    if version not in {0, *store.kept}:
        kept = ", ".join(map(str, store.kept)) or "none yet"
        raise StoreError(f"There is no version {version} to compare. Kept are {kept}.")
    with store.open(version) as con:
        return con.execute(queries.text("figures")).to_arrow_table()
