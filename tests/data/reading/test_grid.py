"""Sheets of cells, and cells as a person reads them."""

from datetime import date
from decimal import Decimal

import pytest

from data.reading.cells import CellError, as_text, is_blank
from data.reading.grid import Sheet, Workbook

RAGGED = Sheet.of("Data", [[], [None, "  "], ["Product", "Revenue"], ["Widget"]])


def test_a_cell_beyond_the_end_of_its_row_is_missing():
    assert RAGGED.cell(3, 2) == "Revenue"
    assert RAGGED.cell(4, 2) is None
    assert RAGGED.cell(1, 1) is None


def test_a_column_is_walked_with_its_row_numbers():
    assert list(RAGGED.column(2, 3)) == [(3, "Revenue"), (4, None)]
    assert list(RAGGED.column(2, 5)) == []


def test_the_header_row_is_the_first_that_holds_anything_but_space():
    assert RAGGED.header_row == 3
    assert Sheet.of("Data", [[None], ["\u00a0"]]).header_row is None
    assert Sheet.of("Data", []).header_row is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (False, "FALSE"),
        (CellError("#N/A"), "#N/A"),
        (date(2026, 9, 30), "2026-09-30"),
        (Decimal("1E+16"), "10000000000000000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-4533.75"), "-4533.75"),
        ("  Widget\n", "Widget"),
    ],
)
def test_a_cell_reads_as_a_person_would_read_it(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize("value", [Decimal(0), False, CellError("#N/A"), "0", date(2026, 1, 1)])
def test_zero_false_and_errors_are_not_blank(value):
    assert not is_blank(value)


def test_a_sheet_is_found_by_its_name():
    assert Workbook("book.xlsx", [RAGGED]).sheet("Data") is RAGGED
    assert Workbook("book.xlsx", [RAGGED]).sheet("data") is None
