"""Sheets of one workbook that give the same figures: which of them likely count."""

from data.reading import read
from data.reading.grid import Sheet, Workbook

HEAD = ["Product", "Date", "Revenue"]


def asked_of(*sheets):
    """The one question that a workbook of some sheets leads to."""
    workbook = Workbook("book.xlsx", [Sheet.of(f"S{number}", [HEAD, *rows]) for number, rows in enumerate(sheets, 1)])
    (question,) = read.read(workbook, read.mapping_of(workbook)).refusals
    return question


def test_sheets_that_cut_one_list_of_orders_likely_both_count():
    first = [["A", "2025-01-03", 5], ["A", "2025-01-09", 7], ["B", "2025-01-11", 3]]
    second = [["A", "2025-01-14", 6], ["A", "2025-01-20", 9], ["B", "2025-01-28", 4]]
    question = asked_of(first, second)
    assert (question.code, question.choices) == ("ask_sheets", ("both", "S1", "S2"))


def test_versions_of_one_plan_do_not_both_count_likely():
    first = [["A", "2025-01", 5], ["A", "2025-02", 7], ["B", "2025-01", 3]]
    second = [["A", "2025-01", 6], ["A", "2025-02", 9], ["B", "2025-01", 4]]
    question = asked_of(first, second)
    assert question.choices == ("S1", "S2", "both")
