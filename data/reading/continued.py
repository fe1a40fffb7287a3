"""Labels that are written once for several rows: which of them a blank cell repeats, and which it cannot.

A blank line, segment or region repeats the one above it for the same product. Beside another product it does so only
in a column that stands before the products' and is written once even where a product has several rows; else it may as
well be missing, and is asked about where it stands before them, and missing where it stands behind.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading.cells import as_text, filled, held_down, is_blank
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, Fill, TableMapping
from data.reading.names import is_total, name
from data.reading.times import TIMED

LOOKED_AT = 2000
PARTS_OF_KPIS = {"segment", "region"}
NOT_LABELS = {"basis", "currency"}


def proposed(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table with what the blank cells of its key columns repeat; first of the products, which bound the others."""
    for products in (True, False):
        columns = (_filled_down(c, table, sheet) if (c.field == "product") is products else c for c in table.columns)
        table = replace(table, columns=tuple(columns))
    return table


def _filled_down(column: ColumnMapping, table: TableMapping, sheet: Sheet) -> ColumnMapping:
    """A key column whose blank cells repeat the one above: filled first, with gaps where a finer key is filled."""
    keys = [c for c in table.mapped if not (KINDS[table.kind or ""].by_name[c.field or ""].measure or c.context)]
    finer = [c.column for c in keys if c.column > column.column]
    of_kpi = table.kind == "kpi" and column.field not in PARTS_OF_KPIS
    if column not in keys or not finer or column.field in NOT_LABELS or of_kpi:
        return column
    rows = range(table.header_row + 1, min(sheet.height, table.header_row + LOOKED_AT) + 1)
    blank = [row for row in rows if is_blank(sheet.cell(row, column.column))]
    below = [row for row in blank if any(not is_blank(sheet.cell(row, other)) for other in finer)]
    first = next((row for row in rows if any(not is_blank(sheet.cell(row, c.column)) for c in keys)), None)
    if not below or first in below or len(below) < len(rows) / 4:
        return column
    others = [c.column for c in keys if c != column]
    once = column.field == "product" and _stand_once(sheet, rows, column.column)
    if not once and 2 * sum(_as_above(sheet, row, others) for row in below) > len(below):
        return column  # with the label above it would be the same line again: what it gives is given without a label
    fill = _fill(column, table, sheet, rows)
    if fill is Fill.NOTHING:
        return column
    of_whom = "" if fill is Fill.ABOVE else ", of the same product"
    return replace(column, fill=fill, reason=f"{column.reason}; a blank cell repeats the one above{of_whom}")


def _stand_once(sheet: Sheet, rows: range, column: int) -> bool:
    """Whether the labels of a column are all different, as those are that head the rows below them."""
    labels = [label for row in rows if (label := name(as_text(sheet.cell(row, column))))]
    return len(set(labels)) == len(labels)


def _as_above(sheet: Sheet, row: int, keys: list[int]) -> bool:
    """Whether every key that a row gives is that of the row above."""
    cells = [(as_text(sheet.cell(row, key)), as_text(sheet.cell(row - 1, key))) for key in keys]
    return all(not own or own == above for own, above in cells)


def _fill(column: ColumnMapping, table: TableMapping, sheet: Sheet, rows: range) -> Fill:
    """What the blank cells of a column with many of them repeat."""
    product = table.fields.get("product")
    if product is None or product == column:
        return Fill.ABOVE
    before = column.column < product.column
    if before and column.field in TIMED:
        return Fill.ABOVE  # a row without a period is none: nothing is mistaken for missing
    runs = list(_runs(column, product, sheet, rows))
    labels = [label for run in runs for label in run if label]
    in_each_row = any(one == other for one, other in pairwise(labels))
    if not before or in_each_row or all(map(any, runs)):
        return Fill.WITHIN if any(run[0] and not all(run) for run in runs) else Fill.NOTHING
    return Fill.ABOVE if any(run[0] and len(run) > 1 for run in runs) else Fill.OPEN


def _runs(column: ColumnMapping, product: ColumnMapping, sheet: Sheet, rows: range) -> Iterator[list[str]]:
    """The labels of each run of rows of one product, blank ones empty; of rows that sum others, none."""
    run: list[str] = []
    current = ""
    for row in rows:
        named = name(as_text(sheet.cell(row, product.column)))
        if named and named != current:
            yield from filter(None, ([] if is_total(current) else run,))
            run, current = [], named
        if named or (product.fill and current):
            run.append(name(as_text(sheet.cell(row, column.column))))
    yield from filter(None, ([] if is_total(current) else run,))


def held(cells: pa.Array, column: ColumnMapping, products: pa.Array | None) -> pa.Array:
    """The cells of a key column with those that repeat others filled; `products`, of each row its product's cell."""
    if column.fill is Fill.NOTHING:
        return cells
    if column.fill is Fill.ABOVE or products is None:
        return held_down(cells, filled(cells))
    before = pa.concat_arrays([pa.nulls(1, pa.string()), products.slice(0, len(products) - 1)]) if len(cells) else cells
    same = pc.fill_null(pc.equal(products, before), False)
    none = pa.scalar("t", pa.string())  # an empty text, which ends what is held
    stops = pc.if_else(filled(cells), cells, none)
    found = held_down(stops, pc.or_(filled(cells), pc.invert(same)))
    return pc.if_else(pc.equal(found, none), pa.scalar(None, pa.string()), found)


def questions(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """A question for each column whose blanks may repeat the label of another product, or be missing."""
    for column in table.mapped:
        if column.fill is not Fill.OPEN:
            continue
        row, above = _first_doubt(column, table, sheet)
        title = KINDS[table.kind or ""].by_name[column.field or ""].title.lower()
        found = f"the {title} is blank for another product than that of “{above}” above it"
        remedy = "Choose whether a blank repeats the label above (true) or not (false)."
        place = Place(file, table.sheet, row, column.column)
        expected = "the one above (true), or none given (false)"
        yield Problem(
            "ask_continued", place, found, expected, remedy, Severity.REFUSED, ("true", "false"), column.heading
        )


def _first_doubt(column: ColumnMapping, table: TableMapping, sheet: Sheet) -> tuple[int, str]:
    """The first blank cell of a column beside a product, and the label above it."""
    product, above = table.fields["product"], ""
    for row in range(table.header_row + 1, sheet.height + 1):
        label = name(as_text(sheet.cell(row, column.column)))
        if above and not label and not is_blank(sheet.cell(row, product.column)):
            return row, above
        above = label or above
    return table.header_row, above
