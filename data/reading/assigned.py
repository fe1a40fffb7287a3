"""The columns below one row of headings, each assigned to the field of a kind of table that its heading names best."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from data.reading import accounts, balances, headings, holding
from data.reading.cells import as_text
from data.reading.evidence import words
from data.reading.fields import NUMERIC, Field, Kind
from data.reading.grid import Sheet
from data.reading.kinds import FINANCE, KINDS, MARKET
from data.reading.mapping import HOLDS_NONE, WHICH_MEASURE, ColumnMapping, TableMapping

CODES = {"sku", "product code", "product no", "item code", "item no", "article", "article no", "artikelnummer"}
SAID_BESIDE = 0.93  # what other columns say of it


@dataclass(frozen=True)
class _Pair:
    likeness: float
    order: int  # earlier fields and synonyms first
    column: int
    field: Field


def with_kind(kind: Kind, names: dict[int, str], sheet: Sheet, row: int) -> TableMapping:
    """The best assignment of columns to the fields of one kind: the likeliest pairs first, each side once."""
    pairs = [
        _Pair(headings.likeness(name, field), order, column, field)
        for column, name in names.items()
        for order, field in enumerate(kind.fields)
        if not _means_another(name, field)
    ]
    columns = {n: ColumnMapping(n, name, None, 0.0, "not known") for n, name in names.items()}
    taken: set[str] = set()
    for pair in sorted(pairs, key=lambda p: (-p.likeness, p.order, p.column)):
        if pair.likeness < headings.SUGGESTED or columns[pair.column].field or pair.field.name in taken:
            continue
        if not _holds(kind, sheet, row, pair):
            if pair.likeness >= headings.KNOWN and pair.field.form in NUMERIC:
                why = f"{HOLDS_NONE} {pair.field.title} and holds none"
                columns[pair.column] = columns[pair.column].left_out(why)
            continue
        columns[pair.column] = _chosen(names[pair.column], pair)
        taken |= {pair.field.name} if columns[pair.column].field else set()
    if "product" in kind.by_name and "product" not in taken:
        columns |= _coded(columns)
    if kind is FINANCE and "revenue" in taken and "units" not in taken:
        columns |= _of_seats(columns, sheet, row)
    if kind is MARKET and "vendor" in taken and "sales" not in taken:
        columns |= _of_vendors(columns, sheet, row)
    balanced = balances.with_balance(list(columns.values()), kind, sheet, row)
    labelled = accounts.with_bases(accounts.with_labels(balanced, kind, sheet, row), kind)
    return TableMapping(sheet.name, row, kind.name, tuple(_without_bare_amounts(kind, labelled)))


def _means_another(heading: str, field: Field) -> bool:
    """Whether a heading is only alike to a field and is the very word of others: a “Market” is no “Marke”."""
    return headings.likeness(heading, field) < headings.KNOWN and headings.plain(heading) in _words_of_fields()


@cache
def _words_of_fields() -> frozenset[str]:
    """The names and synonyms of the fields of every kind of table, in plain words."""
    known = (name for kind in KINDS.values() for field in kind.fields for name in (field.title, *field.names))
    return frozenset(map(headings.plain, known))


def _coded(columns: dict[int, ColumnMapping]) -> dict[int, ColumnMapping]:
    """The first column of product codes as the products, where no column has their names."""
    free = (c for c in columns.values() if c.field is None and headings.plain(c.heading) in CODES)
    first = list(free)[:1]
    return {c.column: replace(c, field="product", confidence=SAID_BESIDE, reason="codes of products") for c in first}


def _of_seats(columns: dict[int, ColumnMapping], sheet: Sheet, row: int) -> dict[int, ColumnMapping]:
    """The only column of tickets or seats of events as the units sold, beside what was taken for them.

    Beside anything else a ticket may be one of a help desk.
    """
    of_events = any(words.said_of(c.heading, "event") for c in columns.values())
    tickets = [c for c in columns.values() if c.field is None and words.said_of(c.heading, "seat")]
    sold = [c for c in tickets if holding.are_numbers(sheet, row, c.column) and not words.said_of(c.heading, "earned")]
    return _only(sold, "units", "tickets of events") if of_events else {}


def _of_vendors(columns: dict[int, ColumnMapping], sheet: Sheet, row: int) -> dict[int, ColumnMapping]:
    """The only column of revenue beside vendors as their sales."""
    revenue = FINANCE.by_name["revenue"]
    free = [c for c in columns.values() if c.field is None and headings.likeliest(c.heading, [revenue], headings.KNOWN)]
    sold = [c for c in free if holding.are_numbers(sheet, row, c.column)]
    return _only([replace(c, scale=headings.scale(c.heading)) for c in sold], "sales", "revenue of vendors")


def _only(found: list[ColumnMapping], field: str, reason: str) -> dict[int, ColumnMapping]:
    """The one column that was found as a field; none where there are several."""
    if len(found) != 1:
        return {}
    return {c.column: replace(c, field=field, confidence=SAID_BESIDE, reason=reason) for c in found}


def _without_bare_amounts(kind: Kind, columns: Iterable[ColumnMapping]) -> Iterator[ColumnMapping]:
    """The columns, one of amounts only beside one that says what each row's amount is, else open."""
    columns = list(_of_either(kind, list(columns)))
    held = {column.field for column in columns}
    others = held & {field.name for field in kind.measures} - {"amount", "units", "fte"}
    for column in columns:
        if (column.field == "measure" and (others or "amount" not in held)) or (column.field == "amount" and others):
            yield replace(column, field=None, confidence=0.0, reason="not known")
        elif column.field == "amount" and "measure" not in held:
            yield replace(column, field=None, confidence=0.5, reason=WHICH_MEASURE)
        else:
            yield column


def _of_either(kind: Kind, columns: list[ColumnMapping]) -> Iterator[ColumnMapping]:
    """The columns, the only one of a KPI's figures as of either measure where another says which each row holds."""
    held = {column.field for column in columns}
    figures = held & {"actual", "target"}
    either = kind.name == "kpi" and "measure" in held and len(figures) == 1
    for column in columns:
        yield replace(column, field="amount") if either and column.field in figures else column


def _chosen(heading: str, pair: _Pair) -> ColumnMapping:
    if pair.likeness < headings.SURE:
        reason = f"perhaps {pair.field.title}: the names are {pair.likeness:.0%} alike"
        return ColumnMapping(pair.column, heading, None, pair.likeness, reason)
    reason = {1.0: "its name", 0.97: "a synonym"}.get(pair.likeness, f"the names are {pair.likeness:.0%} alike")
    factor = headings.scale(heading) if pair.field.form in NUMERIC else 1
    return ColumnMapping(pair.column, heading, pair.field.name, pair.likeness, reason, factor)


def _holds(kind: Kind, sheet: Sheet, row: int, pair: _Pair) -> bool:
    """Whether most of a column's first values could be what the field holds."""
    if pair.field.name == "period" and words.said_of(as_text(sheet.cell(row, pair.column)), "started"):
        return False  # when something begins is no period of its figures
    if pair.field.name == "measure":
        return accounts.names_measures(kind, sheet, pair.column, row)
    if (
        pair.likeness >= headings.KNOWN
        and pair.field.form in NUMERIC
        and holding.means_figures(sheet, row, pair.column)
    ):
        return True  # so that what has to be mended in it is said, and nothing is lost
    return holding.holds(sheet, row, pair.column, pair.field)
