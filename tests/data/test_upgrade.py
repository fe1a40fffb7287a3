"""A store of an older schema becomes the next generation in this one, whole."""

from datetime import date

import duckdb
import pytest

from data import load, queries
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


def rebuilt(store, statements):
    """The store with its current file changed by hand, as another build of the program would have left it."""
    with duckdb.connect(str(store.path(store.version))) as con:
        for statement in statements:
            con.execute(statement)
    return Store(store.folder)


OF_ANOTHER_BUILD = [
    [
        "update schema_version set mark = 'another'",
        "create or replace table finance_period as select * exclude (unit_first) from finance_period",
    ],
    [
        "alter table schema_version drop column mark",
        "create or replace table finance_period as select * exclude (unit_first) from finance_period",
    ],
]


@pytest.mark.parametrize("statements", OF_ANOTHER_BUILD)
def test_a_store_of_this_number_that_another_build_made_is_upgraded_too(store, finance_workbook, statements):
    factories.load(store, finance_workbook)
    before = periods(store)
    other = rebuilt(store, statements)
    with pytest.raises(StoreError, match=r"has schema 7 of another build; .* Start Reallot to upgrade it\."):
        other.open()
    assert upgrade(other)
    assert periods(other) == before


def periods(store):
    """Each product's periods, as pages ask for them."""
    cut = {"basis": "actual", "lines": None, "segments": None, "regions": None, "by": None}
    with store.open() as con:
        found = queries.read(con, "product_periods", first_month=date.min, last_month=date.max, **cut)
    return found.to_csv()


def test_an_older_version_of_an_upgraded_store_is_refused_with_what_to_do(store, finance_workbook):
    factories.load(store, finance_workbook)
    old = aged(store)
    upgrade(old)
    with pytest.raises(StoreError, match=r"Version 1 .* Only the newest version is upgraded: choose that one\."):
        old.open(1)


UNKNOWN = ["create table opinion (word text)", "insert into opinion values ('good')"]


@pytest.mark.parametrize("more", [UNKNOWN, ["alter table upload add column mood text"]])
def test_what_has_no_place_in_this_schema_is_refused_and_nothing_is_changed(store, finance_workbook, more):
    factories.load(store, finance_workbook)
    other = rebuilt(store, ["update schema_version set version = 6", *more])
    before = fingerprint(store.folder)
    with pytest.raises(StoreError, match=r"its table (opinion|upload) has no place .* Nothing was changed\."):
        upgrade(other)
    assert fingerprint(store.folder) == before
