"""What parsing processes hand over becomes one workbook: each sheet whole, from the shares of its rows."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from data.reading.formats.parsed import Unreadable, refuse_large
from data.reading.grid import Area, Hints, Sheet, Workbook


@dataclass(frozen=True)
class Part:
    """One share of a sheet: what its process says of it, and its columns from `first_row` on."""

    entry: dict[str, Any]
    columns: tuple[pa.ChunkedArray, ...]

    @property
    def first_row(self) -> int:
        return int(self.entry["first_row"])

    @property
    def last_row(self) -> int:
        """The last row that holds something, 0 where none does."""
        count = len(self.columns[0]) if self.columns else 0
        return self.first_row - 1 + count if count else 0


def workbook(folders: list[Path], file: str) -> Workbook:
    """The workbook whose shares were written into `folders`, in the order of their rows.

    Raises
    ------
    Unreadable
        Together the shares of a sheet have too many cells, or its rows are in no order that shares could keep.
    """
    entries = [report(folder)["sheets"] for folder in folders]
    sheets: list[Sheet] = []
    for number, shares in enumerate(zip(*entries, strict=True), 1):
        paths = (folder / f"sheet-{number}.arrow" for folder in folders)
        parts = [Part(entry, _columns(path)) for entry, path in zip(shares, paths, strict=True)]
        sheets.append(_sheet(parts[0].entry["sheet"] or Path(file).stem, parts).with_merged_labels())
    notes = dict.fromkeys(note for shares in entries for entry in shares for note in entry["notes"])
    encodings = next((tuple(entry["encodings"]) for shares in entries for entry in shares if entry["encodings"]), ())
    return Workbook(file, sheets, tuple(notes), encodings)


def report(folder: Path) -> dict[str, Any]:
    """What a process says of the sheets, or the fault for which nothing can be read."""
    found: dict[str, Any] = json.loads((folder / "workbook.json").read_text(encoding="utf-8"))
    return found


def _sheet(name: str, parts: list[Part]) -> Sheet:
    """One sheet, blank where no share has anything."""
    width = max(len(part.columns) for part in parts)
    refuse_large(name, max(part.last_row for part in parts), width)
    columns: list[list[pa.Array]] = [[] for _ in range(width)]
    height = 0
    for part in parts:
        if part.last_row:
            if part.first_row <= height:
                raise Unreadable("order")
            above = pa.nulls(part.first_row - 1 - height, pa.string())
            beside = pa.chunked_array([pa.nulls(part.last_row - part.first_row + 1, pa.string())])
            for number, chunks in enumerate(columns):
                chunks += [above, *(part.columns[number] if number < len(part.columns) else beside).chunks]
            height = part.last_row
    marks = [part.entry["marks"] for part in parts]
    return Sheet(name, tuple(pa.chunked_array(chunks, pa.string()) for chunks in columns), _hints(marks))


def _hints(marks: list[dict[str, Any]]) -> Hints:
    """What the shares of a sheet show beside values; what all of them show is said once."""
    units: dict[int, dict[str, None]] = {}
    for each in marks:
        for column, found in each["units"].items():
            units.setdefault(int(column), {}).update(dict.fromkeys(found))
    return Hints(
        tuple(Area(*area) for each in marks for area in each["merges"]),
        tuple(row for each in marks for row in each["hidden_rows"]),
        tuple(sorted({column for each in marks for column in each["hidden_columns"]})),
        {column: tuple(found) for column, found in units.items()},
        any(each["hidden"] for each in marks),
        short_rows=tuple(row for each in marks for row in each["short_rows"]),
    )


def _columns(path: Path) -> tuple[pa.ChunkedArray, ...]:
    return tuple(pa.ipc.open_file(pa.py_buffer(path.read_bytes())).read_all().columns)
