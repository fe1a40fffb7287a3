"""One cell of one field read: its value, or what was expected there and what to do."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from data.reading import amounts, headings, limits, measures, periods, row_bases, serials, weeks
from data.reading.amounts import DecimalMark
from data.reading.cells import CellError, CellValue, as_text
from data.reading.evidence import directions, parts
from data.reading.fields import Field, Form, Kind
from data.reading.grains import Grain, Period
from data.reading.kinds import KINDS, with_weeks
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.names import folded, is_ratio, name

LARGEST_AMOUNT = Decimal(10) ** 14
WHOLE_AMBER = 10  # from here on a limit of amber is in per cent of the target
YES, NO = {"yes", "y", "true", "1", "x", "own"}, {"no", "n", "false", "0", ""}
FIRST_DAYS = {"started", "launched"}  # a month or a year stands for its first day there, for its last elsewhere
BASES = {
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


class BadCell(Exception):
    """A cell that cannot be read: what was found, what was expected, what to do."""

    def __init__(self, found: str, expected: str, remedy: str, code: str = "cell") -> None:
        super().__init__(found)
        self.found, self.expected, self.remedy, self.code = found, expected, remedy, code


def reader(field: Field, column: ColumnMapping, table: TableMapping) -> Callable[[CellValue], Any]:
    """The function that reads a cell of a key field; it raises `BadCell`."""
    mark = table.decimal_mark or DecimalMark.POINT
    by_form: dict[Form, Callable[[CellValue], Any]] = {
        Form.AMOUNT: lambda value: number(value, Form.AMOUNT, mark, column.scale),
        Form.NUMBER: lambda value: _checked(field.name, value, number(value, Form.NUMBER, mark, column.scale)),
        Form.DATE: lambda value: _date(value, table, field.name in FIRST_DAYS),
        Form.PERIOD: lambda value: _period(row_bases.without(value, table), table),
        Form.YEAR: lambda value: _year(row_bases.without(value, table)),
        Form.MONTH: _month,
        Form.QUARTER: _quarter,
        Form.WEEK: _week,
        Form.YES_NO: _yes_no,
        Form.TEXT: _of_text(field, column, table),
    }
    return by_form[field.form]


def _of_text(field: Field, column: ColumnMapping, table: TableMapping) -> Callable[[CellValue], Any]:
    """The function that reads a text of a field: as it stands, but for words that stand for something."""
    known: dict[str, Callable[[CellValue], Any]] = {
        "basis": _basis,
        "measure": lambda value: _label(value, table),
        "direction": lambda value: direction(value, column, table),
        "adds_up": lambda value: parts.said(_text(value) or ""),
    }
    return known.get(field.name, _text)


def direction(value: CellValue, column: ColumnMapping, table: TableMapping) -> str | None:
    """Which way a cell says is good, as its word is known or was explained."""
    text = _text(value)
    if text is None:
        return None
    found = table.words.get(folded(text)) or directions.said(text, column.heading)
    if not found:
        raise BadCell(f"“{text}”", "which way is good", "Write “higher is better”, “lower is better” or “range”.")
    return found


def _checked(field: str, value: CellValue, found: Decimal | None) -> Decimal | None:
    """A number that a field can hold: no weight is below 0, and amber begins at a part of the target."""
    if found is None or field not in {"weight", "amber", "tolerance"}:
        return found
    if found < 0:
        raise BadCell(f"“{as_text(value)}”", f"a {field} of 0 or more", "Correct the cell, or leave it empty.")
    if field == "amber" and found > 1:
        if WHOLE_AMBER < found <= 100:
            return found / 100
        expected = "a part of the target, such as 90 %"
        raise BadCell(f"amber from “{as_text(value)}”", expected, "Correct the cell, or leave it empty.")
    return found


def number(value: CellValue, form: Form, mark: DecimalMark, scale: int) -> Decimal | None:
    """A number or amount, None where the cell says that there is none."""
    bare, unit = amounts.own_unit(value)
    scale = scale if unit == 1 else unit
    try:
        found = (amounts.number if form is Form.NUMBER else amounts.amount)(bare, mark)
    except amounts.Unreadable as bad:
        raise unreadable(str(bad), form) from bad
    if found is None:
        return None
    if abs(found * scale) >= LARGEST_AMOUNT:
        raise too_large(value)
    return found * scale


def of_figures(field: Field, scale: int) -> measures.Reader:
    """What reads the figures of a measure, which are multiplied by a scale afterwards."""
    if field.form is Form.SHARE:
        return partial(_share, scale=scale)
    if field.form is Form.TARGET:
        return limits.figure
    return amounts.number if field.form is Form.NUMBER or field.proof else amounts.amount


def _share(value: CellValue, mark: DecimalMark, scale: int) -> Decimal | None:
    """A share; with a percent sign it is in per cent points, whatever the scale of the others."""
    found = amounts.number(value, mark)
    signed = isinstance(value, str) and value.rstrip().endswith("%")
    return found * 100 / scale if found is not None and signed else found


def unreadable(found: str, form: Form) -> BadCell:
    """A cell that should hold a number and does not."""
    expected = {Form.NUMBER: "a number", Form.SHARE: "a share", Form.TARGET: "a target"}.get(form, "an amount")
    return BadCell(f"“{found}”", expected, "Correct the cell, or leave it empty where there is none.")


def too_large(value: CellValue) -> BadCell:
    """An amount that no company has."""
    return BadCell(f"“{as_text(value)}”", "less than 100 trillion", "Check the cell for a slip of the keyboard.")


def _text(value: CellValue) -> str | None:
    if isinstance(value, CellError):
        raise BadCell(f"“{value.text}”", "a text", "Correct the cell, or leave it empty where there is none.")
    return name(as_text(value)) or None


def _label(value: CellValue, table: TableMapping) -> str | None:
    """The measure that a row holds by its label."""
    text = _text(value)
    if text is None:
        return None
    known = {headings.plain(label): field for label, field in table.labels.items()}
    group = table.grouped.get(headings.plain(text), text)
    words = headings.plain(group)
    if words in table.parts and words not in known:
        return "revenue"
    found = known[words] if words in known else named_measure(group, KINDS[table.kind or ""])
    if found is None or not KINDS[table.kind or ""].by_name[found].measure:
        remedy = "Its row is left out: say what its label means, here or under “labels” of a mapping, if it counts."
        raise BadCell(f"“{text}”", "", remedy, "label")
    return found


def named_measure(text: str, kind: Kind, sure: float = headings.SURE) -> str | None:
    """The measure that a label names as surely as is wanted; a percentage of a measure is none."""
    if is_ratio(text):
        return None
    likely = headings.likeliest(text, kind.measures, sure)
    return likely.name if likely and likely.name != "amount" else None


def _date(value: CellValue, table: TableMapping, first: bool) -> date | None:
    try:
        return periods.day(serials.from_serial(value), table.date_order)
    except periods.Unreadable as bad:
        if found := _whole(value):
            return found.start if first else found.last_day
        raise BadCell(f"“{bad}”", "a date", "Write it as 2026-09-30.") from bad


def _whole(value: CellValue) -> Period | None:
    """The month, quarter or year in a cell that should hold a day."""
    try:
        return periods.period(value)
    except periods.Unreadable:
        return None


def _period(value: CellValue, table: TableMapping) -> Period:
    given = serials.from_serial(value)
    if table.weekly and (day := periods.day_of(given, table.date_order)):
        return weeks.of_day(day)
    try:
        found = periods.period(given, table.date_order, bool(table.spans), with_weeks(table.kind))
    except periods.Unreadable as bad:
        raise BadCell(f"“{bad}”", "a month, quarter or year", "Write it as 2026-09.") from bad
    if found is None:
        raise BadCell("nothing", "the period of this row", "Fill it in, or delete the row.", "gap")
    return found


def _year(value: CellValue) -> Period:
    year = periods.year(value) or periods.short_year(as_text(value))
    if year is None:
        raise BadCell(f"“{as_text(value)}”", "a year", "Write it as 2026.")
    return Period(date(year, 1, 1), Grain.YEAR)


def _month(value: CellValue) -> int:
    month = periods.month_of_year(as_text(value))
    if month is None:
        raise BadCell(f"“{as_text(value)}”", "a month", "Write it as 1 to 12 or by its name.")
    return month


def _quarter(value: CellValue) -> int:
    quarter = periods.quarter_of_year(as_text(value))
    if quarter is None:
        raise BadCell(f"“{as_text(value)}”", "a quarter", "Write it as Q1 to Q4.")
    return quarter


def _week(value: CellValue) -> int:
    week = weeks.number(as_text(value), numbered=True)
    if week is None:
        raise BadCell(f"“{as_text(value)}”", "a week", "Write it as W1 to W53.")
    return week


def _yes_no(value: CellValue) -> bool:
    text = as_text(value).casefold()
    if text in YES | NO:
        return text in YES
    raise BadCell(f"“{as_text(value)}”", "yes or no", "Write yes or no.")


def _basis(value: CellValue) -> str | None:
    text = _text(value)
    if text is None:
        return None
    basis = BASES.get(text.casefold())
    if basis is None:
        raise BadCell(f"“{text}”", "actual, budget or forecast", "Use one of these words.")
    return basis
