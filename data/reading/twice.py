"""Rows that repeat the key of another with another amount, in a table whose keys otherwise never repeat: asked about.

In a list of orders keys repeat all the time, and all of them count. In a table of one row a key, a second row is a
correction, a slip, or a part that belongs to the first: only its owner knows, and is asked which of them count.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.problems import Place, Problem, Severity
from data.reading.cells import as_text, filled, untagged
from data.reading.fields import Kind
from data.reading.grid import Sheet
from data.reading.keys import Keys
from data.reading.ledger import ROOM
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.measures import Amounts
from data.reading.readers import BadCell
from data.reading.times import TIMED

KINDS_ASKED = {"finance", "market", "kpi"}
CHOICES = ("both", "first", "last")
FEWEST_OTHERS = 5  # keys that stand once, without which nothing shows that keys stand once
RARE = 100  # of so many keys that stand once, one may stand twice
_FIGURES = r"^(?:n.*|t[\s\d.,()$€£¥%+'’\-–]*)$"
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Table:
    """A table as it was read: its keys and its amounts, and which of its rows count."""

    sheet: Sheet
    mapping: TableMapping
    kind: Kind
    keys: dict[str, Keys]
    read: dict[int, Amounts]
    good: pa.Array

    def cells(self, column: int) -> pa.Array:
        """The cells of a column below the headings."""
        found = self.sheet.tagged(column, self.mapping.header_row + 1)
        return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def settled(table: Table, place: Callable[[int, int], Place]) -> tuple[list[Problem], dict[int, BadCell]]:
    """What is asked of rows that repeat a key with another amount, or which of them do not count as was said."""
    groups, below = repeats(table), table.mapping.header_row + 1
    if groups and not table.mapping.repeated:
        return [question(groups, table, place(int(groups[0][1]) + below, 0))], {}
    others = left_out(groups, table.mapping.repeated)
    return [], {row: _not_counted(kept + below) for row, kept in others.items()}


def _not_counted(kept: int) -> BadCell:
    """What is said of a row that does not count because another one of its key does."""
    return BadCell(f"the key of row {kept} once more", "", f"Row {kept} counts, as the mapping says.", "label")


def repeats(table: Table) -> list[Rows]:
    """The rows of each key that stands more than once with different amounts, where hardly any key stands twice."""
    rows = np.flatnonzero(table.good.to_numpy(zero_copy_only=False))
    if table.kind.name not in KINDS_ASKED or not table.keys:
        return []
    codes = _codes(table.keys.values())[rows]
    _, numbers, counts = np.unique(codes, return_inverse=True, return_counts=True)
    once, more = int((counts == 1).sum()), int((counts - 1).sum())
    if not more or (table.kind.name != "kpi" and (once < FEWEST_OTHERS or more > max(1, once // RARE))):
        return []
    groups = np.split(rows[np.argsort(numbers, kind="stable")], np.cumsum(counts)[:-1])
    groups = [group for group, count in zip(groups, counts, strict=True) if count > 1]
    if table.kind.name == "kpi":  # a result that stands twice is never two results
        return [group for group in groups if _differ(group, table.read.values())]
    told_apart = [table.cells(column) for column in _identifying(table)]
    return [group for group in groups if _alike(group, told_apart) and _differ(group, table.read.values())]


def _codes(keys: Iterable[Keys]) -> Rows:
    """For each row a number that it shares with the rows of the same key."""
    codes, count = np.zeros(0, np.int64), 1  # of which there are at most so many
    for key in keys:
        first: dict[object, int] = {}
        same = np.array([first.setdefault(value, index) for index, value in enumerate(key.values)], np.int64)
        found = same[key.rows.to_numpy(zero_copy_only=False).astype(np.int64)]
        if count * len(same) >= ROOM:
            codes, count = np.unique(codes, return_inverse=True)[1], len(codes)
        codes, count = found if count == 1 else codes * len(same) + found, count * len(same)
    return codes


def _identifying(table: Table) -> Iterator[int]:
    """The columns beside the keys that may tell rows apart: days, words, or whole numbers no two of which are alike."""
    for column in table.mapping.columns:
        cells = table.cells(column.column)
        written = cells.filter(filled(cells))
        if column.field:
            if column.field in TIMED:
                yield column.column
        elif len(written) < len(cells) / 2:
            continue  # remarks beside a few rows
        elif not pc.all(pc.match_substring_regex(written, _FIGURES)).as_py() or _numbers_rows(written):
            yield column.column


def _numbers_rows(written: pa.Array) -> bool:
    """Whether cells are whole numbers of which none is another's."""
    whole = pc.all(pc.match_substring_regex(written, r"^[nt]\d+$")).as_py()
    return bool(whole) and len(pc.unique(written)) == len(written)


def _alike(group: Rows, columns: list[pa.Array]) -> bool:
    """Whether some rows are the same in each of some columns, blank cells apart."""
    return all(len({*cells.take(pa.array(group)).to_pylist()} - {None}) <= 1 for cells in columns)


def _differ(group: Rows, read: Iterable[Amounts]) -> bool:
    """Whether some rows give different amounts of one measure."""
    given = ({a for a in each.values.take(pa.array(group)).to_pylist() if a is not None} for each in read)
    return any(len(amounts) > 1 for amounts in given)


def left_out(groups: list[Rows], choice: str) -> dict[int, int]:
    """The rows that do not count under a choice, each with the one that does."""
    if choice not in {"first", "last"}:
        return {}
    kept = [(group[0] if choice == "first" else group[-1], group) for group in groups]
    return {int(row): int(stays) for stays, group in kept for row in group if row != stays}


def question(groups: list[Rows], table: Table, place: Place) -> Problem:
    """Which rows count of those that repeat a key, and what each answer makes of the totals."""
    below, (first, second) = table.mapping.header_row + 1, groups[0][:2]
    more = f" (so do {len(groups) - 1:,} more rows)" if len(groups) > 1 else ""
    found = (
        f"row {second + below} repeats the key of row {first + below}, {_key(first, table)}, with another amount{more}"
        + ("" if table.kind.name == "kpi" else "; other keys of the table do not repeat")
    )
    if table.kind.name == "kpi":
        choices, remedy = tuple(reversed(CHOICES)), "Choose which counts: the last, the first, or the mean of both."
        return Problem("ask_repeated", place, found, "each key once", remedy, Severity.REFUSED, choices)
    follows = tuple(_totals(left_out(groups, choice), table) for choice in CHOICES)
    totals = "; ".join(f"{choice}: {total}" for choice, total in zip(CHOICES, follows, strict=True))
    remedy, refused = f"Choose which count. {totals}.", Severity.REFUSED
    return Problem("ask_repeated", place, found, "each key once", remedy, refused, CHOICES, follows=follows)


def _key(row: np.int64, table: Table) -> str:
    """The key of a row as it is written."""
    columns = [column for column in table.mapping.mapped if column.field in table.keys]
    texts = (as_text(untagged(table.cells(column.column)[int(row)].as_py())) for column in columns)
    return ", ".join(f"“{text}”" for text in texts if text)


def _totals(without: Iterable[int], table: Table) -> str:
    """What the measures add up to without some rows, in words."""
    others = pc.is_in(pa.array(np.arange(len(table.good))), pa.array(list(without), pa.int64()))
    kept = pc.and_(table.good, pc.invert(others))
    sums: dict[str, Decimal] = {}
    for column in measured(table.mapping, table.kind):
        title = table.kind.by_name[column.field or ""].title
        sums[title] = sums.get(title, Decimal(0)) + table.read[column.column].filter(kept).total
    return ", ".join(f"{title} {total:,.2f}" for title, total in sums.items())


def measured(mapping: TableMapping, kind: Kind) -> list[ColumnMapping]:
    """The columns of a table that hold measures."""
    return [column for column in mapping.mapped if kind.by_name[column.field or ""].measure]
