"""A table below a row of headings at a glance: the first cells of each of its columns."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import pyarrow as pa

from data.reading import amounts, headings, holding
from data.reading.amounts import DecimalMark
from data.reading.cells import CellError, CellValue, as_text, is_blank, untagged
from data.reading.grid import Sheet
from data.reading.heads import unique

LOOKED_AT = 400  # rows below the headings, the first half of them at the top, the others spread over the rest
MOSTLY = 0.6
CODE_WORDS = {"id", "key", "code", "no", "nr", "number", "nummer", "numero", "sku"}
CODE_DIGITS = 4
LABELS = "(labels)"  # what stands for a heading that is not there


@dataclass(frozen=True)
class Glance:
    """The first cells of a column, in their rows; what is blank is None."""

    column: int
    heading: str
    cells: tuple[CellValue, ...]

    @cached_property
    def filled(self) -> list[CellValue]:
        return [value for value in self.cells if value is not None]

    @cached_property
    def texts(self) -> list[str]:
        """The filled cells as a person would read them."""
        return [as_text(value) for value in self.filled]

    @cached_property
    def different(self) -> set[str]:
        return set(self.texts)

    def part(self, test: Callable[[CellValue], bool]) -> float:
        """The part of the filled cells that pass a test; 0 where none is filled."""
        return sum(map(test, self.filled)) / len(self.filled) if self.filled else 0.0

    @cached_property
    def are_figures(self) -> bool:
        """Whether most cells can be read as figures."""
        return self.part(lambda value: isinstance(value, CellError) or is_figure(value)) > MOSTLY

    @cached_property
    def are_whole(self) -> bool:
        """Whether all filled cells are whole numbers without a unit."""
        return all(text.lstrip("-").isdigit() for text in self.texts)

    @cached_property
    def are_codes(self) -> bool:
        """Whether all cells are whole numbers that name something: by their heading, or long ones of one length."""
        lengths = {len(text) for text in self.texts}
        return self.are_whole and (self.names_things or (len(lengths) == 1 and min(lengths) >= CODE_DIGITS))

    @property
    def names_things(self) -> bool:
        """Whether its heading says that its cells are keys, codes or numbers of things."""
        return bool(CODE_WORDS & set(headings.plain(self.heading).split()))

    @cached_property
    def are_percentages(self) -> bool:
        """Whether most cells are written with a percent sign."""
        return self.part(lambda value: isinstance(value, str) and value.strip().endswith("%")) > MOSTLY

    @cached_property
    def are_words(self) -> bool:
        """Whether most cells are words, and no figures with a unit."""
        return (
            not self.are_figures
            and self.part(lambda value: isinstance(value, str) and any(c.isalpha() for c in value)) > MOSTLY
        )


def is_figure(value: CellValue) -> bool:
    """Whether a cell can be read as a figure, be it with a unit of its own."""
    bare, _ = amounts.own_unit(value)
    return any(holding.reads(amounts.number, bare, mark) for mark in DecimalMark)


def glances(sheet: Sheet, header_row: int, looked_at: int = LOOKED_AT) -> dict[int, Glance]:
    """Every column with a heading, by its number."""
    return {
        number: Glance(number, heading, tuple(_below(sheet, header_row, number, looked_at)))
        for number, heading in labelled(sheet, header_row).items()
    }


def labelled(sheet: Sheet, header_row: int) -> dict[int, str]:
    """The headings of a table by column number; the first column of words left of them needs none."""
    texts = {n: text for n, value in enumerate(sheet.row(header_row), 1) if (text := as_text(value))}
    for number in range(1, min(texts, default=1)):
        below = _below(sheet, header_row, number, LOOKED_AT)
        if Glance(number, LABELS, tuple(below)).are_words:
            texts[number] = LABELS
            break
    return unique(texts)


def _below(sheet: Sheet, header_row: int, column: int, looked_at: int) -> list[CellValue]:
    cells = sheet.tagged(column, header_row + 1)
    taken = cells.take(pa.array(_looked_at(len(cells), looked_at), pa.int64())).to_pylist()
    return [None if is_blank(value) else value for value in map(untagged, taken)]


@cache
def _looked_at(rows: int, most: int) -> list[int]:
    """The rows of a sample, by their index: a file sorted by product shows one of them at its top.

    >>> _looked_at(3, 4), _looked_at(100, 4)
    ([0, 1, 2], [0, 1, 50, 99])
    """
    if rows <= most:
        return list(range(rows))
    top = most // 2
    step = (rows - 1 - top) / (most - top)
    return [*range(top), *(round(top + step * place) for place in range(1, most - top + 1))]
