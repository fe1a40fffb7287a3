"""What every format's module gives the parser: a sheet's rows as they come, and what a reader does not show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

CELL_LIMIT = 30_000_000
WIDEST = 2**14  # columns of a sheet
MOST_COLUMNS = 2_000  # that hold something
LARGE = 4 * 1024 * 1024  # bytes of a sheet's XML, from which on several processes read it

NEVER_CALCULATED = "a formula never calculated"
EMPTY_FORMULA = "a formula without a result"  # in .xls: that it was calculated to nothing, or never, looks the same

Cell = tuple[int, int]  # row and column, each 1-based
Area = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass
class Marks:
    """What the cells of a sheet do not say themselves; every row and column is 1-based."""

    valueless: dict[Cell, str] = field(default_factory=dict)  # errors, and formulas never calculated
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    units: dict[int, list[str]] = field(default_factory=dict)  # by column: what number formats write beside a number
    hidden: bool = False  # the whole sheet
    short_rows: list[int] = field(default_factory=list)  # of text, with fewer cells than the others


@dataclass(frozen=True)
class Parsed:
    """One sheet while it is read: its rows are all of one width, or come as `texts`, by whole columns."""

    name: str
    width: int
    rows: Iterator[Any]
    marks: Marks = field(default_factory=Marks)
    notes: tuple[str, ...] = ()  # what is to be said of the file, by code
    first_row: int = 1  # of `rows`; all above it are blank
    encodings: tuple[str, ...] = ()  # in which the file may be written, where it does not say; it was read in the first
    texts: Iterable[list[pa.Array]] = ()  # in batches, blank cells empty


class Unreadable(Exception):
    """A fault in the file that its owner can mend, as a JSON object for the parent."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.report = {"code": code, **details}


def refuse_large(sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet whose bounding box is too large: a reader aborts where it cannot hold all of the box."""
    if rows * columns > CELL_LIMIT:
        raise Unreadable("area", sheet=sheet, rows=rows, columns=columns)


def refuse_wide(sheet: str, columns: int) -> None:
    """Refuse a sheet with something in more columns than any table of figures has."""
    if columns > MOST_COLUMNS:
        raise Unreadable("columns", sheet=sheet, columns=columns, limit=MOST_COLUMNS)


def row_and_column(address: str) -> Cell:
    """The row and the column of an address.

    >>> row_and_column("C12"), row_and_column("AA1")
    ((12, 3), (1, 27))
    """
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
    return int(address[len(letters) :]), column


def area(reference: str) -> Area:
    """The area of a reference.

    >>> area("B2:C4")
    (2, 2, 4, 3)
    """
    first, _, last = reference.replace("$", "").partition(":")
    return *row_and_column(first), *row_and_column(last or first)
