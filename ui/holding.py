"""What a file on its way in holds, a line for each table: of whom its figures are, and of when."""

from typing import Any

import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from ui import counts, formats, tables, text, widgets

NAMED = (("product", "product"), ("vendor", "vendor"), ("kpi", "KPI"), ("initiative", "initiative"))
SHOWN = 6
AMOUNTS = ("Sheet total", "Rejected", "Left out", "To be loaded")


def shown(said: Any) -> None:
    """The lines of all tables that can be read."""
    for table in said.tables:
        if line := of(table):
            st.markdown(f"**{text.plain(table.mapping.sheet)}**: {text.plain(line)}")


def totals(said: Any) -> None:
    """What each measure column adds up to in the sheet, and what of it is rejected, left out, and to be loaded."""
    totals = [(table, total) for table in said.tables for total in table.totals]
    if not totals:
        return
    st.markdown("#### Control totals")
    rows = pd.DataFrame(
        {
            "Sheet": [table.mapping.sheet for table, _ in totals],
            "Column": [total.heading for _, total in totals],
            "Contains": [tables.fields(table.kind.name)[total.field] for table, total in totals],
            "Cells": [total.cells for _, total in totals],
            "Sheet total": [formats.exact(float(total.sheet_total)) for _, total in totals],
            "Rejected": [formats.exact(float(total.rejected_total)) for _, total in totals],
            "Left out": [formats.exact(float(total.left_out_total)) for _, total in totals],
            "To be loaded": [formats.exact(float(total.own_total)) for _, total in totals],
        }
    )
    st.dataframe(rows, hide_index=True, column_config=widgets.amounts(*AMOUNTS))
    for proof in said.proofs:
        sign = "✔" if proof.holds else "✘"
        amounts = f"{formats.exact(float(proof.sheet_total))} = {formats.exact(float(proof.computed))}"
        st.caption(text.plain(f"{sign} {proof.heading}: {amounts} ({proof.statement.lower()})"))


def of(table: Any) -> str:
    """The names of a table, the most frequent first, and its months; empty where it has neither."""
    columns = table.records.column_names
    parts = [_names(table.records[field], what) for field, what in NAMED if field in columns]
    if "period" in columns and len(table.records):
        months = [month for month in pc.unique(table.records["period"]).to_pylist() if month]
        parts.append(formats.span(min(months), max(months)) if months else "")
    return "; ".join(filter(None, parts))


def _names(column: Any, what: str) -> str:
    found = [(each["values"], each["counts"]) for each in pc.value_counts(column.drop_null()).to_pylist()]
    if not found:
        return ""
    names = [name for name, _ in sorted(found, key=lambda each: -each[1])]
    more = len(names) - SHOWN
    return f"{counts.of(len(names), what)} ({', '.join(names[:SHOWN])}{f' and {more:,} more' if more > 0 else ''})"
