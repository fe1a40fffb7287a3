"""What those who mend Reallot need to know of an error, without a figure or a name of the company's.

Of the file its shape and the types of its cells; of the error where in the program it arose. What the error itself says
may quote the file, so that only words of the store's own schema are kept of it.
"""

import platform
import re
import tomllib
import traceback
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc

from data.reading.grid import Sheet, Workbook
from data.shape import SCHEMA, SCHEMA_VERSION

HOME = Path(__file__).resolve().parents[1]
LIBRARIES = ("duckdb", "pyarrow", "pandas", "numpy", "streamlit", "python-calamine")
KINDS = {"t": "text", "n": "number", "d": "date", "b": "truth value", "e": "error"}
MOST_COLUMNS = 200  # of a sheet
LONGEST = 2_000  # of what an error says


def text(ending: str, workbook: Workbook | None, error: BaseException) -> str:
    """The report: versions, the layout of a file by its name's ending, the error."""
    return "\n".join((*_versions(), "", *_layout(ending, workbook), "", *_errors(error), ""))


def _versions() -> Iterator[str]:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    yield f"Reallot {project['version']}, schema {SCHEMA_VERSION}"
    yield f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)


def _layout(ending: str, workbook: Workbook | None) -> Iterator[str]:
    known = ending.lower() if re.fullmatch(r"\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv|txt)", ending.lower()) else "another"
    if workbook is None:
        yield f"File: ending {known}, not read yet"
        return
    yield f"File: ending {known}, {len(workbook.sheets):,} sheets, notes: {', '.join(workbook.notes) or 'none'}"
    for number, sheet in enumerate(workbook.sheets, 1):
        yield f"Sheet {number}: {sheet.height:,} rows, {sheet.width:,} columns"
        yield from _columns(sheet)


def _columns(sheet: Sheet) -> Iterator[str]:
    """How many cells of each type a column holds."""
    for number, column in enumerate(sheet.columns[:MOST_COLUMNS], 1):
        cells = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        tags = pc.value_counts(pc.utf8_slice_codeunits(cells.drop_null(), 0, 1)).to_pylist()
        counts = {KINDS[each["values"]]: each["counts"] for each in tags} | {"blank": cells.null_count}
        yield f"  column {number}: {', '.join(f'{count:,} {kind}' for kind, count in counts.items() if count)}"


def _errors(error: BaseException) -> Iterator[str]:
    """An error with those that led to it, the first one first."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _errors(cause)
        yield "which led to"
    yield "Traceback, the innermost call last:"
    yield from _frames(error.__traceback__)
    yield f"{type(error).__name__}: {_own_words(str(error))}"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f"  {_shortened(frame.filename)}:{frame.lineno} in {frame.name}"


def _shortened(filename: str) -> str:
    """A file of the program by its place in the project; one of a library by its place among the libraries.

    >>> _shortened(str(HOME / "data" / "load.py")), _shortened("/home/ada/lib/site-packages/pandas/core/base.py")
    ('data/load.py', 'pandas/core/base.py')
    >>> _shortened("/home/ada/python3.11/decimal.py")
    'decimal.py'
    """
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return path.relative_to(HOME).as_posix() if path.is_relative_to(HOME) else path.name


def _own_words(said: str) -> str:
    """What an error says, in words of the store's schema alone.

    >>> _own_words("NOT NULL constraint failed: finance.product is NULL for 'Acme', 12.50")
    'NOT NULL … …: finance.product is NULL … …, ….…'
    """
    schema = re.sub(r"--.*", "", SCHEMA.read_text(encoding="utf-8")).casefold()
    known = set(re.findall(r"[a-z_]+", schema))
    kept = re.sub(r"\w+", lambda word: word[0] if word[0].casefold() in known else "…", said[:LONGEST])
    return re.sub(r"[^\w\s.,:()…]+", "", kept)
