"""Shares of markets in one scale: 22 %, 22 and 0.22 are the same share, which is kept as 22 per cent points.

A cell with a percent sign says what it is. The other cells of a table are all per cent points or all fractions: a
figure over 1 proves points; a percent format, or vendors that add up to 1 in their market and period, prove fractions.
What nothing proves is asked.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading import amounts, measures
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, as_text, untagged
from data.reading.fields import Form
from data.reading.formats.units import PERCENT
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, Fill, TableMapping
from data.reading.names import is_total

POINTS, FRACTIONS = 1, 100  # what a figure is multiplied by
CHOICES = {"fractions": FRACTIONS, "percent": POINTS}
ROWS_SUMMED = 20_000
WHOLE = Decimal("1.005")  # of a market, by rounding
SHOWN = Decimal("1.5")  # fractions up to it may be meant where they are shown as percentages
ROUNDING = Decimal("0.03")  # by which vendors may miss all of their market
MOST = 0.6  # of markets and periods in which vendors add up to 1
BESIDE = ("vendor", "own", "product")  # what tells the shares of one whole apart

Group = tuple[object, ...]


def columns(table: TableMapping) -> list[ColumnMapping]:
    """The columns that hold shares."""
    fields = KINDS[table.kind].by_name if table.kind else {}
    return [c for c in table.mapped if c.field in fields and fields[c.field].form is Form.SHARE]


def proved(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table with its shares in the scale that their cells prove, else in the one that was chosen."""
    shares = columns(table)
    if not shares:
        return table
    scale = _proved(table, sheet) or table.shares
    scaled = (replace(c, scale=scale or POINTS) if c in shares else c for c in table.columns)
    return replace(table, shares=scale, columns=tuple(scaled))


def questions(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """In which scale the shares are, where nothing proves it; the likely one first."""
    if table.shares is not None:
        return
    for column in columns(table):
        plain = _plain(table, sheet, column)
        if (index := pc.index(pc.not_equal(plain, 0), True).as_py()) >= 0:
            row = table.header_row + 1 + index
            written = as_text(sheet.cell(row, column.column))
            full = any(total > 1 + ROUNDING for total, _ in _wholes(table, sheet))
            choices = tuple(sorted(CHOICES, key=lambda choice: (CHOICES[choice] == FRACTIONS) == full))
            follows = tuple(
                f"{written} is a share of {(plain[index].as_py() * CHOICES[c]).normalize():f} %" for c in choices
            )
            place, found = (
                Place(file, table.sheet, row, column.column),
                f"the share {written} has no percent sign, and the shares add up to no whole market",
            )
            expected = "a share with its percent sign, or shares that add up to a whole market"
            remedy = f"Choose whether {written} is a fraction of the market or per cent."
            refused = Severity.REFUSED
            yield Problem(
                "ask_shares", place, found, expected, remedy, refused, choices, column.heading, follows=follows
            )
            return


def _cells(table: TableMapping, sheet: Sheet, column: int) -> pa.Array:
    cells: Any = sheet.tagged(column, table.header_row + 1)
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def _plain(table: TableMapping, sheet: Sheet, column: ColumnMapping) -> pa.Array:
    """The figures of a column that are written without a percent sign; null elsewhere."""
    cells = _cells(table, sheet, column.column)
    signed = pc.match_substring_regex(cells, r"%\s*$")
    bare = pc.if_else(signed, pa.scalar(None, pa.string()), cells)
    return measures.read(bare, table.decimal_mark or DecimalMark.POINT).values


def _proved(table: TableMapping, sheet: Sheet) -> int | None:
    shares = columns(table)
    if table.decimal_mark is None and any(measures.ambiguous(sheet.tagged(c.column, 1), 1) for c in shares):
        return None  # another question comes first
    found = (pc.max(pc.abs(_plain(table, sheet, column))).as_py() for column in shares)
    largest = max((each for each in found if each is not None), default=Decimal(0))
    if all(PERCENT in sheet.hints.units.get(column.column, ()) for column in shares):
        return FRACTIONS if 0 < largest <= SHOWN else None
    if largest > WHOLE:
        return POINTS
    wholes = [total for total, parts in _wholes(table, sheet) if parts > 1] if largest else []
    ones = sum(abs(total - 1) <= ROUNDING for total in wholes)
    fits = bool(wholes) and ones >= MOST * len(wholes) and max(wholes) <= 1 + ROUNDING
    return FRACTIONS if fits else None


def _wholes(table: TableMapping, sheet: Sheet) -> list[tuple[Decimal, int]]:
    """What the shares of each market and period of the first rows add up to as they are written, and of how many."""
    keys = [c for c in table.mapped if c not in _measures(table) and c.field not in BESIDE]
    held = zip(*(_held(table, sheet, column) for column in keys), strict=True) if keys else None
    rows: list[Group] = list(held) if held else [()] * min(ROWS_SUMMED, sheet.height - table.header_row)
    vendor = table.fields.get("vendor")
    names = _first(table, sheet, vendor.column) if vendor else [None] * len(rows)
    sums: dict[Group, list[Decimal]] = defaultdict(list)
    for column in columns(table):
        context = tuple(pair for pair in column.context if pair[0] not in BESIDE)
        for row, vendor_of, cell in zip(rows, names, _first(table, sheet, column.column), strict=True):
            share = _share(cell, table)
            if share and not is_total(as_text(vendor_of)):
                sums[(context, *row)].append(share)
    return [(sum(parts, Decimal(0)), len(parts)) for parts in sums.values()]


def _measures(table: TableMapping) -> list[ColumnMapping]:
    fields = KINDS[table.kind or ""].by_name
    return [column for column in table.mapped if fields[column.field or ""].measure]


def _first(table: TableMapping, sheet: Sheet, column: int) -> list[CellValue]:
    cells = _cells(table, sheet, column).slice(0, ROWS_SUMMED)
    return [untagged(cell) for cell in cells.to_pylist()]


def _held(table: TableMapping, sheet: Sheet, column: ColumnMapping) -> list[object]:
    """The cells of a column of names, blank ones as those above where the column repeats them."""
    found: list[object] = []
    for cell in _first(table, sheet, column.column):
        above = found[-1] if found and column.fill is not Fill.NOTHING else None
        found.append(above if cell is None else cell)
    return found


def _share(cell: CellValue, table: TableMapping) -> Decimal | None:
    try:
        return amounts.number(cell, table.decimal_mark or DecimalMark.POINT)
    except amounts.Unreadable:
        return None  # the reading of its row says so
