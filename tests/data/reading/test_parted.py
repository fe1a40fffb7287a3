"""Statements that give revenue by segment in some quarters and its total alone in others."""

from datetime import date
from decimal import Decimal

import pytest

from data.reading import mapping_json, read
from data.reading.grid import Sheet, Workbook
from data.reading.parted import NOT_GIVEN

HEADS = [None, "Q1 2025", "Q2 2025", "Q3 2025"]
ROWS = [
    ["Subscribers", 5, 6, 7],
    [None] * 4,
    ["Wired", 100, None, 130],
    ["Wireless", 50, None, 60],
    ["Networks", 150, None, 190],
    ["Stores", 30, 35, 40],
    ["Revenue", 180, 200, 230],
    ["Cost of sales", 90, 95, 99],
    ["Margin", 0.5, 0.525, 0.57],
]


def reading(rows, choices=None):
    cells = [[Decimal(str(cell)) if isinstance(cell, int | float) else cell for cell in row] for row in rows]
    workbook = Workbook("model.xlsx", [Sheet.of("Model", cells)])
    found = read.read(workbook, read.mapping_of(workbook, choices))
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    return found


def figures(found):
    return {
        (row["product"], row["measure"], row["period"].month): row["amount"]
        for table in found.tables
        for row in table.records.to_pylist()
    }


def test_each_segment_is_a_product_and_what_is_missing_of_the_total_is_given_by_none():
    found = figures(reading([HEADS, *ROWS]))
    revenue = {key: amount for key, amount in found.items() if key[1] == "revenue"}
    assert revenue == {
        **{("Wired", "revenue", 1): 100, ("Wireless", "revenue", 1): 50, ("Stores", "revenue", 1): 30},
        **{("Stores", "revenue", 4): 35, (NOT_GIVEN, "revenue", 4): 165},
        **{("Wired", "revenue", 7): 130, ("Wireless", "revenue", 7): 60, ("Stores", "revenue", 7): 40},
    }
    assert found[NOT_GIVEN, "variable_cost", 7] == 99


def test_it_is_said():
    assert [problem.code for problem in reading([HEADS, *ROWS]).problems if problem.code == "parted"] == ["parted"]


def test_a_remembered_statement_is_read_alike():
    once = reading([HEADS, *ROWS])
    assert figures(reading([HEADS, *ROWS], mapping_json.as_json(once.mapping))) == figures(once)


@pytest.mark.parametrize("change", [(5, ["Stores", 31, 35, 40]), (2, ["Wired", 100, None, 131])])
def test_rows_that_do_not_add_up_to_revenue_are_no_segments(change):
    row, cells = change
    rows = [cells if at == row else line for at, line in enumerate(ROWS)]
    workbook = Workbook("model.xlsx", [Sheet.of("Model", [HEADS, *[_exact(line) for line in rows]])])
    (table,) = read.mapping_of(workbook).tables
    assert not table.parts


@pytest.mark.parametrize("more", [["Wired", 40, 41, 42], ["Revenue", 180, 200, 230]])
def test_a_segment_or_a_total_that_stands_again_below_may_be_something_else(more):
    workbook = Workbook("model.xlsx", [Sheet.of("Model", [HEADS, *[_exact(line) for line in [*ROWS, more]]])])
    (table,) = read.mapping_of(workbook).tables
    assert not table.parts


def _exact(line):
    return [Decimal(str(cell)) if isinstance(cell, int | float) else cell for cell in line]


ENDS = [date(2025, 6, 28), None, date(2025, 12, 27)]


def quarters(ends, last="FQ126"):
    rows = [[None, *ends], [None, "FQ325", "FQ425", last], ["Revenue", 180, 200, 230], ["Cost of sales", 9, 9, 9]]
    workbook = Workbook("model.xlsx", [Sheet.of("Model", [_exact(row) for row in rows])])
    (table,) = read.mapping_of(workbook).tables
    return [dict(column.context)["period"] for column in table.columns if column.context]


def test_fiscal_quarters_are_those_of_the_calendar_that_the_days_beside_them_say():
    assert quarters(ENDS) == ["2025 Q2", "2025 Q3", "2025 Q4"]


@pytest.mark.parametrize(
    "ends",
    [
        [date(2025, 6, 28), None, None],
        [date(2025, 6, 28), None, date(2026, 3, 28)],
        [date(2025, 7, 26), None, date(2026, 1, 24)],
    ],
)
def test_one_day_or_days_that_disagree_or_lie_within_a_quarter_move_nothing(ends):
    assert quarters(ends) == ["2025 Q3", "2025 Q4", "2026 Q1"]


def test_quarters_beside_fiscal_years_stay_as_they_are_called():
    assert quarters([date(2025, 6, 28), date(2025, 9, 27), None], "F2024")[:2] == ["2025 Q3", "2025 Q4"]
