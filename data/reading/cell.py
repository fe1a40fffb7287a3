"""One cell's value, and how it is written as tagged text: how a sheet travels between processes and lies in memory.

`tWidget` is text, `n0.1` a number in its shortest exact digits, `d2026-01-31` a date, `b1` a truth value, `e#REF!` an
error; a blank cell is null.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

LARGEST_EXACT = 2**53  # below it every whole number is exact in the double that a workbook stores


@dataclass(frozen=True)
class CellError:
    """A cell that holds no value: an error such as #DIV/0!, or a formula that was never calculated."""

    text: str


CellValue = str | Decimal | date | bool | CellError | None
"""Text, an exact number, a date, a truth value, an error, or nothing."""


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


def tagged(value: object) -> str | None:
    """One cell's value as tagged text.

    >>> tagged("Widget"), tagged(0.1), tagged(7.0), tagged(date(2026, 1, 31)), tagged(True), tagged("")
    ('tWidget', 'n0.1', 'n7', 'd2026-01-31', 'b1', None)
    """
    if value is None or value == "":
        return None
    match value:
        case CellError():
            return "e" + value.text
        case bool():
            return f"b{value:d}"
        case int() | float() | Decimal():
            return "n" + _digits(value)
        case date():
            return "d" + (value.date() if isinstance(value, datetime) else value).isoformat()
    return f"t{value}"


def _digits(number: float | Decimal) -> str:
    """The shortest digits that say a number exactly."""
    if isinstance(number, Decimal):
        return str(number)
    whole = abs(number) < LARGEST_EXACT and number == int(number)
    return repr(int(number) if whole else number)


def untagged(text: str | None) -> CellValue:
    """The value of a cell from its tagged text.

    >>> untagged("n0.1"), untagged("d2026-01-31"), untagged(None)
    (Decimal('0.1'), datetime.date(2026, 1, 31), None)
    """
    if text is None:
        return None
    rest = text[1:]
    match text[0]:
        case "n":
            return Decimal(rest)
        case "d":
            return date.fromisoformat(rest)
        case "b":
            return rest == "1"
        case "e":
            return CellError(rest)
    return rest
