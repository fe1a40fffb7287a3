"""Rows that head the rows below them ("EMEA", then its products), and labels that are written once for several rows."""

import re
from dataclasses import replace
from itertools import islice

from data.reading.cells import as_text, is_blank
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.names import is_total

LOOKED_AT = 2000
XBRL_NOISE = r"\[(?:Line Items|Abstract|Table|Axis|Domain)\]\s*$"  # rows of American filings that head nothing


def proposed(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table with what its section rows give, and with labels that are written once repeated."""
    if table.kind != "finance":
        return table
    table = replace(table, columns=tuple(_filled_down(column, table, sheet) for column in table.columns))
    label = table.fields.get("measure") or table.fields.get("product")
    if label is None or label.fill:
        return table
    heads, others = _heads(table, sheet, label.column)
    if not heads:
        return table
    repeated = len(set(others)) < len(others)
    if label.field == "measure":
        return replace(table, sections="product") if repeated and "product" not in table.given else table
    free = [name for name in ("segment", "line") if name not in table.given]
    return replace(table, sections=free[0 if repeated else -1]) if free else table


def _heads(table: TableMapping, sheet: Sheet, label: int) -> tuple[list[str], list[str]]:
    """The labels of rows without figures that others follow, and the labels of rows with figures."""
    kind = KINDS[table.kind or ""]
    figures = [c.column for c in table.mapped if kind.by_name[c.field or ""].measure]
    figures = figures or [c.column for c in table.columns if c.context]
    heads: list[str] = []
    others: list[str] = []
    open_heads: list[str] = []
    for row, value in islice(sheet.column(label, table.header_row + 1), LOOKED_AT):
        text = as_text(value)
        if not text or is_total(text) or re.search(XBRL_NOISE, text):
            continue
        if all(is_blank(sheet.cell(row, column)) for column in figures):
            open_heads.append(text)
        else:
            heads, open_heads = [*heads, *open_heads[-1:]], []
            others.append(text)
    return heads, others


def _filled_down(column: ColumnMapping, table: TableMapping, sheet: Sheet) -> ColumnMapping:
    """A key column whose blank cells repeat the one above: filled first, with gaps where a finer key is filled."""
    keys = [c for c in table.mapped if not (KINDS[table.kind or ""].by_name[c.field or ""].measure or c.context)]
    finer = [c.column for c in keys if c.column > column.column]
    if column not in keys or not finer or column.field in {"basis", "currency"}:
        return column
    rows = range(table.header_row + 1, min(sheet.height, table.header_row + LOOKED_AT) + 1)
    blank = [row for row in rows if is_blank(sheet.cell(row, column.column))]
    below = [row for row in blank if any(not is_blank(sheet.cell(row, other)) for other in finer)]
    first = next((row for row in rows if any(not is_blank(sheet.cell(row, c.column)) for c in keys)), None)
    if not below or first in below or len(below) < len(rows) / 4:
        return column
    return replace(column, fill=True, reason=f"{column.reason}; a blank cell repeats the one above")
