"""A basis that stands in a row's time: the figures of an estimate are no actual ones."""

from decimal import Decimal

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook
from data.reading.row_bases import split


def loaded(rows, head=("Product", "Year", "Revenue")):
    cells = [[Decimal(cell) if isinstance(cell, int) else cell for cell in row] for row in [list(head), *rows]]
    workbook = Workbook("figures.csv", [Sheet.of("figures", cells)])
    found = read.read(workbook, read.mapping_of(workbook))
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    (table,) = found.tables
    assert not table.rejected_rows
    return {(row["basis"], row["period"].year): row["amount"] for row in table.records.to_pylist()}


YEARS = [["A", f"{2014 + n}", n] for n in range(10)]


@pytest.mark.parametrize(
    ("written", "basis"), [("estimate", "forecast"), ("(forecast)", "forecast"), ("plan", "budget"), ("E", "forecast")]
)
def test_a_year_with_a_basis_gives_its_row_that_basis(written, basis):
    found = loaded([*YEARS, ["A", f"2024 {written}", 40]])
    assert found["actual", 2023] == 9
    assert found[basis, 2024] == 40


def test_a_month_with_a_basis_too():
    rows = [["A", f"2025-{month:02}", month] for month in range(1, 12)]
    assert ("forecast", 2025) in loaded([*rows, ["A", "2025-12 forecast", 12]], ("Product", "Month", "Revenue"))


def test_a_column_of_bases_says_it_alone():
    rows = [["A", "2024", "budget", 5], ["A", "2023", "actual", 6], ["A", "2022", "actual", 7]]
    assert loaded(rows, ("Product", "Year", "Basis", "Revenue"))["budget", 2024] == 5


@pytest.mark.parametrize(
    "time", ["2024", "Q1 2024", "2022 (until November)", "Plan", "FY2024", "2024-01-31", "1-Sep-24"]
)
def test_a_time_without_a_basis_stays_as_it_is(time):
    assert split(time) == ("", time)
