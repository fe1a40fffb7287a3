"""Which figures count, by the house's law alone: within a feed the newest upload wins for each month and basis.

Amounts are whole cents in SQLite. Every load, undo and redo makes a version; a file that is the same again makes none.
Nothing here knows how the product does it.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

MEASURES = ("revenue", "cost", "investment", "units")
MONEY = MEASURES[:3]

TABLES = """
    create table upload (number integer primary key, feed text not null);
    create table fact (
        upload integer, line_number integer, product text, line text, segment text, region text, basis text,
        month integer, measure text, cents integer not null
    );
    create table alive (version integer, upload integer);
    create index said on fact (upload, month, basis);
"""
WINNERS = """
    select fact.* from fact
    join upload on upload.number = fact.upload
    where upload.number = (
        select max(rival.number) from upload as rival
        join alive on alive.upload = rival.number and alive.version = :version
        where rival.feed = upload.feed and exists (
            select 1 from fact as said
            where said.upload = rival.number and said.month = fact.month and said.basis = fact.basis
        )
    )
"""


@dataclass(frozen=True)
class Row:
    """One line of a finance sheet; a month is counted from year 0, an amount is in cents, None is a blank."""

    product: str
    month: int
    revenue: int | None = None
    cost: int | None = None
    investment: int | None = None
    units: int | None = None
    line: str | None = None
    segment: str | None = None
    region: str | None = None
    basis: str = "actual"


class Fact(NamedTuple):
    """One cell that counts, and the line of the upload that it stands in."""

    upload: int
    line_number: int
    product: str
    line: str | None
    segment: str | None
    region: str | None
    basis: str
    month: int
    measure: str
    cents: int


def month(text: str) -> int:
    """The number of a month.

    >>> month("2025-01") - month("2024-12")
    1
    """
    year, of_year = text.split("-")
    return int(year) * 12 + int(of_year) - 1


def named(number: int) -> str:
    """The text of a month's number."""
    return f"{number // 12}-{number % 12 + 1:02d}"


class Ledger:
    """Uploads of rows, and the versions that loading, undoing and redoing them made."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.executescript(TABLES)
        self._gone: list[int] = []  # withdrawn, the last one last
        self._made: dict[int, int] = {}  # by upload, the version that it made
        self.version = 0

    def load(self, feed: str, rows: Iterable[Row]) -> int:
        """A further upload; its number."""
        (last,) = self._db.execute("select count(*) from upload").fetchone()
        self._db.execute("insert into upload values (?, ?)", (last + 1, feed))
        for line_number, row in enumerate(rows):
            for measure in MEASURES:
                cents = getattr(row, measure)
                if cents is not None:
                    where = (row.product, row.line, row.segment, row.region, row.basis, row.month)
                    fact = (last + 1, line_number, *where, measure, cents)
                    self._db.execute("insert into fact values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", fact)
        self._publish()
        self._made[last + 1] = self.version
        return last + 1

    def newest(self) -> tuple[int, int]:
        """The newest upload that is not withdrawn, and how many figures of months that its feed had it changed."""
        upload = max(number for number in self._made if number not in self._gone)
        made = self._made[upload]
        had = {(key[2], named(key[3])) for key in self.figures(made - 1)}
        return upload, sum((basis, of) in had for _, _, basis, of, _, _ in self.changes(made - 1, made))

    def undo(self, upload: int | None = None) -> None:
        """Withdraw an upload, else the newest that counts."""
        uploads = [number for (number,) in self._db.execute("select number from upload order by number")]
        upload = upload or [number for number in uploads if number not in self._gone][-1]
        self._gone.append(upload)
        self._publish()

    def redo(self, upload: int | None = None) -> None:
        """Let an upload count again, else the one that was withdrawn last."""
        self._gone.remove(upload or self._gone[-1])
        self._publish()

    def _publish(self) -> None:
        self.version += 1
        uploads = [number for (number,) in self._db.execute("select number from upload")]
        alive = [(self.version, number) for number in uploads if number not in self._gone]
        self._db.executemany("insert into alive values (?, ?)", alive)

    def facts(self, version: int | None = None) -> list[Fact]:
        """The cells that count in a version, the newest by default."""
        rows = self._db.execute(WINNERS, {"version": self.version if version is None else version})
        return [Fact(*row) for row in rows]

    def figures(self, version: int | None = None) -> dict[tuple[str, str, str, int], int]:
        """The sum of each product's measure of a month and basis."""
        sums: dict[tuple[str, str, str, int], int] = {}
        for fact in self.facts(version):
            key = (fact.product, fact.measure, fact.basis, fact.month)
            sums[key] = sums.get(key, 0) + fact.cents
        return sums

    def changes(self, before: int, after: int) -> set[tuple[str, str, str, str, str | None, str | None]]:
        """Product, measure, basis, month, and what the figure was and is, of every figure that differs."""
        was, now = self.figures(before), self.figures(after)
        return {
            (product, measure, basis, named(of), _digits(was.get(key)), _digits(now.get(key)))
            for key in was.keys() | now.keys()
            for product, measure, basis, of in [key]
            if was.get(key) != now.get(key)
        }


def _digits(cents: int | None) -> str | None:
    if cents is None:
        return None
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
