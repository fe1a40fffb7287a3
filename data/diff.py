"""What changed between two versions of the facts: every other figure with what it was and what it is."""

from typing import Any

import pyarrow as pa

from data import queries
from data.connection import IN_MEMORY, connect
from data.problems import StoreError
from data.store import Store

CHANGES = """
    select
        coalesce(before.kind, after.kind) as kind,
        coalesce(before.subject, after.subject) as subject,
        coalesce(before.measure, after.measure) as measure,
        coalesce(before.basis, after.basis) as basis,
        coalesce(before.period, after.period) as period,
        before.amount as was,
        after.amount as now
    from before
    full outer join after using (kind, subject, measure, basis, period)
    where before.amount is distinct from after.amount
    order by kind desc, subject, basis, measure, period
"""


def changes(store: Store, before: int, after: int) -> list[dict[str, Any]]:
    """The figures that differ: `kind`, `subject`, `measure`, `basis`, `period`, `was` and `now` as exact decimals.

    A figure that one of the versions does not have is None there. Version 0 is the empty store.

    Raises
    ------
    StoreError
        A version was never made, or is not kept any more: the newest ten are.
    """
    rows: list[dict[str, Any]]
    with connect(IN_MEMORY, read_only=False) as con:
        for name, version in (("before", before), ("after", after)):
            con.register(name, _figures(store, version))
        rows = con.execute(CHANGES).to_arrow_table().to_pylist()
    return rows


def _figures(store: Store, version: int) -> pa.Table:
    if version not in {0, *store.kept}:
        kept = ", ".join(map(str, store.kept)) or "none yet"
        raise StoreError(f"There is no version {version} to compare. Kept are {kept}.")
    with store.open(version) as con:
        return con.execute(queries.text("figures")).to_arrow_table()
