"""The workbook of problems that goes back to finance."""

import io
from decimal import Decimal

import openpyxl

from data import marked
from data.problems import Place, Problem, Severity
from data.reading.grid import Sheet, Workbook

SHEET = Sheet.of("P&L", [["Product", "Revenue"], ["=1+1", Decimal("12.5")], ["Gadget", "12O0"]])


def opened(*problems):
    content = marked.workbook(Workbook("book.xlsx", [SHEET]), problems)
    return openpyxl.load_workbook(io.BytesIO(content))


def test_each_problem_is_listed_and_its_cell_marked_and_commented():
    book = opened(Problem("cell", Place("book.xlsx", "P&L", 3, 2), "“12O0”", "an amount", "Correct the cell."))
    listed = [cell.value for cell in book["Problems"][2]]
    assert listed == ["rejected", "P&L", "B3", "“12O0”", "an amount", "Correct the cell."]
    cell = book["P&L"]["B3"]
    assert (cell.value, "Correct the cell." in cell.comment.text) == ("12O0", True)
    assert cell.fill.fgColor.rgb == "FFFFE08A"
    assert book["P&L"]["B2"].fill.fgColor.rgb != "FFFFE08A"


def test_text_that_looks_like_a_formula_stays_text():
    book = opened(Problem("cell", Place("book.xlsx", "P&L", 3, 2), "=2+2", "an amount"))
    assert (book["P&L"]["A2"].data_type, book["P&L"]["A2"].value) == ("s", "=1+1")
    assert book["Problems"]["D2"].data_type == "s"


def test_totals_left_out_are_no_problem_to_send_back():
    book = opened(Problem("total", Place("book.xlsx", "P&L", 3, 1), "“Total”", "", "", Severity.LEFT_OUT))
    assert (book.sheetnames, book["Problems"].max_row) == (["Problems"], 1)
