"""Parsing in a child process with limits of memory, processor and wall time, killed from outside.

A crafted file of 3 KB can abort a reader together with its process, so the server never imports one.
Memory and processor time are limited where the operating system can (not on Windows); wall time is everywhere.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from data.problems import Place, Refused, refuse
from data.progress import Tell, untold
from data.reading.container import MEGABYTE, SAVE_AS, Format, damaged, encrypted
from data.reading.grid import Area, Hints, Sheet, Workbook

POLL_SECONDS = 0.25
HOME = Path(__file__).resolve().parents[2]

FAULTS = {
    "encoding": ("bytes that are no text", "UTF-8 text", "Save it as UTF-8."),
    "memory": ("a file that takes too much memory to read", "a smaller one", "Save only the sheets that hold figures."),
    "cells": ("more than 30 million cells", "a smaller file", SAVE_AS),
}


@dataclass(frozen=True)
class Limits:
    """What one parse may use."""

    seconds: int = 120
    memory: int = 4096 * MEGABYTE


def parse(path: Path, file: str, kind: Format, limits: Limits | None = None, tell: Tell = untold) -> Workbook:
    """The workbook at `path`, called `file` by its owner, read by a child process, which ends where `tell` raises.

    Raises
    ------
    Refused
        The file is damaged, too large for `limits`, or text that is not one table.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="reallot-parse-") as folder:
        out = Path(folder)
        code = _run(path, kind, out, limits, tell)
        if code is None:
            remedy = "Save only the sheets that hold figures, without formulas."
            found = f"a file that takes over {limits.seconds} s to read"
            raise refuse("time", Place(file), found, "a smaller one", remedy)
        if code == 3:
            raise _fault(_report(out)["fault"], file)
        if code != 0:
            raise damaged(file)
        return _workbook(out, file)


def _run(path: Path, kind: Format, out: Path, limits: Limits, tell: Tell) -> int | None:
    """The child's exit code, or None where it had to be killed for taking too long."""
    command = [sys.executable, "-m", "data.reading.formats.parser", str(path.resolve()), str(kind), str(out)]
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=HOME,
        preexec_fn=_limiter(limits),  # noqa: PLW1509  it only calls setrlimit
    )
    try:
        return _ended(child, out, limits, tell)
    finally:
        child.kill()
        child.wait()


def _ended(child: subprocess.Popen[bytes], out: Path, limits: Limits, tell: Tell) -> int | None:
    """The exit code of the child, or None after its time; how many rows it has read is told meanwhile."""
    end = time.monotonic() + limits.seconds
    while time.monotonic() < end:
        try:
            return child.wait(POLL_SECONDS)
        except subprocess.TimeoutExpired:
            rows = out / "rows"
            tell("Reading the cells", int(rows.read_text(encoding="ascii") or 0) if rows.exists() else 0)
    return None


def _limiter(limits: Limits) -> Callable[[], None] | None:
    """What the child does to itself before it starts, or None on Windows."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415  there is none on Windows

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        seconds = limits.seconds + 1  # after the wall time, which alone is reported as time
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return limit


def _fault(report: dict[str, object], file: str) -> Refused:
    """The refusal for a fault that the parser named."""
    match report["code"]:
        case "ragged":
            place, found = Place(file, file, _int(report["row"])), f"{report['found']} columns"
            expected = f"{report['expected']} as in the rows above"
            return refuse("ragged", place, found, expected, "A value with the delimiter in it needs quotes.")
        case "quoting":
            place = Place(file, file, _int(report["row"]))
            return refuse("quoting", place, "a quote that does not close", "text in whole quotes", "Mend it.")
        case "encrypted":
            return encrypted(file)
        case "area":
            found = f"a sheet of {report['rows']:,} rows by {report['columns']:,} columns"
            remedy = "Delete the stray value in its far corner."
            return refuse("area", Place(file, str(report["sheet"])), found, "a smaller table", remedy)
    found, expected, remedy = FAULTS[str(report["code"])]
    return refuse(str(report["code"]), Place(file), found, expected, remedy)


def _int(value: object) -> int:
    return int(str(value))


def _report(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "workbook.json").read_text(encoding="utf-8"))
    return report


def _workbook(folder: Path, file: str) -> Workbook:
    entries = _report(folder)["sheets"]
    sheets = [
        Sheet(
            entry["sheet"] or Path(file).stem, _columns(folder / f"sheet-{number}.arrow"), _hints(entry["marks"])
        ).with_merged_labels()
        for number, entry in enumerate(entries, 1)
    ]
    codes = dict.fromkeys(code for entry in entries for code in entry["notes"])
    return Workbook(file, sheets, tuple(codes))


def _hints(marks: dict[str, Any]) -> Hints:
    return Hints(
        tuple(Area(*area) for area in marks["merges"]),
        tuple(marks["hidden_rows"]),
        tuple(marks["hidden_columns"]),
        {int(column): tuple(units) for column, units in marks["units"].items()},
        marks["hidden"],
    )


def _columns(path: Path) -> tuple[pa.ChunkedArray, ...]:
    return tuple(pa.ipc.open_file(pa.py_buffer(path.read_bytes())).read_all().columns)
