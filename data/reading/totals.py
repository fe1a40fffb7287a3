"""Rows that sum others: left out, because they would count twice, each with the proof that they do."""

from collections.abc import Iterable
from decimal import Decimal

import pyarrow as pa

from data.reading import measures
from data.reading.measures import Amounts

MOST_PROVED = 500


def proofs(rows: Iterable[int], amounts: dict[int, Amounts], counted: pa.Array, first_row: int) -> dict[int, str]:
    """Of some rows, by index, those whose every amount sums rows above it: which rows, as the sheet numbers them.

    The rows summed are the `counted` ones since the last such row, else all since the first. `first_row` is the
    sheet's number of index 0.
    """
    found: dict[int, str] = {}
    since = 0
    for row in sorted(rows)[:MOST_PROVED]:
        given = [read.values for read in amounts.values() if read.values[row].is_valid]
        for start in dict.fromkeys((since, 0)) if given else ():
            if start < row and all(_sums(values, row, start, counted) for values in given):
                first, last = start + first_row, row + first_row - 1
                found[row] = (
                    f"row {row + first_row} = rows {first}–{last}" if first < last else f"it repeats row {last}"
                )
                break
        since = row + 1
    return found


def _sums(values: pa.Array, row: int, start: int, counted: pa.Array) -> bool:
    above = values.slice(start, row - start).filter(counted.slice(start, row - start))
    return len(above) > above.null_count and measures.total(above) == Decimal(values[row].as_py())
