"""A workbook as it was typed: sheets of cells with their addresses, before anyone asks what they mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class CellError:
    """A cell that holds no value: an error such as #DIV/0!, or a formula that was never calculated."""

    text: str


CellValue = str | Decimal | date | bool | CellError | None
"""Text, an exact number, a date, a truth value, an error, or nothing."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[0]` is row 1 and `rows[0][0]` is cell A1; rows may be of unequal length."""

    name: str
    rows: list[list[CellValue]]

    def cell(self, row: int, column: int) -> CellValue:
        """The value at a 1-based address, None beyond the last cell of its row."""
        cells = self.rows[row - 1]
        return cells[column - 1] if column <= len(cells) else None

    def column(self, column: int, first_row: int) -> Iterator[tuple[int, CellValue]]:
        """Row numbers and values of one column, from `first_row` down."""
        for row in range(first_row, len(self.rows) + 1):
            yield row, self.cell(row, column)

    @property
    def header_row(self) -> int | None:
        """The first row that holds anything, or None for an empty sheet."""
        filled = (number for number, cells in enumerate(self.rows, 1) if any(not is_blank(c) for c in cells))
        return next(filled, None)


@dataclass(frozen=True)
class Workbook:
    """A file's sheets, and what was noticed while it was read (an encoding that had to be assumed)."""

    file: str
    sheets: list[Sheet]
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def is_blank(value: CellValue) -> bool:
    """Nothing, or only white space."""
    return value is None or (isinstance(value, str) and not value.strip())


def as_text(value: CellValue) -> str:
    """A cell as a person would read it, with the white space at its ends removed.

    >>> as_text(Decimal("2014")), as_text(Decimal("1.50")), as_text(None), as_text(" Widget ")
    ('2014', '1.50', '', 'Widget')
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case CellError():
            return value.text
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
    return value.strip()
