"""What stands above or below a table: the unit and the currency that a title or a note gives for all its amounts."""

import re
from dataclasses import dataclass, replace

from data.problems import Place
from data.reading import amounts, headings
from data.reading.cells import CellValue, is_blank
from data.reading.fields import Form
from data.reading.formats.units import PERCENT
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping

MOST_ROWS = 30
MOST_NOTES = 10  # rows at the end of a sheet in which a note may stand
_UNIT_WORDS = re.compile(
    r"\b(?:thousands?|millions?|billions?|tsd|mio|mln|mn|bn|mrd)\b|\b000s?\b|\b[ktm](?:eur|usd|gbp|chf|[€$£])"
    r"|[千万萬亿億]元",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"{_UNIT_WORDS.pattern}|\b(?:in|of|m|k|t)\b|\b(?:{'|'.join(sorted(amounts.ISO_CODES))})\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Remark:
    """A cell above or below a table that says what its amounts are in."""

    text: str
    address: str
    scale: int
    currency: str


def remark(sheet: Sheet, header_row: int) -> Remark | None:
    """The last cell above the headings, or alone at the end, that gives a unit or a currency; None where none does.

    A heading that is nothing but a unit ("€ million" over the labels of rows) is one, too.
    """
    found = None
    for row in range(max(1, header_row - MOST_ROWS), header_row):
        for column, value in enumerate(sheet.row(row), 1):
            found = remark_of(value, Place(row=row, column=column)) or found
    for row in range(max(header_row + 1, sheet.height - MOST_NOTES + 1), sheet.height + 1):
        cells = [(column, value) for column, value in enumerate(sheet.row(row), 1) if not is_blank(value)]
        if len(cells) == 1:  # a note below the table
            found = remark_of(cells[0][1], Place(row=row, column=cells[0][0])) or found
    corner = next(((n, v) for n, v in enumerate(sheet.row(header_row), 1) if v is not None), None)
    if corner and isinstance(corner[1], str) and not re.sub(r"[\W\d_]", "", _BARE.sub("", corner[1])):
        found = remark_of(corner[1], Place(row=header_row, column=corner[0])) or found
    return found


def remark_of(value: CellValue, place: Place) -> Remark | None:
    """What a cell says of the unit and the currency of amounts, None where it says neither."""
    if not isinstance(value, str):
        return None
    currency = amounts.currency(value) or ""
    scale = headings.scale(f"in {value}") if currency or _UNIT_WORDS.search(value) else 1
    if not currency and scale == 1:
        return None
    return Remark(value.strip(), place.cell, scale, currency)


def applied(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table with the unit of its number formats or its title for each amount that gives none, and the currency."""
    columns = tuple(_formatted(column, table.kind, sheet) for column in table.columns)
    table = replace(table, columns=columns, title=_title(sheet, table.header_row))
    found = remark(sheet, table.header_row)
    return in_unit(table, found) if found else table


def in_unit(table: TableMapping, found: Remark) -> TableMapping:
    """The table with each amount that gives no unit of its own in that of a remark, and in its currency."""
    columns = tuple(scaled(column, table.kind, found) for column in table.columns)
    return replace(table, columns=columns, title_scale=found.scale, currency=table.currency or found.currency)


def _title(sheet: Sheet, header_row: int) -> str:
    """The texts above a table's headings."""
    cells = (value for row in range(max(1, header_row - MOST_ROWS), header_row) for value in sheet.row(row))
    return " ".join(value.strip() for value in cells if isinstance(value, str))


def _formatted(column: ColumnMapping, kind: str | None, sheet: Sheet) -> ColumnMapping:
    """The column in the unit that the number format of its cells writes, where that is one."""
    written = (unit for unit in sheet.hints.units.get(column.column, ()) if unit != PERCENT)
    units = {headings.scale(f"in {unit}"): unit for unit in written}
    scale = next(iter(units)) if len(units) == 1 else 1
    if not is_amount(column, kind) or column.scale != 1 or scale == 1:
        return column
    return replace(column, scale=scale, reason=f"{column.reason}; × {scale:,} by its number format “{units[scale]}”")


def is_amount(column: ColumnMapping, kind: str | None) -> bool:
    """Whether a column of a kind of table holds money."""
    field = KINDS[kind].by_name.get(column.field or "") if kind else None
    return field is not None and field.form is Form.AMOUNT


def scaled(column: ColumnMapping, kind: str | None, found: Remark) -> ColumnMapping:
    """The column in the unit of a remark, where it is money that gives no unit of its own."""
    if not is_amount(column, kind) or column.scale != 1 or found.scale == 1:
        return column
    reason = f"{column.reason}; × {found.scale:,} by “{found.text}” in {found.address}"
    return replace(column, scale=found.scale, reason=reason)
