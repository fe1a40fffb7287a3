"""A statement whose revenue is given by segment above it: each is a product, the rest is of none.

Linear, Streaming and Parks stand above Revenue, which is their sum in each quarter that gives them all; of a quarter
that gives the total alone, it is revenue that is not given by segment, as all costs are.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pyarrow as pa

from data.reading import headings
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, as_text, is_blank, untagged
from data.reading.evidence.glance import is_figure
from data.reading.fields import Form
from data.reading.grid import Sheet
from data.reading.keys import Keys
from data.reading.kinds import FINANCE
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.measures import Amounts
from data.reading.names import is_ratio, name
from data.reading.readers import named_measure, number

NOT_GIVEN = "not given by segment"
REVENUE = "revenue"
FEWEST = 2  # segments, and columns in which they add up to the total
LOOKED_AT = 400  # rows
NOISE = 1e-9  # binary, in parts of a figure
Line = tuple[int, str, list[float | None]]  # a row, its label and its figures


def parted(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table with the labels of its segments, where they add up to its revenue wherever all of them are given."""
    label = table.fields.get("measure")
    across = [c for c in table.columns if c.context and c.field == "amount"]
    if table.kind != FINANCE.name or label is None or len(across) < FEWEST or "product" in table.given:
        return table
    lines = list(_lines(table, sheet, label, across))
    found = _above_revenue(lines)
    labels = [headings.plain(text) for _, text, _ in lines]
    totals = sum(named_measure(text, FINANCE) == REVENUE for _, text, _ in lines)
    parts = tuple(headings.plain(text) for _, text, _ in found)
    once = totals == 1 and all(labels.count(part) == 1 for part in parts)  # else a segment's profit may follow
    return replace(table, parts=parts) if once else table


def _above_revenue(lines: list[Line]) -> list[Line]:
    """The segments that stand above the first line of revenue, and add up to it."""
    block: list[Line] = []
    for line in lines:
        if named_measure(line[1], FINANCE) == REVENUE:
            return _leaves(block, line[2])
        block = [*block, line] if line[1] and named_measure(line[1], FINANCE) is None else []
    return []


def _lines(table: TableMapping, sheet: Sheet, label: ColumnMapping, across: list[ColumnMapping]) -> Iterator[Line]:
    """The rows with their labels and figures; a blank one ends what stands above it."""
    for row, value in islice(sheet.column(label.column, table.header_row + 1), LOOKED_AT):
        yield row, name(as_text(value)), [_figure(sheet.cell(row, column.column)) for column in across]


def _figure(value: CellValue) -> float | None:
    if is_blank(value) or not is_figure(value):
        return None
    found = number(value, Form.NUMBER, DecimalMark.POINT, 1)
    return None if found is None else float(found)


def _leaves(block: list[Line], total: list[float | None]) -> list[Line]:
    """The rows of a block that add up to a total, without those that sum some of them; none where they do not."""
    stack: list[list[Line]] = []  # each a row, or the rows that one below them sums
    for line in block:
        size = next((n for n in range(len(stack), FEWEST - 1, -1) if _adds_up(stack[-n:], line[2])), 0)
        stack = [*stack[:-size], [each for some in stack[-size:] for each in some]] if size else [*stack, [line]]
    found = [line for some in stack for line in some]
    names = {headings.plain(text) for _, text, _ in found}
    alike = len(names) == len(found) >= FEWEST and not any(is_ratio(text) for _, text, _ in found)
    return found if alike and _adds_up([[line] for line in found], total) else []


def _adds_up(parts: list[list[Line]], total: list[float | None]) -> bool:
    """Whether rows add up to figures wherever all of them are given, in two columns or more, and not only to 0."""
    figures = [line[2] for some in parts for line in some]
    held = [(said, [each[at] for each in figures]) for at, said in enumerate(total)]
    known = [(said, [figure for figure in each if figure is not None]) for said, each in held if said is not None]
    whole = [(said, sum(each)) for said, each in known if len(each) == len(figures)]
    agree = all(abs(said - added) <= NOISE * max(1.0, abs(said)) for said, added in whole)
    return agree and len(whole) >= FEWEST and any(said for said, _ in whole)


def products(table: TableMapping, cells: dict[int, pa.Array]) -> dict[str, Keys]:
    """The product of each row: its segment, else that it is not given by segment; nothing of other tables."""
    if not table.parts:
        return {}
    encoded = cells[table.fields["measure"].column].dictionary_encode(null_encoding="encode")
    labels = [name(as_text(untagged(cell))) for cell in encoded.dictionary.to_pylist()]
    return {"product": Keys([_segment(table, text) or NOT_GIVEN for text in labels], encoded.indices)}


def _segment(table: TableMapping, text: str) -> str:
    return text if headings.plain(text) in table.parts else ""


def less_segments(read: dict[int, Amounts], table: TableMapping, cells: dict[int, pa.Array]) -> dict[int, Amounts]:
    """The amounts by column, the revenue less the segments that are given; nothing where these are all."""
    if not table.parts:
        return read
    labels = [name(as_text(untagged(cell))) for cell in cells[table.fields["measure"].column].to_pylist()]
    segments = [row for row, text in enumerate(labels) if _segment(table, text)]
    total = next(row for row, text in enumerate(labels) if named_measure(text, FINANCE) == REVENUE)
    return {number: _less(amounts, total, segments) for number, amounts in read.items()}


def _less(read: Amounts, total: int, segments: list[int]) -> Amounts:
    """The amounts of a column, that of one row less those of others, and null where these are all given."""
    values = read.values.to_pylist()
    given = [values[row] for row in segments if values[row] is not None]
    if values[total] is not None and given:
        values[total] = None if len(given) == len(segments) else values[total] - sum(given)
    return Amounts(pa.array(values, read.values.type), read.unreadable)
