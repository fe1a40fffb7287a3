"""The child process: one file in, one Arrow file a sheet out.

Run by `data.reading.sandbox`, never imported by the server: a reader may abort the process it runs in. Writes
`sheet-1.arrow` and so on, each sheet column one column of tagged text (`data.reading.cells`), and then
`workbook.json`: the names of the sheets and what was noticed, or the fault for which nothing can be read.
"""

import csv
import io
import itertools
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pyarrow as pa

from data.reading.cells import CellError, encoded

BATCH = 16_384
CELL_LIMIT = 30_000_000
DELIMITERS = ",;\t|"
WIDEST = 2**14  # columns of a sheet

Addresses = dict[tuple[int, int], str]


@dataclass(frozen=True)
class Parsed:
    """One sheet while it is read: its rows are all of one width."""

    name: str
    width: int
    rows: Iterator[Any]
    encoding: str = ""


class Unreadable(Exception):
    """A fault in the file that its owner can mend, as a JSON object for the parent."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.report = {"code": code, **details}


def main(path: str, kind: str, folder: str) -> int:
    """Write the file's sheets into `folder`; 0 when done, 3 when the file's fault is reported there instead."""
    sheets = workbook(path) if kind == "xlsx" else delimited(path)
    try:
        report: dict[str, object] = {"sheets": [_write(Path(folder), n, sheet) for n, sheet in enumerate(sheets, 1)]}
    except Unreadable as fault:
        report = {"fault": fault.report}
    except MemoryError:
        report = {"fault": {"code": "memory"}}
    (Path(folder) / "workbook.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return 3 if "fault" in report else 0


def _write(folder: Path, number: int, sheet: Parsed) -> dict[str, str]:
    """Write one sheet in batches of rows; its entry in the report."""
    schema = pa.schema([(f"column {n}", pa.string()) for n in range(1, sheet.width + 1)])
    with pa.ipc.new_file(str(folder / f"sheet-{number}.arrow"), schema) as out:
        cells = 0
        while rows := list(itertools.islice(sheet.rows, BATCH)):
            cells += len(rows) * sheet.width
            if cells > CELL_LIMIT:
                raise Unreadable("cells", limit=CELL_LIMIT)
            columns = [encoded(list(column)) for column in zip(*rows, strict=True)]
            out.write_batch(pa.record_batch(columns, schema=schema))
    return {"sheet": sheet.name, "encoding": sheet.encoding}


def workbook(path: str) -> Iterator[Parsed]:
    """The sheets of an .xlsx workbook."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415  the parent never loads it

    errors = _valueless_cells(path)
    with Path(path).open("rb") as stream:
        book = CalamineWorkbook.from_filelike(stream)
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ == SheetTypeEnum.WorkSheet:
                yield _sheet(book.get_sheet_by_index(index), errors.get(meta.name, {}))


def _sheet(sheet: Any, errors: Addresses) -> Parsed:
    """One sheet from its first row and column, its cells without a value put back in."""
    rows, columns = (last + 1 for last in sheet.end or (-1, -1))
    if rows * columns > CELL_LIMIT:
        raise Unreadable("area", sheet=sheet.name, rows=rows, columns=columns)
    height = max([rows, *(row for row, _ in errors)])
    width = max([columns, *(column for _, column in errors)])
    by_row: dict[int, dict[int, CellError]] = {}
    for (row, column), shown in errors.items():
        by_row.setdefault(row, {})[column] = CellError(shown)
    return Parsed(sheet.name, width, _rows(sheet, height, width, by_row))


def _rows(sheet: Any, height: int, width: int, errors: dict[int, dict[int, CellError]]) -> Iterator[list[Any]]:
    left = [None] * (sheet.start[1] if sheet.start else 0)  # a reader leaves out empty columns, but not empty rows
    found = itertools.chain(sheet.iter_rows() if sheet.start else (), itertools.repeat([]))
    for number, values in zip(range(1, height + 1), found, strict=False):
        cells = [*left, *values]
        cells += [None] * (width - len(cells))
        for column, error in errors.get(number, {}).items():
            cells[column - 1] = error
        yield cells


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


def delimited(path: str) -> Iterator[Parsed]:
    """The rows of a delimited text file as one sheet, every cell text."""
    text, encoding = decoded(Path(path).read_bytes())
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    rows = _even_rows(lines)
    first = next(rows, [])
    yield Parsed("", len(first), itertools.chain([first], rows) if first else iter(()), encoding)


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


if __name__ == "__main__":
    csv.field_size_limit(1_000_000)
    sys.exit(main(*sys.argv[1:]))
