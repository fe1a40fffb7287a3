"""A connection reaches its own file and nothing else, and cannot be talked out of it."""

import duckdb
import pytest

from data.connection import connect


@pytest.mark.parametrize(
    "statement",
    [
        "copy (select 1) to '/tmp/reallot-leak.csv'",
        "select * from read_csv('/etc/passwd')",
        "attach '/tmp/reallot-other.duckdb'",
        "install excel",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "select * from a_python_variable",
    ],
)
def test_a_statement_that_reaches_outside_is_refused(tmp_path, statement):
    a_python_variable = [1]
    assert a_python_variable
    with connect(tmp_path / "store.duckdb", read_only=False) as con, pytest.raises(duckdb.Error):
        con.execute(statement)
