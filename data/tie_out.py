"""Control totals: what a sheet adds up to against what the store holds of it, to the cent."""

from decimal import Decimal

import duckdb

from data.problems import StoreError
from data.reading.read import Reading
from data.reading.said import ControlTotal, TableReading

KPI_TOLERANCE = Decimal("0.000001")  # KPI values are doubles


def insert(con: duckdb.DuckDBPyConnection, upload_id: int, sheet_id: int, table: TableReading) -> None:
    """Write the control totals of one sheet, its store totals summed by the database.

    Raises
    ------
    StoreError
        A column's store total is not its sheet total less what was rejected and what was left out.
    """
    for total in table.totals:
        stored = _store_total(con, upload_id, sheet_id, table, total)
        _refuse_difference(total, stored, table)
        con.execute(
            "insert into control_total values ($upload, $sheet, $column, $heading, $measure, $cells,"
            " $sheet_total, $rejected, $left_out, $stored, $rounding)",
            {
                "upload": upload_id,
                "sheet": sheet_id,
                "column": total.column,
                "heading": total.heading,
                "measure": total.field,
                "cells": total.cells,
                "sheet_total": _ten_decimals(total.sheet_total),
                "rejected": _ten_decimals(total.rejected_total),
                "left_out": _ten_decimals(total.left_out_total),
                "stored": stored.quantize(Decimal("0.0001")),
                "rounding": _ten_decimals(total.rounding),
            },
        )


def _store_total(
    con: duckdb.DuckDBPyConnection, upload_id: int, sheet_id: int, table: TableReading, total: ControlTotal
) -> Decimal:
    where = {"upload_id": upload_id, "sheet_id": sheet_id, "column_number": total.column}
    statement = (
        f"select count(*), coalesce(sum(amount), 0) from {table.kind.name}"  # noqa: S608  a name of the schema
        " where upload_id = $upload_id and sheet_id = $sheet_id and column_number = $column_number"
    )
    cells, stored = con.execute(statement, where).fetchall()[0]
    if cells != total.cells:
        raise StoreError(_difference(total, f"{cells:,} cells", f"{total.cells:,}", table))
    return stored if isinstance(stored, Decimal) else Decimal(repr(stored))


def _refuse_difference(total: ControlTotal, stored: Decimal, table: TableReading) -> None:
    expected = total.own_total
    tolerance = total.rounding
    if table.kind.name == "kpi":
        tolerance += KPI_TOLERANCE * max(Decimal(1), abs(expected))
    if abs(expected - stored) > tolerance:
        raise StoreError(_difference(total, f"{stored:,.4f}", f"{expected:,.4f}", table))


def _difference(total: ControlTotal, stored: str, expected: str, table: TableReading) -> str:
    where = f"{table.mapping.sheet}, “{total.heading}”"
    return f"{where} does not tie out: the store would hold {stored}, the sheet {expected}. Nothing was loaded."


def _ten_decimals(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0000000001"))


def insert_proofs(con: duckdb.DuckDBPyConnection, upload_id: int, reading: Reading) -> None:
    """Write the totals of columns that others determine."""
    sheets = {table.mapping.sheet: number for number, table in enumerate(reading.tables, 1)}
    for proof in reading.proofs:
        con.execute(
            "insert into proof values ($upload, $sheet, $heading, $statement, $sheet_total, $computed)",
            {
                "upload": upload_id,
                "sheet": sheets[proof.sheet],
                "heading": proof.heading,
                "statement": proof.statement,
                "sheet_total": _ten_decimals(proof.sheet_total),
                "computed": _ten_decimals(proof.computed),
            },
        )
