"""What stands above a table: the unit and the currency that its title gives for all its amounts."""

import re
from dataclasses import dataclass, replace

from data.problems import Place
from data.reading import amounts, headings
from data.reading.cells import CellValue
from data.reading.fields import Form
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping

MOST_ROWS = 30
_UNIT_WORDS = re.compile(
    r"\b(?:thousands?|millions?|billions?|tsd|mio|mln|mn|bn|mrd)\b|\b000s?\b|\b[ktm](?:eur|usd|gbp|chf|[€$£])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Remark:
    """A cell above a table that says what its amounts are in."""

    text: str
    address: str
    scale: int
    currency: str


def remark(sheet: Sheet, header_row: int) -> Remark | None:
    """The last cell above the headings that gives a unit or a currency, None where none does."""
    found = None
    for row in range(max(1, header_row - MOST_ROWS), header_row):
        for column, value in enumerate(sheet.row(row), 1):
            found = _remark(value, Place(row=row, column=column)) or found
    return found


def _remark(value: CellValue, place: Place) -> Remark | None:
    if not isinstance(value, str):
        return None
    currency = amounts.currency(value) or ""
    scale = headings.scale(f"in {value}") if currency or _UNIT_WORDS.search(value) else 1
    if not currency and scale == 1:
        return None
    return Remark(value.strip(), place.address.removeprefix("!"), scale, currency)


def applied(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table with its title's unit for each amount that gives none itself, and its title's currency."""
    found = remark(sheet, table.header_row)
    if found is None:
        return table
    columns = tuple(_scaled(column, table.kind, found) for column in table.columns)
    return replace(table, columns=columns, title_scale=found.scale, currency=table.currency or found.currency)


def _scaled(column: ColumnMapping, kind: str | None, found: Remark) -> ColumnMapping:
    field = KINDS[kind].by_name.get(column.field or "") if kind else None
    if field is None or field.form is not Form.AMOUNT or column.scale != 1 or found.scale == 1:
        return column
    reason = f"{column.reason}; × {found.scale:,} by “{found.text}” in {found.address}"
    return replace(column, scale=found.scale, reason=reason)
