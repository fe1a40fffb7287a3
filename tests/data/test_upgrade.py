"""A store of an older schema becomes the next generation in this one, whole."""

import duckdb
import pytest

from data import load
from data.problems import StoreError
from data.store import Store
from data.upgrade import upgrade
from tests.data import factories
from tests.data.factories import fingerprint, revenue


def aged(store):
    """The store as schema 1 had it: without the column `overlap`, and without views that a copy must not need."""
    statements = ["alter table upload drop column overlap", "update schema_version set version = 1"]
    with duckdb.connect(str(store.path(store.version))) as con:
        views = con.execute("select view_name from duckdb_views() where not internal").fetchall()
        for statement in [*(f"drop view {view}" for (view,) in views), *statements]:
            con.execute(statement)
    return Store(store.folder)


def test_an_older_store_is_upgraded_to_the_same_figures(store, finance_workbook):
    factories.load(store, finance_workbook)
    before = revenue(store)
    old = aged(store)
    with pytest.raises(StoreError, match=r"has schema 1; .* Start Reallot to upgrade it\."):
        old.open()
    assert upgrade(old)
    assert (old.version, revenue(old)) == (2, before)


def test_an_upgraded_store_loads_and_undoes_as_any_other(store, tmp_path, finance_workbook):
    factories.load(store, finance_workbook)
    upgrade(aged(store))
    factories.load(store, factories.workbook(tmp_path, "more.xlsx", ["Gizmo", factories.FEBRUARY, 7, 1, 1]))
    load.withdraw(store, 1)
    assert revenue(store) == {"Gizmo": 7}


def test_a_store_of_this_schema_and_an_empty_one_are_left_alone(store, finance_workbook):
    assert not upgrade(store)
    factories.load(store, finance_workbook)
    before = fingerprint(store.folder)
    assert not upgrade(store)
    assert fingerprint(store.folder) == before
