"""What holds for a whole table: which number of a date is the day, which mark is the decimal, the currency, the basis.

Each is settled by evidence or left open: an open question that would change a number is asked, never guessed.
"""

import re
from dataclasses import replace

from data.problems import Place, Problem, Severity
from data.reading import amounts, date_orders, limits, measures, periods, serials, weeks
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, as_text, is_blank
from data.reading.fields import DATED, NUMERIC, Form
from data.reading.grid import Sheet
from data.reading.kinds import KINDS, with_weeks
from data.reading.mapping import TableMapping
from data.reading.periods import DateOrder

CHOICES = {
    "date_order": ("day-first or month-first", tuple(map(str, DateOrder))),
    "decimal_mark": ("“.” or “,” as decimal mark", tuple(map(str, DecimalMark))),
    "spans": ("a month, or a year over two", ("false", "true")),
}
ONE_WAY = "Write the column in one way, then upload it again."
CHANGE = "Change the mapping, or let the file decide."
CURRENCY = "Map a column to the currency, or choose the one that holds for all rows."
BASES = {"budget": r"budget|plan\b", "forecast": r"forecast|outlook|estimate", "actual": r"actuals?"}


def settle(table: TableMapping, sheet: Sheet, file: str) -> TableMapping:
    """The table with every convention that its cells prove; what they leave open stays None."""
    return replace(
        table,
        basis="actual"
        if "basis" in {name for c in table.columns for name, _ in c.context}
        else _basis(sheet.name, file),
        currency=_currency(table, sheet),
        date_order=_date_order(table, sheet),
        decimal_mark=_decimal_mark(table, sheet),
    )


def open_questions(table: TableMapping, sheet: Sheet, file: str) -> list[Problem]:
    """What must be answered before the table can be read, each with the first cell that raises it."""
    questions = []
    if table.date_order is None:
        questions += [
            _ask(Place(file, sheet.name, row, column), value, "date_order", table)
            for column in _columns(table, DATED)
            for row, (value,) in sheet.distinct(table.header_row + 1, column)
            if date_orders.is_ambiguous(value)
        ][:1]
    if table.spans is None and _spans(table, sheet) is None:
        column = table.fields["period"].column
        spanning = (pair for pair in sheet.distinct(table.header_row + 1, column) if _is_span(pair[1][0]))
        questions += [_ask(Place(file, sheet.name, row, column), value, "spans", table) for row, (value,) in spanning][
            :1
        ]
    if table.decimal_mark is None:
        questions += [
            _ask(Place(file, sheet.name, row, column), value, "decimal_mark", table)
            for column in _columns(table, NUMERIC)
            for row, value in _ambiguous(table, column, sheet)
        ][:1]
    return questions


def _ambiguous(table: TableMapping, column: int, sheet: Sheet) -> list[tuple[int, CellValue]]:
    """The first cell of a column that depends on the decimal mark chosen, with its row."""
    of = limits if column in _columns(table, frozenset({Form.TARGET})) else measures
    found: list[tuple[int, CellValue]] = of.ambiguous(sheet.tagged(column, below := table.header_row + 1), below)
    return found


def _is_span(value: CellValue) -> bool:
    return isinstance(value, str) and periods.spans_of_years([value]) is not False


def _ask(place: Place, value: CellValue, choice: str, table: TableMapping) -> Problem:
    found = f"“{as_text(value)}” is ambiguous, and no other cell in the table settles it"
    heading = next((column.heading for column in table.columns if column.column == place.column), "")
    between, choices = CHOICES[choice]
    remedy = f"Choose {between}."
    return Problem(f"ask_{choice}", place, found, between, remedy, Severity.REFUSED, choices, heading)


def proved(table: TableMapping, sheet: Sheet) -> TableMapping:
    """The table with the order and the mark that its cells prove, where neither is chosen, and what its periods are."""
    order = table.date_order or _date_order(table, sheet)
    return replace(
        table,
        date_order=order,
        decimal_mark=table.decimal_mark or _decimal_mark(table, sheet),
        spans=_spans(table, sheet) if table.spans is None else table.spans,
        weekly=table.weekly or (with_weeks(table.kind) and _is_weekly(table, sheet, order)),
    )


def _is_weekly(table: TableMapping, sheet: Sheet, order: DateOrder | None) -> bool:
    """Whether the period column holds one day of each week, and nothing else."""
    column = table.fields.get("period")
    if column is None:
        return False
    cells = [value for _, (value,) in sheet.distinct(table.header_row + 1, column.column)]
    days = [periods.day_of(serials.from_serial(value), order) for value in cells if not is_blank(value)]
    return None not in days and weeks.are_weekly(day for day in days if day)


def _spans(table: TableMapping, sheet: Sheet) -> bool | None:
    """Whether the texts of the period column are years over two calendar years; None where that is open."""
    column = table.fields.get("period")
    if column is None:
        return False
    cells = (value for _, (value,) in sheet.distinct(table.header_row + 1, column.column))
    return periods.spans_of_years(value for value in cells if isinstance(value, str))


def contradictions(table: TableMapping, sheet: Sheet, file: str) -> list[Problem]:
    """Dates or amounts of one table that cannot all follow one convention, or none the one that was chosen."""
    place = Place(file, sheet.name)
    orders, marks = _proved_orders(table, sheet), _proved_marks(table, sheet)
    found = []
    if table.date_order is None and len(orders) > 1:
        found.append(_against("date_orders", place, "dates both day-first and month-first", "one order"))
    if table.date_order and orders and table.date_order not in orders:
        found.append(_against("date_orders", place, f"dates that are {orders.pop()}", table.date_order, CHANGE))
    if table.decimal_mark is None and len(marks) > 1:
        found.append(_against("decimal_marks", place, "amounts both with “.” and with “,” as decimal mark", "one mark"))
    if table.decimal_mark and marks and table.decimal_mark not in marks:
        what = f"amounts with “{marks.pop()}” as decimal mark"
        found.append(_against("decimal_marks", place, what, f"“{table.decimal_mark}”", CHANGE))
    if not table.currency and len(named := _currencies(table, sheet)) > 1:
        what, expected = f"amounts in {' and in '.join(sorted(named))}", "one currency, or a column that says which"
        found.append(_against("currencies", place, what, expected, CURRENCY))
    return found


def _against(code: str, place: Place, found: str, expected: str, remedy: str = ONE_WAY) -> Problem:
    return Problem(code, place, found, expected, remedy, Severity.REFUSED)


def _columns(table: TableMapping, forms: frozenset[Form]) -> list[int]:
    """The numbers of the columns of the given forms, those of credits behind those of the debits beside them."""
    kind = KINDS[table.kind or ""]
    held = [column for column in table.mapped if kind.by_name[column.field or ""].form in forms]
    return [number for column in held for number in (column.column, column.credit) if number]


def _proved_orders(table: TableMapping, sheet: Sheet) -> set[DateOrder]:
    return date_orders.proved_order(
        value for column in _columns(table, DATED) for _, (value,) in sheet.distinct(table.header_row + 1, column)
    )


def _proved_marks(table: TableMapping, sheet: Sheet) -> set[DecimalMark]:
    below, targets = table.header_row + 1, _columns(table, frozenset({Form.TARGET}))
    figures = ((c, limits if c in targets else measures) for c in _columns(table, NUMERIC))
    return {mark for column, of in figures for mark in sheet.found(column, below, of.proved_marks)}


def _date_order(table: TableMapping, sheet: Sheet) -> DateOrder | None:
    """The order that the dates prove by themselves, by a month beside them, or by all being first days."""
    proved = _proved_orders(table, sheet)
    if proved:
        return proved.pop() if len(proved) == 1 else None
    column = table.fields.get("period")
    if column is None:
        return None
    months = table.fields.get("month")
    if months:
        pairs = [pair for _, pair in sheet.distinct(table.header_row + 1, column.column, months.column)]
        if order := date_orders.order_beside_months(*zip(*pairs, strict=True)):
            return order
    return date_orders.order_of_first_days(value for _, (value,) in sheet.distinct(table.header_row + 1, column.column))


def _decimal_mark(table: TableMapping, sheet: Sheet) -> DecimalMark | None:
    """The mark that any amount of the table proves: a file is written in one locale."""
    proved = _proved_marks(table, sheet)
    return proved.pop() if len(proved) == 1 else None


def _currency(table: TableMapping, sheet: Sheet) -> str:
    """The one currency that headings or cells name; else not stated."""
    named = _currencies(table, sheet)
    return named.pop() if len(named) == 1 else ""


def _currencies(table: TableMapping, sheet: Sheet) -> set[str]:
    """The currencies that headings or cells name, where the table has no column for it."""
    if "currency" in table.fields:
        return set()
    kind = KINDS[table.kind or ""]
    money = [c for c in table.mapped if kind.by_name[c.field or ""].form is Form.AMOUNT]
    named = {amounts.currency(c.heading) for c in money}
    for column in money:
        named |= sheet.found(column.column, table.header_row + 1, measures.currencies)
        named |= {amounts.currency(unit) for unit in sheet.hints.units.get(column.column, ())}
    return {currency for currency in named if currency}


def _basis(sheet: str, file: str) -> str:
    """The basis that a sheet's or file's name says, `actual` where neither does."""
    for name in (sheet, file):
        for basis, pattern in BASES.items():
            if re.search(pattern, name, re.IGNORECASE):
                return basis
    return "actual"
