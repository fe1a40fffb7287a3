"""A text is read by whole columns only where the strict reader reads the same cells."""

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.reading import sandbox
from data.reading.container import Format
from data.reading.formats import delimited, even
from data.reading.formats.parsed import Unreadable

LONGEST = 20


def strictly(text, width):
    """The cells as the strict reader has them, None where it finds a fault."""
    try:
        return list(delimited._even_rows(text, delimited.Layout(",", width)))
    except Unreadable:
        return None


def by_columns(text, width):
    found = even.columns(text, ",", width, LONGEST)
    return found if found is None else [list(row.values()) for row in found.to_pylist()]


@given(st.text(st.sampled_from('a5,"\r\n é'), max_size=30), st.integers(2, 3))
@example("\n\na,b\n\n1,2\n\n", 2)
@example('1,"a, ""b"""\n"",2\r\n', 2)
@example('a,"b\nc"\n1,2', 2)
@example('5",6"\n1,2\n', 2)
@example('"a"b,1\n', 2)
@example('""a,1\n', 2)
@example('a,"1\n', 2)
@example('a,5"\n"b,1\n', 2)
def test_what_is_read_by_columns_is_what_the_strict_reader_reads(text, width):
    found = by_columns(text, width)
    assert found is None or found == strictly(text, width)


CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=LONGEST // 4)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_quoted_text_with_quotes_commas_and_line_breaks_in_it_is_read_by_columns(rows):
    text = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)
    assert by_columns(text, 2) == rows


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2,3\n",  # ragged
        "a,b\n1\n",
        'a,b\n"1"2,3\n',  # text behind a closing quote
        'a,b\n5",6\n',  # a quote in a cell that none opens
        'a,b\n1,"2\n',  # a quote that nothing closes
        "a,b\n1,\0\n",
        f"a,b\n1,{'x' * (LONGEST + 1)}\n",
    ],
)
def test_whatever_a_strict_reader_may_have_to_name_is_left_to_it(text):
    assert even.columns(text, ",", 2, LONGEST) is None


def test_a_row_longer_than_a_block_is_left_to_the_strict_reader():
    assert even.columns(f"a,{'x' * (2 * even.BLOCK)}\n1,2\n", ",", 2, 3 * even.BLOCK) is None


def test_columns_of_many_blocks_hold_every_row_in_its_order():
    text = "".join(f"row {number},{number}\n" for number in range(400_000))
    found = even.columns(text, ",", 2, LONGEST)
    assert found.column(0).num_chunks > 1
    assert found.column(1).cast(pa.int64()).to_pylist() == list(range(400_000))


@pytest.mark.parametrize(
    ("line", "cell"), [("", None), ("checked by finance", "checked by finance"), ('"last, one",1,2', "last, one")]
)
def test_a_large_file_is_read_with_whatever_stands_below_its_table(tmp_path, line, cell):
    lines = [f'"Widget, {number}",2026-{number % 12 + 1:02},{number}' for number in range(20_000)]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(["Product,Month,Revenue", *lines, line, ""]), encoding="utf-8")
    assert path.stat().st_size > delimited.LARGE
    sheet = sandbox.parse(path, path.name, Format.CSV).sheets[0]
    assert (sheet.height, sheet.cell(20_001, 1), sheet.cell(20_001, 3)) == (20_002, "Widget, 19999", "19999")
    assert sheet.cell(20_002, 1) == cell
