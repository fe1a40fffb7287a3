"""Workbooks of Excel since 2007: calamine reads their values, their XML says what it does not show."""

import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.reading.cells import CellError
from data.reading.formats import sheet_xml
from data.reading.formats.parsed import Marks, Parsed, refuse_large
from data.reading.formats.units import unit

BUILT_IN = {5: "$", 6: "$", 7: "$", 8: "$", 42: "$", 44: "$"}  # formats with a currency that styles.xml does not list


def sheets(path: str) -> Iterator[Parsed]:
    """The sheets of an .xlsx workbook; its XML is looked through while calamine reads, which needs no lock."""
    with zipfile.ZipFile(path) as archive:
        parts = _sheet_parts(archive)
        for name, part in parts.items():
            sheet_xml.refuse_far_corner(name, archive, part)
        styles, notes = _unit_styles(archive), _notes(archive)
    with ThreadPoolExecutor(1) as pool:
        marks = {name: pool.submit(_sheet_marks, path, part, styles) for name, part in parts.items()}
        yield from calamine_sheets(path, lambda name: marks[name].result() if name in marks else Marks(), notes)


def _notes(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """What the file holds besides, by code."""
    names = archive.namelist()
    parts = (("macros", "vbaproject.bin"), ("links", "externallinks/"))
    notes = [note for note, part in parts if any(part in name.lower() for name in names)]
    book = next((name for name in names if name.lower() == "xl/workbook.xml"), None)
    since_1904 = book and re.search(rb'date1904="(?:1|true)"', archive.read(book))
    return (*notes, "1904") if since_1904 else tuple(notes)


def _sheet_marks(path: str, part: str, styles: dict[str, str]) -> Marks:
    with zipfile.ZipFile(path) as archive:
        return sheet_xml.marks(archive, part, styles)


def calamine_sheets(path: str, marks_of: Callable[[str], Marks], notes: tuple[str, ...] = ()) -> Iterator[Parsed]:
    """The worksheets of a workbook that calamine reads, with the marks found beside it."""
    with Path(path).open("rb") as stream:
        book = CalamineWorkbook.from_filelike(stream)
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_index(index)
                of_sheet = marks_of(meta.name)
                of_sheet.hidden = meta.visible != SheetVisibleEnum.Visible
                yield _sheet(sheet, of_sheet, notes)


def _sheet(sheet: Any, marks: Marks, notes: tuple[str, ...]) -> Parsed:
    """One sheet from its first row and column, its cells without a value put back in."""
    rows, columns = (last + 1 for last in sheet.end or (-1, -1))
    refuse_large(sheet.name, rows, columns)
    height = max([rows, *(row for row, _ in marks.valueless)])
    width = max([columns, *(column for _, column in marks.valueless)])
    by_row: dict[int, dict[int, CellError]] = {}
    for (row, column), shown in marks.valueless.items():
        by_row.setdefault(row, {})[column] = CellError(shown)
    return Parsed(sheet.name, width, _rows(sheet, height, width, by_row), marks, notes)


def _rows(sheet: Any, height: int, width: int, errors: dict[int, dict[int, CellError]]) -> Iterator[list[Any]]:
    left = [None] * (sheet.start[1] if sheet.start else 0)  # a reader leaves out empty columns, but not empty rows
    found = itertools.chain(sheet.iter_rows() if sheet.start else (), itertools.repeat([]))
    for number, values in zip(range(1, height + 1), found, strict=False):
        cells = [*left, *values]
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


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
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
