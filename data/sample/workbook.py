"""One workbook file: clean long tables with a frozen heading row, and the same bytes for the same rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.sample.company import AS_OF, NAME

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime.combine(AS_OF, time(18), UTC)

TEXT, MONEY, NUMBER, COUNT, PERCENT = "General", "#,##0.00", "0.00", "#,##0", "0.0 %"
MONTH, DAY = "mmm yyyy", "d mmm yyyy"

Value = str | float | date | None


@dataclass(frozen=True)
class Column:
    """A column's heading, number format and width in characters."""

    heading: str
    number_format: str = TEXT
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """A table: one value a column in each row; None leaves the cell empty.

    Where rows are of different units, `percent_rows` says of each whether its numbers are percentages.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    percent_rows: Sequence[bool] = ()


def save(path: Path, sheets: Iterable[Sheet]) -> Path:
    """Write the sheets as one workbook and return where."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        book.set_properties({"title": path.stem, "author": NAME, "created": CREATED})
        formats = {
            code: book.add_format({"num_format": code}) for code in (TEXT, MONEY, NUMBER, COUNT, PERCENT, MONTH, DAY)
        }
        bold = book.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            _write_heading(page, sheet.columns, bold)
            _write_rows(page, sheet, formats)
    return path


def _write_heading(page: Worksheet, columns: tuple[Column, ...], bold: Format) -> None:
    page.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.heading, bold)


def _write_rows(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    usual = [formats[column.number_format] for column in sheet.columns]
    percent = [formats[PERCENT] if form is formats[NUMBER] else form for form in usual]
    for number, row in enumerate(sheet.rows, 1):
        is_percent = bool(sheet.percent_rows) and sheet.percent_rows[number - 1]
        for column, value in enumerate(row):
            _write_cell(page, (number, column), value, (percent if is_percent else usual)[column])


def _write_cell(page: Worksheet, place: tuple[int, int], value: Value, form: Format) -> None:
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(*place, value)
    elif isinstance(value, date):
        page.write_datetime(*place, value, form)
    else:
        page.write_number(*place, value, form)
