"""Delimited text: its encoding, its delimiter by evidence, its rows, which must all be of one width."""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from data.reading.formats.parsed import Parsed, Unreadable

DELIMITERS = ",;\t|"
LONGEST_CELL = 1_000_000


def sheets(path: str) -> Iterator[Parsed]:
    """The rows of a delimited text file as one sheet, every cell text."""
    csv.field_size_limit(LONGEST_CELL)
    text, encoding = decoded(Path(path).read_bytes())
    said = re.match(r"sep=(.)\r?\n", text)
    text = "\n" + text[said.end() :] if said else text  # a blank line in its place, so that rows keep their numbers
    delimiter = said[1] if said else delimiter_of(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = _even_rows(lines)
    first = next(rows, [])
    notes = ("encoding",) if encoding == "cp1252" else ()
    yield Parsed("", len(first), itertools.chain([first], rows) if first else iter(()), notes=notes)


def _even_rows(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows, blank ones as wide as the first that is not, which the others must equal."""
    width, blank = 0, 0
    number = 0
    try:
        for number, row in enumerate(lines, 1):
            if not any(row):
                blank += 1
                if width:
                    yield [""] * width
                continue
            if not width:
                width = len(row)
                yield from ([""] * width for _ in range(blank))
            if len(row) != width:
                raise Unreadable("ragged", row=number, found=len(row), expected=width)
            yield row
    except csv.Error as fault:
        raise Unreadable("quoting", row=number + 1, detail=str(fault)) from fault


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by byte-order mark, then UTF-8, then Windows-1252."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first rows into the most columns, all of one width; a comma where none does."""
    sample = list(itertools.islice(io.StringIO(text, newline=""), 200))

    def width(delimiter: str) -> int:
        try:
            widths = {len(row) for row in csv.reader(sample, delimiter=delimiter) if row}
        except csv.Error:
            return 0
        return widths.pop() if len(widths) == 1 else 0

    best = max(DELIMITERS, key=width)
    if width(best) > 1:
        return best
    return max(DELIMITERS, key=sample[0].count) if sample else ","
