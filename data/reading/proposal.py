"""A first mapping of a workbook: by names, then by the values below them; each guess with its reason.

What would change a number and cannot be proved is left open (`date_order`, `decimal_mark` None): `conventions` asks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from data.reading import (
    awaiting,
    balances,
    conventions,
    grouped,
    joined,
    periods,
    priced,
    regions,
    row_units,
    sections,
    titles,
)
from data.reading.assigned import with_kind
from data.reading.cells import CellValue, as_text
from data.reading.crossing import crossed, figures_by_period
from data.reading.evidence.glance import labelled
from data.reading.fields import Kind
from data.reading.grid import Sheet, Workbook
from data.reading.headless import ABOVE, is_headless
from data.reading.heads import unique
from data.reading.interpretations import likely, relative
from data.reading.interpretations.measured import is_statement, measured, told_apart
from data.reading.interpretations.seen import Seen
from data.reading.interpretations.timed import timed, with_only_days
from data.reading.kinds import KINDS, KPI
from data.reading.mapping import ColumnMapping, Mapping, TableMapping
from data.reading.meaning import meaning
from data.reading.naming import named_across, revenue_across
from data.reading.parted import parted
from data.reading.surroundings import Surroundings
from data.reading.times import TIMED
from data.reading.unsaid import unsaid

DEEPEST_HEADER = 30  # rows below the first that is filled


def propose(workbook: Workbook) -> Mapping:
    """The likeliest mapping of every table; a sheet that is nothing known is left out, with the reason."""
    tables = [table for sheet in workbook.sheets if sheet.header_row for table in tables_of(sheet, workbook.file)]
    tables = [table if table.kind and not workbook.partners else _spelled_out(table, workbook) for table in tables]
    tables = list(_of_products(list(grouped.among(tables, workbook))))
    if not any(table.kind for table in tables):
        tables = _likely(tables, workbook)
    tables = [awaiting.doubted(table) for table in tables]
    hidden = {sheet.name for sheet in workbook.sheets if sheet.hints.hidden}
    if any(table.kind and table.sheet not in hidden for table in tables):
        left_out = "the sheet is hidden"
        tables = [replace(t, kind=None, reason=left_out) if t.kind and t.sheet in hidden else t for t in tables]
    return Mapping(feed_name(workbook.file), tuple(tables))


def _likely(tables: list[TableMapping], workbook: Workbook) -> list[TableMapping]:
    """Tables that are nothing known with their likeliest readings, where they hold figures: what is open is asked."""
    found = likely.readings([table.of(workbook) for table in tables], workbook.file, _likely_header_rows, _long)
    pairs = zip(tables, found, strict=True)
    return [table if read is None else _settled_in(workbook, read) for table, read in pairs]


def _settled_in(workbook: Workbook, table: TableMapping) -> TableMapping:
    sheet = table.of(workbook)
    return replace(sections.proposed(settled(table, sheet, workbook.file), sheet), turned=table.turned)


def _long(kind: Kind, sheet: Sheet, row: int) -> TableMapping:
    return with_kind(kind, labelled(sheet, row), sheet, row)


def _spelled_out(table: TableMapping, workbook: Workbook) -> TableMapping:
    """A table with what its cells refer to in other sheets, where it is something known then; a partner is left out."""
    sheet = workbook.sheet(table.sheet)
    row = table.header_row
    if table.sheet in workbook.partners:
        return replace(table, kind=None, reason="other sheets refer to it")
    found = _links(sheet, row, workbook) if sheet and table.area is None else {}
    if not sheet or not found:
        return table
    whole = table_at(replace(table, joined=found).of(workbook), row, workbook.file)
    if whole is None:
        return table
    joined_to = replace(whole, columns=tuple(_of_others(whole, sheet.width, bool(workbook.partners))), joined=found)
    extended, others = joined_to.of(workbook), {c.heading for c in whole.columns if c.column > sheet.width}
    return _with_formulas(joined_to, extended, frozenset(others if workbook.partners else ()))


def _links(sheet: Sheet, row: int, workbook: Workbook) -> dict[str, str]:
    """By heading the sheet that spells it out; of sheets of other files those that what is looked up refers to, too."""
    found = dict(joined.links(sheet, row, workbook.sheets))
    while workbook.partners:
        others = [(heading, other) for heading, name in found.items() if (other := workbook.sheet(name))]
        more = dict(joined.links(joined.extended(sheet, row, others), row, workbook.sheets))
        if more.keys() <= found.keys():
            break
        found |= more
    return found


def _of_others(table: TableMapping, width: int, given: bool) -> Iterator[ColumnMapping]:
    """The columns, those of other sheets only if needed; names, too, where a sheet was `given` to say them.

    An amount there would count once for each row that refers to it.
    """
    kind = KINDS[table.kind or ""]
    for column in table.columns:
        named = given and column.field in kind.by_name and not kind.by_name[column.field].measure
        needed = column.field in {*kind.required, *TIMED} or named
        own = column.column <= width
        yield column if own or needed else column.left_out("of another sheet, and not needed")


def _with_formulas(table: TableMapping, sheet: Sheet, others: frozenset[str] = frozenset()) -> TableMapping:
    """The table with the products of columns that may be its revenue and its variable cost."""
    table = replace(table, priced=priced.formula(table, sheet))
    return replace(table, costed=priced.formula_of_cost(table, others))


def _of_products(tables: list[TableMapping]) -> Iterator[TableMapping]:
    """The tables, each of several statements of one product with the name of its sheet as the product."""
    statements = [table for table in tables if "product" in unsaid(table)]
    several = len({table.sheet for table in statements}) > 1
    for table in tables:
        named = several and table in statements and not meaning(table.sheet, KINDS["finance"]).is_context
        yield replace(table, implied={**table.implied, "product": table.sheet}) if named else table


def feed_name(file: str) -> str:
    """The name of a feed from a file's name, without dates and numbers.

    >>> feed_name("P&L_2026-09 v2.xlsx"), feed_name("Budget FY26.csv"), feed_name("2024.xlsx")
    ('P&L', 'Budget', '2024')
    """
    stem = Path(file).stem
    words = re.split(r"[\s_\-.]+", stem)
    kept = [word for word in words if not re.fullmatch(r"(?i)(fy|q|v|kw)?\d+|final|copy|new|\(\d+\)", word)]
    return " ".join(kept) or stem


def tables_of(sheet: Sheet, file: str) -> list[TableMapping]:
    """Every table on a sheet, one below or beside another; one that is nothing known where there is none."""
    parts = (sheet, partial(first_table, file=file), partial(table_at, file=file))
    found = [] if is_headless(sheet) else list(regions.split(*parts))
    if found:
        return [sections.proposed(table, sheet.within(table.area)) for table in found]
    row = next(_likely_header_rows(sheet), sheet.header_row or 1)
    columns = tuple(ColumnMapping(n, name, None, 0.0, "not known") for n, name in heading_names(sheet, row).items())
    unknown = TableMapping(sheet.name, row, None, columns, reason="no columns that Reallot knows")
    return [titles.applied(unknown, sheet)]


def first_table(sheet: Sheet, file: str) -> TableMapping | None:
    """The table below the first row whose cells are headings of a known kind of table."""
    for row in _likely_header_rows(sheet):
        if table := table_at(sheet, row, file):
            return table
    return None


def table_at(sheet: Sheet, row: int, file: str, kinds: Iterable[Kind] = KINDS.values()) -> TableMapping | None:
    """The likeliest table whose headings begin in a row, None where they make up no kind of table."""
    kinds, names = list(kinds), heading_names(sheet, row)
    long = [_timed(with_kind(kind, names, sheet, row), sheet, file) for kind in kinds]
    long = [table for table in long if not lacking(table)]
    long = [table for table in long if not is_statement(table, sheet)]
    long = [table for table in long if not _leaves_vendors_out(table, sheet, file)]
    facts = [table for table in long if not KINDS[table.kind or ""].register]
    barred = len(facts) < len(long) and figures_by_period(sheet, row)
    periodic = partial(crossed, fewest=1) if barred else crossed
    held, speaks = [kind for kind in kinds if not (barred and kind.register)], likely.speaks_of_markets
    makers = (periodic, named_across, revenue_across)
    across = (table for kind in held for make in makers if (table := make(kind, sheet, row, file)))
    for candidates in (facts if barred else long, across):
        whole = [table for table in candidates if not lacking(table)]
        if known := [t for t in whole if t.kind != "market" or "market" in t.given or speaks(sheet, row, file)]:
            return settled(max(known, key=_strength), sheet, file)
    return None


def _is_without_a_year(table: TableMapping) -> bool:
    """Whether a table holds results of KPIs by weeks, months or quarters, be it without their year."""
    return table.kind == KPI.name and "actual" in table.fields and bool({"week", "month", "quarter"} & {*table.fields})


def _leaves_vendors_out(table: TableMapping, sheet: Sheet, file: str) -> bool:
    """Whether a market's table would take its size alone and leave out the vendors that stand across beside it."""
    held = {column.field for column in table.mapped} & {"size", "sales", "share"}
    return held == {"size"} and named_across(KINDS["market"], sheet, table.header_row, file) is not None


def _timed(table: TableMapping, sheet: Sheet, file: str) -> TableMapping:
    """A table that lacks nothing but its period, with its only column of days or months, else with what a name says."""
    if lacking(table) != ["Period"]:
        return table
    said = Surroundings.around(sheet, table.header_row, KINDS[table.kind or ""], file)
    found = with_only_days(table, sheet, file) or replace(table, implied=said.implied(table.given))
    asked = _is_without_a_year(found) and lacking(found)
    return timed(found, Seen.of(sheet, table.header_row, file)) if asked else found


def settled(table: TableMapping, sheet: Sheet, file: str) -> TableMapping:
    """The table with the conventions that its cells and its titles prove."""
    table = grouped.of_sides(balances.doubted(told_apart(table, sheet, file), sheet), sheet)
    found = titles.applied(row_units.below_headings(conventions.settle(table, sheet, file), sheet), sheet)
    found = row_units.of_column(found, sheet)
    return _with_formulas(parted(found, sheet), sheet)


def _likely_header_rows(sheet: Sheet) -> Iterator[int]:
    """The first rows with two words, dates or years or more: titles and lines of units stand above the headings."""
    if is_headless(sheet):
        yield ABOVE
        return
    first = sheet.header_row or 1
    for row in range(first, min(sheet.height, first + DEEPEST_HEADER) + 1):
        if sum(_may_head(value) for value in sheet.row(row)) > 1:
            yield row


def _may_head(value: CellValue) -> bool:
    if isinstance(value, Decimal):
        return periods.year(value) is not None
    return isinstance(value, date) or (isinstance(value, str) and bool(value.strip()))


def as_kind(table: TableMapping, kind: str, workbook: Workbook, named: bool = False) -> TableMapping:
    """The likeliest meaning of a table's columns if it is of one kind; KPIs not `named` by a column are its columns."""
    sheet, file, row = table.of(workbook), workbook.file, table.header_row
    found = table_at(sheet, row, file, [KINDS[kind]])
    if found is None:
        years = relative.across(KINDS[kind], sheet, row, file, _long)
        across = (make(KINDS[kind], sheet, row, file) for make in (crossed, named_across))
        begun = [*filter(None, (years, *across)), _long(KINDS[kind], sheet, row)]
        found = settled(measured(begun, sheet, file) if kind == "kpi" and not named else begun[0], sheet, file)
    found = sections.proposed(found, sheet)
    return grouped.applied(replace(found, area=table.area, turned=table.turned, joined=table.joined), workbook)


def heading_names(sheet: Sheet, row: int) -> dict[int, str]:
    """The headings of a table by column number; a heading that stands twice gets its column's number.

    >>> heading_names(Sheet.of("s", [["Product", "Sales", None, "Sales"]]), 1)
    {1: 'Product', 2: 'Sales', 4: 'Sales [4]'}
    """
    return unique({n: text for n, value in enumerate(sheet.row(row), 1) if (text := as_text(value))})


def ungiven(table: TableMapping) -> list[str]:
    """The required fields that neither a column nor anything else gives."""
    kind = KINDS.get(table.kind or "")
    if kind is None:
        return []
    given = (table.given - table.partly) | unsaid(table)
    missing = [name for name in kind.required if name not in given and name != "period"]
    return [*missing, "period"] if "period" in kind.required and not given & {"period", "year"} else missing


def lacking(table: TableMapping) -> list[str]:
    """The titles of the fields without which the table cannot be loaded."""
    kind = KINDS.get(table.kind or "")
    if kind is None:
        return []
    given = table.given | unsaid(table)
    missing = [kind.by_name[name].title for name in ungiven(table)]
    if kind.any_of and not given & {*kind.any_of, "measure"}:
        names = (kind.by_name[name].title for name in kind.any_of if name != "amount")
        missing.append(" or ".join(names))
    return missing


def _strength(table: TableMapping) -> float:
    """How much of a table is known; what is said of KPIs beside their figures makes it none of results."""
    known = KINDS[table.kind or ""]
    about = {field.name for field in known.fields if field.about and not known.register}
    return sum(column.confidence for column in table.columns if column.field and column.field not in about)
