"""Formulas that no program has calculated: refused where figures need them, a note where nothing does."""

from datetime import date

import openpyxl
import pytest
import xlsxwriter
import xlwt

from data.reading import read

HEAD = ["Product", "Month", "Revenue", "Variable cost", "Investment"]
ROWS = [[name, "2025-01", 100, 40, 20] for name in ("Ash", "Birch", "Cedar")]


def read_file(path):
    workbook = read.open_workbook(path, path.name)
    return read.read(workbook, read.mapping_of(workbook))


@pytest.fixture
def reading(tmp_path):
    """Reads a workbook of rows; openpyxl calculates no formula."""

    def write(*rows):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.active.title = "Data"
        book.save(tmp_path / "book.xlsx")
        return read_file(tmp_path / "book.xlsx")

    return write


def refused(found):
    """The cells that are refused."""
    assert {problem.code for problem in found.refusals} <= {"uncalculated"}
    return [problem.place.cell for problem in found.refusals]


def totals(found):
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    return {total.field: total.loaded_total for table in found.tables for total in table.totals}


@pytest.mark.parametrize("column", [0, 1, 2, 3, 4])
def test_a_column_of_formulas_is_refused_whatever_it_holds(reading, column):
    rows = [[*row[:column], f"=H{number}", *row[column + 1 :]] for number, row in enumerate(ROWS, 2)]
    assert refused(reading(HEAD, *rows)) == [f"{'ABCDE'[column]}2"]


def test_one_formula_among_figures_is_refused_too(reading):
    assert refused(reading(HEAD, *ROWS, ["Doodad", "2025-01", "=C2+C3", 1, 1])) == ["C5"]


def test_a_sheet_of_nothing_but_formulas_is_refused_for_them(reading):
    rows = [[f"=Other!{letter}{row}" for letter in "ABCDE"] for row in range(1, 4)]
    assert refused(reading(*rows)) == ["A1"]


def test_headings_that_are_formulas_are_refused(reading):
    head = ["Product", date(2025, 1, 1), "=EDATE(B1,1)", "=EDATE(C1,1)"]
    found = reading(["Revenue"], head, ["Ash", 1, 2, 3], ["Birch", 1, 2, 3])
    assert refused(found)[:1] == ["C2"]


def test_the_formulas_of_a_total_row_are_not_needed(reading):
    sums = ["Total", None, "=SUM(C2:C4)", "=SUM(D2:D4)", "=SUM(E2:E4)"]
    assert totals(reading(HEAD, *ROWS, sums)) == {"revenue": 300, "variable_cost": 120, "investment": 60}


def test_formulas_that_only_prove_others_or_hold_nothing_known_are_a_note(reading):
    rows = [[*row, f"=C{number}-D{number}", f"=E{number}*2"] for number, row in enumerate(ROWS, 2)]
    found = reading([*HEAD, "Contribution", "Guess"], *rows)
    assert totals(found) == {"revenue": 300, "variable_cost": 120, "investment": 60}
    assert {str(problem.severity) for problem in found.problems} == {"note"}
    assert [problem.sentence for problem in found.problems] == [
        f"Data!{cell}: 3 formulas of “{heading}” that were never calculated. Nothing of the column is loaded."
        for cell, heading in (("F1", "Contribution"), ("G1", "Guess"))
    ]


@pytest.mark.parametrize(("values", "cells"), [([0, 0, 0], ["C2"]), ([0, 7, 0], [])])
def test_zeros_in_place_of_results_are_no_results(tmp_path, values, cells):
    """XlsxWriter calculates nothing: it writes a zero for each formula, unless it is told the value."""
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, HEAD)
        for number, (row, value) in enumerate(zip(ROWS, values, strict=True), 1):
            sheet.write_row(number, 0, row)
            sheet.write_formula(number, 2, f"=D{number + 1}*2", None, value)
    assert refused(read_file(tmp_path / "book.xlsx")) == cells


def test_an_old_workbook_whose_formulas_have_no_results_is_refused(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for number, row in enumerate([HEAD, *ROWS]):
        for column, value in enumerate(row):
            sheet.write(number, column, xlwt.Formula(f"D{number + 1}*2") if number and column == 2 else value)
    book.save(str(tmp_path / "book.xls"))
    assert refused(read_file(tmp_path / "book.xls")) == ["C2"]
