"""The problems of a workbook as a workbook to send back: a list of them, and its sheets with the cells marked."""

import io
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from data.problems import Problem, Severity
from data.reading.cells import CellValue, as_text
from data.reading.grid import Sheet, Workbook

HEADINGS = ("Severity", "Sheet", "Cell", "Found", "Expected", "What to do")
MOST_ROWS = 20_000  # of a sheet that are written; problems further down are in the list
MARK = {"bg_color": "#FFE08A", "border": 1}


def workbook(original: Workbook, problems: Iterable[Problem]) -> bytes:
    """An .xlsx file: the sheet "Problems", then each sheet that has some, their cells marked and commented.

    Text is written as text: what begins with "=" stays what it was, and no formula.
    """
    listed = [problem for problem in problems if problem.severity not in {Severity.LEFT_OUT, Severity.NOTE}]
    by_sheet: dict[str, list[Problem]] = defaultdict(list)
    for problem in listed:
        if problem.place.row and problem.place.column:
            by_sheet[problem.place.sheet].append(problem)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with io.BytesIO() as content:
        with xlsxwriter.Workbook(content, options) as book:
            _list(book, listed)
            for name, found in by_sheet.items():
                if sheet := original.sheet(name):
                    _mark(book, sheet, found)
        return content.getvalue()


def _list(book: Any, problems: list[Problem]) -> None:
    page = book.add_worksheet("Problems")
    page.write_row(0, 0, HEADINGS, book.add_format({"bold": True}))
    for row, problem in enumerate(problems, 1):
        cell = problem.place.cell if problem.place.row else ""
        cells = (str(problem.severity), problem.place.sheet, cell, problem.found, problem.expected, problem.remedy)
        for column, text in enumerate(cells):
            page.write_string(row, column, text)
    page.autofit()
    page.freeze_panes(1, 0)


def _mark(book: Any, sheet: Sheet, problems: list[Problem]) -> None:
    page = book.add_worksheet(sheet.name[:31].replace("Problems", "Problems of sheet")[:31])
    day, mark = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format(MARK)
    marked = {(problem.place.row, problem.place.column): problem for problem in problems}
    for row in range(1, min(sheet.height, MOST_ROWS) + 1):
        for column, value in enumerate(sheet.row(row), 1):
            problem = marked.get((row, column))
            _write(page, (row - 1, column - 1), value, mark if problem else day if isinstance(value, date) else None)
            if problem:
                page.write_comment(row - 1, column - 1, f"Found {problem.found}. {problem.remedy}")


def _write(page: Any, place: tuple[int, int], value: CellValue, style: Any) -> None:
    if value is None:
        page.write_blank(*place, None, style)
    elif isinstance(value, Decimal) and value.is_finite():
        page.write_number(*place, float(value), style)
    elif isinstance(value, date):
        page.write_datetime(*place, value, style)
    else:
        page.write_string(*place, as_text(value), style)
