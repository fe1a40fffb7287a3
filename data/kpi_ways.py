"""Which way of a KPI is good where the figures do not say it: answered by a person, kept in the workspace."""

from data import queries
from data.nearest import nearest
from data.problems import ReallotError
from data.store import Store
from data.workspace import KPI_WAYS, Workspace

WAYS = ("higher", "lower")


def all_of(store: Store) -> dict[str, str]:
    """By KPI which way is good, as it was said."""
    found: dict[str, str] = Workspace(store.folder).said(KPI_WAYS) or {}
    return found


def keep(store: Store, said: dict[str, str]) -> None:
    """Keep which way of some KPIs is good, beside what was said of others.

    Raises
    ------
    ReallotError
        The figures have no such KPI, or a way is neither “higher” nor “lower”.
    """
    with store.open() as con:
        names = [row["kpi"] for row in queries.exact(con, "kpi_names")]
    for kpi, way in said.items():
        if kpi not in names:
            raise ReallotError(f"The figures have no KPI “{kpi}”.{nearest(kpi, names)}")
        if way not in WAYS:
            raise ReallotError(f"“{way}” does not say which way is good: write {kpi}=higher or {kpi}=lower.")
    Workspace(store.folder).keep(KPI_WAYS, {**all_of(store), **said})
