"""A workbook's large sheets cut by their rows into shares, which as many processes read side by side.

A share is a workbook of its own with the same sheets: of a large one it holds some rows under their own numbers; a
small one is whole in the first share and empty in the others. Every process cuts at the same rows without asking.
"""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from data.reading.formats import sheet_xml
from data.reading.formats.parsed import LARGE
from data.reading.formats.xlsx import sheet_parts

EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
PREFIX = re.compile(rb"<(\w+:)?sheetData")


def write(path: str, target: Path, number: int, of: int) -> None:
    """Write share `number` (1 to `of`) of the workbook at `path`, without compression."""
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(target, "w") as share:
        sheets = set(sheet_parts(whole).values())
        for member in whole.infolist():
            with share.open(member.filename, "w", force_zip64=True) as out:
                if member.filename in sheets:
                    for text in _share(whole, member, number, of):
                        out.write(text)
                else:
                    with whole.open(member) as source:
                        shutil.copyfileobj(source, out, sheet_xml.PIECE)


def _share(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo, number: int, of: int) -> Iterator[bytes]:
    """The XML of a sheet with only the rows of one share."""
    cuts = of if sheet.file_size >= LARGE else 1
    head, begun = b"", False
    for share, text in _cut(sheet_xml.pieces(archive, sheet.filename), sheet.file_size, cuts):
        if share == 0:
            head += text
        elif share == number:
            yield text if begun else head + text
            begun = True
        elif share > number:
            prefix = PREFIX.search(head)
            yield b"</%bsheetData></%bworksheet>" % (((prefix and prefix[1]) or b"",) * 2)
            return
    if not begun:
        yield head if number == 1 else EMPTY


def _cut(pieces: Iterator[bytes], size: int, of: int) -> Iterator[tuple[int, bytes]]:
    """The text of a sheet with the share that each part belongs to; 0 is what stands before the first row.

    Nothing is cut after a comment or CDATA, in which a row might be named, nor at a row that does not say its number.
    """
    share, at = 0, 0
    for piece in pieces:
        start = 0
        if share < of and b"<!" in piece:
            of = share
        while share < of and (row := ROW.search(piece, max(start, size * share // of - at))):
            if share and not re.search(rb'\sr="\d', row[0]):
                of = share
                break
            yield share, piece[start : row.start()]
            start, share = row.start(), share + 1
        yield share, piece[start:]
        at += len(piece)
