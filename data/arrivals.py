"""Folders for uploaded files on their way in; those that nobody came back for are deleted after a day."""

import shutil
import tempfile
import time
from pathlib import Path

_FOLDER = "reallot-upload-"
ABANDONED_SECONDS = 24 * 3600


def folder() -> Path:
    """A new folder, for one file."""
    return Path(tempfile.mkdtemp(prefix=_FOLDER))


def forget(path: Path) -> None:
    """Delete the folder of a file."""
    shutil.rmtree(path.parent, ignore_errors=True)


def forget_abandoned() -> None:
    """Delete what sessions left that ended without a word."""
    for found in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        if found.stat().st_mtime < time.time() - ABANDONED_SECONDS:
            shutil.rmtree(found, ignore_errors=True)
