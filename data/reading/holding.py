"""Whether a column's cells could be what a field holds."""

from collections.abc import Callable
from functools import partial
from itertools import islice

import pyarrow.compute as pc

from data.reading import amounts, headings, limits, meaning, periods, serials, weeks
from data.reading.amounts import DecimalMark
from data.reading.cells import CellError, CellValue, as_text
from data.reading.evidence import directions
from data.reading.fields import Field, Form
from data.reading.formats.parsed import EMPTY_FORMULA, NEVER_CALCULATED
from data.reading.grid import Sheet
from data.reading.kinds import FINANCE
from data.reading.periods import DateOrder

OFTEN_OTHERS = {"data type"}  # headings of a basis below which often something else stands
MOST_ASKED = 2  # words of a column of directions that are not known
UNCALCULATED = (CellError(NEVER_CALCULATED), CellError(EMPTY_FORMULA))


def holds(sheet: Sheet, row: int, column: int, field: Field) -> bool:
    """Whether most of a column's first values could be what the field holds; a formula never calculated, anything."""
    values = [v for _, v in islice(sheet.column(column, row + 1), 200) if as_text(v) and v not in UNCALCULATED]
    if not values:
        return field.form not in {Form.MONTH, Form.QUARTER}  # “Month” over nothing is more likely a period
    if field.name == "direction":
        return _are_directions({as_text(value) for value in values}, as_text(sheet.cell(row, column)))
    if field.name == "basis" and headings.plain(as_text(sheet.cell(row, column))) in OFTEN_OTHERS:
        return all(meaning.meaning(text, FINANCE).basis for text in {as_text(value) for value in values})
    if field.form in {Form.TEXT, Form.YES_NO}:
        return True
    readable = sum(_readable(value, field.form) for value in values)
    return readable >= len(values) / 2


def _are_directions(texts: set[str], heading: str) -> bool:
    """Whether texts say which way is good, but for a few words that can be asked about."""
    unknown = sum(not directions.said(text, heading) for text in texts)
    return unknown <= max(MOST_ASKED, len(texts) // 2)


def are_numbers(sheet: Sheet, row: int, column: int) -> bool:
    """Whether some of a column's cells are numbers, or most of its first texts can be read as such."""
    if pc.any(pc.starts_with(sheet.tagged(column, row + 1), "n")).as_py():
        return True
    values = [v for _, v in islice(sheet.column(column, row + 1), 200) if as_text(v)]
    return bool(values) and sum(_readable(value, Form.NUMBER) for value in values) >= len(values) / 2


def means_figures(sheet: Sheet, row: int, column: int) -> bool:
    """Whether most of a column's first values look like figures, though they may have to be mended first."""
    values = [v for _, v in islice(sheet.column(column, row + 1), 200) if as_text(v)]
    figures = sum(v in UNCALCULATED or amounts.looks_like_a_figure(as_text(v)) for v in values)
    return bool(values) and figures >= len(values) / 2


_PARTS: dict[Form, Callable[[str], int | None]] = {
    Form.MONTH: periods.month_of_year,
    Form.QUARTER: periods.quarter_of_year,
    Form.WEEK: partial(weeks.number, numbered=True),
}


def _readable(value: CellValue, form: Form) -> bool:
    match form:
        case Form.AMOUNT | Form.NUMBER | Form.SHARE:
            return any(reads(amounts.number, value, mark) for mark in DecimalMark)
        case Form.TARGET:
            return any(reads(limits.figure, value, mark) for mark in DecimalMark)
        case Form.MONTH | Form.QUARTER | Form.WEEK:
            return _PARTS[form](as_text(value)) is not None
        case Form.YEAR:
            return periods.year(value) is not None
    return any(reads(periods.period, serials.from_serial(value), order) for order in DateOrder)


def reads(read: Callable[..., object], value: CellValue, convention: DecimalMark | DateOrder) -> bool:
    """Whether a cell can be read under a convention."""
    try:
        read(value, convention)
    except (amounts.Unreadable, periods.Unreadable):
        return False
    return True
