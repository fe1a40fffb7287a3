"""Workbooks of Excel before 2007, read by xlrd: it tells errors, hidden rows and merges that faster readers do not."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlrd
from xlrd.biffh import XLRDError
from xlrd.xldate import XLDateError, xldate_as_datetime

from data.reading.cell import CellError
from data.reading.formats.parsed import EMPTY_FORMULA, Marks, Parsed, Unreadable
from data.reading.formats.units import unit


def sheets(path: str) -> Iterator[Parsed]:
    """The sheets of an .xls workbook."""
    try:
        with open(os.devnull, "w", encoding="utf-8") as log:  # noqa: PTH123  xlrd wants a stream
            book = xlrd.open_workbook(path, formatting_info=True, logfile=log)
    except XLRDError as fault:
        if "encrypted" in str(fault).lower():
            raise Unreadable("encrypted") from fault
        raise
    for sheet in book.sheets():
        yield Parsed(sheet.name, sheet.ncols, _rows(book, sheet), _marks(book, sheet))


def _rows(book: Any, sheet: Any) -> Iterator[list[Any]]:
    for row in range(sheet.nrows):
        cells = [_value(book, cell) for cell in sheet.row(row)]
        yield cells + [None] * (sheet.ncols - len(cells))


def _value(book: Any, cell: Any) -> Any:
    match cell.ctype:
        case xlrd.XL_CELL_ERROR:
            return CellError(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
        case xlrd.XL_CELL_DATE:
            return _date(book, cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_TEXT:
            return cell.value or CellError(EMPTY_FORMULA)
        case xlrd.XL_CELL_NUMBER:
            return cell.value
    return None


def _date(book: Any, serial: float) -> datetime | float:
    try:
        return xldate_as_datetime(serial, book.datemode)
    except (XLDateError, OverflowError, ValueError):
        return serial


def _marks(book: Any, sheet: Any) -> Marks:
    units: dict[int, list[str]] = {}
    by_style = {number: found for number in range(len(book.xf_list)) if (found := _unit(book, number))}
    for row in range(sheet.nrows) if by_style else ():
        for column, cell in enumerate(sheet.row(row), 1):
            found = by_style.get(cell.xf_index, "")
            if found and cell.ctype == xlrd.XL_CELL_NUMBER and found not in units.setdefault(column, []):
                units[column].append(found)
    return Marks(
        merges=[(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        hidden_rows=sorted(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=sorted(
            column + 1 for column, info in sheet.colinfo_map.items() if info.hidden and column < sheet.ncols
        ),
        units=units,
        hidden=sheet.visibility != 0,
    )


def _unit(book: Any, style: int) -> str:
    number_format = book.format_map.get(book.xf_list[style].format_key)
    return unit(number_format.format_str or "") if number_format else ""
