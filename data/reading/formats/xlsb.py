"""Binary workbooks: calamine reads their values, their records say what it does not show.

Records as Microsoft's [MS-XLSB] describes them: a number of one or two bytes, a length of one to four, the content.
"""

import struct
import zipfile
from collections.abc import Iterator

import xlrd

from data.reading.formats.parsed import Marks, Parsed, refuse_large, refuse_wide
from data.reading.formats.xlsx import calamine_sheets, relations

ROW, BLANK, CELL_ERROR, FORMULA_ERROR, COLUMN, SHEET, MERGE = 0, 1, 3, 11, 60, 156, 176
HIDDEN_ROW, HIDDEN_COLUMN = 0x10, 0x01
ERRORS = {**xlrd.error_text_from_code, 0x2B: "#GETTING_DATA"}  # the codes are those of .xls, and one more


def sheets(path: str) -> Iterator[Parsed]:
    """The sheets of an .xlsb workbook."""
    with zipfile.ZipFile(path) as archive:
        marks = {name: _marks(name, archive.read(part)) for name, part in _sheet_parts(archive).items()}
        notes = ("macros",) if any("vbaproject.bin" in name.lower() for name in archive.namelist()) else ()
    return calamine_sheets(path, ".xlsb", lambda name: marks.get(name, Marks()), notes)


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a binary part: the number and the content of each."""
    at = 0
    while at < len(content):
        kind, at = content[at], at + 1
        if kind & 0x80 and at < len(content):
            kind, at = (kind & 0x7F) | (content[at] << 7), at + 1
        length, at = _length(content, at)
        yield kind, content[at : at + length]
        at += length


def _length(content: bytes, at: int) -> tuple[int, int]:
    length = 0
    for shift in range(0, 28, 7):
        byte = content[at] if at < len(content) else 0
        length, at = length | (byte & 0x7F) << shift, at + 1
        if not byte & 0x80:
            break
    return length, at


def _marks(sheet: str, content: bytes) -> Marks:
    marks, row, widest, filled = Marks(), 0, 0, 0
    for kind, body in records(content):
        if kind == ROW and len(body) >= 12:
            row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & HIDDEN_ROW:
                marks.hidden_rows.append(row)
        elif BLANK <= kind <= FORMULA_ERROR and len(body) >= 4:
            column = struct.unpack_from("<I", body)[0] + 1
            widest = max(widest, column)
            filled = max(filled, column if kind > BLANK else 0)
            if kind in {CELL_ERROR, FORMULA_ERROR} and len(body) > 8:
                marks.valueless[row, column] = ERRORS.get(body[8], "#ERROR")
        elif kind == COLUMN and len(body) >= 18 and body[16] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<2I", body)
            marks.hidden_columns += range(first + 1, min(last, first + 4096) + 2)
        elif kind == MERGE and len(body) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            marks.merges.append((top + 1, left + 1, bottom + 1, right + 1))
    refuse_large(sheet, row, widest)
    refuse_wide(sheet, filled)
    return marks


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The archive member that holds each sheet, by the sheet's name."""
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    if "xl/_rels/workbook.bin.rels" not in names:
        return {}
    targets = relations(archive.read(names["xl/_rels/workbook.bin.rels"]))
    parts = {}
    for kind, body in records(archive.read(names["xl/workbook.bin"])):
        if kind == SHEET:
            relation, at = _text(body, 8)
            part = names.get(targets.get(relation, ""))
            if part:
                parts[_text(body, at)[0]] = part
    return parts


def _text(body: bytes, at: int) -> tuple[str, int]:
    """The UTF-16 text whose length stands at a position, and where it ends."""
    end = at + 4 + 2 * struct.unpack_from("<I", body, at)[0]
    return body[at + 4 : end].decode("utf-16-le"), end
