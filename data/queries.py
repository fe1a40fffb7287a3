"""Named queries: one file each under `queries/`, with parameters and never with text pasted into SQL."""

from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

FOLDER = Path(__file__).with_name("queries")
UNFILTERED: dict[str, Any] = dict.fromkeys(("lines", "segments", "regions"))  # all of them
ALWAYS: dict[str, Any] = dict.fromkeys(("first_month", "last_month"))  # whatever the month


@cache
def text(name: str) -> str:
    """The text of a named query."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def read(con: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> pd.DataFrame:
    """The answer of a named query, one DataFrame row a row.

    Sums are exact decimals in the database; here they become the nearest doubles, for ratios and drawing, and missing
    sums become NaN. Money that must stay exact is read with `exact`.
    """
    table = _run(con, name, parameters).to_arrow_table()
    fields = [pa.field(f.name, pa.float64()) if pa.types.is_decimal(f.type) else f for f in table.schema]
    frame: pd.DataFrame = table.cast(pa.schema(fields)).to_pandas(date_as_object=False)
    return frame


def exact(con: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[dict[str, Any]]:
    """The answer of a named query with its decimals as they are stored, one dictionary a row."""
    cursor = _run(con, name, parameters)
    columns = [column[0] for column in cursor.description or []]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _run(con: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    cursor = con.cursor()
    return cursor.execute(text(name), parameters)
