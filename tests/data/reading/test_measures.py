"""Whole columns give what cell by cell gives, for every way of writing an amount."""

from decimal import Decimal

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

from data.reading import amounts, ledger, measures
from data.reading.amounts import DecimalMark
from data.reading.cells import encoded, tagged, untagged

marks = st.sampled_from(list(DecimalMark))
PIECES = [
    "1",
    "23",
    "456",
    "007",
    ",",
    ".",
    "-",
    "(",
    ")",
    "$",
    "€",
    " ",
    "\u00a0",
    "%",
    "−",
    "+",
    "'",
    "e",
    "k",
    "EUR",
]
noise = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
numbers = st.one_of(st.floats(allow_infinity=False, allow_nan=False, min_value=-1e15, max_value=1e15), st.integers())
cells = st.lists(st.one_of(st.none(), noise, numbers, st.booleans()), max_size=12)


def singly(value, mark):
    """The amount of one cell, or what it holds in place of one."""
    try:
        bare, unit = amounts.own_unit(value)
        found = amounts.amount(bare if isinstance(bare, str | bool | None) else Decimal(repr(bare)), mark)
        found = found if found is None or unit == 1 else found * unit
    except amounts.Unreadable as bad:
        return str(bad)
    return found


@given(cells, marks)
def test_a_column_is_read_as_its_cells_are_singly(values, mark):
    read = measures.read(encoded(values), mark)
    together = [read.unreadable.get(n, amount) for n, amount in enumerate(read.values.to_pylist())]
    apart = [singly(value or None, mark) if value == "" else singly(value, mark) for value in values]
    for found, expected in zip(together, apart, strict=True):
        assert found == expected or abs(found - expected) <= Decimal("1e-20")


@given(st.lists(noise, max_size=12))
def test_a_column_proves_the_marks_that_its_texts_prove_singly(texts):
    column = pa.chunked_array([pa.array([tagged(text) for text in texts], pa.string())])
    assert measures.proved_marks(column) == amounts.decimal_mark(texts)


@given(st.lists(noise, max_size=12))
def test_the_first_ambiguous_cell_of_a_column_is_found(texts):
    column = pa.chunked_array([pa.array([tagged(text) for text in texts], pa.string())])
    first = next(((row, text) for row, text in enumerate(texts, 2) if amounts.is_ambiguous(text)), None)
    assert measures.ambiguous(column, 2) == ([first] if first else [])


@example(["1,EUR"])
@given(st.lists(noise, max_size=12))
def test_a_column_names_the_currencies_that_its_texts_name_singly(texts):
    column = pa.chunked_array([pa.array([tagged(text) for text in texts], pa.string())])
    assert measures.currencies(column) - {None} == {amounts.currency(text) for text in texts} - {None}


@given(st.lists(st.decimals(-(10**9), 10**9, places=4), max_size=20), st.sampled_from([1, 1000, 10**6]))
def test_sums_are_exact_in_any_unit(values, scale):
    read = measures.read(pa.array([f"n{value:f}" for value in values], pa.string()), DecimalMark.POINT, scale=scale)
    assert read.total == sum(values) * scale


def test_digits_beyond_twenty_decimals_are_rounded_and_not_refused():
    read = measures.read(pa.array(["n1e-25", "n2.5"]), DecimalMark.POINT)
    assert (read.total, read.unreadable) == (Decimal("2.5"), {})


short = (
    st.decimals(-(10**13) + 1, 10**13 - 1, places=4)
    | st.decimals(-999, 999, places=2)
    | st.integers(-(10**12), 10**12).map(Decimal)
)


@given(st.lists(st.none() | short, min_size=1, max_size=12), st.sampled_from("nt"), marks)
def test_what_fits_the_decimals_of_the_store_is_held_in_them_and_means_the_same(values, tag, mark):
    values = [Decimal(1), *values]
    texts = [None if value is None else tag + f"{value:f}" for value in values]
    written = [text and text.replace(".", mark) for text in texts] if tag == "t" else texts
    read = measures.read(pa.array(written, pa.string()), mark)
    assert (read.values.type, read.values.to_pylist(), read.unreadable) == (measures.MONEY, values, {})
    exact = read.values.cast(measures.EXACT)
    assert (read.total, measures.stored(exact)) == (measures.total(exact), read.values)
    assert measures.at_least(read.values, Decimal(500)) == measures.at_least(exact, Decimal(500))
    narrow, wide = ledger.figures(read.values), ledger.figures(exact)
    assert (narrow.whole.tolist(), narrow.places) == (wide.whole.tolist(), wide.places)
    assert narrow.given.tolist() == [value is not None for value in values]


def test_amounts_too_large_for_the_store_are_found_in_their_rows():
    read = measures.read(pa.array(["t1", None, "t-100000000000000", "t99999999999999.99"]), DecimalMark.POINT)
    assert measures.at_least(read.values, Decimal(10) ** 14) == [2]


@given(st.lists(st.text(max_size=3) | st.floats(-1e15, 1e15), max_size=12) | st.lists(st.text(max_size=3), max_size=9))
def test_a_column_is_tagged_as_its_cells_are_singly(values):
    assert [untagged(cell) for cell in encoded(values).to_pylist()] == [untagged(tagged(value)) for value in values]
