"""Sheets of KPIs as departments keep them: lines in number and in per cent, targets with signs, fiscal quarters."""

from decimal import Decimal

import pytest

from data.problems import Place, Problem, Severity
from data.reading.grid import Sheet, Workbook
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers, settled
from data.reading.read import mapping_of

HEADS = ["Team", "Target", "What", "2025-04", "2025-05", "2025-06", "FY26 Q1", "2025-07"]
ROWS = [
    ["Care", ">90%", "# answered in 1 day", 80, 70, 90, 240, 60],
    ["", "", "% answered in 1 day", 0.91, 0.8, 0.95, 0.89, 0.7],
    ["Depot", "5", "Returns", 4, 6, 2, 12, 3],
    ["", "", "Breakages", 1, 0, 2, 3, 5],
]


def loaded(rows):
    cells = [[Decimal(str(cell)) if isinstance(cell, int | float) else cell or None for cell in row] for row in rows]
    workbook = Workbook("metrics.csv", [Sheet.of("metrics", cells)])
    found = settled(workbook, mapping_of(workbook), Answers({f"measure:{rows[0][3]}": "kpi"}, likely=True)).reading
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    assert not any(table.rejected_rows for table in found.tables)
    return found


def figures(reading):
    records = [row for table in reading.tables for row in table.records.to_pylist()]
    return {
        (row["kpi"], row.get("segment"), row["measure"], row["period"].month, row["grain"]): float(row["amount"])
        for row in records
    }


def test_each_line_is_a_kpi_of_the_department_that_stands_above_it():
    found = figures(loaded([HEADS, *ROWS]))
    assert {(kpi, team) for kpi, team, *_ in found} == {
        *(("# answered in 1 day", "Care"), ("% answered in 1 day", "Care")),
        *(("Returns", "Depot"), ("Breakages", "Depot")),
    }
    assert found["Breakages", "Depot", "actual", 7, "month"] == 5


def test_a_target_in_per_cent_beside_a_line_of_numbers_is_that_of_the_line_in_per_cent():
    reading = loaded([HEADS, *ROWS])
    aims = {kpi: amount for (kpi, _, measure, *_), amount in figures(reading).items() if measure == "aim"}
    assert aims == {"% answered in 1 day": 0.9, "Returns": 5}
    said = [p for p in reading.problems if p.code == "target_line"]
    assert [(p.severity, p.place.row, p.place.column) for p in said] == [(Severity.NOTE, 2, 2)]


@pytest.mark.parametrize("other", ["% answered in 2 days", "answered in 1 day"])
def test_a_target_stays_where_no_line_in_per_cent_of_its_name_is_without_one(other):
    changed = [ROWS[0], ["", "", other, *ROWS[1][3:]], *ROWS[2:]]
    aims = {kpi for kpi, _, measure, *_ in figures(loaded([HEADS, *changed])) if measure == "aim"}
    assert aims == {"# answered in 1 day", "Returns"}


def test_a_target_stays_where_the_line_in_per_cent_has_its_own():
    changed = [ROWS[0], ["", ">85%", *ROWS[1][2:]], *ROWS[2:]]
    aims = {kpi for kpi, _, measure, *_ in figures(loaded([HEADS, *changed])) if measure == "aim"}
    assert aims == {"# answered in 1 day", "% answered in 1 day", "Returns"}


def test_a_fiscal_quarter_behind_the_months_that_give_it_is_left_out():
    found = figures(loaded([HEADS, *ROWS]))
    assert {(month, grain) for *_, month, grain in found} == {(month, "month") for month in (4, 5, 6, 7)}


def test_a_quarter_that_its_neighbours_do_not_give_counts():
    changed = [[*row[:6], row[6] * 9, row[7]] for row in ROWS]
    found = figures(loaded([HEADS, *changed]))
    assert found["Returns", "Depot", "actual", 1, "quarter"] == 108


def test_questions_of_two_tables_on_one_sheet_have_names_of_their_own():
    of = [
        Problem("ask_directions", Place("f", "s", row), "", "", "", Severity.WARNING, choices, "KPI")
        for row, choices in ((3, ("higher", "lower")), (9, ("as named", "lower")))
    ]
    assert [each.id for each in asked(of)] == ["directions:KPI@s:3", "directions:KPI@s:9"]
