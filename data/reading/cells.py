"""Cells as tagged text, in columns: a column of a million cells is one Arrow array, read by whole columns."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.reading.cell import CellError, CellValue, as_text, is_blank, tagged, untagged

__all__ = [
    "CellError",
    "CellValue",
    "any_filled",
    "as_text",
    "as_written",
    "encoded",
    "filled",
    "held_down",
    "is_blank",
    "tagged",
    "text_cells",
    "untagged",
]

BLANK = r"^t[\s\p{Z}\x1c-\x1f\x{85}]*$"  # tagged text of white space only


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


def any_filled(columns: Iterable[pa.Array], rows: int) -> pa.Array:
    """Whether any cell of each row holds something other than white space."""
    found = pa.repeat(pa.scalar(False), rows)
    for cells in columns:
        found = pc.or_(found, filled(cells))
        if pc.all(found).as_py():
            break  # as mostly after the first column
    return found


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
