"""Sheets of one workbook that give the same figures: which of them likely count."""

from data.reading import read
from data.reading.grid import Sheet, Workbook


def test_sheets_that_cut_one_list_of_orders_likely_both_count():
    head = ["Product", "Date", "Revenue"]
    first = [head, ["A", "2025-01-03", 5], ["A", "2025-01-09", 7], ["B", "2025-01-11", 3]]
    second = [head, ["A", "2025-01-14", 6], ["A", "2025-01-20", 9], ["B", "2025-01-28", 4]]
    workbook = Workbook("book.xlsx", [Sheet.of("S1", first), Sheet.of("S2", second)])
    (question,) = read.read(workbook, read.mapping_of(workbook)).refusals
    assert (question.code, question.choices) == ("ask_sheets", ("both", "S1", "S2"))


def test_versions_of_one_plan_do_not_both_count_likely():
    head = ["Product", "Month", "Revenue"]
    first = [head, ["A", "2025-01", 5], ["A", "2025-02", 7], ["B", "2025-01", 3]]
    second = [head, ["A", "2025-01", 6], ["A", "2025-02", 9], ["B", "2025-01", 4]]
    workbook = Workbook("book.xlsx", [Sheet.of("S1", first), Sheet.of("S2", second)])
    (question,) = read.read(workbook, read.mapping_of(workbook)).refusals
    assert question.choices == ("S1", "S2", "both")
