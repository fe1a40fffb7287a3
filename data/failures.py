"""The one place where an error of Reallot's own, on a file's way into the store, becomes a sentence and a report.

Everything that opens, reads or loads a file runs inside `watched`, with a screen and without.
"""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from data import bug_report
from data.problems import Failed, ReallotError
from data.reading.grid import Workbook
from data.store import Store

FOLDER = "failures"
_LOG = logging.getLogger("reallot.failures")


@dataclass
class Watched:
    """A file on its way in: what its owner calls it, and its cells once they are there."""

    name: str
    workbook: Workbook | None = None


@contextmanager
def watched(store: Store, name: str, workbook: Workbook | None = None) -> Iterator[Watched]:
    """A file on its way into a store; what is said to its owner in words goes on as it is.

    Raises
    ------
    Failed
        Anything else went wrong.
    """
    file, before = Watched(name, workbook), store.version
    try:
        yield file
    except ReallotError:
        raise
    except Exception as error:
        raise _failed(store, file, before, error) from error


def _failed(store: Store, file: Watched, before: int, error: Exception) -> Failed:
    report = bug_report.text(Path(file.name).suffix, file.workbook, error)
    path = _kept(store.folder, report)
    _LOG.error("%s while loading, see %s", type(error).__name__, path, exc_info=error)
    return Failed(f"{file.name} {_became(before, store.version, error)}. {_remedy(path)}", report, path)


def _became(before: int, after: int, error: Exception) -> str:
    """What happened, and to the store."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "an error of Reallot's own"
    if before == after:
        return f"was not loaded because of {reason}; the store is as it was"
    return f"ended in {reason}; the store went from version {before} to {after} meanwhile, see its history"


def _remedy(path: Path | None) -> str:
    if path is None:
        return "Please report it with the steps that led to it; no report could be written."
    return f"Please send the report {path} to those who mend Reallot: it holds no figure and no name of yours."


def _kept(store: Path, report: str) -> Path | None:
    """The report written beside the store, else among the temporary files; None where neither can be written."""
    for folder in (store / FOLDER, Path(tempfile.gettempdir())):
        path = folder / f"reallot-{uuid4().hex[:8]}.txt"
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(report, encoding="utf-8")
            return path
    return None
