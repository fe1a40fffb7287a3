"""Years that headings name only against each other: one is asked for, the others follow."""

from decimal import Decimal

import pytest

from data.reading.grid import Sheet, Workbook
from data.reading.interpretations.relative import relative
from data.reading.proposal import propose
from data.reading.questions.settled import Answers, settled

PLANNED = [
    ["programme", "last_year_2_exp", "last_year_exp", "last_year_planned", "planning_year_1", "planning_year_2"],
    ["Rivers", 100, 110, 105, 120, 125],
    ["Forests", 40, 38, 42, 0, 0],
    ["Trains", 250, 275, 250, 290, 300],
]


def asking(rows, **answers):
    cells = [[Decimal(cell) if isinstance(cell, int) else cell for cell in row] for row in rows]
    workbook = Workbook("figures.csv", [Sheet.of("figures", cells)])
    return settled(workbook, propose(workbook), Answers(likely=True, **answers))


def sums(found):
    """By basis, measure and year what was loaded."""
    assert not found.reading.refusals, [problem.sentence for problem in found.reading.refusals]
    (table,) = found.reading.tables
    added = {}
    for row in table.records.to_pylist():
        key = (row["basis"], row["measure"], row["period"].year)
        added[key] = added.get(key, 0) + row["amount"]
    return added


def year_asked(found):
    return [(step.question.id, step.answer.choice) for step in found.steps if step.question.code == "ask_year"]


def test_the_last_year_is_asked_and_the_planned_ones_follow():
    found = asking(PLANNED, given={"year:last_year_exp": "2024"})
    assert sums(found) == {
        ("actual", "investment", 2023): 390,
        ("actual", "investment", 2024): 423,
        ("budget", "investment", 2024): 397,
        ("budget", "investment", 2025): 410,
        ("budget", "investment", 2026): 425,
    }
    assert len(year_asked(found)) == 1


def test_a_plan_of_zero_counts_as_zero():
    (table,) = asking(PLANNED).reading.tables
    assert sum(row["product"] == "Forests" and row["amount"] == 0 for row in table.records.to_pylist()) == 2


def test_this_year_and_the_one_before():
    rows = [["Product", "CY Revenue", "PY Revenue", "CY Cost", "PY Cost"], ["A", 10, 9, 4, 3], ["B", 20, 18, 8, 7]]
    found = asking(rows, given={"year:PY Revenue": "2025"})
    assert sums(found) == {
        ("actual", "revenue", 2026): 30,
        ("actual", "revenue", 2025): 27,
        ("actual", "variable_cost", 2026): 12,
        ("actual", "variable_cost", 2025): 10,
    }


def test_numbered_years():
    rows = [["Product", "Year 1", "Year 2", "Year 3"], ["A", 10, 11, 12], ["B", 20, 21, 22]]
    found = asking(rows, given={"year:Year 1": "2024", "measure:Year 1": "revenue"})
    assert sums(found) == {("actual", "revenue", 2024 + n): 30 + 2 * n for n in range(3)}


def test_numbers_behind_words_of_money_are_years_where_all_have_them():
    rows = [["Department", "budget1", "spend1", "budget2", "spend2"], ["A", 10, 11, 12, 13], ["B", 20, 21, 22, 23]]
    found = asking(rows, given={"year:budget1": "2024"})
    assert sums(found) == {
        ("budget", "investment", 2024): 30,
        ("actual", "investment", 2024): 32,
        ("budget", "investment", 2025): 34,
        ("actual", "investment", 2025): 36,
    }


@pytest.mark.parametrize(
    "head",
    [
        ["Product", "Month", "Revenue", "Revenue LY"],  # the row says when
        ["Product", "Line", "Sales 2025", "Sales PY"],  # a heading does
        ["Product", "Line", "Sales", "Last year sales"],  # one alone is against nothing
        ["Product", "Line", "Price1", "Volume2"],
    ],
)
def test_what_says_its_time_is_read_as_before(head):
    rows = [head, *([name, f"2026-0{n}", n * 7, n * 9] for n, name in enumerate("ABCD", 1))]
    assert all(
        pair[0] != "ahead"
        for t in propose(Workbook("f.csv", [Sheet.of("f", rows)])).tables
        for c in t.columns
        for pair in c.context
    )


@pytest.mark.parametrize("heading", ["Year to date", "Years", "Planned", "Cyan", "Budget", "Yearly sales"])
def test_a_heading_without_such_a_year_names_none(heading):
    assert relative(heading) is None
