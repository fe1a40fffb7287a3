"""What reading did to values is said once a column, as a note."""

from decimal import Decimal

import pytest

from data.problems import Severity
from data.reading import read
from data.reading.grid import Sheet, Workbook
from tests.conftest import TWO_PRODUCTS, write_workbook

HEAD = ["Product", "Month", "Revenue"]


def noted(workbook):
    found = read.read(workbook, read.mapping_of(workbook))
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    assert {problem.severity for problem in found.problems} <= {Severity.NOTE}
    return [problem.sentence for problem in found.problems]


def of_rows(*rows):
    return noted(Workbook("book.xlsx", [Sheet.of("Data", [HEAD, *rows])]))


def of_file(folder, name, content):
    (folder / name).write_bytes(content)
    return noted(read.open_workbook(folder / name, name))


def test_plain_values_need_no_note():
    assert of_rows(["Ash", "2025-01", Decimal("1.5")], ["Birch", "2025-02", Decimal(2)]) == []


def test_text_among_numbers_is_said_once():
    rows = [["Ash", "2025-01", Decimal("1.5")], ["Birch", "2025-01", "2.75"], ["Cedar", "2025-01", "3.25"]]
    assert of_rows(*rows) == ["Data, column C: figures stored as text in “Revenue”. They were read as numbers."]


def test_a_decimal_comma_is_said_once(tmp_path):
    assert of_file(tmp_path, "s.csv", b"Product;Month;Revenue\nAsh;2025-01;1,50\nBirch;2025-01;2,75\n") == [
        "s, column C: figures with a decimal comma in “Revenue”. They were read accordingly."
    ]


def test_dates_as_bare_numbers_are_said_once():
    rows = [["Ash", Decimal(45658), Decimal(1)], ["Birch", Decimal(45689), Decimal(2)]]
    assert of_rows(*rows) == ["Data, column B: dates stored as numbers in “Month”. They were read as days since 1900."]


def test_names_that_were_tidied_are_said_once():
    names = ["Ash ", "Ash", "Bi\u200brch", "Cedar"]
    assert of_rows(*([each, f"2025-0{n}", Decimal(n)] for n, each in enumerate(names, 1))) == [
        "Data, column A: 2 names with invisible spaces or characters in “Product”. "
        "These were removed, and 1 of them became one with another spelling, such as “Ash”."
    ]


@pytest.mark.parametrize(("name", "said"), [("book.csv", True), ("book.xlsx", False), ("book.xlsm", False)])
def test_a_file_of_another_kind_than_its_ending_is_said(tmp_path, name, said):
    path = write_workbook(tmp_path / "book.xlsx", {"P&L": TWO_PRODUCTS})
    sentence = f"{name}: the file is of another kind than its name's ending says. It was read as what it is."
    assert of_file(tmp_path, name, path.read_bytes()) == [sentence] * said


@pytest.mark.parametrize(("end", "said"), [("4.2", True), ("4", True), ("4.25", False), ("4.2\n", False)])
def test_a_last_line_that_is_cut_off_is_said(tmp_path, end, said):
    text = "Product,Month,Revenue\nAsh,2025-01,1.50\nBirch,2025-01,2.50\nCedar,2025-01,3.50\nElm,2025-01," + end
    sentence = "s.csv: the last line seems to be cut off. It was read as it is. Check its last figure."
    assert of_file(tmp_path, "s.csv", text.encode()) == [sentence] * said
