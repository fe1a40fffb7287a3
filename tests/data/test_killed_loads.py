"""kill -9 in the middle of a load, twenty times at random moments: the store holds all of an upload or none of it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date

import pytest

from data import check
from data.store import Store
from tests.conftest import HEADINGS, HOME, write_workbook
from tests.data import factories
from tests.data.factories import revenue

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]

KILLS = 20
EARLY = 6  # of them before the next generation is begun: while Python starts, and while the file is read
PRODUCTS, MONTHS = 400, 24
ONE_UPLOAD = {f"Product {n}": MONTHS * (300.0 + n) for n in range(PRODUCTS)}
BOTH_UPLOADS = {product: 2 * amount for product, amount in ONE_UPLOAD.items()}


def workbook(path, first_year):
    months = [date(first_year + n // 12, n % 12 + 1, 1) for n in range(MONTHS)]
    rows = [[f"Product {n}", month, 300 + n, 100, 50] for n in range(PRODUCTS) for month in months]
    return write_workbook(path, {"P&L": [HEADINGS, *rows]})


def start(store, path):
    command = [sys.executable, "cli.py", "load", str(path), "--store", str(store.folder)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=HOME, stdout=quiet, stderr=quiet, start_new_session=True)


def building(store):
    return any(store.folder.glob("building.duckdb*"))


def wait_for_the_draft(store, child):
    """Wait until a load has begun the next generation, or has ended."""
    while child.poll() is None and not building(store):
        time.sleep(0.001)


def undisturbed(store, path):
    """How long a load takes until it begins the next generation, and from there to its end, in seconds."""
    began, child = time.monotonic(), start(store, path)
    wait_for_the_draft(store, child)
    drafted = time.monotonic()
    assert child.wait(120) == 0
    return drafted - began, time.monotonic() - drafted


def kill(child):
    """Kill a load and all its children; whether it was still running."""
    running = child.poll() is None
    if running:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    return running


def copy(store, folder):
    return Store(shutil.copytree(store.folder, folder))


def moments(seconds, chance):
    """For each kill whether it waits for the draft, and how long after that it comes: spread, and random within."""
    for late, count in ((False, EARLY), (True, KILLS - EARLY)):
        yield from ((late, seconds[late] * (n + chance.random()) / count) for n in range(count))


def killed(store, path, late, seconds):
    """Kill one load; how far it had come."""
    child = start(store, path)
    if late:
        wait_for_the_draft(store, child)
    time.sleep(seconds)
    if not kill(child):
        return "ended"
    return "building" if building(store) else "published" if store.version == 2 else "preparing"


def assert_all_or_none(store):
    assert check.faults(store) == []
    assert revenue(store) == (ONE_UPLOAD if store.version == 1 else BOTH_UPLOADS)


def assert_loads_whole(store, path):
    """The next load of the same file goes into the same feed, asks nothing, and leaves no scraps."""
    report = factories.load(store, path)
    assert (report["feed"], store.version, revenue(store)) == ("first", 2, BOTH_UPLOADS)
    assert check.faults(store) == []
    assert (building(store), len(list(store.originals.iterdir()))) == (False, 2)


def test_a_load_killed_at_any_moment_leaves_all_of_the_upload_or_none_of_it(tmp_path):
    whole, chance, reached = Store(tmp_path / "store"), random.Random(11), Counter()
    first, second = workbook(tmp_path / "first.xlsx", 2022), workbook(tmp_path / "second.xlsx", 2024)
    factories.load(whole, first)
    seconds = undisturbed(copy(whole, tmp_path / "undisturbed"), second)
    for n, (late, moment) in enumerate(moments(seconds, chance)):
        store = copy(whole, tmp_path / f"killed {n}")
        reached[killed(store, second, late, moment)] += 1
        assert_all_or_none(store)
        assert_loads_whole(store, second)
    assert reached["building"] >= 2, reached
    assert reached["preparing"] + reached["building"] + reached["published"] >= KILLS / 2, reached
