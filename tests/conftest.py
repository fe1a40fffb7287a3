"""What all tests share: folders of their own, real inputs where they are at hand, small workbooks."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from filelock import FileLock
from hypothesis import settings

import cli
from data import intake
from data.store import Store

settings.register_profile("shared", deadline=None)  # a busy machine is slow, and no test is about its speed
settings.load_profile("shared")

HOME = Path(__file__).resolve().parent.parent
REAL = HOME.parent / "shared" / "data"
WORKSPACE = "workspace.sqlite"


def real_input(name):
    """The path of a real spreadsheet, or a skip that says that it is not at hand."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"the real input {name} is not at hand")
    return path


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on a store of its own; gives its exit code and its JSON. Its `folder` is the store's."""

    def command(*arguments):
        code = cli.main([*map(str, arguments), "--store", str(tmp_path / "store"), "--json"])
        return code, json.loads(capsys.readouterr().out)

    command.folder = tmp_path / "store"
    return command


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory, worker_id):
    """A store's folder that holds the sample portfolio, loaded once for all workers; not to be changed."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "sample"
    with FileLock(f"{folder}.lock"):
        if not (folder / "loaded").exists():
            (folder / "workbooks").mkdir(parents=True)
            intake.load_sample(Store(folder / "store"), folder / "workbooks")
            (folder / "loaded").touch()
    return folder


@pytest.fixture
def own_sample(sample_folder, tmp_path):
    """A store with the sample that a test may write beside.

    The shared workspace is backed up, not copied: other workers open and close it, and its log comes and goes.
    """
    shared, own = sample_folder / "store", tmp_path / "own"
    shutil.copytree(shared, own, ignore=shutil.ignore_patterns(f"{WORKSPACE}*"))
    if (shared / WORKSPACE).exists():
        with closing(sqlite3.connect(shared / WORKSPACE)) as theirs, closing(sqlite3.connect(own / WORKSPACE)) as copy:
            theirs.backup(copy)
    return own


def rows_of(sheet):
    """The rows of a sheet as lists, without the blank cells at their ends."""
    rows = [sheet.row(number) for number in range(1, sheet.height + 1)]
    return [row[: max((n for n, value in enumerate(row, 1) if value is not None), default=0)] for row in rows]


def write_workbook(path, sheets):
    """An .xlsx file with the given rows by sheet name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


HEADINGS = ["Product", "Month", "Revenue", "Variable cost", "Investment"]
TWO_PRODUCTS = [
    HEADINGS,
    ["Widget", date(2026, 1, 1), 300, 100, 100],
    ["Gadget", date(2026, 1, 1), 120, 60, 50],
]


@pytest.fixture
def finance_workbook(tmp_path):
    return write_workbook(tmp_path / "finance.xlsx", {"P&L": TWO_PRODUCTS})
