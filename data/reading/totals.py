"""Whether a row is the sum of others: of those next to it, or of all that hold the same keys. Every sum is exact."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from data.reading.claims import Claim
from data.reading.ledger import Ledger, Rows
from data.reading.times import TIMED

FEWEST_PARTS = 2
SCOPES = 5  # sums that are compared with one row


@dataclass(frozen=True)
class Sum:
    """What a row says against the sum of some others, column by column."""

    rows: int  # summed
    exact: frozenset[int]  # the columns whose amounts agree
    near: frozenset[int]  # those that agree within what rounding explains
    other: frozenset[int]  # those that differ
    parts: int  # cells summed, in the column of most
    differs: tuple[int, int, int] | None  # a column that differs, what the row says and what the others add up to
    words: str

    @property
    def proves(self) -> bool:
        """Whether all agree."""
        return bool(self.exact) and not self.near and not self.other

    @property
    def suggests(self) -> bool:
        """Whether all agree but for rounding, or one does that is a sum of several."""
        return not self.other or bool(self.exact and self.parts >= FEWEST_PARTS)


class Sums:
    """The sums of a table's rows but some: those that may be sums themselves."""

    def __init__(self, ledger: Ledger, without: Rows) -> None:
        self.ledger, self.without = ledger, without
        self.parts = ledger.filled & ~without
        self._groups: dict[tuple[str, ...], _Groups] = {}

    @cached_property
    def _others(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.without & self.ledger.filled)

    def holds_figures(self, row: int) -> bool:
        """Whether a row holds any amount."""
        return any(column.given[row] for column in self.ledger.figures) or not self.ledger.figures

    def best(self, claim: Claim) -> Sum | None:
        """The sum that agrees best with a row, of the first rows with which it can be compared; None of none."""
        found: Sum | None = None
        for names in _keys(claim):
            for each in self._sums(claim, names):
                if each.proves:
                    return each
                if found is None or (each.suggests and not found.suggests):
                    found = each
        return found

    def _sums(self, claim: Claim, names: tuple[str, ...]) -> Iterator[Sum]:
        if names not in self._groups:
            self._groups[names] = _Groups(self.ledger, names, self.parts)
        groups, row = self._groups[names], claim.row
        at = int(np.searchsorted(self._others, row))
        before = int(self._others[at - 1]) + 1 if at > 0 else 0
        after = int(self._others[at + 1]) if at + 1 < len(self._others) else self.ledger.height
        for first, last in dict.fromkeys(((before, row), (0, row), (row + 1, after), (row + 1, self.ledger.height))):
            yield from self._sum(claim, groups, first, last)
        yield from self._sum(claim, groups, 0, self.ledger.height)

    def _sum(self, claim: Claim, groups: "_Groups", first: int, last: int) -> Iterator[Sum]:
        low, high = groups.between(claim, first, last)
        if low == high:
            return
        exact: set[int] = set()
        near: set[int] = set()
        other: set[int] = set()
        differs, parts = None, 0
        for number, column in enumerate(self.ledger.figures):
            count = int(groups.counts[number][high] - groups.counts[number][low])
            if not column.given[claim.row]:
                continue
            said, added = int(column.whole[claim.row]), int(groups.sums[number][high] - groups.sums[number][low])
            parts = max(parts, count)
            if said == added and (count or not said):
                exact.add(number)
            else:
                (near if 2 * abs(said - added) <= column.last_digit * count else other).add(number)
                differs = differs or (number, said, added)
        if exact or near or other:
            words = self._words(claim, groups, (first, last), high - low)
            agreed = frozenset(exact), frozenset(near), frozenset(other)
            yield Sum(high - low, *agreed, parts, differs, words)

    def _words(self, claim: Claim, groups: "_Groups", between: tuple[int, int], count: int) -> str:
        """Which rows are summed, as the sheet numbers them."""
        (first, last), row = between, claim.row
        begin, end = first + self.ledger.first_row, last + self.ledger.first_row - 1
        whole = int(self.parts[first:last].sum()) == count and not first <= row < last
        if whole and first == last - 1:
            return f"it repeats row {begin}"
        if whole and first == row + 1 and last == self.ledger.height:
            return f"row {row + self.ledger.first_row} = the rows below it"
        if whole:
            return f"row {row + self.ledger.first_row} = rows {begin}–{end}"
        timed = [name for name in groups.names if name.removeprefix("value of ") in TIMED]
        titles = ["period"] * bool(timed) + [self.ledger.dimensions[n].title for n in groups.names if n not in timed]
        return f"it is the sum of the rows of its {' and '.join(titles)}" if titles else "it is the sum of the others"


class _Groups:
    """The rows that can be summed, in the order of what they hold in common, with running totals."""

    def __init__(self, ledger: Ledger, names: tuple[str, ...], parts: Rows) -> None:
        self.names = names
        rows = np.flatnonzero(parts)
        numbers = ledger.numbered(names, parts)
        order = np.argsort(numbers, kind="stable")
        self.rows = rows[order]
        self._begins = np.searchsorted(numbers[order], np.arange(numbers.max(initial=-1) + 2))
        firsts = self.rows[self._begins[:-1]]
        held = zip(*(ledger.dimensions[name].rows[firsts].tolist() for name in names), strict=True)
        self._known: dict[tuple[int, ...], int] = {key: n for n, key in enumerate(held)} if names else {(): 0}
        self.sums, self.counts = [], []
        for column in ledger.figures:
            amounts = column.whole[self.rows]
            self.sums.append(np.concatenate([np.zeros(1, amounts.dtype), np.cumsum(amounts)]))
            self.counts.append(np.concatenate([[0], np.cumsum(amounts != 0)]))

    def between(self, claim: Claim, first: int, last: int) -> tuple[int, int]:
        """The places of the rows from one row on and before another that hold what a claim's parts hold."""
        number = self._known.get(tuple(claim.holds[name] for name in self.names))
        if number is None or not len(self.rows):
            return 0, 0
        begin, end = self._begins[number], self._begins[number + 1]
        group = self.rows[begin:end]
        return int(begin + np.searchsorted(group, first)), int(begin + np.searchsorted(group, last))


def _keys(claim: Claim) -> Iterator[tuple[str, ...]]:
    """What the rows that a claim sums have in common: all that it holds, its period by value, less what it inherits."""
    written = tuple(name for name in claim.holds if not name.startswith("value of "))
    by_value = tuple(f"value of {name}" if f"value of {name}" in claim.holds else name for name in written)
    own = tuple(name for name in by_value if name not in claim.inherited)
    yield from dict.fromkeys((written, by_value, own))
