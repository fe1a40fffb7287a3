"""Connections to DuckDB, hardened: no files, no extensions, no Python objects by name, nothing that can be unlocked."""

import os
from functools import cache
from pathlib import Path

import duckdb

IN_MEMORY = Path(":memory:")
MEMORY = "4GB"
THREADS = max(2, os.cpu_count() or 2)
STORAGE = "v1.4.0"  # the oldest DuckDB that can open a new file; text is written twice as fast as for older ones


def connect(path: Path, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """A connection to the database file at `path`. One a process and file; `con.cursor()` for each query.

    Raises
    ------
    duckdb.Error
        The file is not a database, or another process writes it.
    """
    return duckdb.connect(
        str(path),
        read_only=read_only,
        config={
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
            "memory_limit": MEMORY,
            "threads": str(THREADS),
            "storage_compatibility_version": STORAGE,
            "lock_configuration": "true",
        },
    )


@cache
def empty(schema: str) -> duckdb.DuckDBPyConnection:
    """The tables of a schema without a row, in memory, made once a process: each reader takes a cursor of it."""
    con = connect(IN_MEMORY, read_only=False)
    con.execute(schema)
    return con
