"""The facts: generations of one DuckDB file, published by a renamed pointer and opened read-only.

    store/
        CURRENT                      the name of the generation that counts
        generation-000123.duckdb     read-only for ever once CURRENT has named it; ten are kept
        originals/<sha256>           every accepted upload as it came
        workspace.sqlite             what people write (data.workspace)
        loading.lock                 held by the one process that loads

A load changes a copy, verifies it, flushes it to disk and only then moves the pointer. Whatever kills it, the store
holds all of an upload or none of it. An undo is a generation of its own, in which an upload is withdrawn.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from data.connection import IN_MEMORY, connect
from data.problems import StoreBusy, StoreDamaged, StoreError

SCHEMA = Path(__file__).with_name("schema.sql")
SUMMARIES = Path(__file__).with_name("summaries.sql")
SCHEMA_VERSION = 7
DEFAULT_FOLDER = Path(__file__).with_name("store")
KEPT_GENERATIONS = 10
SPARE_BYTES = 50 * 1024 * 1024


def default_folder() -> Path:
    """The folder named by REALLOT_STORE, else `data/store`."""
    return Path(os.environ.get("REALLOT_STORE") or DEFAULT_FOLDER)


@dataclass(frozen=True)
class Draft:
    """The next generation while it is built: a connection inside one transaction, and its version."""

    con: duckdb.DuckDBPyConnection
    version: int


class Store:
    """The facts in one folder, which need not exist before the first upload is accepted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.originals = folder / "originals"
        self._pointer = folder / "CURRENT"
        self._lock = FileLock(folder / "loading.lock", timeout=0)

    @property
    def version(self) -> int:
        """The current generation's number, which is the `data_version`; 0 while nothing was ever loaded.

        Raises
        ------
        StoreDamaged
            The pointer names no generation.
        StoreError
            The folder is none, or is not to be read.
        """
        try:
            text = self._pointer.read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise StoreError(f"{self.folder} cannot be read as a store: {error.strerror}.") from error
        number = text.removeprefix("generation-").removesuffix(".duckdb")
        if not number.isdigit():
            raise StoreDamaged(f"{self._pointer} holds “{text[:60]}”, not the name of a generation.")
        return int(number)

    @property
    def kept(self) -> list[int]:
        """The versions whose generation is still there, oldest first."""
        numbers = map(self._number, self.folder.glob("generation-*.duckdb"))
        return sorted(number for number in numbers if number <= self.version)

    def path(self, version: int) -> Path:
        """The file of one generation."""
        return self.folder / f"generation-{version:06d}.duckdb"

    def original(self, sha256: str) -> Path:
        """The file of one upload as it came."""
        return self.originals / sha256

    def open(self, version: int | None = None, any_schema: bool = False) -> duckdb.DuckDBPyConnection:
        """A read-only connection to a generation, the current one by default; the caller closes it.

        An empty store opens as an empty database in memory, so that every query answers.

        Raises
        ------
        StoreDamaged
            The generation is missing, or its file is no database.
        StoreError
            Another process is writing the file, or it has another schema than this program's.
        """
        version = self.version if version is None else version
        if version == 0:
            con = connect(IN_MEMORY, read_only=False)
            con.execute(SCHEMA.read_text(encoding="utf-8"))
            return con
        con = self._connect(version)
        if not any_schema and (schema := _schema_version(con)) != SCHEMA_VERSION:
            con.close()
            remedy = "Open it with a newer Reallot." if schema > SCHEMA_VERSION else "Start Reallot to upgrade it."
            message = f"Version {version} of the store has schema {schema}; this Reallot reads schema {SCHEMA_VERSION}."
            raise StoreError(f"{message} {remedy}")
        return con

    def schema_version(self) -> int:
        """The schema of the current generation, whichever it is."""
        with self.open(any_schema=True) as con:
            return _schema_version(con)

    def _connect(self, version: int) -> duckdb.DuckDBPyConnection:
        path = self.path(version)
        if not path.exists():
            raise StoreDamaged(f"Version {version} is gone: {path} is missing. Only the newest ten are kept.")
        try:
            return connect(path)
        except duckdb.IOException as error:
            if "could not set lock" in str(error).lower():  # a damaged *block* has “lock” in its message too
                raise StoreError(f"{path} is held by another process: {error}") from error
            raise StoreDamaged(f"{path} cannot be opened: {error}") from error
        except duckdb.Error as error:
            raise StoreDamaged(f"{path} cannot be opened: {error}") from error

    @contextmanager
    def next_generation(self, anew: bool = False) -> Iterator[Draft]:
        """A draft of the next generation, published when the block ends, discarded when it raises.

        It begins as a copy of the current one, or, with `anew`, as empty tables.

        Raises
        ------
        StoreBusy
            Another process is loading.
        StoreError
            The disk has no room for another generation.
        """
        with self.alone():
            current = self.version
            self._remove_leftovers(current)
            self._refuse_full_disk(current)
            building = self.folder / "building.duckdb"
            try:
                with self._draft(building, current, anew or not current) as draft:
                    yield draft
                self._publish(building, current + 1)
            finally:
                for left in self.folder.glob("building.duckdb*"):
                    left.unlink()
            self._prune()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The only loader, so that what is decided inside still holds when it is published; may be nested.

        Raises
        ------
        StoreBusy
            Another process is loading.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.folder} cannot be made: {error.strerror}.") from error
        try:
            self._lock.acquire()
        except Timeout as busy:
            message = f"Another process is loading into {self.folder}. Wait until it is done, then try again."
            raise StoreBusy(message) from busy
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _draft(self, building: Path, current: int, anew: bool) -> Iterator[Draft]:
        if not anew:
            # Copying opens and closes the file, which drops this process's lock on it. Harmless here:
            # a published generation is never opened for writing by anyone.
            shutil.copyfile(self.path(current), building)
        con = connect(building, read_only=False)
        try:
            con.begin()
            if anew:
                con.execute(SCHEMA.read_text(encoding="utf-8"))
                con.execute("insert into schema_version values ($version)", {"version": SCHEMA_VERSION})
            yield Draft(con, current + 1)
            con.commit()
            con.execute(SUMMARIES.read_text(encoding="utf-8"))  # of what is committed: far faster than of a draft
            con.execute("checkpoint")
        finally:
            con.close()

    def _publish(self, building: Path, version: int) -> None:
        """Make the closed draft the current generation: flushed first, so that the pointer never leads nowhere."""
        _flush(building)
        building.replace(self.path(version))
        _flush(self.folder)
        pointer = self.folder / "CURRENT.new"
        pointer.write_text(f"{self.path(version).name}\n", encoding="ascii")
        _flush(pointer)
        pointer.replace(self._pointer)
        _flush(self.folder)

    def keep_original(self, source: Path, sha256: str) -> None:
        """Keep a file as it came, flushed to disk, under its checksum.

        Raises
        ------
        StoreError
            The file is not the one that was read.
        """
        kept = self.original(sha256)
        if kept.exists():
            return
        self.originals.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        shutil.copyfile(source, part)
        if checksum(part) != sha256:
            part.unlink()
            raise StoreError(f"{source.name} changed while it was being loaded. Load it again.")
        _flush(part)
        part.replace(kept)
        _flush(self.originals)

    def _remove_leftovers(self, current: int) -> None:
        """Delete what a killed load left: a half-built draft, a generation never published, unclaimed originals."""
        for left in [*self.folder.glob("building.duckdb*"), *self.folder.glob("CURRENT.new")]:
            left.unlink()
        for path in self.folder.glob("generation-*.duckdb"):
            if self._number(path) > current:
                path.unlink()
        if self.originals.exists():
            with self.open(current, any_schema=True) as con:
                claimed = {row[0] for row in con.execute("select sha256 from upload").fetchall()}
            for path in self.originals.iterdir():
                if path.name not in claimed:
                    path.unlink()

    def _refuse_full_disk(self, current: int) -> None:
        needed = SPARE_BYTES + (2 * self.path(current).stat().st_size if current else 0)
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            mega = 1024 * 1024
            message = f"{self.folder} has {free // mega:,} MB free; a load needs {needed // mega:,} MB. Free some."
            raise StoreError(message)

    def _prune(self) -> None:
        """Delete all but the newest generations; one that is still read stays until the next time."""
        generations = sorted(self.folder.glob("generation-*.duckdb"), key=self._number)
        for path in generations[:-KEPT_GENERATIONS]:
            try:
                path.unlink()
            except PermissionError:  # Windows keeps an open file
                continue

    @staticmethod
    def _number(path: Path) -> int:
        return int(path.stem.removeprefix("generation-"))


def _schema_version(con: duckdb.DuckDBPyConnection) -> int:
    try:
        return int(con.execute("select max(version) from schema_version").fetchall()[0][0])
    except duckdb.Error as error:
        con.close()
        raise StoreDamaged(f"The store's current file is not one of Reallot's, or is damaged: {error}") from error


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _flush(path: Path) -> None:
    """Have the operating system write a file or folder to disk (folders cannot be flushed on Windows)."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
