"""Facts from a table: every mapped measure cell becomes one, every row that cannot be read is named.

A row is loaded whole or not at all: a revenue without its unreadable cost would make a wrong return.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from data.problems import Place, Problem
from data.reading import amounts, periods
from data.reading.amounts import DecimalMark
from data.reading.fields import NUMERIC, Form, Kind
from data.reading.grid import CellError, CellValue, Sheet, as_text, is_blank
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.names import is_total, name
from data.reading.periods import Grain, Period

LARGEST_AMOUNT = Decimal(10) ** 14
DECIMALS = Decimal("0.0001")
SUMMED = ("product", "line", "segment", "region", "market", "vendor")  # what a total row sums over
YES, NO = {"yes", "y", "true", "1", "x", "own"}, {"no", "n", "false", "0", ""}

Record = dict[str, Any]


@dataclass
class ControlTotal:
    """One measure column: what the sheet adds up to, what was rejected, and what is to be loaded."""

    field: str
    heading: str
    column: int
    cells: int = 0
    sheet_total: Decimal = Decimal(0)
    rejected_total: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)  # how far cells with more than four decimals may move the total


@dataclass
class TableReading:
    """What one sheet says: fact or register records with their addresses, problems, control totals."""

    mapping: TableMapping
    kind: Kind
    rows: int = 0
    loaded_rows: int = 0
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    totals: list[ControlTotal] = field(default_factory=list)
    proof_totals: dict[str, Decimal] = field(default_factory=dict)  # by field, of columns that are not stored

    @property
    def rejected_rows(self) -> int:
        return self.rows - self.loaded_rows


class _Cell(Exception):
    """A cell that cannot be read: what was expected and what to do."""

    def __init__(self, column: ColumnMapping, found: str, expected: str, remedy: str) -> None:
        super().__init__(found)
        self.column, self.found, self.expected, self.remedy = column, found, expected, remedy


def read_table(sheet: Sheet, mapping: TableMapping, file: str) -> TableReading:
    """Everything that a mapped sheet says, in the order of its rows."""
    reading = TableReading(mapping, KINDS[mapping.kind or ""])
    row_reader = _RowReader(mapping, reading.kind)
    for row in range(mapping.header_row + 1, len(sheet.rows) + 1):
        cells = {name: sheet.cell(row, column.column) for name, column in mapping.fields.items()}
        if all(is_blank(value) for value in cells.values()):
            continue
        reading.rows += 1
        try:
            records = row_reader.records(row, cells)
        except _Cell as bad:
            reading.problems.append(_problem(bad, Place(file, sheet.name, row, bad.column.column)))
            continue
        reading.loaded_rows += 1
        reading.records += records
    rejected = {problem.place.row for problem in reading.problems}
    measures, proofs = _summed_columns(reading)
    reading.totals = [_control_total(sheet, mapping, column, rejected) for column in measures]
    for column in proofs:
        reading.proof_totals[column.field or ""] = _control_total(sheet, mapping, column, set()).sheet_total
    return reading


def _problem(bad: _Cell, place: Place) -> Problem:
    return Problem("cell", place, bad.found, bad.expected, bad.remedy)


def _summed_columns(reading: TableReading) -> tuple[list[ColumnMapping], list[ColumnMapping]]:
    """The mapped measure columns, and the columns that only prove them."""
    mapped = [(f, reading.mapping.fields[f.name]) for f in reading.kind.fields if f.name in reading.mapping.fields]
    return [c for f, c in mapped if f.measure], [c for f, c in mapped if f.proof]


def _control_total(
    sheet: Sheet, mapping: TableMapping, column: ColumnMapping, rejected: set[int | None]
) -> ControlTotal:
    """The sum of a column as it stands in the sheet, cell by cell, whatever became of its rows."""
    total = ControlTotal(column.field or "", column.heading, column.column)
    mark = mapping.decimal_mark or DecimalMark.POINT
    for row, value in sheet.column(column.column, mapping.header_row + 1):
        try:
            read = amounts.number(value, mark)
        except amounts.Unreadable:
            continue
        if read is None:
            continue
        scaled = read * column.scale
        total.sheet_total += scaled
        if row in rejected:
            total.rejected_total += scaled
            continue
        total.cells += 1
        total.rounding += abs(scaled - scaled.quantize(DECIMALS)) if abs(scaled) < LARGEST_AMOUNT else 0
    return total


class _RowReader:
    """Reads rows of one table; remembers what it has read before, as keys and months repeat on every row."""

    def __init__(self, mapping: TableMapping, kind: Kind) -> None:
        self.mapping, self.kind, self.columns = mapping, kind, mapping.fields
        self.mark = mapping.decimal_mark or DecimalMark.POINT
        self._periods: dict[CellValue, Period | None] = {}
        timed = {"period", "year", "month"}
        self.keys = [
            f for f in kind.fields if f.name in self.columns and f.name not in timed and not (f.measure or f.proof)
        ]
        self.measures = [f for f in kind.measures if f.name in self.columns]

    def records(self, row: int, cells: dict[str, CellValue]) -> list[Record]:
        """The records of one row: one a measure cell for a fact kind, one for a register."""
        keys: Record = {f.name: self._key(f.name, f.form, cells[f.name]) for f in self.keys}
        self._refuse_gaps(keys)
        if self.kind.register:
            return [{**keys, "row_number": row}]
        period = self._period(cells)
        keys |= {"period": period.start, "grain": str(period.grain), "row_number": row}
        if self.kind.name == "finance":
            keys["basis"] = keys.get("basis") or self.mapping.basis
        if "currency" in self.kind.by_name:
            keys["currency"] = keys.get("currency") or self.mapping.currency
        return list(self._facts(keys, cells))

    def _facts(self, keys: Record, cells: dict[str, CellValue]) -> Iterator[Record]:
        for measure in self.measures:
            column, value = self.columns[measure.name], cells[measure.name]
            amount = self._number(column, measure.form, value)
            if amount is not None:
                yield {
                    **keys,
                    "measure": measure.name,
                    "amount": amount,
                    "column_number": column.column,
                    "raw": as_text(value),
                }

    def _refuse_gaps(self, keys: Record) -> None:
        for field_name in self.kind.required:
            if field_name in keys and keys[field_name] is None:
                column = self.columns[field_name]
                title = self.kind.by_name[field_name].title.lower()
                raise _Cell(column, "nothing", f"the {title} of this row", "Fill it in, or delete the row.")
        for field_name in SUMMED if self.kind.name in {"finance", "market"} else SUMMED[:1]:
            label = keys.get(field_name)
            if isinstance(label, str) and is_total(label):
                remedy = "A total row is left out: it would count twice."
                raise _Cell(self.columns[field_name], f"“{label}”", f"a {field_name}", remedy)

    def _key(self, field_name: str, form: Form, value: CellValue) -> Any:
        column = self.columns[field_name]
        readers: dict[Form, Callable[[], Any]] = {
            Form.DATE: lambda: self._date(column, value),
            Form.YES_NO: lambda: _yes_no(column, value),
        }
        if form in NUMERIC:
            return self._number(column, form, value)
        if form in readers:
            return readers[form]()
        if isinstance(value, CellError):
            remedy = "Correct the cell, or leave it empty where there is none."
            raise _Cell(column, f"“{value.text}”", "a text", remedy)
        text = name(as_text(value))
        if field_name == "basis" and text:
            return _basis(column, text)
        return text or None

    def _number(self, column: ColumnMapping, form: Form, value: CellValue) -> Decimal | None:
        read = amounts.number if form is Form.NUMBER else amounts.amount
        try:
            number = read(value, self.mark)
        except amounts.Unreadable as bad:
            expected = "a number" if form is Form.NUMBER else "an amount"
            remedy = "Correct the cell, or leave it empty where there is none."
            raise _Cell(column, f"“{bad}”", expected, remedy) from bad
        if number is None:
            return None
        if abs(number * column.scale) >= LARGEST_AMOUNT:
            remedy = "Check the cell for a slip of the keyboard."
            raise _Cell(column, f"“{as_text(value)}”", "less than 100 trillion", remedy)
        return number * column.scale

    def _date(self, column: ColumnMapping, value: CellValue) -> date | None:
        try:
            return periods.day(value, self.mapping.date_order)
        except periods.Unreadable as bad:
            raise _Cell(column, f"“{bad}”", "a date", "Write it as 2026-09-30.") from bad

    def _period(self, cells: dict[str, CellValue]) -> Period:
        column = self.columns.get("period") or self.columns["year"]
        if "period" not in self.columns:
            return self._year_and_month(cells)
        value = cells["period"]
        if value not in self._periods:
            try:
                self._periods[value] = periods.period(value, self.mapping.date_order)
            except periods.Unreadable as bad:
                raise _Cell(column, f"“{bad}”", "a month, quarter or year", "Write it as 2026-09.") from bad
        period = self._periods[value]
        if period is None:
            raise _Cell(column, "nothing", "the period of this row", "Fill it in, or delete the row.")
        return period

    def _year_and_month(self, cells: dict[str, CellValue]) -> Period:
        column, value = self.columns["year"], cells["year"]
        year = periods.year(value)
        if year is None:
            raise _Cell(column, f"“{as_text(value)}”", "a year", "Write it as 2026.")
        if "month" not in self.columns:
            return Period(date(year, 1, 1), Grain.YEAR)
        month = periods.month_of_year(as_text(cells["month"]))
        if month is None:
            found = f"“{as_text(cells['month'])}”"
            raise _Cell(self.columns["month"], found, "a month", "Write it as 1 to 12 or by its name.")
        return Period(date(year, month, 1))


def _yes_no(column: ColumnMapping, value: CellValue) -> bool:
    text = as_text(value).casefold()
    if text in YES | NO:
        return text in YES
    raise _Cell(column, f"“{as_text(value)}”", "yes or no", "Write yes or no.")


def _basis(column: ColumnMapping, text: str) -> str:
    known = {
        "actual": "actual",
        "actuals": "actual",
        "ac": "actual",
        "budget": "budget",
        "plan": "budget",
        "pl": "budget",
        "bu": "budget",
        "forecast": "forecast",
        "fc": "forecast",
        "outlook": "forecast",
    }
    basis = known.get(text.casefold())
    if basis is None:
        raise _Cell(column, f"“{text}”", "actual, budget or forecast", "Use one of these words.")
    return basis
