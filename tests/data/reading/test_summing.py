"""Several names that may sum others are asked about together, with what all of them change."""

from decimal import Decimal

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook
from data.reading.questions.settled import Answers, settled

HEAD = ["Product", "Q1 2024", "Q2 2024", "Q3 2024"]
NESTED = [
    HEAD,
    ["Devices", 1_263, 1_367, 1_302],
    ["Hardware", 630, 732, 689],
    ["Widget", 210, 311, 266],
    ["Gadget", 420, 421, 423],
    ["Software", 633, 635, 613],
    ["App", 213, 214, 195],
    ["Game", 420, 421, 418],
]
LEAVES = 1_263 + 1_367 + 1_302


def asking(rows=NESTED, **answers):
    cells = [[Decimal(cell) if isinstance(cell, int) else cell for cell in row] for row in rows]
    workbook = Workbook("Sales.xlsx", [Sheet.of("Data", cells)])
    return settled(workbook, read.mapping_of(workbook), Answers(**answers))


def asked(found):
    return [problem for problem in found.reading.refusals if problem.choices]


def revenue(found):
    assert not found.reading.refusals
    return sum(total.loaded_total for total in found.reading.tables[0].totals)


def test_three_names_are_one_question_with_what_all_of_them_change():
    (question,) = asked(asking())
    assert (question.code, set(question.names)) == ("ask_sums", {"Devices", "Hardware", "Software"})
    assert question.follows[:2] == ("Revenue 3,932.00", "Revenue 11,796.00")


@pytest.mark.parametrize(("choice", "sum_loaded"), [("leave them out", LEAVES), ("count them", 3 * LEAVES)])
def test_one_answer_holds_for_all_of_them(choice, sum_loaded):
    assert revenue(asking(given={"sums": choice})) == sum_loaded


def test_each_is_asked_about_where_its_owner_wants_that():
    codes = {(problem.code, problem.subject) for problem in asked(asking(given={"sums": "ask about each"}))}
    assert codes == {("ask_sum", name) for name in ("Devices", "Hardware", "Software")}


def test_two_names_are_two_questions():
    found = asking([HEAD, *NESTED[2:]])
    assert [problem.subject for problem in asked(found)] == ["Hardware", "Software"]


def test_columns_and_rows_are_asked_about_together():
    regions = [["Product", "World 2024", "North 2024", "South 2024", "World 2025", "North 2025", "South 2025"]]
    regions += [
        [name, n + s, n, s, m + t, m, t]
        for name, n, s, m, t in (
            ("Hardware", 30, 22, 31, 25),
            ("Widget", 10, 9, 11, 12),
            ("Gadget", 20, 13, 20, 13),
            ("Software", 33, 19, 35, 21),
            ("App", 13, 8, 14, 12),
            ("Game", 20, 11, 21, 9),
        )
    ]
    found = asking(regions, likely=True)
    names = {name for step in found.steps for problem in step.question.problems for name in problem.names}
    assert names == {"World", "Hardware", "Software"}
    assert revenue(found) == 19 + 33 + 21 + 31 + 23 + 33 + 26 + 30
