"""The shape of a generation: tables, views and sums that this program asks for, and whether a file has them.

A number alone is forgotten when the schema changes; so a file also says from which text it was made, and one of another
text is upgraded whatever its number.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import duckdb

from data.problems import StoreDamaged

SCHEMA = Path(__file__).with_name("schema.sql")
SUMMARIES = Path(__file__).with_name("summaries.sql")
SCHEMA_VERSION = 7


class Shape(NamedTuple):
    """The number of a schema, and the mark of the text that made it; empty where the file is too old to have one."""

    version: int
    mark: str


def mark(*texts: str) -> str:
    r"""The mark of some SQL, whatever its comments and its line breaks.

    >>> mark("create table t\n    (a int); -- one") == mark("create table t (a int);")
    True
    >>> mark("create table t (a int);") == mark("create table t (b int);")
    False
    """
    bare = re.sub(r"--[^\n]*", " ", "\n".join(texts))
    return sha256(" ".join(bare.split()).encode()).hexdigest()[:16]


def own() -> Shape:
    """The shape that this program makes and reads."""
    return Shape(SCHEMA_VERSION, mark(*(path.read_text(encoding="utf-8") for path in (SCHEMA, SUMMARIES))))


def of(con: duckdb.DuckDBPyConnection) -> Shape:
    """The shape of a generation's file.

    Raises
    ------
    StoreDamaged
        The file does not say it.
    """
    try:
        rows = con.execute("select columns(*) from schema_version").fetchall()
    except duckdb.Error as error:
        con.close()
        raise StoreDamaged(f"The store's current file is not one of Reallot's, or is damaged: {error}") from error
    if len(rows) != 1:
        con.close()
        raise StoreDamaged(f"The store's current file says {len(rows)} times which schema it has, not once.")
    version, *rest = rows[0]
    return Shape(int(version), str(rest[0]) if rest else "")


def refusal(generation: int, found: Shape, current: bool) -> str:
    """Why a generation of another shape cannot be read, and what to do."""
    if found.version > SCHEMA_VERSION:
        remedy = "Open it with a newer Reallot."
    else:
        remedy = "Start Reallot to upgrade it." if current else "Only the newest version is upgraded: choose that one."
    has = f"schema {found.version}" if found.version != SCHEMA_VERSION else f"schema {found.version} of another build"
    return f"Version {generation} of the store has {has}; this Reallot reads schema {SCHEMA_VERSION}. {remedy}"
