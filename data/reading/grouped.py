"""A statement's accounts, and a second table that says of each the group that it belongs to: “4000” is revenue."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import accounts, headings
from data.reading.cells import as_text, filled
from data.reading.doubt import Doubt
from data.reading.evidence import words
from data.reading.fields import Kind
from data.reading.grid import Area, Sheet, Workbook
from data.reading.kinds import FINANCE
from data.reading.mapping import WHICH_MEASURE, ColumnMapping, TableMapping
from data.reading.readers import named_measure

LABELLED = "its row's label says what it holds"
KNOWN_SHARE = 0.9  # of a table's accounts, that the other one has to name
FEWEST = 2  # accounts
LEAVE_OUT = "leave out"
MEASURES = ("investment", "shared_cost", "variable_cost", "revenue")


@dataclass(frozen=True)
class _Groups:
    """A second table: where its headings stand, the column of accounts in the first, and the group of each account."""

    sheet: str
    row: int
    column: int
    of: dict[str, str]


def among(tables: list[TableMapping], workbook: Workbook) -> Iterator[TableMapping]:
    """The tables, each with the groups of its accounts; a sheet that gives these alone is left out."""
    done = {table.key: applied(table, workbook) for table in tables}
    grouped = [table for table in tables if done[table.key].grouped]
    givers = {found.sheet for table in grouped for found in _found(table, workbook)} - {t.sheet for t in grouped}
    for table in tables:
        left_out = replace(table, kind=None, reason="it says what the accounts of another sheet are")
        yield left_out if table.kind and table.sheet in givers else done[table.key]


def applied(table: TableMapping, workbook: Workbook) -> TableMapping:
    """A finance table of periods across, its rows told apart by the groups that another table gives their accounts.

    Of a group whose name speaks of money, and of no one measure, it is asked which it is.
    """
    known = {"amount", *(field.name for field in FINANCE.fields if not field.measure)}
    across = [c for c in table.columns if c.context and (c.field == "amount" or c.is_open)]
    if table.kind != FINANCE.name or table.turned or not across or {c.field for c in table.mapped} - known:
        return table
    found = next(_found(table, workbook), None)
    if found is None:
        return table
    own = table.of(workbook)
    columns = tuple(_column(c, found, table, own) for c in table.columns)
    grouped = {headings.plain(account): group for account, group in found.of.items()}
    ended = replace(table, columns=columns, grouped=grouped, sections="", area=_area(table, found, workbook))
    for group in dict.fromkeys(found.of.values()):
        ended = asked(ended, group, words.measure_in((group,))) if _is_open(group) else ended
    return ended


def asked(table: TableMapping, group: str, likely: str) -> TableMapping:
    """The table with the question what the rows of a group of accounts, or of one, are."""
    if group in table.labels:
        return table
    choices = (likely, *(each for each in MEASURES if each != likely), LEAVE_OUT)
    doubt = Doubt("group", group, choices, f"accounts of “{group}”", "what they are")
    return replace(table, labels={**table.labels, group: likely}, doubts=(*table.doubts, doubt))


def of_sides(table: TableMapping, sheet: Sheet) -> TableMapping:
    """A table whose labels say which accounts are spending, with the question what such are."""
    label = table.fields.get("measure")
    if label is None or table.kind != FINANCE.name or label.context:
        return table
    labels = list(dict.fromkeys(accounts.labels_of(sheet, label.column, table.header_row)))
    for each in labels if accounts.names_sides(labels) else ():
        table = asked(table, each, words.measure_in((each,))) if _is_open(each) else table
    return table


def _is_open(group: str) -> bool:
    """Whether a group has a word of money, and none that is known to name a measure."""
    return named_measure(group, FINANCE) is None and words.measure_in((group,)) in MEASURES


def _found(table: TableMapping, workbook: Workbook) -> Iterator[_Groups]:
    """The second tables that name the group of nearly every account of the first: on its sheet, or on another one."""
    sheet = workbook.sheet(table.sheet)
    labels = [c for c in table.columns if not c.context and not c.is_open and c.field in {None, "measure", "product"}]
    for column in labels if sheet else ():
        for other in workbook.sheets:
            for row, at in _headed(other, column.heading):
                if other is sheet and (row == table.header_row or (at == column.column and row < table.header_row)):
                    continue
                last = row - 1 if other is sheet and row > table.header_row else table.of(workbook).height
                wanted = {account for _, account in _texts(table.of(workbook), column.column, table.header_row, last)}
                if of := _groups(other, row, at, wanted):
                    yield _Groups(other.name, row, column.column, of)


def _headed(sheet: Sheet, heading: str) -> Iterator[tuple[int, int]]:
    """The cells of a sheet that say what a heading says, by row and column."""
    for number, cells in enumerate(sheet.columns, 1):
        for row in pc.indices_nonzero(pc.equal(cells, f"t{heading}")).to_pylist():
            yield row + 1, number


def _texts(sheet: Sheet, column: int, above: int, last: int) -> list[tuple[int, str]]:
    """The filled cells of a column below a row, by their rows."""
    cells = sheet.tagged(column, above + 1).slice(0, last - above)
    rows = pc.indices_nonzero(filled(cells))
    return [(row + above + 1, as_text(sheet.cell(row + above + 1, column))) for row in rows.to_pylist()]


def _groups(sheet: Sheet, row: int, column: int, wanted: set[str]) -> dict[str, str]:
    """By account its group, in the column beside it whose names are measures; empty where there is none."""
    rows = _block(sheet, row, column)
    keys = [as_text(sheet.cell(each, column)) for each in rows]
    if len(wanted) < FEWEST or len(set(keys)) < len(keys) or len(wanted & set(keys)) < KNOWN_SHARE * len(wanted):
        return {}
    for number in range(1, sheet.width + 1):
        names = [as_text(sheet.cell(each, number)) for each in rows]
        if number != column and as_text(sheet.cell(row, number)) and _name_measures(FINANCE, names):
            return {key: name for key, name in zip(keys, names, strict=True) if name}
    return {}


def _block(sheet: Sheet, row: int, column: int) -> list[int]:
    """The rows below a heading up to the first that is blank there."""
    cells = filled(sheet.tagged(column, row + 1))
    end = pc.index(cells, pa.scalar(False)).as_py()
    return list(range(row + 1, row + 1 + (len(cells) if end < 0 else end)))


def _name_measures(kind: Kind, names: list[str]) -> bool:
    """Whether groups come again, or are revenue and what it costs: descriptions of accounts do not."""
    named = {named_measure(name, kind) for name in names if name} - {None}
    return {"revenue"} < named or ("revenue" in named and len(set(names)) < len(names))


def _column(column: ColumnMapping, found: _Groups, table: TableMapping, sheet: Sheet) -> ColumnMapping:
    """A column of the first table: its accounts as what tells its rows apart, what only describes these left out."""
    if column.column == found.column:
        return replace(column, field="measure", confidence=accounts.LABELS, reason="another table gives its groups")
    if column.context and column.is_open:
        return replace(column, field="amount", reason=column.reason.replace(WHICH_MEASURE, LABELLED))
    if column.field in {"measure", "product"} and _describes(sheet, table.header_row, column.column, found):
        return column.left_out("it describes the accounts")
    return column


def _describes(sheet: Sheet, header_row: int, column: int, found: _Groups) -> bool:
    """Whether a column has one name of each account, and no other rows with the same one."""
    last = found.row - 1 if found.sheet == sheet.name and found.row > header_row else sheet.height
    pairs = {(as_text(sheet.cell(row, found.column)), name) for row, name in _texts(sheet, column, header_row, last)}
    return len(pairs) == len({account for account, _ in pairs}) == len({name for _, name in pairs})


def _area(table: TableMapping, found: _Groups, workbook: Workbook) -> Area | None:
    """The area of the first table, which ends where the second one below it begins."""
    sheet = workbook.sheet(table.sheet)
    if sheet is None or found.sheet != table.sheet or found.row <= table.header_row:
        return table.area
    whole = table.area or Area(1, 1, sheet.height, sheet.width)
    return replace(whole, last_row=min(whole.last_row, found.row - 1))
