"""Generations: published by a renamed pointer, read-only, ten kept; nothing is lost where a draft fails."""

import shutil
import subprocess
import sys
from collections import namedtuple

import duckdb
import pytest

from data import shape
from data.problems import StoreBusy, StoreDamaged, StoreError
from data.store import KEPT_GENERATIONS, Store
from tests.conftest import HOME
from tests.data.factories import fingerprint


def publish(store, feed="P&L"):
    """One more generation, with one more feed in it."""
    with store.next_generation() as draft:
        draft.con.execute("insert into feed values ($version, $feed)", {"version": draft.version, "feed": feed})


def feeds(store, version=None):
    with store.open(version) as con:
        return [row[0] for row in con.execute("select feed from feed order by feed_id").fetchall()]


def refusal(store):
    """What is said where a store cannot be opened."""
    with pytest.raises(StoreError) as refused:
        store.open()
    return str(refused.value)


def test_a_store_that_never_loaded_is_version_0_and_answers_every_query(store):
    assert store.version == 0
    assert feeds(store) == []
    assert not store.folder.exists()


def test_each_load_is_the_next_generation_and_the_older_one_stays_as_it_was(store):
    publish(store, "one")
    publish(store, "two")
    assert (store.version, feeds(store), feeds(store, 1)) == (2, ["one", "two"], ["one"])


def test_a_published_generation_is_read_only(store):
    publish(store)
    with store.open() as con, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        con.execute("delete from feed")


def test_a_draft_that_fails_leaves_every_file_as_it_was(store):
    publish(store)
    before = fingerprint(store.folder)
    with pytest.raises(RuntimeError), store.next_generation() as draft:
        draft.con.execute("delete from feed")
        raise RuntimeError
    assert fingerprint(store.folder) == before


def test_a_second_loader_is_told_to_wait(store):
    sentence = f"Another process is loading into {store.folder}. Wait until it is done, then try again."
    script = "import sys, pathlib; from data.store import Store; s = Store(pathlib.Path(sys.argv[1]))\n"
    script += "with s.next_generation():\n    print('building', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(store.folder)]
    with subprocess.Popen(command, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "building\n"
        with pytest.raises(StoreBusy) as busy, store.next_generation():
            pass
        other.communicate("")
    assert str(busy.value) == sentence


def test_ten_generations_are_kept(store):
    for _ in range(KEPT_GENERATIONS + 3):
        publish(store)
    kept = sorted(path.name for path in store.folder.glob("generation-*"))
    assert (len(kept), kept[0]) == (10, "generation-000004.duckdb")
    with pytest.raises(StoreDamaged, match=r"Version 3 is gone: .* is missing\. Only the newest ten are kept\."):
        store.open(3)


def test_what_a_killed_load_left_is_gone_after_the_next(store):
    publish(store)
    left = ("building.duckdb", "building.duckdb.wal", "CURRENT.new", "generation-000002.duckdb", "originals/unclaimed")
    store.originals.mkdir()
    for name in left:
        (store.folder / name).write_bytes(b"half")
    publish(store, "after")
    assert feeds(store) == ["P&L", "after"]
    assert [path.name for path in store.folder.iterdir() if path.name.startswith(("building", "CURRENT."))] == []
    assert list(store.originals.iterdir()) == []


@pytest.mark.parametrize(("content", "shown"), [(b"rubbish", "rubbish"), (b"", ""), (b"\xff\xfe", "��")])
def test_a_damaged_pointer_is_named(store, content, shown):
    store.folder.mkdir()
    (store.folder / "CURRENT").write_bytes(content)
    assert refusal(store) == f"{store.folder / 'CURRENT'} holds “{shown}”, not the name of a generation."


def test_a_pointer_to_a_generation_that_is_missing_is_named(store):
    publish(store)
    store.path(1).unlink()
    with pytest.raises(StoreDamaged):
        store.open()
    assert refusal(store) == f"Version 1 is gone: {store.path(1)} is missing. Only the newest ten are kept."


def test_a_generation_that_is_no_database_is_named(store):
    publish(store)
    store.path(1).write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreDamaged):
        store.open()
    assert refusal(store).startswith(f"{store.path(1)} cannot be opened: ")


def test_a_damaged_block_is_not_taken_for_another_process(store):
    publish(store)
    content = store.path(1).read_bytes()
    store.path(1).write_bytes(content[: 3 * 4096] + b"\xff" * (len(content) - 3 * 4096))
    with pytest.raises(StoreDamaged, match=r"(?i)cannot be opened: .*checksum.*block"):
        store.open()


def test_a_generation_that_another_process_writes_is_not_taken_for_damaged(store):
    publish(store)
    script = "import sys, duckdb; con = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(store.path(1))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        said = refusal(store)
        other.communicate("")
    assert said.startswith(f"{store.path(1)} is held by another process: ")


def test_a_database_of_another_program_is_named(store):
    publish(store)
    store.path(1).unlink()
    with duckdb.connect(str(store.path(1))) as con:
        con.execute("create table theirs (one integer)")
    with pytest.raises(StoreDamaged, match=r"^The store's current file is not one of Reallot's, or is damaged: "):
        store.open()


def test_a_store_whose_folder_is_a_file_is_named(store, tmp_path):
    store.folder.write_text("a file")
    assert refusal(store) == f"{store.folder} cannot be read as a store: Not a directory."
    with pytest.raises(StoreError), store.next_generation():
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_generation_says_the_schema_that_it_was_written_in(store):
    publish(store)
    with duckdb.connect(str(store.path(1)), read_only=True) as con:
        assert con.execute("from schema_version").fetchall() == [shape.own()]


@pytest.mark.parametrize("loads", [0, 1])
def test_no_query_reaches_beyond_the_store(store, tmp_path, loads):
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    for _ in range(loads):
        publish(store)
    with store.open() as con, pytest.raises(duckdb.PermissionException, match="disabled by configuration"):
        con.execute(f"select * from read_csv('{tmp_path / 'secret.csv'}')")


def test_a_first_draft_that_fails_leaves_a_store_that_never_loaded(store):
    with pytest.raises(RuntimeError), store.next_generation():
        raise RuntimeError
    assert (store.version, feeds(store), fingerprint(store.folder)) == (0, [], {})


def test_a_full_disk_is_said_before_anything_is_built(store, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 20 * 1024 * 1024))
    with pytest.raises(StoreError, match=r"has 20 MB free; a load needs 50 MB\. Free some\."), store.next_generation():
        pass
    assert store.version == 0


def test_a_store_of_a_newer_program_is_not_touched(store):
    publish(store)
    with store.next_generation() as draft:
        draft.con.execute("update schema_version set version = 999")
    with pytest.raises(StoreError, match=r"has schema 999; .* Open it with a newer Reallot\."):
        Store(store.folder).open()


def test_an_original_that_changed_meanwhile_is_refused(store, tmp_path):
    source = tmp_path / "finance.csv"
    source.write_text("changed")
    with pytest.raises(StoreError, match=r"finance\.csv changed while it was being loaded\. Load it again\."):
        store.keep_original(source, "0" * 64)
    assert list(store.originals.iterdir()) == []
