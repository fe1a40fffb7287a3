"""The child process: one file in, one JSON line a row out.

Run as a script by `data.reading.sandbox`, never imported by the server: a reader may abort the process it runs in.
The first line of the output is `{"sheet": name}` for each sheet, followed by its rows as arrays. A cell is null or a
string whose first letter says what it is: `t` text, `n` number, `d` date, `b` truth value, `e` error.
"""

import csv
import io
import itertools
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO
from xml.parsers import expat

CELL_LIMIT = 30_000_000
DELIMITERS = ",;\t|"
WIDEST = 2**14  # columns of a sheet
LARGEST_EXACT = 2**53  # below it every whole number is exact in the double that a workbook stores

Addresses = dict[tuple[int, int], str]


class Unreadable(Exception):
    """A fault in the file that its owner can mend, as a JSON object for the parent."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.report = {"code": code, **details}


def main(path: str, kind: str, out: str) -> int:
    """Write the file's rows to `out`; 0 when done, 3 when the file's fault is reported there instead."""
    with Path(out).open("w", encoding="utf-8") as lines:
        try:
            _write(lines, workbook(path) if kind == "xlsx" else delimited(path))
        except Unreadable as fault:
            return _report(lines, fault)
        except MemoryError:
            return _report(lines, Unreadable("memory"))
    return 0


def _report(lines: TextIO, fault: Unreadable) -> int:
    lines.seek(0)
    lines.truncate()
    lines.write(json.dumps({"fault": fault.report}))
    return 3


def _write(lines: TextIO, items: Iterator[Any]) -> None:
    cells = 0
    for item in items:
        cells += len(item) if isinstance(item, list) else 0
        if cells > CELL_LIMIT:
            raise Unreadable("cells", limit=CELL_LIMIT)
        lines.write(json.dumps(item, ensure_ascii=False, separators=(",", ":")))
        lines.write("\n")


def workbook(path: str) -> Iterator[Any]:
    """Sheet names and rows of an .xlsx workbook, cells as tagged text."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415  the parent never loads it

    errors = _valueless_cells(path)
    with Path(path).open("rb") as stream:
        book = CalamineWorkbook.from_filelike(stream)
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            yield {"sheet": meta.name}
            sheet = book.get_sheet_by_index(index)
            yield from _sheet_rows(sheet, errors.get(meta.name, {}))


def _sheet_rows(sheet: Any, errors: Addresses) -> Iterator[list[str | None]]:
    rows, columns = (last + 1 for last in sheet.end or (-1, -1))
    if rows * columns > CELL_LIMIT:
        raise Unreadable("area", sheet=sheet.name, rows=rows, columns=columns)
    found = sheet.to_python(skip_empty_area=False)
    beyond = max((row for row, _ in errors), default=0) - len(found)  # a reader's sheet ends with its last value
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), shown in errors.items():
        by_row.setdefault(row, {})[column] = shown
    for number, values in enumerate(itertools.chain(found, itertools.repeat([], max(beyond, 0))), 1):
        cells = [tagged(value) for value in values]
        for column, shown in by_row.get(number, {}).items():
            cells += [None] * (column - len(cells))
            cells[column - 1] = "e" + shown
        yield cells


def tagged(value: object) -> str | None:
    """One cell's value as tagged text; a number keeps its shortest exact digits."""
    if value == "" or value is None:
        return None
    if isinstance(value, bool):
        return "b1" if value else "b0"
    if isinstance(value, int | float):
        whole = abs(value) < LARGEST_EXACT and value == int(value)
        return "n" + repr(int(value) if whole else value)
    if isinstance(value, datetime):
        return "d" + value.date().isoformat()
    if isinstance(value, date):
        return "d" + value.isoformat()
    return "t" + str(value)


def _valueless_cells(path: str) -> dict[str, Addresses]:
    """Error cells and formulas never calculated, by sheet name: a reader shows both as if they were blank."""
    found: dict[str, Addresses] = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in _sheet_parts(archive).items():
            content = archive.read(part)
            _refuse_far_corner(name, content)
            if b't="e"' in content or re.search(rb"<(\w+:)?f[ >/]", content):
                found[name] = _scan_cells(content)
    return found


def _refuse_far_corner(sheet: str, content: bytes) -> None:
    """Refuse a sheet whose bounding box is too large: a reader aborts where it cannot hold all of the box."""
    last = re.match(rb"\d+", content[content.rfind(b'row r="') + 7 :][:9])
    rows = int(last[0]) if last else 0
    if rows * WIDEST <= CELL_LIMIT:
        return
    letters = {match[1].decode() for match in re.finditer(rb' r="([A-Z]{2,3})\d', content)}
    columns = max((_row_and_column(f"{letter}1")[1] for letter in letters), default=1)
    if rows * columns > CELL_LIMIT:
        raise Unreadable("area", sheet=sheet, rows=rows, columns=columns)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The archive member that holds each sheet, by the sheet's name."""
    names = {name.lower().lstrip("/"): name for name in archive.namelist()}
    rels = names.get("xl/_rels/workbook.xml.rels")
    if rels is None:
        return {}
    targets = {a["Id"]: a["Target"] for tag, a in _elements(archive.read(rels)) if tag == "Relationship"}
    parts = {}
    for tag, attributes in _elements(archive.read(names["xl/workbook.xml"])):
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), None)
        if tag == "sheet" and relation in targets:
            target = targets[relation].lower()
            full = target.lstrip("/") if target.startswith("/") else "xl/" + target
            if full in names:
                parts[attributes["name"]] = names[full]
    return parts


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    elements: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: elements.append((tag.split(":")[-1], attributes))
    parser.Parse(content, True)
    return elements


def _scan_cells(content: bytes) -> Addresses:
    """Addresses of the cells without a value in one sheet's XML, with what they show."""
    found: Addresses = {}
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
            found[_row_and_column(cell["r"])] = shown

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
        return "a formula never calculated"  # one of type str that shows nothing was calculated: to an empty text
    return None


def _row_and_column(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
    return int(address[len(letters) :]), column


def delimited(path: str) -> Iterator[Any]:
    """The rows of a delimited text file as one sheet, every cell text."""
    text, encoding = decoded(Path(path).read_bytes())
    delimiter = delimiter_of(text)
    yield {"sheet": "", "encoding": encoding}
    width, number = None, 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            width = width or (len(row) if any(row) else None)
            if any(row) and len(row) != width:
                raise Unreadable("ragged", row=number, found=len(row), expected=width)
            yield ["t" + value if value else None for value in row]
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


if __name__ == "__main__":
    csv.field_size_limit(1_000_000)
    sys.exit(main(*sys.argv[1:]))
