"""Workbooks of Excel since 2007: calamine reads their values, their XML says what it does not show."""

import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.reading.cell import CellError
from data.reading.formats import sheet_xml
from data.reading.formats.parsed import Marks, Parsed, refuse_large, refuse_wide
from data.reading.formats.units import unit

BUILT_IN = {5: "$", 6: "$", 7: "$", 8: "$", 9: "0%", 10: "0.00%", 42: "$", 44: "$"}  # that styles.xml does not list


def sheets(path: str) -> Iterator[Parsed]:
    """The sheets of an .xlsx workbook."""
    with zipfile.ZipFile(path) as archive:
        styles, notes = _unit_styles(archive), _notes(archive)
        pending, parts = _is_to_be_calculated(archive), sheet_parts(archive)
        marks = {name: sheet_xml.marks(name, archive, part, styles, pending) for name, part in parts.items()}
    return calamine_sheets(path, ".xlsx", lambda name: marks.get(name, Marks()), notes)


def _notes(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """What the file holds besides, by code."""
    names = archive.namelist()
    parts = (("macros", "vbaproject.bin"), ("links", "externallinks/"))
    notes = [note for note, part in parts if any(part in name.lower() for name in names)]
    since_1904 = re.search(rb'date1904="(?:1|true)"', _book(archive))
    return (*notes, "1904") if since_1904 else tuple(notes)


def _is_to_be_calculated(archive: zipfile.ZipFile) -> bool:
    """Whether the program that wrote the workbook leaves its formulas to the one that opens it next."""
    return bool(re.search(rb'fullCalcOnLoad="(?:1|true)"', _book(archive)))


def _book(archive: zipfile.ZipFile) -> bytes:
    """The part that says what holds for the whole workbook, empty where there is none."""
    book = next((name for name in archive.namelist() if name.lower() == "xl/workbook.xml"), None)
    return archive.read(book) if book else b""


def calamine_sheets(
    path: str, ending: str, marks_of: Callable[[str], Marks], notes: tuple[str, ...] = ()
) -> Iterator[Parsed]:
    """The worksheets of a workbook that calamine reads, with the marks found beside it."""
    book = _opened(path, ending)
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_index(index)
            of_sheet = marks_of(meta.name)
            of_sheet.hidden = meta.visible != SheetVisibleEnum.Visible
            yield _sheet(sheet, of_sheet, notes)


def _opened(path: str, ending: str) -> CalamineWorkbook:
    """The workbook by its path, which is faster, where that has the ending of its format, which calamine believes."""
    if path.endswith(ending):
        return CalamineWorkbook.from_path(path)
    with Path(path).open("rb") as stream:
        return CalamineWorkbook.from_filelike(stream)


def _sheet(sheet: Any, marks: Marks, notes: tuple[str, ...]) -> Parsed:
    """One sheet from the first row that has anything and the first column, its cells without a value put back in."""
    rows, columns = (last + 1 for last in sheet.end or (-1, -1))
    refuse_large(sheet.name, rows, columns)
    refuse_wide(sheet.name, columns)
    by_row: dict[int, dict[int, CellError]] = {}
    for (row, column), shown in marks.valueless.items():
        by_row.setdefault(row, {})[column] = CellError(shown)
    height = max([rows, *by_row])
    width = max([columns, *(column for _, column in marks.valueless)])
    first = min([(sheet.start or (height,))[0] + 1, *by_row])
    found: Iterator[list[Any]] = itertools.islice(sheet.iter_rows() if sheet.start else (), first - 1, None)
    left = sheet.start[1] if sheet.start else 0  # a reader leaves out empty columns, but not empty rows
    if by_row or left or columns < width:
        found = _with_errors(
            itertools.chain(found, itertools.repeat([])), range(first, height + 1), left, width, by_row
        )
    return Parsed(sheet.name, width, found, marks, notes, first)


def _with_errors(
    found: Iterator[list[Any]], rows: range, left: int, width: int, errors: dict[int, dict[int, CellError]]
) -> Iterator[list[Any]]:
    """Rows of one width, with `left` empty cells before what was found of each and the errors in their places."""
    for number, values in zip(rows, found, strict=False):
        cells = [*([None] * left), *values]
        cells += [None] * (width - len(cells))
        for column, error in errors.get(number, {}).items():
            cells[column - 1] = error
        yield cells


def _unit_styles(archive: zipfile.ZipFile) -> dict[str, str]:
    """By the number of a cell style, the unit that its number format writes."""
    part = next((name for name in archive.namelist() if name.lower().endswith("xl/styles.xml")), None)
    if part is None:
        return {}
    codes, styles, inside = dict(BUILT_IN), {}, False
    number = 0
    for tag, attributes in _elements(archive.read(part)):
        if tag == "numFmt" and attributes.get("numFmtId", "").isdigit():
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        inside = tag == "cellXfs" or (inside and tag not in {"cellStyles", "dxfs"})
        if inside and tag == "xf":
            if found := unit(codes.get(int(attributes.get("numFmtId") or 0), "")):
                styles[str(number)] = found
            number += 1
    return styles


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The archive member that holds each sheet, by the sheet's name."""
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    rels = names.get("xl/_rels/workbook.xml.rels")
    if rels is None:
        return {}
    targets = relations(archive.read(rels))
    parts = {}
    for tag, attributes in _elements(archive.read(names["xl/workbook.xml"])):
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), None)
        if tag == "sheet" and relation in targets and targets[relation] in names:
            parts[attributes["name"]] = names[targets[relation]]
    return parts


def relations(content: bytes) -> dict[str, str]:
    """The lower-case archive member of each relation in a workbook's list of them."""
    targets = {a["Id"]: a["Target"].lower() for tag, a in _elements(content) if tag == "Relationship"}
    return {i: t.lstrip("/") if t.startswith("/") else f"xl/{t}" for i, t in targets.items()}


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    elements: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: elements.append((tag.split(":")[-1], attributes))
    parser.Parse(content, True)
    return elements
