"""The headings of a table, in one row or in several: what they say of each column together."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from data.reading import amounts, ends, headings, holding, periods
from data.reading.amounts import DecimalMark
from data.reading.cells import CellError, CellValue, as_text, is_blank
from data.reading.fields import NUMERIC, Kind
from data.reading.grains import Grain
from data.reading.grid import Sheet
from data.reading.kinds import with_weeks
from data.reading.meaning import Meaning, meaning
from data.reading.weeks import are_weekly, of_day

MOST_HEADER_ROWS = 4
FEWEST_ACROSS = 2
COLUMN_LOOKED_AT = 12  # cells above and below one
ROW_LOOKED_AT = 24  # cells from the left, among which a column of periods stands


@dataclass(frozen=True)
class Head:
    """The headings of a table: its last header row, and by column what all of them say and how they read."""

    last_row: int
    meanings: dict[int, Meaning]
    texts: dict[int, str]


def head(sheet: Sheet, row: int, kind: Kind, fewest: int = FEWEST_ACROSS) -> Head | None:
    """The headings that begin in a row, where at least `fewest` say something of the columns below; else None."""
    if not _mostly_says(sheet, row, kind, fewest):
        return None
    last = row
    while last < row + MOST_HEADER_ROWS and last < sheet.height and _is_heading_row(sheet, last + 1, kind):
        last += 1
    first = row
    while first > 1 and row - first < MOST_HEADER_ROWS and _speaks_above(sheet, first - 1, kind):
        first -= 1
    return _joined(sheet, range(first, last + 1), kind)


def _mostly_says(sheet: Sheet, row: int, kind: Kind, fewest: int) -> bool:
    """Whether some cells of a row give a period or basis, and most give one or name a field: a row of data does not."""
    cells = [value for value in sheet.row(row) if not is_blank(value)]
    said = [meaning(value, kind) for value in cells]
    if sum(m.is_context for m in said) < fewest or any(isinstance(v, CellError) for v in cells):
        return False
    figures = sum(_is_figure(value, m) for value, m in zip(cells, said, strict=True))
    speaking = sum(m.is_context or m.comparison or m.total or bool(m.field) for m in said)
    named = sum(_names_a_field(value, kind) for value in cells)
    return not figures and speaking + named >= len(cells) / 2 and not _goes_on(sheet, row, kind)


def _goes_on(sheet: Sheet, row: int, kind: Kind) -> bool:
    """Whether a cell of a row is one of a column of periods, which are data: then “2000.10” beside it is an amount."""
    near = range(max(1, row - COLUMN_LOOKED_AT), min(sheet.height, row + COLUMN_LOOKED_AT) + 1)
    others = [sheet.row(each) for each in near if each != row]
    return any(
        _is_one_of(own, [cells[at] for cells in others if at < len(cells) and not is_blank(cells[at])], kind)
        for at, value in enumerate(sheet.row(row)[:ROW_LOOKED_AT])
        if (own := _sort(value, kind))
    )


def _is_one_of(own: tuple[Grain, object], cells: list[CellValue], kind: Kind) -> bool:
    """Whether most cells of a column are periods like one of them, and not all of them the same."""
    alike = [said for value in cells if (said := _sort(value, kind)) and said[0] == own[0]]
    return any(said != own for said in alike) and len(alike) > sum(map(_is_number, cells))


def _sort(value: CellValue, kind: Kind) -> tuple[Grain, object] | None:
    """The grain of the period that a cell gives, and which of that grain; None of a figure, and of what gives none."""
    said = meaning(value, kind)
    if _is_number(value) or said.basis or said.field or said.rest:
        return None
    return (said.period.grain, said.period.start) if said.period else said.part


def _is_number(value: CellValue) -> bool:
    return any(holding.reads(amounts.number, value, mark) for mark in DecimalMark)


def _is_figure(value: CellValue, said: Meaning) -> bool:
    """Whether a cell is a figure, as a number or as text, and no year, month or quarter."""
    if isinstance(value, Decimal):
        return not periods.year(value)
    text = isinstance(value, str) and not said.is_context and any(character.isdigit() for character in value)
    return text and _is_number(value)


def _names_a_field(value: CellValue, kind: Kind) -> bool:
    texts = (f for f in kind.fields if f.form not in NUMERIC)
    return isinstance(value, str) and headings.likeliest(as_text(value), texts) is not None


def _is_heading_row(sheet: Sheet, row: int, kind: Kind) -> bool:
    """Whether a row below a heading says more of the columns: words, dates and years, and no figures."""
    cells = [value for value in sheet.row(row)[1:] if not is_blank(value)]
    said = [meaning(value, kind) for value in cells]
    if len(cells) < FEWEST_ACROSS or any(_is_figure(value, m) for value, m in zip(cells, said, strict=True)):
        return False
    speaking = sum(m.is_context or bool(m.field) or m.comparison or m.total for m in said)
    return speaking >= len(said) / 2


def _speaks_above(sheet: Sheet, row: int, kind: Kind) -> bool:
    """Whether a row above a heading says more of the columns than a title in the first column does."""
    cells = {n: value for n, value in enumerate(sheet.row(row), 1) if not is_blank(value)}
    said = {n: meaning(value, kind) for n, value in cells.items() if n > 1}
    if said and all(m.is_context or m.field or m.span or m.total or m.comparison for m in said.values()):
        return True
    spanning = {a.first_column for a in sheet.hints.merges if a.first_row == row and a.last_column > a.first_column}
    return len(said) >= FEWEST_ACROSS and said.keys() <= spanning | {max(said)}  # names, each over its columns


def _joined(sheet: Sheet, rows: range, kind: Kind) -> Head:
    """What several heading rows say together, the upper ones also of the columns to the right of theirs."""
    meanings: dict[int, Meaning] = {}
    texts: dict[int, str] = {}
    for row in rows:
        cells = _spread(sheet, row) if row < rows[-1] else dict(enumerate(sheet.row(row), 1))
        for column, value in cells.items():
            if not is_blank(value):
                meanings[column] = meaning(value, kind).under(meanings.get(column, Meaning()))
                texts[column] = f"{texts.get(column, '')} {as_text(value)}".strip()
    days = {n: value for row in rows for n, value in enumerate(sheet.row(row), 1) if isinstance(value, date)}
    meanings = ends.of_calendar(meanings, days)
    if with_weeks(kind.name):
        meanings |= _weeks(sheet, rows, meanings)
    if periods.spans_of_years(texts.values()):
        meanings |= {n: _spanned(text, meanings[n]) for n, text in texts.items()}
    return Head(rows[-1], meanings, texts)


def _weeks(sheet: Sheet, rows: range, meanings: dict[int, Meaning]) -> dict[int, Meaning]:
    """The headings that are days, one of each week, as the weeks that these lie in."""
    texts = ((n, value) for row in rows for n, value in enumerate(sheet.row(row), 1) if n in meanings)
    days = {n: day for n, value in texts if (day := periods.day_of(value))}
    return {n: replace(meanings[n], period=of_day(day)) for n, day in days.items()} if are_weekly(days.values()) else {}


def _spanned(text: str, said: Meaning) -> Meaning:
    """What a heading says where those beside it show that "2010-11" is a year over two."""
    year = periods.period(text, spans=True) if re.fullmatch(r"\d{4}[-/–]\d{2}", text) else None
    return replace(said, period=year) if year else said


def _spread(sheet: Sheet, row: int) -> dict[int, CellValue]:
    """The cells of an upper heading row by column: over the columns of its merge, else up to the next cell."""
    cells = dict(enumerate(sheet.row(row), 1))
    merges = {a.first_column: a.last_column for a in sheet.hints.merges if a.first_row <= row <= a.last_row}
    spread: dict[int, CellValue] = {}
    until, value = 0, None
    for column, cell in cells.items():
        if not is_blank(cell):
            until, value = merges.get(column, column if merges or column == 1 else sheet.width), cell
        if column <= until:
            spread[column] = value
    return spread


def unique(texts: dict[int, str]) -> dict[int, str]:
    """Headings by column; one that stands twice gets its column's number."""
    seen: set[str] = set()
    names = {}
    for number, text in sorted(texts.items()):
        names[number] = f"{text} [{number}]" if text in seen else text
        seen.add(text)
    return names
