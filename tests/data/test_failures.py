"""An error of Reallot itself while a file is loaded: the store is as it was, and a report names nothing of the file."""

import errno
import re

import duckdb
import pytest

from data import check, failures, intake, load, numbers, tie_out
from data.problems import Failed
from data.reading import read
from data.store import Store
from tests.conftest import HOME
from tests.data import factories
from tests.data.factories import FEBRUARY, JANUARY, fingerprint, revenue, workbook

SAID = "Constraint Error: NOT NULL constraint failed: finance.product of Soap, 4711.25"


def fail(*_, **__):
    raise duckdb.ConstraintException(SAID)


WRITING = {
    "building the facts": (read, "read_table"),
    "writing the figures": (load.stored, "amounts"),
    "proving the totals": (tie_out, "insert"),
    "publishing the generation": (Store, "_publish"),
    "remembering the mapping": (load.Store, "keep_original"),
}


@pytest.fixture
def store(tmp_path):
    """A store with one file in it."""
    found = Store(tmp_path / "store")
    factories.load(found, workbook(tmp_path, "first.xlsx", ["Widget", JANUARY, 300, 120, 60]))
    return found


@pytest.fixture
def second(tmp_path):
    return workbook(tmp_path, "Acme second.xlsx", ["Soap", FEBRUARY, 4711.25, 20, 10], ["Soap", "2026-03", 7, 1, 1])


def failed(store, path):
    with pytest.raises(Failed) as found:
        factories.load(store, path)
    return found.value


def generations(store):
    """What counts of a store: its generations, and which of them is the current one."""
    return {name: found for name, found in fingerprint(store.folder).items() if re.match(r"CURRENT|generation", name)}


@pytest.mark.parametrize("where", WRITING)
def test_a_fault_leaves_the_store_as_it_was(store, second, where, monkeypatch):
    before = generations(store)
    with monkeypatch.context() as broken:
        broken.setattr(*WRITING[where], fail)
        failure = failed(store, second)
    assert (generations(store), store.version, check.faults(store)) == (before, 1, [])
    assert revenue(store) == {"Widget": 300}
    assert failure.path.parent == store.folder / "failures"
    assert str(failure) == (
        "Acme second.xlsx was not loaded because of an error of Reallot's own; the store is as it was. "
        f"Please send the report {failure.path} to those who mend Reallot: it holds no figure and no name of yours."
    )
    factories.load(store, second)
    assert revenue(store) == {"Widget": 300, "Soap": 4718.25}


def test_a_report_says_where_and_of_what_shape_and_nothing_of_the_company(store, second, monkeypatch):
    monkeypatch.setattr(tie_out, "insert", fail)
    report = failed(store, second).path.read_text(encoding="utf-8")
    for told in ("Acme", "second", "Soap", "4711", "P&L", "Month", str(HOME), str(second.parent)):
        assert told not in report, told
    assert "File: ending .xlsx, 1 sheets, notes: none\nSheet 1: 3 rows, 5 columns\n" in report
    assert "  column 1: 3 text\n  column 2: 2 text, 1 date\n  column 3: 1 text, 2 number\n" in report
    assert re.search(r"\n  data/load\.py:\d+ in insert\n", report)
    assert "ConstraintException: … …: NOT NULL … …: finance.product … …, ….…" in report
    assert re.match(r"Reallot \d+\.\d+\.\d+, schema \d+\nPython 3\.\d+", report)


def test_a_fault_before_the_cells_are_there_is_reported_too(tmp_path, second, monkeypatch):
    monkeypatch.setattr(intake, "open_workbook", fail)
    assert "File: ending .xlsx, not read yet" in failed(Store(tmp_path / "new"), second).report


def test_what_the_system_refuses_is_named(store, second, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "/home/ada/Acme")

    monkeypatch.setattr(Store, "keep_original", full)
    failure = failed(store, second)
    expected = "Acme second.xlsx was not loaded because of No space left on device; the store is as it was."
    assert str(failure).startswith(expected)
    assert "Acme" not in failure.report


def test_a_fault_after_the_file_counts_does_not_say_that_nothing_was_loaded(store, second, monkeypatch):
    monkeypatch.setattr(numbers, "restated_exactly", fail)
    expected = "Acme second.xlsx ended in an error of Reallot's own; the store went from version 1 to 2 meanwhile"
    assert str(failed(store, second)).startswith(expected)


def test_a_report_that_cannot_stand_beside_the_store_is_kept_elsewhere(store, second, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(failures, "FOLDER", tmp_path / "file" / "failures")
    monkeypatch.setattr(failures.tempfile, "gettempdir", lambda: tmp_path / "elsewhere")
    monkeypatch.setattr(tie_out, "insert", fail)
    assert failed(store, second).path.parent == tmp_path / "elsewhere"


def test_without_any_report_the_failure_is_said_all_the_same(store, second, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(failures, "FOLDER", tmp_path / "file" / "failures")
    monkeypatch.setattr(failures.tempfile, "gettempdir", lambda: tmp_path / "file")
    monkeypatch.setattr(tie_out, "insert", fail)
    failure = failed(store, second)
    assert failure.path is None
    assert str(failure).endswith("Please report it with the steps that led to it; no report could be written.")
