"""What is known of a table's columns beside its headings, and how a column is given a role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from data.reading import periods
from data.reading.cells import as_text
from data.reading.evidence import values, weights, words
from data.reading.evidence.clue import Clue, Rated, ranked
from data.reading.evidence.glance import Glance, glances
from data.reading.grid import Sheet
from data.reading.mapping import ColumnMapping, TableMapping

FEWEST_EACH = 10  # names of few rows are easily all different
MOST_YEARS = 4  # that are offered


@dataclass(frozen=True)
class Seen:
    """What is known of a table's columns beside its headings."""

    glances: dict[int, Glance]
    clues: tuple[Clue, ...]
    titles: tuple[str, ...]  # what stands above it, its sheet's name, its file's name

    @classmethod
    def of(cls, sheet: Sheet, header_row: int, file: str) -> "Seen":
        """What is seen of a sheet below a row; the same is looked at once while the sheet is in use."""
        known = _KNOWN.setdefault(sheet, {})
        if (header_row, file) not in known:
            known[header_row, file] = cls._seen(sheet, header_row, file)
        return known[header_row, file]

    @classmethod
    def _seen(cls, sheet: Sheet, header_row: int, file: str) -> "Seen":
        found = glances(sheet, header_row)
        clues = (clue for glance in found.values() for detect in (words.clues, values.clues) for clue in detect(glance))
        above = (as_text(value) for row in range(1, header_row) for value in sheet.row(row))
        return cls(found, tuple(clues), (*filter(None, above), sheet.name, Path(file).stem))

    @property
    def is_of_plans(self) -> bool:
        """Whether it lists things with their first and last days: those are no periods of figures."""
        days = {clue.column for clue in self.clues if clue.role == "period"}
        return sum(bool(words.said_of(self.glances[number].heading, "planned")) for number in days) > 1

    @property
    def years(self) -> tuple[int, ...]:
        """The years that titles and headings name."""
        texts = (*self.titles, *(glance.heading for glance in self.glances.values()))
        parts = (
            part
            for text in texts
            for part in (*re.split(r"[\s_,;()]+", text), *re.findall(r"(?<!\d)\d{4}(?!\d)", text))
        )
        return tuple(dict.fromkeys(year for part in parts if (year := periods.year(part))))

    @property
    def likely_years(self) -> tuple[str, ...]:
        """The years that titles and headings name, then this one and those before it."""
        this = datetime.now(UTC).year
        return tuple(dict.fromkeys(str(year) for year in (*self.years, this, this - 1, this - 2)))[:MOST_YEARS]

    def names(self, among: list[ColumnMapping], each_row: bool = False) -> list[Rated]:
        """Some columns by how likely they name products; figures do so only as codes or as few numbers of groups.

        `each_row`: every row is likely of another product, which a name of its own in each tells.
        """
        figures = {c.column for c in among if self.glances[c.column].are_figures and not self._numbers_things(c)}
        clues = (*self.clues, *(self._of_each_row(among) if each_row else ()))
        kept = {c.column for c in among} - figures
        return [each for each in ranked(clues, "product") if each.column in kept]

    def _of_each_row(self, among: list[ColumnMapping]) -> Iterator[Clue]:
        for column in among:
            glance = self.glances[column.column]
            if glance.are_words and len(glance.different) == len(glance.cells) >= FEWEST_EACH:
                yield Clue(column.column, "product", weights.NAMES_EACH_ROW, "it names each row")

    def _numbers_things(self, column: ColumnMapping) -> bool:
        """Whether a column's figures are codes, or a few whole numbers below a word of products."""
        glance = self.glances[column.column]
        few = glance.are_whole and len(glance.different) <= min(values.MOST_NAMES, len(glance.filled) // 2)
        return glance.are_codes or (few and "likely" in words.said_of(column.heading, "product"))

    def ranked(self, role: str, among: list[ColumnMapping]) -> list[Rated]:
        """Some columns by how likely they have a role."""
        numbers = {column.column for column in among}
        return [each for each in ranked(self.clues, role) if each.column in numbers]


_KNOWN: WeakKeyDictionary[Sheet, dict[tuple[int, str], Seen]] = WeakKeyDictionary()


def free(table: TableMapping) -> list[ColumnMapping]:
    """The columns of which nothing is known yet."""
    beside = {column.credit for column in table.columns}
    return [c for c in table.columns if not c.field and not c.context and not c.is_open and c.column not in beside]


def heading_of(table: TableMapping, column: int) -> str:
    """The heading of a column by its number."""
    return next(each.heading for each in table.columns if each.column == column)


def taken_as(table: TableMapping, column: int, field: str, confidence: float, reason: str) -> TableMapping:
    """The table with a column that likely holds a field, never as sure as a name that is known."""
    columns = (
        replace(c, field=field, confidence=min(confidence, 0.9), reason=reason) if c.column == column else c
        for c in table.columns
    )
    return replace(table, columns=tuple(columns))
