"""Parsing in child processes with limits of memory, processor and wall time, killed from outside.

A crafted file of 3 KB can abort a reader together with its process, so the server never imports one.
Memory and processor time are limited where the operating system can (not on Windows); wall time is everywhere.
"""

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.problems import Place, Refused, refuse
from data.progress import Tell, untold
from data.reading import assembled
from data.reading.container import MEGABYTE, SAVE_AS, Format, damaged, encrypted
from data.reading.formats.parsed import LARGE, Unreadable
from data.reading.grid import Workbook

POLL_SECONDS, TELL_SECONDS = 0.01, 0.25
MOST_SHARES = 4
HOME = Path(__file__).resolve().parents[2]

FAULTS = {
    "encoding": ("bytes that are not text", "UTF-8 text", "Save it as UTF-8."),
    "memory": (
        "a file that takes too much memory to read",
        "a smaller file",
        "Save only the sheets that hold figures.",
    ),
    "order": ("rows that are not in their order", "rows from the first to the last", SAVE_AS),
    "cells": ("more than 30 million cells", "a smaller file", SAVE_AS),
}


@dataclass(frozen=True)
class Limits:
    """What one parse may use."""

    seconds: int = 120
    memory: int = 4096 * MEGABYTE


def parse(path: Path, file: str, kind: Format, limits: Limits | None = None, tell: Tell = untold) -> Workbook:
    """The workbook at `path`, called `file` by its owner, read by child processes, which end where `tell` raises.

    A large .xlsx is read by as many as there are processors, up to four, each of them with `limits`.

    Raises
    ------
    Refused
        The file is damaged, too large for `limits`, or text that is not one table.
    """
    job, shares = _Job(path, file, kind, limits or Limits(), tell), _shares(path, kind)
    try:
        return job.read(shares)
    except Refused as refused:
        if shares == 1 or refused.problems[0].code in {"time", "room"}:
            raise
    return job.read(1)  # what is wrong is said of the whole file


def _shares(path: Path, kind: Format) -> int:
    """In how many shares a file is read: more than one pays only where there is much to parse."""
    if kind is not Format.XLSX:
        return 1
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = (member for member in archive.infolist() if "worksheets/" in member.filename.lower())
            largest = max((sheet.file_size for sheet in sheets), default=0)
    except zipfile.BadZipFile:
        return 1  # the parser finds that too, and says so
    return min(os.cpu_count() or 1, MOST_SHARES) if largest > LARGE else 1


@dataclass(frozen=True)
class _Job:
    """One file to read, and how its children are to be held."""

    path: Path
    file: str
    kind: Format
    limits: Limits
    tell: Tell

    def read(self, shares: int) -> Workbook:
        """The workbook, read by as many children as there are shares."""
        with tempfile.TemporaryDirectory(prefix="reallot-parse-") as folder:
            outs = [Path(folder) / str(share) for share in range(1, shares + 1)]
            try:
                for out, code in zip(outs, self._run(outs), strict=True):
                    self._refuse_failed(code, out)
                return assembled.workbook(outs, self.file)
            except Unreadable as fault:
                raise _fault(fault.report, self.file) from fault

    def _run(self, outs: list[Path]) -> list[int | None]:
        """Each child's exit code, or None where they had to be killed for taking too long."""
        children = []
        try:
            for share, out in enumerate(outs, 1):
                out.mkdir()
                children.append(self._start(out, share, len(outs)))
            return self._ended(children, outs)
        finally:
            for child in children:
                child.kill()
                child.wait()

    def _start(self, out: Path, share: int, of: int) -> "subprocess.Popen[bytes]":
        arguments = [str(self.path.resolve()), str(self.kind), str(out), str(share), str(of)]
        return subprocess.Popen(
            [sys.executable, "-m", "data.reading.formats.child", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=HOME,
            preexec_fn=_limiter(self.limits),  # noqa: PLW1509  it only calls setrlimit
        )

    def _ended(self, children: "list[subprocess.Popen[bytes]]", outs: list[Path]) -> list[int | None]:
        """The exit codes once all are done or one has failed; how many rows are read is told meanwhile."""
        end, told = time.monotonic() + self.limits.seconds, 0.0
        while (now := time.monotonic()) < end:
            codes = [child.poll() for child in children]
            if any(codes) or None not in codes:
                return [code or 0 for code in codes]
            if now > told + TELL_SECONDS:
                self.tell("Reading the cells", sum(map(_rows_read, outs)))
                told = now
            time.sleep(POLL_SECONDS)
        return [None for _ in children]

    def _refuse_failed(self, code: int | None, out: Path) -> None:
        """Refuse a file over which a child ended with `code`, None where it had to be killed."""
        match code:
            case 0:
                return
            case 3:
                raise _fault(assembled.report(out)["fault"], self.file)
            case 4:
                found = "too little to read the file"
                raise refuse("room", Place(self.file), found, "free disk space", "Free some space, then try again.")
            case None:
                remedy = "Save only the sheets that hold figures, without formulas."
                found = f"a file that takes over {self.limits.seconds} s to read"
                raise refuse("time", Place(self.file), found, "a smaller file", remedy)
        raise damaged(self.file)


def _rows_read(out: Path) -> int:
    rows = out / "rows"
    return int(rows.read_text(encoding="ascii") or 0) if rows.exists() else 0


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
        case "ragged" | "quoting" | "mixed":
            return _text_fault(report, file)
        case "encrypted":
            return encrypted(file)
        case "area":
            found = f"a sheet of {report['rows']:,} rows by {report['columns']:,} columns"
            remedy = "Delete the stray value in its far corner."
            return refuse("area", Place(file, str(report["sheet"])), found, "a smaller table", remedy)
        case "columns":
            found, most = f"{report['columns']:,} columns", f"at most {report['limit']:,} columns"
            remedy = "Write periods or names as rows, or delete what stands far to the right."
            return refuse("columns", Place(file, str(report["sheet"])), found, most, remedy)
    found, expected, remedy = FAULTS[str(report["code"])]
    return refuse(str(report["code"]), Place(file), found, expected, remedy)


def _text_fault(report: dict[str, object], file: str) -> Refused:
    """The refusal of a text of which a row does not fit the others."""
    place = Place(file, file, _int(report["row"]))
    if report["code"] == "ragged":
        found, expected = f"{report['found']} columns", f"{report['expected']} columns as in the rows above"
        return refuse("ragged", place, found, expected, "A value with the delimiter in it needs quotes.")
    if report["code"] == "quoting":
        return refuse("quoting", place, "a quote that does not close", "text in whole quotes", "Correct it.")
    found = f"text that is not UTF-8, while row {report['other']} is"
    return refuse("mixed", place, found, "one encoding", "Export it again as UTF-8.")


def _int(value: object) -> int:
    return int(str(value))
