"""Rows that head the rows below them ("EMEA", then its products), and labels that are written once for several rows."""

import re
from dataclasses import replace
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import continued
from data.reading.cells import as_text, filled, is_blank
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import TableMapping
from data.reading.names import is_total

LOOKED_AT = 2000
XBRL_NOISE = r"\[(?:Line Items|Abstract|Table|Axis|Domain)\]\s*$"  # rows of American filings that head nothing


def proposed(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table with what its section rows give, and with labels that are written once repeated."""
    if table.kind not in {"finance", "kpi"}:
        return table
    table = continued.proposed(table, sheet)
    if table.kind == "kpi":
        return table
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


def labels(cells: pa.Array) -> pa.Array:
    """Of each cell whether it is a label that may head the rows below it."""
    noise = pc.fill_null(pc.match_substring_regex(cells, XBRL_NOISE), False)
    return pc.and_(filled(cells), pc.invert(noise))


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
