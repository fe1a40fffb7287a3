"""Delimited text: its encoding, its delimiter by evidence, its rows, which must all be of one width.

Lines above the headings, be they comments or titles, and notes of one cell are rows of their own, as wide as the
table's.
"""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from data.reading.formats.encodings import WESTERN, decoded
from data.reading.formats.parsed import Marks, Parsed, Unreadable, refuse_wide

DELIMITERS = ",;\t|"
LONGEST_CELL = 1_000_000
LARGE = 250_000  # letters, from which on it pays to start Arrow's parser
SAMPLE = 200  # lines by which the layout is told
HEAD = 1_000_000  # letters in which they mostly stand
LAST = 10_000  # letters at the end that show how the last lines end
DECIMALS = re.compile(r"\d[.,](\d+)\"?$")
FIGURE = re.compile(r"\W*(?:[A-Z]{3}\s*)?\d[\d\s.,'’]*\W*(?:[A-Z]{3})?")
DATE = re.compile(r"(?:19|20)\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")


@dataclass(frozen=True)
class Layout:
    """How a text is cut into rows: below how many lines of comments and, with them, of titles the table begins."""

    delimiter: str
    width: int = 0  # of the first row, where the rows do not show one
    comments: int = 0
    titles: int = 0
    notes: int = 0  # among the rows that were looked at


def sheets(path: str) -> Iterator[Parsed]:
    """The rows of a delimited text file as one sheet, every cell text."""
    csv.field_size_limit(LONGEST_CELL)
    text, encodings = decoded(Path(path).read_bytes())
    said = re.match(r"sep=(.)\r?\n", text)
    text = "\n" + text[said.end() :] if said else text  # a blank line in its place, so that rows keep their numbers
    layout = layout_of(text, said[1] if said else DELIMITERS)
    text = _mended(text, layout)
    marks = Marks()
    western = encodings == (WESTERN,)
    notes = (*(("encoding",) if western else ()), *(("cut",) if _is_cut(text) else ()))
    cells = None if said else _by_columns(text, layout)
    rows = _even_rows(text, layout, marks) if cells is None else iter(())
    first = next(rows, [])
    refuse_wide("", len(first))
    yield Parsed(
        "",
        len(first) if cells is None else layout.width,
        itertools.chain([first], rows) if first else iter(()),
        marks,
        notes=notes,
        encodings=() if western else encodings,
        texts=() if cells is None else (batch.columns for batch in cells.to_batches()),
    )


def _mended(text: str, layout: Layout) -> str:
    """The text, without blanks behind quotes where it cannot be read with them."""
    if not re.search(rf'"[ \t]+(?:{re.escape(layout.delimiter)}|\r?$)', text, re.MULTILINE):
        return text
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter, strict=True):
            pass
    except csv.Error:
        return _without_blanks_behind_quotes(text, layout)
    return text


def _without_blanks_behind_quotes(text: str, layout: Layout) -> str:
    r"""The text, of each quoted cell the blanks between its last quote and the next mark taken out.

    >>> _without_blanks_behind_quotes('"a, b" ,1\n"c" ,2', Layout(","))
    '"a, b",1\n"c",2'
    """
    mark = re.escape(layout.delimiter)
    return re.sub(rf'((?:^|{mark})"(?:[^"]|"")*")[^\S\r\n{mark}]+(?={mark}|\r?$)', r"\1", text, flags=re.MULTILINE)


def _by_columns(text: str, layout: Layout) -> pa.Table | None:
    """A large text by whole columns, where nothing in it needs a stricter look."""
    if len(text) < LARGE or layout.titles:
        return None
    from data.reading.formats import even  # noqa: PLC0415  only large texts need it

    refuse_wide("", layout.width)
    return even.columns(text, layout.delimiter, layout.width, LONGEST_CELL)


def _even_rows(text: str, layout: Layout, marks: Marks | None = None) -> Iterator[list[str]]:
    """The rows, all of one width: blank ones, and the lines of titles above the first that is as wide as the table.

    One that is shorter is marked, and blank in its last cells: which of them it lacks is asked about.
    """
    stream, short = io.StringIO(text, newline=""), (marks or Marks()).short_rows
    width, blank, start = layout.width, 0, layout.comments + 1
    number = layout.comments
    yield from ([line.strip(), *[""] * (width - 1)] for line in itertools.islice(stream, layout.comments))
    try:
        for number, row in enumerate(csv.reader(stream, delimiter=layout.delimiter, strict=True), start):
            if any(row) and not width:
                width = len(row)
                yield from ([""] * width for _ in range(blank))
            if not any(row):
                blank += 1
                yield from ([""] * width,) if width else ()
            elif number <= layout.titles or _is_note(row):
                yield _title(row, width)
            elif len(row) < width:
                short.append(number)
                yield _title(row, width)
            elif len(row) > width:
                raise Unreadable("ragged", row=number, found=len(row), expected=width)
            else:
                yield row
    except csv.Error as fault:
        raise Unreadable("quoting", row=number + 1, detail=str(fault)) from fault


def _title(row: list[str], width: int) -> list[str]:
    """A line above the table in as many cells as its rows have: one of more is a sentence, and stands in one."""
    return row + [""] * (width - len(row)) if len(row) <= width else [", ".join(row), *[""] * (width - 1)]


def layout_of(text: str, delimiters: str = DELIMITERS) -> Layout:
    """The delimiter that cuts the first rows into the most columns, all of one width; a comma where none does.

    Where no delimiter does that from the first row on, the one that does below the fewest lines.
    """
    sample = _first_lines(text)
    found = [layout for each in delimiters if (layout := _layout(sample, each))]
    pure = [layout for layout in found if not layout.titles and not layout.notes]
    if pure:
        return max(pure, key=lambda layout: layout.width)
    if found:
        return min(found, key=lambda layout: (layout.titles + layout.notes, -layout.width))
    return Layout(max(delimiters, key=sample[0].count) if sample else delimiters[0])


def _first_lines(text: str) -> list[str]:
    """The first lines of a text, without a copy of all of it where they are short."""
    lines = list(itertools.islice(io.StringIO(text[:HEAD], newline=""), SAMPLE))
    whole = len(lines) == SAMPLE or len(text) <= HEAD
    return lines if whole else list(itertools.islice(io.StringIO(text, newline=""), SAMPLE))


def _layout(sample: list[str], delimiter: str) -> Layout | None:
    """Where the table begins under a delimiter; None where its rows are not all of one width of two or more."""
    comments = max((n for n, line in enumerate(sample, 1) if _is_comment(sample[:n])), default=0)
    try:
        rows = list(csv.reader(sample[comments:], delimiter=delimiter))
        heading = next(csv.reader(sample[comments - 1 : comments], delimiter=delimiter), [])
    except csv.Error:
        return None
    rows = rows[:-1] if len(sample) == SAMPLE else rows  # the last of them may be cut
    widths = Counter(len(row) for row in rows if any(row))
    width = max(widths, key=lambda each: (widths[each], each), default=0)
    begins = next((n for n, row in enumerate(rows) if len(row) == width and any(row)), 0)
    others = [row for row in rows[begins:] if len(row) != width and any(row)]
    if width < 2 or not all(map(_is_note, others)):
        return None
    if comments and len(heading) == width and not any(map(any, rows[:begins])):
        return Layout(delimiter, width, comments - 1, comments - 1)  # headings behind the mark of a comment
    if any(map(any, rows[:begins])) and any(map(_is_figure, rows[begins])):
        return None  # a row of data is wider than the headings above it
    titles = comments + begins if comments or any(map(any, rows[:begins])) else 0
    return Layout(delimiter, width, comments, titles, len(others))


def _is_note(row: list[str]) -> bool:
    """Whether a row is a note below the table or between its rows: one cell, of words."""
    return len(row) == 1 and not _is_figure(row[0])


def _is_cut(text: str) -> bool:
    r"""Whether the last line does not end, and its last figure has fewer decimals than all those above it.

    >>> _is_cut("a,b\n1,2.50\n1,3.50\n1,2.5"), _is_cut("a,b\n1,2.50\n1,3.50\n1,2.55")
    (True, False)
    """
    *above, last = text[-LAST:].splitlines() or [""]
    places = {len(found[1]) if (found := DECIMALS.search(line)) else 0 for line in above[1:]}
    if text.endswith(("\n", "\r")) or len(above) < 3 or len(places) != 1:
        return False
    found = DECIMALS.search(last)
    return (len(found[1]) if found else 0) < places.pop()


def _is_comment(lines: list[str]) -> bool:
    """Whether the last of a file's first lines is a comment, with nothing but comments above it."""
    return lines[-1].startswith("#") and all(line.startswith("#") or not line.strip() for line in lines)


def _is_figure(cell: str) -> bool:
    """Whether a cell of text can be a figure, and no heading: a year and a date head columns.

    >>> _is_figure("1.234,50"), _is_figure("5 EUR"), _is_figure("2024"), _is_figure("31.01.2024"), _is_figure("Q1")
    (True, True, False, False, False)
    """
    return bool(FIGURE.fullmatch(cell)) and not DATE.fullmatch(cell.strip())
