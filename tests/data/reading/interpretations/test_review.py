"""Tables that seem to hold nothing for a review: proposed to be left out, all of a file together."""

import pytest

from data.reading.grid import Sheet, Workbook
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers, settled
from data.reading.read import mapping_of, read

PRICES = [["SKU", "Product", "ProductCost"], ["1010", "Trainer", 59.05], ["1011", "Piper", 60.8]]
COMPLAINTS = [["complaint", "count", "cumulative"], ["Overpriced", 789, 45.8], ["Wait", 621, 81.9], ["Cold", 9, 92]]
MEDIA = [["TV", "radio", "sales"], [230.1, 37.8, 22.1], [44.5, 39.3, 10.4]]
TITLED = [
    ["Sales by cities and products", None, None],
    [None] * 3,
    ["City", "Tea", "Coffee"],
    ["Rome", 17_051, 16_413],
    ["Oslo", 18_969, 21_560],
]
SHORT_FORM = [
    ["organization", "id", "revenue"],
    ["Taxes", 200, "$44.07B"],
    ["Grants", 201, "$571.19M"],
    ["Fees", 202, "$9.5B"],
]
SPENT = [["Department", "Category", "Amount"], ["Parks", "Trees", 5], ["Roads", "Lamps", 6]]


def questions(*sheets):
    workbook = Workbook("book.xlsx", [Sheet.of(f"S{number}", rows) for number, rows in enumerate(sheets, 1)])
    mapping = mapping_of(workbook)
    return workbook, mapping, asked(read(workbook, mapping).refusals)


@pytest.mark.parametrize("rows", [PRICES, COMPLAINTS, MEDIA], ids=["prices", "counts", "no names"])
def test_figures_of_no_time_and_no_money_or_no_names_are_likely_left_out(rows):
    workbook, mapping, (question,) = questions(rows)
    assert (question.id, question.choices) == ("review", ("leave out", "look at it"))
    (problem,) = settled(workbook, mapping, Answers(likely=True)).reading.refusals
    assert (problem.code, problem.found) == ("lacks", "only tables that are left out")


@pytest.mark.parametrize("rows", [TITLED, SHORT_FORM], ids=["by a title", "in short"])
def test_money_by_names_is_asked_about_without_a_word_of_leaving_it_out(rows):
    assert "review" not in {question.id for question in questions(rows)[2]}


def test_who_says_that_there_is_something_is_asked_on():
    workbook, mapping, _ = questions(PRICES)
    found = settled(workbook, mapping, Answers({"review": "look at it"}))
    assert {question.code for question in asked(found.reading.refusals)} >= {"ask_year"}


def test_sheets_that_seem_to_hold_nothing_are_one_question():
    _, _, (question,) = questions(COMPLAINTS, [["defect", "count"], ["Scratch", 7], ["Dent", 8], ["Rust", 2]])
    assert [place.sheet for place in question.places] == ["S1", "S2"]


def test_spending_without_a_time_is_asked_for_its_year_alone():
    _, _, asked_for = questions(SPENT)
    assert "review" not in {question.id for question in asked_for}
