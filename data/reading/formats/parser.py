"""What the child process does: one file in, one Arrow file a sheet out.

Never imported by the server: a reader may abort the process it runs in. Writes
`sheet-1.arrow` and so on, each sheet column one column of tagged text (`data.reading.cells`), and then
`workbook.json`: the sheets with what was noticed of each, or the fault for which nothing can be read. While it reads,
`rows` holds how many rows of the sheet are done. Of a large workbook several such processes read a share each.
"""

import errno
import gc
import importlib
import itertools
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

from data.reading.cell import tagged
from data.reading.formats.parsed import CELL_LIMIT, Parsed, Unreadable

BATCH = 16_384
FEW = 2_000  # rows for which whole columns do not pay


def main(path: str, kind: str, folder: str, share: str, of: str) -> int:
    """Write the file's sheets into `folder`; 0 when done, 3 when the file's fault is reported there instead.

    Of a workbook that is read in several shares, only the rows of one; 4 when the disk is full.
    """
    gc.disable()  # a short life, millions of small lists and no cycles
    try:
        return _parse(_shared(path, Path(folder), int(share), int(of)), kind, Path(folder))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return 4


def _shared(path: str, folder: Path, share: int, of: int) -> str:
    """The path of the share that is to be read; the file itself where it is read whole."""
    if of == 1:
        return path
    from data.reading.formats import shares  # noqa: PLC0415  only large workbooks of one format need it

    written = folder / "share.xlsx"
    shares.write(path, written, share, of)
    return str(written)


def _parse(path: str, kind: str, folder: Path) -> int:
    try:
        sheets = importlib.import_module(f"data.reading.formats.{kind}").sheets(path)
        report: dict[str, object] = {"sheets": [_write(folder, n, sheet) for n, sheet in enumerate(sheets, 1)]}
    except Unreadable as fault:
        report = {"fault": fault.report}
    except MemoryError:
        report = {"fault": {"code": "memory"}}
    (folder / "workbook.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return 3 if "fault" in report else 0


def _write(folder: Path, number: int, sheet: Parsed) -> dict[str, Any]:
    """Write one sheet in batches of rows; its entry in the report."""
    schema = pa.schema([(f"column {n}", pa.string()) for n in range(1, sheet.width + 1)])
    with pa.ipc.new_file(str(folder / f"sheet-{number}.arrow"), schema) as out:
        cells = 0
        for columns in _batches(sheet):
            cells += len(columns[0]) * sheet.width
            if cells > CELL_LIMIT:
                raise Unreadable("cells", limit=CELL_LIMIT)
            out.write_batch(pa.record_batch(columns, schema=schema))
            (folder / "rows").write_text(str(cells // sheet.width), encoding="ascii")
    marks = asdict(sheet.marks)
    del marks["valueless"]  # they are cells by now
    said = {"first_row": sheet.first_row, "notes": sheet.notes, "encodings": sheet.encodings}
    return {"sheet": sheet.name, "marks": marks, **said}


def _batches(sheet: Parsed) -> Iterator[list[pa.Array]]:
    """The columns of a sheet as tagged text, some rows at a time."""
    for texts in sheet.texts:
        yield [_cells().text_cells(column) for column in texts]
    while rows := list(itertools.islice(sheet.rows, BATCH)):
        encoded = _cells().encoded if len(rows) > FEW else _one_by_one
        yield [encoded(list(column)) for column in zip(*rows, strict=True)]


def _one_by_one(values: list[object]) -> pa.Array:
    return pa.array(map(tagged, values), pa.string())


def _cells() -> ModuleType:
    """What tags whole columns; it loads Arrow's functions, which takes longer than to read most files."""
    return importlib.import_module("data.reading.cells")
