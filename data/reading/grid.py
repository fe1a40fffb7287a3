"""A workbook as it was typed: sheets of cells with their addresses, before anyone asks what they mean."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.problems import column_letters
from data.reading.cells import CellValue, encoded, filled, untagged

Found = TypeVar("Found")

FEW = 1000  # rows that are looked through before all of them


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, by its 1-based corners."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def reference(self) -> str:
        """As a spreadsheet writes it.

        >>> Area(2, 2, 4, 28).reference
        'B2:AB4'
        """
        first, last = column_letters(self.first_column), column_letters(self.last_column)
        return f"{first}{self.first_row}:{last}{self.last_row}"

    def holds(self, other: "Area") -> bool:
        """Whether all of another area lies in it."""
        begins = self.first_row <= other.first_row and self.first_column <= other.first_column
        return begins and self.last_row >= other.last_row and self.last_column >= other.last_column


def unnamed(column: int) -> str:
    """What a column without a heading is called."""
    return f"column {column}"


@dataclass(frozen=True)
class Hints:
    """What a sheet shows beside its values; every row and column is 1-based."""

    merges: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    units: dict[int, tuple[str, ...]] = field(default_factory=dict)  # by column: what number formats write
    hidden: bool = False  # the whole sheet
    short_rows: tuple[int, ...] = ()  # of text, with fewer cells than the others
    stands_for: dict[int, int] = field(default_factory=dict)  # by column of another sheet: what it is looked up by


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: a column of tagged text for each of its columns, row 1 and column A first."""

    name: str
    columns: tuple[pa.ChunkedArray, ...]
    hints: Hints = field(default_factory=Hints)

    @classmethod
    def of(cls, name: str, rows: Iterable[list[CellValue]]) -> "Sheet":
        """A sheet of rows, which may be of unequal length."""
        lines = list(rows)
        width = max((len(line) for line in lines), default=0)
        padded = [[*line, *[None] * (width - len(line))] for line in lines]
        return cls(name, tuple(pa.chunked_array([encoded(list(column))]) for column in zip(*padded, strict=True)))

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    @property
    def width(self) -> int:
        return len(self.columns)

    def within(self, area: Area | None) -> "Sheet":
        """The same sheet with everything outside an area blank, so that addresses stay."""
        if area is None or area.holds(Area(1, 1, self.height, self.width)):
            return self
        last = min(area.last_row, self.height)
        blank = pa.nulls(last, pa.string())
        above = pa.nulls(min(area.first_row - 1, last), pa.string())
        columns = tuple(
            pa.chunked_array([above, *column.slice(len(above), last - len(above)).chunks])
            if area.first_column <= number <= area.last_column
            else pa.chunked_array([blank])
            for number, column in enumerate(self.columns, 1)
        )
        return replace(self, columns=columns)

    def turned(self) -> "Sheet":
        """The sheet with its rows as columns; of small sheets only."""
        table = [column.to_pylist() for column in self.columns]
        return replace(
            self, columns=tuple(pa.chunked_array([pa.array(row, pa.string())]) for row in zip(*table, strict=True))
        )

    def redecoded(self, before: str, encoding: str) -> "Sheet":
        """The sheet with its text in another encoding than the one it was read in before."""

        def again(cell: str | None) -> str | None:
            return cell if cell is None or cell.isascii() else cell.encode(before).decode(encoding)

        columns = (pa.chunked_array([pa.array(map(again, column.to_pylist()), pa.string())]) for column in self.columns)
        return replace(self, columns=tuple(columns))

    def with_merged_labels(self) -> "Sheet":
        """The sheet with text that is merged over several rows repeated in each of them; numbers never are."""
        cells: dict[int, list[str | None]] = {}
        for area in self.hints.merges:
            column, first = area.first_column, area.first_row
            if area.last_row == first or not (column <= self.width and first <= self.height):
                continue
            values = cells.setdefault(column, self.columns[column - 1].to_pylist())
            text = values[first - 1]
            if text and text[0] in "td":
                for row in range(first, min(area.last_row, self.height)):
                    values[row] = text
        columns = (
            pa.chunked_array([pa.array(cells[number], pa.string())]) if number in cells else column
            for number, column in enumerate(self.columns, 1)
        )
        return replace(self, columns=tuple(columns)) if cells else self

    def cell(self, row: int, column: int) -> CellValue:
        """The value at a 1-based address; above the first row, the name of a column that has no heading."""
        if row == 0:
            return unnamed(column)
        return untagged(self.columns[column - 1][row - 1].as_py())

    def row(self, number: int) -> list[CellValue]:
        """The values of one row."""
        return [self.cell(number, column) for column in range(1, self.width + 1)]

    def tagged(self, column: int, first_row: int) -> pa.ChunkedArray:
        """The cells of one column from `first_row` down, as tagged text; from 0 down, below its name by its number."""
        if first_row == 0:
            return pa.chunked_array([[f"t{unnamed(column)}"], *self.columns[column - 1].chunks], pa.string())
        return self.columns[column - 1].slice(first_row - 1)

    def column(self, column: int, first_row: int) -> Iterator[tuple[int, CellValue]]:
        """Row numbers and values of one column, from `first_row` down."""
        for row, cell in enumerate(self.tagged(column, first_row), first_row):
            yield row, untagged(cell.as_py())

    def found(self, column: int, first_row: int, find: Callable[[pa.ChunkedArray], set[Found]]) -> set[Found]:
        """What a function finds in the cells of one column from `first_row` down; each is looked through once."""
        wanted = (find, column, first_row)
        if wanted not in self._found:
            self._found[wanted] = find(self.tagged(column, first_row))
        return set(self._found[wanted])

    @cached_property
    def _found(self) -> dict[tuple[Callable[[pa.ChunkedArray], set[Any]], int, int], set[Any]]:
        """What was found before, by what found it and where."""
        return {}

    def distinct(self, first_row: int, *columns: int) -> list[tuple[int, tuple[CellValue, ...]]]:
        """The different values that columns hold together from `first_row` down, each with the first row of it."""
        wanted = (first_row, *columns)
        if wanted not in self._distinct:
            self._distinct[wanted] = self._find_distinct(first_row, *columns)
        return self._distinct[wanted]

    @cached_property
    def _distinct(self) -> dict[tuple[int, ...], list[tuple[int, tuple[CellValue, ...]]]]:
        """What was found before: the same columns are asked for again and again."""
        return {}

    def _find_distinct(self, first_row: int, *columns: int) -> list[tuple[int, tuple[CellValue, ...]]]:
        names = [f"column {number}" for number in columns]
        cells = pa.table([self.tagged(column, first_row) for column in columns], names)
        rows = pa.array(np.arange(first_row, first_row + len(cells), dtype=np.int32))
        firsts = cells.append_column("row", rows).group_by(names, use_threads=False).aggregate([("row", "min")])
        values = (
            tuple(map(untagged, cells)) for cells in zip(*(firsts[name].to_pylist() for name in names), strict=True)
        )
        return sorted(zip(firsts["row_min"].to_pylist(), values, strict=True), key=lambda pair: pair[0])

    @property
    def header_row(self) -> int | None:
        """The first row that holds anything, or None for an empty sheet."""
        return min((row for row in self.first_filled if row is not None), default=None)

    @cached_property
    def first_filled(self) -> tuple[int | None, ...]:
        """Of each column the first row that holds anything, None where none does."""
        return tuple(map(self._first_filled, self.columns))

    @staticmethod
    def _first_filled(column: pa.ChunkedArray) -> int | None:
        for cells in (column.slice(0, FEW), column):  # mostly one of the first
            if (index := pc.index(filled(cells), True).as_py()) >= 0:
                return int(index) + 1
        return None


@dataclass(frozen=True)
class Workbook:
    """A file's sheets, and what was noticed while it was read, by code (`encoding`: one that had to be assumed)."""

    file: str
    sheets: list[Sheet]
    notes: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()  # that its text may be in, where it does not say; it is read in the first
    partners: tuple[str, ...] = ()  # its sheets that another file gave, only to spell out what others refer to

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def read_in(self, encoding: str) -> "Workbook":
        """The same workbook with its text in another of its encodings, which comes first then."""
        if encoding not in self.encodings[1:]:
            return self
        sheets = [sheet.redecoded(self.encodings[0], encoding) for sheet in self.sheets]
        others = (each for each in self.encodings if each != encoding)
        return replace(self, sheets=sheets, encodings=(encoding, *others))

    def first_names(self, count: int = 3) -> list[str]:
        """The first different texts with letters beyond ASCII, which another encoding would read otherwise."""
        cells = (cell for sheet in self.sheets for column in sheet.columns for cell in column.unique().to_pylist())
        return list(islice((cell[1:].strip() for cell in cells if cell and not cell.isascii()), count))
