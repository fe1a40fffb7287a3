"""What is said of rows beside their figures rests on all of them."""

from collections import Counter

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from data.reading import remarks

cells = st.none() | st.sampled_from(["tA", "tB", "n1"])


@given(st.lists(st.tuples(cells, cells, cells), max_size=12))
def test_the_rows_that_repeat_another_are_those_that_are_like_it_in_every_cell(rows):
    columns = [pa.chunked_array([pa.array(column, pa.string())]) for column in zip(*rows, strict=True)] or [
        pa.chunked_array([], pa.string())
    ]
    times = Counter(rows)
    expected = [number for number, row in enumerate(rows) if times[row] > 1]
    assert sorted(remarks._repeating(pa.table(columns, [str(n) for n, _ in enumerate(columns)]))) == expected
