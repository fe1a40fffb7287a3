"""A column of amounts at once, exactly: what is written plainly by whole columns, the rest cell by cell.

Values are decimals of twenty places, so that sums are exact; they are rounded to the store's four only as facts. A
column of which no cell has more than those is kept in the store's own, much smaller decimals from the start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import amounts
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, untagged

EXACT = pa.decimal256(76, 20)
MONEY = pa.decimal128(18, 4)
SUMMED = pa.decimal256(70, 20)  # two of which have room for their sum
_NARROW, _FACTOR = pa.decimal256(50, 20), pa.decimal256(20, 0)  # whose product still fits
_SHORT = r"-?\d{1,13}(?:\.\d{1,4})?"
_STORABLE = {
    DecimalMark.POINT: rf"^[nt]{_SHORT}$",
    DecimalMark.COMMA: rf"^(?:n{_SHORT}|t-?\d{{1,13}}(?:,\d{{1,4}})?)$",
}
_NUMBER = r"^n-?\d{1,25}(?:\.\d{1,20})?$"
_MONEY = r"^t\s*(?:-|\(|)[$€£¥]?\s?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d{{1,25}})(?:{mark}\d{{1,20}})?\s?[€$£¥]?\)?\s*$"
_PLAIN = {
    DecimalMark.POINT: _MONEY.format(group=",", mark=r"\."),
    DecimalMark.COMMA: _MONEY.format(group=r"\.", mark=","),
}
_FRACTION = r"^t\s*[-(]?[$€£¥]?\s?(?:\d{{1,3}}(?:{group}\d{{3}})*|\d+){mark}(?:\d{{1,2}}|\d{{4,20}})\s?[€$£¥]?\)?\s*$"
_SURE = {
    DecimalMark.POINT: _FRACTION.format(group=",", mark=r"\."),
    DecimalMark.COMMA: _FRACTION.format(group=r"\.", mark=","),
}
_BRACKETS = r"^t\s*(?:\([^)]*\)|[^()]*)\s*$"  # both or none
_TWO_SIGNS = r"[$€£¥].*[$€£¥]"  # of a currency: no amount

Reader = Callable[[CellValue, DecimalMark], Decimal | None]


@dataclass(frozen=True)
class Amounts:
    """The amounts of one column, null where blank or unreadable, and what the unreadable cells hold, by index.

    They are of type `EXACT`, or of type `MONEY` where that holds all of them and they are below 10¹³.
    """

    values: pa.Array
    unreadable: dict[int, str]

    @property
    def total(self) -> Decimal:
        return total(self.values)

    @cached_property
    def floats(self) -> pa.Array:
        """The amounts inexactly, to look for candidates quickly."""
        return self.values.cast(pa.float64())

    def times(self, scale: int) -> "Amounts":
        """The amounts times a whole number."""
        if scale == 1:
            return self
        values = pc.multiply(self.values.cast(_NARROW), pa.scalar(scale, _FACTOR)).cast(EXACT)
        return Amounts(values, self.unreadable)

    def filter(self, rows: pa.Array) -> "Amounts":
        """The amounts of some rows; what was unreadable is left behind."""
        return Amounts(self.values.filter(rows), {})


def since(amounts_to_date: Amounts, before: Amounts) -> Amounts:
    """Of amounts since the year's first day, the last period's: less those to the period before, where given."""
    earlier = pc.fill_null(before.values, pa.scalar(Decimal(0), before.values.type))
    values = pc.subtract(amounts_to_date.values.cast(SUMMED), earlier.cast(SUMMED)).cast(EXACT)
    return Amounts(values, amounts_to_date.unreadable)


def exactly(values: list[Decimal | None]) -> pa.Array:
    """Decimals of at most twenty places as a column."""
    return pa.array([None if value is None else f"{value:f}" for value in values], pa.string()).cast(EXACT)


def total(values: pa.Array) -> Decimal:
    """The exact sum; zero of nothing."""
    return Decimal(pc.sum(values, min_count=0).as_py() or 0)


def read(cells: pa.Array, mark: DecimalMark, reader: Reader = amounts.amount, scale: int = 1) -> Amounts:
    """The amounts in a column of tagged text, times `scale`.

    `reader` reads what is not written plainly: `amounts.amount`, or `amounts.number` where a percentage is a number.
    """
    if scale == 1 and pc.all(pc.match_substring_regex(cells, _STORABLE[mark])).as_py():  # blank cells apart
        digits = pc.utf8_slice_codeunits(cells, 1)
        return Amounts(
            (digits if mark is DecimalMark.POINT else pc.replace_substring(digits, ",", ".")).cast(MONEY), {}
        )
    number = pc.match_substring_regex(cells, _NUMBER)
    if pc.all(number).as_py():
        return Amounts(pc.utf8_slice_codeunits(cells, 1).cast(EXACT), {}).times(scale)
    money = pc.and_(pc.match_substring_regex(cells, _PLAIN[mark]), pc.match_substring_regex(cells, _BRACKETS))
    money = pc.and_(money, pc.invert(pc.match_substring_regex(cells, _TWO_SIGNS)))
    digits = pc.if_else(number, pc.utf8_slice_codeunits(cells, 1), _digits(cells, mark))
    plain = pc.or_(number, money)
    values, unreadable = _singly(cells, pc.invert(plain), lambda cell: _one(untagged(cell), mark, reader, scale))
    return Amounts(pc.if_else(plain, digits, values).cast(EXACT), unreadable).times(scale)


def _one(cell: CellValue, mark: DecimalMark, reader: Reader, scale: int) -> Decimal | None:
    """What one cell says before it is multiplied by the column's unit, which does not hold where it has its own."""
    bare, unit = amounts.own_unit(cell)
    found = reader(bare, mark)
    return found if found is None or unit == 1 else found * unit / scale


def _digits(cells: pa.Array, mark: DecimalMark) -> pa.Array:
    """The sign, digits and point of money that is written plainly."""
    negative = pc.match_substring_regex(cells, r"^t\s*[-(]")
    kept = pc.replace_substring_regex(cells, rf"[^\d{mark}]", "")
    if mark is DecimalMark.COMMA:
        kept = pc.replace_substring(kept, ",", ".")
    return pc.if_else(negative, pc.binary_join_element_wise("-", kept, ""), kept)


def _singly(
    cells: pa.Array, wanted: pa.Array, read_cell: Callable[[str], Decimal | None]
) -> tuple[pa.Array, dict[int, str]]:
    """What is left, each different cell read once: digits as text, and the unreadable cells by index."""
    rest = pc.if_else(wanted, cells, pa.scalar(None, pa.string())).dictionary_encode()
    known: list[str | None] = []
    faults: dict[int, str] = {}
    for index, cell in enumerate(rest.dictionary.to_pylist()):
        try:
            amount = read_cell(cell)
        except amounts.Unreadable as unreadable:
            faults[index], amount = str(unreadable), None
        known.append(None if amount is None else f"{_twenty_places(amount):f}")
    values = pa.array(known, pa.string()).take(rest.indices) if known else pa.nulls(len(cells), pa.string())
    if not faults:
        return values, {}
    bad = pc.fill_null(pc.is_in(rest.indices, pa.array(list(faults), rest.indices.type)), False)
    rows = pc.indices_nonzero(bad).to_pylist()
    return values, {row: faults[rest.indices[row].as_py()] for row in rows}


def stored(values: pa.Array) -> pa.Array:
    """Money as the store keeps it."""
    return values if values.type == MONEY else rounded(values).cast(MONEY)


def rounded(values: pa.Array) -> pa.Array:
    """To the four decimals that the store keeps."""
    return values if values.type == MONEY else pc.round(values, 4, round_mode="half_to_even")


def _twenty_places(amount: Decimal) -> Decimal:
    return round(amount, 20) if amount.is_finite() and int(amount.as_tuple().exponent) < -20 else amount


def moved(values: pa.Array, others: pa.Array) -> Decimal:
    """By how much amounts differ from others in all, whichever is larger."""
    if others is values:
        return Decimal(0)
    return total(pc.abs(pc.subtract(values.cast(SUMMED), others.cast(SUMMED))))


def at_least(values: pa.Array, limit: Decimal) -> list[int]:
    """The rows whose amounts, without their sign, are not below a limit."""
    extremes = pc.min_max(values).as_py()
    if extremes["max"] is None or max(extremes["max"], -extremes["min"]) < limit:
        return []
    large = pc.greater_equal(pc.abs(values.cast(EXACT)), pa.scalar(limit, EXACT))
    found: list[int] = pc.indices_nonzero(pc.fill_null(large, False)).to_pylist()
    return found


def proved_marks(cells: pa.ChunkedArray) -> set[DecimalMark]:
    """The decimal marks that a column of tagged text proves, as `amounts.decimal_mark`."""
    sure, unsure = _marked(cells)
    return sure | amounts.decimal_mark(untagged(cell) for cell in unsure.to_pylist())


def _texts(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """The cells that hold text: numbers prove nothing of how people write them."""
    return cells.filter(pc.starts_with(cells, "t"))


def _marked(cells: pa.ChunkedArray) -> tuple[set[DecimalMark], pa.Array]:
    """The marks that texts prove at first sight, and the other different texts with a point or a comma."""
    rest = _texts(cells)
    rest = rest.filter(pc.or_(pc.match_substring(rest, "."), pc.match_substring(rest, ",")))
    found: set[DecimalMark] = set()
    for mark, pattern in _SURE.items():
        others = rest.filter(pc.invert(pc.match_substring_regex(rest, pattern)))
        if len(others) < len(rest):
            found.add(mark)
        rest = others
    return found, pc.unique(rest)


def ambiguous(cells: pa.ChunkedArray, first_row: int) -> list[tuple[int, CellValue]]:
    """The first cell that depends on the decimal mark chosen, with its row; none where none does."""
    doubtful = [cell for cell in _marked(cells)[1].to_pylist() if amounts.is_ambiguous(untagged(cell))]
    if not doubtful:
        return []
    index = pc.index(pc.is_in(cells, pa.array(doubtful)), True).as_py()
    return [(first_row + index, untagged(cells[index].as_py()))]


def currencies(cells: pa.ChunkedArray) -> set[str | None]:
    """The currencies that the texts of a column name."""
    cells = _texts(cells)
    bare = pc.replace_substring_regex(
        cells.filter(pc.match_substring_regex(cells, r"^t.*[^\d.,\s()-]")), r"\d[\d.,]*\d|\d", "1"
    )
    return {amounts.currency(untagged(cell)) for cell in pc.unique(bare).to_pylist()}
