"""A connection reaches its own file and nothing else, and cannot be talked out of it."""

import duckdb
import pandas as pd
import pytest

from data.connection import connect

OUTSIDE = [
    "copy (select 1) to '{folder}/leak.csv'",
    "select * from read_csv('{folder}/given.csv')",
    "select * from '{folder}/given.csv'",
    "attach '{folder}/other.duckdb'",
    "export database '{folder}/everything'",
    "select * from a_python_variable",
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "given.csv").write_text("a,b\n1,2\n")
    return tmp_path


@pytest.mark.parametrize("statement", OUTSIDE)
def test_a_statement_that_reaches_outside_is_refused(folder, statement):
    a_python_variable = pd.DataFrame({"one": [1]})
    before = sorted(folder.rglob("*"))
    refused = (duckdb.PermissionException, duckdb.CatalogException, duckdb.BinderException)
    with connect(folder / "store.duckdb", read_only=False) as con, pytest.raises(refused):
        con.execute(statement.format(folder=folder))
    (folder / "store.duckdb").unlink()
    assert (sorted(folder.rglob("*")), len(a_python_variable)) == (before, 1)


@pytest.mark.parametrize("statement", OUTSIDE)
def test_an_ordinary_connection_would_have_let_it_pass(folder, statement):
    a_python_variable = pd.DataFrame({"one": [1]})
    with duckdb.connect(folder / "store.duckdb") as con:
        con.execute(statement.format(folder=folder))
    assert len(a_python_variable) == 1


@pytest.mark.parametrize(
    "setting",
    ["enable_external_access = true", "lock_configuration = false", "memory_limit = '1TB'", "threads = 64"],
)
def test_no_setting_can_be_changed(tmp_path, setting):
    with connect(tmp_path / "store.duckdb", read_only=False) as con, pytest.raises(duckdb.Error, match="locked"):
        con.execute(f"set {setting}")


def test_no_extension_can_be_installed_or_loaded(tmp_path):
    for statement in ("install excel", "load excel"):
        with connect(tmp_path / "store.duckdb", read_only=False) as con, pytest.raises(duckdb.PermissionException):
            con.execute(statement)


def test_a_connection_reads_only_unless_it_is_told_to_write(tmp_path):
    connect(tmp_path / "store.duckdb", read_only=False).close()
    with connect(tmp_path / "store.duckdb") as con, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        con.execute("create table anything (one integer)")
