"""What `check` finds: originals lost or changed, facts that no longer add up."""

import duckdb

from data import check
from tests.data import factories


def damage(store, statement):
    with duckdb.connect(str(store.path(store.version))) as con:
        con.execute(statement)


def original(store):
    (path,) = store.originals.iterdir()
    return path


def test_a_store_after_a_load_is_whole(store, finance_workbook):
    factories.load(store, finance_workbook)
    assert check.faults(store) == []


def test_a_missing_original_is_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    original(store).unlink()
    assert check.faults(store) == ["The original of upload 1 (finance.xlsx) is missing."]


def test_a_changed_original_is_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    original(store).write_bytes(b"changed")
    assert check.faults(store) == ["The original of upload 1 (finance.xlsx) was changed."]


def test_a_changed_amount_is_named_with_its_column(store, finance_workbook):
    factories.load(store, finance_workbook)
    damage(store, "update finance set amount = amount + 1 where measure = 'revenue' and product = 'Widget'")
    assert check.faults(store) == ["Upload 1, column “Revenue” held 420.0000 and holds 421.0000."]


def test_two_facts_of_one_cell_are_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    damage(store, "insert into finance select * from finance where measure = 'units' or row_number = 3")
    assert "Upload 1 has two facts of one cell, in row 3." in check.faults(store)


def test_facts_without_an_upload_and_of_an_unknown_basis_are_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    damage(store, "update finance set upload_id = 9, basis = 'guess' where product = 'Widget'")
    found = check.faults(store)
    assert "Upload 9 has facts and is not in the history." in found
    assert "A finance fact has the unknown basis “guess”." in found
