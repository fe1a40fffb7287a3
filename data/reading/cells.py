"""Cells as tagged text, in columns: how a sheet travels between processes and lies in memory.

`tWidget` is text, `n0.1` a number in its shortest exact digits, `d2026-01-31` a date, `b1` a truth value, `e#REF!` an
error; a blank cell is null. A column of a million cells is one Arrow array, read by whole columns where it matters.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

LARGEST_EXACT = 2**53  # below it every whole number is exact in the double that a workbook stores

BLANK = r"^t[\s\p{Z}\x1c-\x1f\x{85}]*$"  # tagged text of white space only


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


def encoded(values: list[Any]) -> pa.Array:
    """A column of values as tagged text; whole columns of one kind at once."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return text_cells(pa.array(values))
    if kinds <= {float, str} and float in kinds:
        texts = [value if value.__class__ is str else "" for value in values]
        numbers = pa.array([None if value.__class__ is str else value for value in values], pa.float64())
        written = pc.binary_join_element_wise("n", numbers.cast(pa.string()), "")
        return pc.coalesce(written, text_cells(pa.array(texts))) if any(texts) else written
    return pa.array([tagged(value) for value in values], pa.string())


def filled(cells: Any) -> Any:
    """Whether each cell of a column holds something other than white space."""
    return pc.fill_null(pc.invert(pc.match_substring_regex(cells, BLANK)), False)


def held_down(cells: pa.Array, where: pa.Array) -> pa.Array:
    """A column in which some cells hold for all below them, up to the next of them."""
    return pc.fill_null_forward(pc.if_else(where, cells, pa.scalar(None, pa.string())))


def text_cells(texts: pa.Array) -> pa.Array:
    """A column of texts as tagged text; an empty one is a blank cell."""
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), pc.binary_join_element_wise("t", texts, ""))


def as_written(cells: pa.Array) -> pa.Array:
    """Cells as they are written: text and numbers as they stand, white space at the ends removed."""
    plain = pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(cells, 1))
    special = pc.match_substring_regex(cells, r"^[be]|^n.*e")
    if not pc.any(special).as_py():
        return plain
    texts = [
        as_text(untagged(cell)) if odd else text
        for cell, text, odd in zip(cells.to_pylist(), plain.to_pylist(), special.to_pylist(), strict=True)
    ]
    return pa.array(texts, pa.string())
