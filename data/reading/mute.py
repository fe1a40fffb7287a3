"""Sheets of which no row can be loaded, beside others that can: left out as a whole, and said."""

from dataclasses import replace

from data.reading.mapping import Mapping
from data.reading.said import TableReading

REASON = "no label of its rows says what they hold"


def left_out(tables: tuple[TableReading, ...], mapping: Mapping) -> Mapping:
    """The mapping without the tables whose rows are all left out by their labels, where others give facts.

    A table with rows that were rejected stays: its cells may have to be corrected.
    """
    mute = [table for table in tables if _is_mute(table)]
    if not any(table.records for table in tables):
        return mapping
    for table in mute:
        mapping = mapping.with_table(replace(table.mapping, kind=None, reason=REASON))
    return mapping


def _is_mute(table: TableReading) -> bool:
    return table.rows > 0 and not table.records and not any(total.rejected_total for total in table.totals)
