"""kill -9 in the middle of a load, twenty times at random moments: the store holds all of an upload or none of it."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from data import check, numbers
from data.store import Store
from tests.conftest import HEADINGS, HOME, write_workbook

pytestmark = pytest.mark.slow

KILLS = 20
PRODUCTS, MONTHS = 400, 24


def workbook(path, first_year):
    months = [date(first_year + n // 12, n % 12 + 1, 1) for n in range(MONTHS)]
    rows = [[f"Product {n}", month, 300, 100, 50] for n in range(PRODUCTS) for month in months]
    return write_workbook(path, {"P&L": [HEADINGS, *rows]})


def start(store, path):
    command = [sys.executable, "cli.py", "load", str(path), "--store", str(store.folder), "--feed", "P&L"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=HOME, stdout=quiet, stderr=quiet, start_new_session=True)


def loaded(store, path):
    """How long an undisturbed load takes, in seconds."""
    began = time.monotonic()
    assert start(store, path).wait(120) == 0
    return time.monotonic() - began


def kill_after(child, seconds):
    """Kill a load and all its children after so many seconds; whether it was still running."""
    time.sleep(seconds)
    running = child.poll() is None
    if running:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    return running


def facts(store):
    """What the store holds: its version, and the rows of each upload that counts."""
    return store.version, {row["upload_id"]: row["loaded_rows"] for row in numbers.history(store)}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_load_killed_at_any_moment_leaves_all_of_the_upload_or_none_of_it(tmp_path):
    store, chance = Store(tmp_path / "store"), random.Random(11)
    first, second = workbook(tmp_path / "first.xlsx", 2022), workbook(tmp_path / "second.xlsx", 2024)
    seconds = loaded(store, first)
    before, rows = facts(store), PRODUCTS * MONTHS
    cut_short = 0
    for n in range(KILLS):
        cut_short += kill_after(start(store, second), seconds * (n + chance.random()) / KILLS)
        assert check.faults(store) == []
        if facts(store) != before:
            assert facts(store) == (before[0] + 1, {1: rows, 2: rows})
            _forget_the_second(store, before)
    assert cut_short >= KILLS / 2
    loaded(store, second)
    assert facts(store) == (before[0] + 1, {1: rows, 2: rows})


def _forget_the_second(store, before):
    """Put the pointer back, as if the upload had not been, for the next kill."""
    name = Path(store.path(before[0])).name
    (store.folder / "CURRENT").write_text(f"{name}\n", encoding="ascii")
    assert facts(store) == before
