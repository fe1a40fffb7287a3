"""A first mapping of a workbook: by names, then by the values below them; each guess with its reason.

What would change a number and cannot be proved is left open (`date_order`, `decimal_mark` None): `conventions` asks.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data.reading import amounts, conventions, headings, periods, titles
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, as_text
from data.reading.fields import NUMERIC, Field, Form, Kind
from data.reading.grid import Sheet, Workbook
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, Mapping, TableMapping
from data.reading.periods import DateOrder

DEEPEST_HEADER = 30  # rows below the first that is filled


def propose(workbook: Workbook) -> Mapping:
    """The likeliest mapping of every sheet; a sheet that is nothing known is left out, with the reason."""
    tables = [_propose_table(sheet, workbook.file) for sheet in workbook.sheets if sheet.header_row]
    return Mapping(feed_name(workbook.file), tuple(tables))


def feed_name(file: str) -> str:
    """The name of a feed from a file's name, without dates and numbers.

    >>> feed_name("P&L_2026-09 v2.xlsx"), feed_name("Budget FY26.csv"), feed_name("2024.xlsx")
    ('P&L', 'Budget', '2024')
    """
    stem = Path(file).stem
    words = re.split(r"[\s_\-.]+", stem)
    kept = [word for word in words if not re.fullmatch(r"(?i)(fy|q|v|kw)?\d+|final|copy|new|\(\d+\)", word)]
    return " ".join(kept) or stem


def _propose_table(sheet: Sheet, file: str) -> TableMapping:
    """The table below the first row whose cells are headings of a known kind of table."""
    for row in _likely_header_rows(sheet):
        names = heading_names(sheet, row)
        candidates = [_with_kind(kind, names, sheet, row) for kind in KINDS.values()]
        if complete := [table for table in candidates if not lacking(table)]:
            best = max(complete, key=_strength)
            return titles.applied(conventions.settle(best, sheet, file), sheet)
    row = next(_likely_header_rows(sheet), sheet.header_row or 1)
    columns = tuple(ColumnMapping(n, name, None, 0.0, "not known") for n, name in heading_names(sheet, row).items())
    unknown = TableMapping(sheet.name, row, None, columns, reason="no columns that Reallot knows")
    return titles.applied(unknown, sheet)


def _likely_header_rows(sheet: Sheet) -> Iterator[int]:
    """The first rows with two texts or more: titles and lines of units stand above the headings."""
    first = sheet.header_row or 1
    for row in range(first, min(sheet.height, first + DEEPEST_HEADER) + 1):
        if sum(isinstance(value, str) and bool(value.strip()) for value in sheet.row(row)) > 1:
            yield row


def as_kind(table: TableMapping, kind: str, sheet: Sheet, file: str) -> TableMapping:
    """The likeliest meaning of a table's columns if it is of one kind, whatever it lacks of it."""
    names = heading_names(sheet, table.header_row)
    table = _with_kind(KINDS[kind], names, sheet, table.header_row)
    return titles.applied(conventions.settle(table, sheet, file), sheet)


def heading_names(sheet: Sheet, row: int) -> dict[int, str]:
    """The headings of a table by column number; a heading that stands twice gets its column's number.

    >>> heading_names(Sheet.of("s", [["Product", "Sales", None, "Sales"]]), 1)
    {1: 'Product', 2: 'Sales', 4: 'Sales [4]'}
    """
    texts = {n: as_text(value) for n, value in enumerate(sheet.row(row), 1)}
    seen: Counter[str] = Counter()
    names = {}
    for number, text in texts.items():
        if text:
            seen[text] += 1
            names[number] = text if seen[text] == 1 else f"{text} [{number}]"
    return names


def lacking(table: TableMapping) -> list[str]:
    """The titles of the fields without which the table cannot be loaded."""
    kind = KINDS.get(table.kind or "")
    if kind is None:
        return []
    fields = table.fields
    missing = [kind.by_name[name].title for name in kind.required if name not in fields and name != "period"]
    if "period" in kind.required and not fields.keys() & {"period", "year"}:
        missing.append("Period")
    if kind.any_of and not fields.keys() & set(kind.any_of):
        missing.append(" or ".join(kind.by_name[name].title for name in kind.any_of))
    return missing


def _strength(table: TableMapping) -> float:
    return sum(column.confidence for column in table.columns if column.field)


@dataclass(frozen=True)
class _Pair:
    likeness: float
    order: int  # earlier fields and synonyms first
    column: int
    field: Field


def _with_kind(kind: Kind, names: dict[int, str], sheet: Sheet, row: int) -> TableMapping:
    """The best assignment of columns to the fields of one kind: the likeliest pairs first, each side once."""
    pairs = [
        _Pair(headings.likeness(name, field), order, column, field)
        for column, name in names.items()
        for order, field in enumerate(kind.fields)
    ]
    columns = {n: ColumnMapping(n, name, None, 0.0, "not known") for n, name in names.items()}
    taken: set[str] = set()
    for pair in sorted(pairs, key=lambda p: (-p.likeness, p.order, p.column)):
        if pair.likeness < headings.SUGGESTED or columns[pair.column].field or pair.field.name in taken:
            continue
        if not _holds(sheet, row, pair):
            continue
        columns[pair.column] = _chosen(names[pair.column], pair)
        taken |= {pair.field.name} if columns[pair.column].field else set()
    return TableMapping(sheet.name, row, kind.name, tuple(columns.values()))


def _chosen(heading: str, pair: _Pair) -> ColumnMapping:
    if pair.likeness < headings.SURE:
        reason = f"perhaps {pair.field.title}: the names are {pair.likeness:.0%} alike"
        return ColumnMapping(pair.column, heading, None, pair.likeness, reason)
    reason = {1.0: "its name", 0.97: "a synonym"}.get(pair.likeness, f"the names are {pair.likeness:.0%} alike")
    factor = headings.scale(heading) if pair.field.form in NUMERIC else 1
    return ColumnMapping(pair.column, heading, pair.field.name, pair.likeness, reason, factor)


def _holds(sheet: Sheet, row: int, pair: _Pair) -> bool:
    """Whether most of a column's first values could be what the field holds."""
    values = [v for _, v in islice(sheet.column(pair.column, row + 1), 200) if as_text(v)]
    if not values:
        return pair.field.form is not Form.MONTH  # “Month” over nothing is more likely a period
    if pair.field.form in {Form.TEXT, Form.YES_NO}:
        return True
    readable = sum(_readable(value, pair.field.form) for value in values)
    return readable >= len(values) / 2


def _readable(value: CellValue, form: Form) -> bool:
    match form:
        case Form.AMOUNT | Form.NUMBER:
            return any(_reads(amounts.number, value, mark) for mark in DecimalMark)
        case Form.MONTH:
            return periods.month_of_year(as_text(value)) is not None
        case Form.YEAR:
            return periods.year(value) is not None
    return any(_reads(periods.period, value, order) for order in DateOrder)


def _reads(read: Callable[..., object], value: CellValue, convention: DecimalMark | DateOrder) -> bool:
    try:
        read(value, convention)
    except (amounts.Unreadable, periods.Unreadable):
        return False
    return True
