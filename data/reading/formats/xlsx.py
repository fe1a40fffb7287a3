"""Workbooks of Excel since 2007: calamine reads their values, their XML says what it does not show."""

import itertools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.reading.cells import CellError
from data.reading.formats.parsed import (
    CELL_LIMIT,
    NEVER_CALCULATED,
    WIDEST,
    Cell,
    Marks,
    Parsed,
    area,
    refuse_large,
    row_and_column,
)
from data.reading.formats.units import unit

BUILT_IN = {5: "$", 6: "$", 7: "$", 8: "$", 42: "$", 44: "$"}  # formats with a currency that styles.xml does not list


def sheets(path: str) -> Iterator[Parsed]:
    """The sheets of an .xlsx workbook."""
    marks, notes = _marks(path)
    return calamine_sheets(path, marks, notes)


def calamine_sheets(path: str, marks: dict[str, Marks], notes: tuple[str, ...] = ()) -> Iterator[Parsed]:
    """The worksheets of a workbook that calamine reads, with the marks found beside it."""
    with Path(path).open("rb") as stream:
        book = CalamineWorkbook.from_filelike(stream)
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ == SheetTypeEnum.WorkSheet:
                of_sheet = marks.get(meta.name, Marks())
                of_sheet.hidden = meta.visible != SheetVisibleEnum.Visible
                yield _sheet(book.get_sheet_by_index(index), of_sheet, notes)


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


def _marks(path: str) -> tuple[dict[str, Marks], tuple[str, ...]]:
    """By sheet name what a reader does not show, and what the file holds besides."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        notes = tuple(
            note
            for note, part in (("macros", "vbaproject.bin"), ("links", "externallinks/"))
            if any(part in name.lower() for name in names)
        )
        styles = _unit_styles(archive)
        marks = {name: _sheet_marks(name, archive.read(part), styles) for name, part in _sheet_parts(archive).items()}
    return marks, notes


def _sheet_marks(sheet: str, content: bytes, styles: dict[str, str]) -> Marks:
    _refuse_far_corner(sheet, content)
    marks = Marks()
    if b't="e"' in content or re.search(rb"<(\w+:)?f[ >/]", content):
        marks.valueless = _scan_cells(content)
    tail = content[content.rfind(b"sheetData") :]
    marks.merges = [area(match[1].decode()) for match in re.finditer(rb'mergeCell [^>]*?ref="([A-Z0-9:$]+)"', tail)]
    if b"hidden=" in content:
        _mark_hidden(content, marks)
    if styles:
        marks.units = _units(content, styles)
    return marks


def _mark_hidden(content: bytes, marks: Marks) -> None:
    for match in re.finditer(rb'<(?:\w+:)?row [^>]*?hidden="(?:1|true)"[^>]*>', content):
        if number := re.search(rb' r="(\d+)"', match[0]):
            marks.hidden_rows.append(int(number[1]))
    for match in re.finditer(rb'<(?:\w+:)?col [^>]*?hidden="(?:1|true)"[^>]*>', content):
        bounds = [int(found[1]) for end in (b"min", b"max") if (found := re.search(end + rb'="(\d+)"', match[0]))]
        if len(bounds) == 2 and bounds[1] - bounds[0] < WIDEST / 4:  # else it is the empty rest of the sheet
            marks.hidden_columns += range(bounds[0], bounds[1] + 1)


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


def _units(content: bytes, styles: dict[str, str]) -> dict[int, list[str]]:
    """By column the units of its cells' formats."""
    found: dict[int, list[str]] = {}
    wanted = "|".join(styles).encode()
    for match in re.finditer(rb"<(?:\w+:)?c ([^>]*?\bs=\"(" + wanted + rb")\"[^>]*)>", content):
        if match[1].endswith(b"/") or (address := re.search(rb'\br="([A-Z]+)\d+"', match[1])) is None:
            continue
        column = row_and_column(f"{address[1].decode()}1")[1]
        unit_found = styles[match[2].decode()]
        if unit_found not in found.setdefault(column, []):
            found[column].append(unit_found)
    return found


def _refuse_far_corner(sheet: str, content: bytes) -> None:
    """Refuse a sheet whose bounding box is too large, before a reader tries to hold all of it."""
    last = re.match(rb"\d+", content[content.rfind(b'row r="') + 7 :][:9])
    rows = int(last[0]) if last else 0
    if rows * WIDEST <= CELL_LIMIT:
        return
    letters = {match[1].decode() for match in re.finditer(rb' r="([A-Z]{2,3})\d', content)}
    refuse_large(sheet, rows, max((row_and_column(f"{letter}1")[1] for letter in letters), default=1))


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


def _scan_cells(content: bytes) -> dict[Cell, str]:
    """Addresses of the cells without a value in one sheet's XML, with what they show."""
    found: dict[Cell, str] = {}
    cell: dict[str, str] = {}
    text: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell
        tag = tag.rsplit(":", maxsplit=1)[-1]
        if tag == "c":
            cell = {"r": attributes.get("r", ""), "t": attributes.get("t", "")}
        elif tag in {"f", "v", "is"}:
            cell[tag] = ""
            text.clear()

    def end(tag: str) -> None:
        tag = tag.rsplit(":", maxsplit=1)[-1]
        if tag == "v":
            cell["v"] = "".join(text)
        elif tag == "c" and (shown := _shown_instead(cell)):
            found[row_and_column(cell["r"])] = shown

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    parser.Parse(content, True)
    return found


def _shown_instead(cell: dict[str, str]) -> str | None:
    if not cell.get("r"):
        return None
    if cell["t"] == "e":
        return cell.get("v") or "#ERROR"
    if "f" in cell and not cell.get("v") and "is" not in cell and cell["t"] != "str":
        return NEVER_CALCULATED  # one of type str that shows nothing was calculated: to an empty text
    return None
