"""Rows that sum others: left out, because they would count twice, each with the proof that they do."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.reading import measures
from data.reading.keys import Keys
from data.reading.measures import Amounts
from data.reading.names import hints_total

MOST_PROVED = 500
MOST_ROWS = 5_000  # of a table in which totals are looked for by arithmetic alone
MOST_SUMMED = 300
FEWEST_COLUMNS, FEWEST_ROWS, FEWEST_GROUPS = 2, 2, 3
MOST_SIBLINGS = 300


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
        below = [values.slice(row + 1).filter(counted.slice(row + 1)) for values in given]
        if row not in found and given and all(map(_adds_up, below, (values[row] for values in given))):
            found[row] = f"row {row + first_row} = the rows below it"
        since = row + 1
    return found


def proofs_by_period(
    rows: Iterable[int], amounts: dict[int, Amounts], counted: pa.Array, timed: list[pa.Array]
) -> dict[int, str]:
    """Of some rows those whose every amount sums the other rows of its period, wherever they stand.

    `timed` number the values of the columns that say when, row by row.
    """
    found: dict[int, str] = {}
    for row in list(rows)[:MOST_PROVED] if timed else ():
        same = counted
        for numbers in timed:
            same = pc.and_(same, pc.equal(numbers, numbers[row]))
        given = [read.values for read in amounts.values() if read.values[row].is_valid]
        if given and all(_adds_up(values.filter(same), values[row]) for values in given):
            found[row] = "it is the sum of the rows of its period"
    return found


def _adds_up(parts: pa.Array, whole: pa.Scalar) -> bool:
    return len(parts) > parts.null_count and measures.total(parts) == Decimal(whole.as_py())


def mismatches(
    rows: Iterable[int], amounts: dict[int, Amounts], counted: pa.Array
) -> Iterator[tuple[int, int, Decimal, Decimal]]:
    """Of rows that should sum those above them: the row, the first column that does not, what it says and their sum."""
    since = 0
    for row in sorted(rows)[:MOST_PROVED]:
        for column, read in amounts.items():
            above = read.values.slice(since, row - since).filter(counted.slice(since, row - since))
            whole = read.values[row].as_py()
            if whole is not None and len(above) > above.null_count and measures.total(above) != Decimal(whole):
                yield row, column, Decimal(whole), measures.total(above)
                break
        since = row + 1


def named_like_one(keys: Iterable[Keys], amounts: list[Amounts], counted: pa.Array, first_row: int) -> dict[int, str]:
    """The rows with a word of sums in a name that sum the rows above them, each with its proof."""
    rows: set[int] = set()
    for key in keys:
        hinted = [number for number, value in enumerate(key.values) if isinstance(value, str) and hints_total(value)]
        rows.update(
            pc.indices_nonzero(pc.is_in(key.rows, pa.array(hinted, key.rows.type))).to_pylist() if hinted else ()
        )
    read = dict(enumerate(amounts))
    others = pc.and_(
        counted, pc.invert(pc.is_in(pa.array(np.arange(len(counted))), pa.array(sorted(rows), pa.int64())))
    )
    found = proofs(rows, read, others, first_row)
    return {**proofs(rows - found.keys(), read, counted, first_row), **found}


def _sums(values: pa.Array, row: int, start: int, counted: pa.Array) -> bool:
    above = values.slice(start, row - start).filter(counted.slice(start, row - start))
    return _adds_up(above, values[row])


def unlabelled(amounts: list[Amounts], counted: pa.Array, first_row: int) -> dict[int, str]:
    """Rows of a table of several columns that sum the rows above or below them, whatever they are called.

    Proof takes two columns of figures or more, in one of which two cells or more are summed; blank cells count as
    nothing. `counted` are the rows that are figures of their own so far.
    """
    if len(amounts) < FEWEST_COLUMNS or not FEWEST_ROWS < (pc.sum(counted).as_py() or 0) <= MOST_ROWS:
        return {}
    rows = pc.indices_nonzero(counted).to_pylist()
    columns = [read.values.take(pa.array(rows)).to_pylist() for read in amounts]
    vectors = [tuple(Decimal(cell or 0) for cell in cells) for cells in zip(*columns, strict=True)]
    found: dict[int, str] = {}
    for at, vector in enumerate(vectors):
        if sum(bool(cell) for cell in vector) < FEWEST_COLUMNS:
            continue
        block = _block(vectors, at, rows, found)
        if block:
            first, last = (rows[index] + first_row for index in block)
            found[rows[at]] = f"row {rows[at] + first_row} = rows {first}–{last}"
    return found


def _block(
    vectors: list[tuple[Decimal, ...]], at: int, rows: list[int], left_out: dict[int, str]
) -> tuple[int, int] | None:
    """The first and the last of the rows next to one, above or below, that add up to it."""
    for step in (-1, 1):
        total = tuple(Decimal(0) for _ in vectors[at])
        summed = [0 for _ in vectors[at]]  # cells of each column
        index = at + step
        while 0 <= index < len(vectors) and rows[index] not in left_out and max(summed) < MOST_SUMMED:
            total = tuple(a + b for a, b in zip(total, vectors[index], strict=True))
            summed = [count + bool(cell) for count, cell in zip(summed, vectors[index], strict=True)]
            if max(summed) >= FEWEST_ROWS and total == vectors[at]:
                return (index, at - 1) if step < 0 else (at + 1, index)
            index += step
    return None


def whole_of_siblings(names: Keys, others: list[pa.Array], amounts: list[Amounts], counted: pa.Array) -> dict[int, int]:
    """Of a key column, the cells (by their number among `names`) that sum all others, and in how many groups.

    `others` number what else the rows are told apart by, such as their periods. Proof takes three groups of figures or
    more, each with two others or more, in every one of which the one is the sum of the others.
    """
    found: dict[int, int] = {}
    if not FEWEST_ROWS < len(names.values) <= MOST_SIBLINGS:
        return found
    candidates = _halves(names, amounts, counted)
    groups = _groups(others) if candidates else pa.array([], pa.int64())
    for candidate in candidates:
        proved = [_is_whole(candidate, names, groups, read, counted) for read in amounts]
        held = sum(each for each in proved if each)
        if None not in proved and held >= FEWEST_GROUPS:
            found[candidate] = held
    return found


def _groups(keys: list[pa.Array]) -> pa.Array:
    """A number for each row, equal where all its keys are; the keys are numbers themselves."""
    found: pa.Array | None = None
    for rows in keys:
        wide = rows.cast(pa.int64())
        if found is None:
            found = wide
        else:
            both = pc.add(pc.multiply(found.cast(pa.int64()), (pc.max(wide).as_py() or 0) + 1), wide)
            found = both.dictionary_encode().indices
    return found


def _halves(names: Keys, amounts: list[Amounts], counted: pa.Array) -> list[int]:
    """The cells that make up half of everything: whatever sums all others does. Found with floats, proved exactly."""
    candidates: set[int] | None = None
    for read in amounts:
        figures = pa.table({"name": names.rows, "amount": read.floats}).filter(counted)
        sums = figures.group_by("name").aggregate([("amount", "sum")]).to_pylist()
        total = sum(row["amount_sum"] or 0 for row in sums)
        halves = {row["name"] for row in sums if total and abs((row["amount_sum"] or 0) / total - 0.5) < 1e-9}
        if any(row["amount_sum"] for row in sums):
            candidates = halves if candidates is None else candidates & halves
    return sorted(candidates or ())


def _is_whole(candidate: int, names: Keys, groups: pa.Array, read: Amounts, counted: pa.Array) -> int | None:
    """In how many groups a cell is the sum of two others or more; None where in one it is not."""
    figures = pa.table({"group": groups, "name": names.rows, "amount": read.values.cast(measures.SUMMED)})
    sums = figures.filter(counted).group_by(["group", "name"]).aggregate([("amount", "sum")]).to_pylist()
    own = {row["group"]: row["amount_sum"] or 0 for row in sums if row["name"] == candidate}
    others: dict[int, list[Decimal]] = {}
    for row in sums:
        if row["name"] != candidate and row["amount_sum"]:
            others.setdefault(row["group"], []).append(row["amount_sum"])
    if any(sum(others.get(group, [])) != own.get(group, 0) for group in own.keys() | others.keys()):
        return None
    return sum(len(amounts_of) >= FEWEST_ROWS for amounts_of in others.values())
