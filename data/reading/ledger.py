"""A table's rows as whole numbers: what they are told apart by and what they hold, to be added up exactly."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.reading.measures import EXACT, MONEY
from data.reading.times import TIMED

BLANK = -1
EXACT_PLACES = 20
NOISE_PLACES = 6  # decimals behind which figures of at most four differ by binary noise alone
ROOM = 2**62
LABELS = ("product", "vendor")
FEWEST_ROWS = 3  # that tell whether one column follows from another
COMPARED = 2_000
HALF = 0.55  # of the last digit: what rounding may move a figure
Rows = NDArray[np.bool_]  # of each row of a table, whether it is one of some
Numbers = NDArray[Any]  # 64-bit integers where their sums fit, else integers of any size


@dataclass(frozen=True, eq=False)
class Dimension:
    """What rows are told apart by: of each row the number of its value, −1 where its cell is blank."""

    title: str
    values: list[Any]  # by number
    rows: NDArray[np.int64]
    inherited: Rows | None = None  # the rows that have it from a cell above

    @property
    def lacking(self) -> Rows:
        """The rows whose own cell is blank, where names stand in cells of their own."""
        blank: Rows = self.rows == BLANK
        return blank if self.inherited is None or self.inherited.all() else blank | self.inherited


@dataclass(frozen=True, eq=False)
class Figures:
    """The amounts of one column in units of their last digit, zero where there is none."""

    whole: Numbers
    given: Rows
    places: int  # of that digit after the point

    @cached_property
    def floats(self) -> NDArray[np.float64]:
        """The amounts inexactly, not a number where there is none."""
        return np.where(self.given, self.whole.astype(float) / 10.0**self.places, np.nan)

    @cached_property
    def unit(self) -> int:
        """The largest number of which all amounts are a multiple."""
        held = self.whole[self.whole != 0]
        return int(np.gcd.reduce(np.abs(held))) if len(held) else 1

    @cached_property
    def last_digit(self) -> int:
        """The power of ten to which amounts are rounded."""
        found = 1
        while self.unit % (found * 10) == 0:
            found *= 10
        return found


@dataclass(frozen=True, eq=False)
class Ledger:
    """The rows of one table."""

    dimensions: dict[str, Dimension]
    figures: Sequence[Figures]
    filled: Rows
    first_row: int  # the sheet's number of the first row

    @property
    def height(self) -> int:
        return len(self.filled)

    @cached_property
    def independent(self) -> frozenset[int]:
        """The columns of figures without those that follow from one before them, such as sales from units."""
        label = next((self.dimensions[name].rows for name in LABELS if name in self.dimensions), None)
        if label is not None and len(np.unique(label)) == len(label):
            label = None  # each of another: a number for each would say nothing
        found: list[int] = []
        for number, column in enumerate(self.figures):
            if not any(_follows(column, self.figures[before], label) for before in found):
                found.append(number)
        return frozenset(found)

    @cached_property
    def holding(self) -> Rows:
        """The rows with an amount other than zero."""
        found = np.zeros(self.height, bool)
        for column in self.figures:
            found |= column.whole != 0
        return self.filled & found

    def among(self, rows: Iterable[int]) -> Rows:
        """For each row whether it is one of some."""
        found = np.zeros(self.height, bool)
        found[np.fromiter(rows, np.int64)] = True
        return found

    def without(self, rows: Collection[int]) -> "Ledger":
        """The same with some rows as if they were blank."""
        return replace(self, filled=self.filled & ~self.among(rows)) if rows else self

    def numbered(self, names: Iterable[str], rows: Rows) -> NDArray[np.int64]:
        """A number for each of some rows, equal where they hold the same of the named dimensions."""
        found = np.zeros(int(rows.sum()), np.int64)
        for name in names:
            codes = self.dimensions[name].rows[rows]
            found = found * (int(codes.max(initial=BLANK)) + 2) + codes + 1
            found = np.unique(found, return_inverse=True)[1].reshape(-1)
        return found

    def names(self, *without: str) -> list[str]:
        """The dimensions but some; of time those as they are written."""
        return [name for name in self.dimensions if name not in without and not name.startswith("value of ")]

    def names_beside(self, *dimensions: str) -> list[str]:
        """All dimensions but those of time and some."""
        return [name for name in self.names(*dimensions) if name not in TIMED]


def figures(values: pa.Array) -> Figures:
    """A column of amounts."""
    given = np.asarray(values.is_valid())
    held = values.fill_null(0)
    rounded = held if held.type == MONEY else pc.round(held, NOISE_PLACES)
    for places in (0, 2, 4):  # a sum that a program made in binary has its noise far behind them
        words = _in_places(rounded, places)
        if words is not None and int(np.abs(words).max(initial=0)) * max(1, len(words)) < ROOM:
            return Figures(words, given, places)
    large = [int(amount.scaleb(EXACT_PLACES)) for amount in held.cast(EXACT).to_pylist()]
    return Figures(np.array(large, object), given, EXACT_PLACES)


def _in_places(held: pa.Array, places: int) -> NDArray[np.int64] | None:
    """Amounts as whole numbers of a decimal place; None where one has more decimals, or is too large for it."""
    if held.type == MONEY:
        words, unit = _words(held), 10 ** (MONEY.scale - places)
        return None if (words % unit).any() else words // unit
    try:
        return _words(held.cast(pa.decimal128(17, places))).copy()
    except pa.ArrowInvalid:
        return None


def _words(narrow: pa.Array) -> NDArray[np.int64]:
    """Decimals of at most 18 digits as whole numbers of their last one."""
    lower_halves = np.frombuffer(narrow.buffers()[1], np.dtype("<i8"))[2 * narrow.offset :: 2]
    return lower_halves[: len(narrow)]


def totals(amounts: Numbers, groups: NDArray[np.int64], count: int) -> Numbers:
    """The exact sum of each group."""
    found = np.zeros(count, amounts.dtype)
    np.add.at(found, groups, amounts)
    return found


def _follows(one: Figures, other: Figures, labels: NDArray[np.int64] | None) -> bool:
    """Whether a column is the other times a number: one for all rows, or one for each label."""
    rows = np.flatnonzero(one.given & other.given & (other.whole != 0))[:COMPARED]
    if len(rows) < FEWEST_ROWS:
        return False
    amounts, others = one.whole[rows].astype(float), other.whole[rows].astype(float)
    first, last = ((float(amounts[at]), float(others[at])) for at in (0, -1))
    together = np.zeros(len(rows), np.int64)
    may_be = _may_have_one_ratio(first, last, one.last_digit * HALF)
    if may_be and _proportional(amounts, others, together, one.last_digit):
        return True
    if labels is None:
        return False
    codes = labels[rows] + 1
    repeated = np.bincount(codes)[codes] > 1
    if repeated.sum() < max(FEWEST_ROWS, len(rows) / 2):
        return False
    return _proportional(amounts[repeated], others[repeated], codes[repeated], one.last_digit)


def _may_have_one_ratio(first: tuple[float, float], last: tuple[float, float], error: float) -> bool:
    """Whether the first and the last of amounts may be one number times others, each but for an error."""
    (low, high), (least, most) = (sorted(((a - error) / b, (a + error) / b)) for a, b in (first, last))
    return low <= most and least <= high


def _proportional(amounts: NDArray[Any], others: NDArray[Any], labels: NDArray[np.int64], rounding: float) -> bool:
    """Whether amounts are others times a number, one for each label, within what rounding to a digit explains."""
    squares, products = np.bincount(labels, others**2), np.bincount(labels, amounts * others)
    ratios = products / np.where(squares > 0, squares, 1)
    return bool((np.abs(amounts - ratios[labels] * others) <= rounding * HALF).all())
