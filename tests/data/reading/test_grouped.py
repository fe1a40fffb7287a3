"""Statements by account, whose groups a second table gives: below the first, or on another sheet."""

from datetime import date

import pytest

from data.reading import mapping_json
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers, settled
from data.reading.read import mapping_of, open_workbook
from tests.conftest import write_workbook

DAYS = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
ACCOUNTS = [
    [3000, "Licences", -400, -900, -1500],
    [3010, "Support", -100, -150, -260],
    [4000, "Hosting", 50, 120, 200],
    [6100, "Advertising", 30, 30, 70],
]
GROUPS = [[3000, "Revenue"], [3010, "Revenue"], [4000, "Cost of sales"], [6100, "Operating expenses"]]
STATEMENT = [["Alder Ltd"], ["Income statement, year to date"], [], ["Account", "Text", *DAYS], *ACCOUNTS]


def workbook_of(tmp_path, sheets):
    path = tmp_path / "statement.xlsx"
    write_workbook(path, sheets)
    return open_workbook(path, path.name)


def totals(reading):
    found = {}
    for table in reading.tables:
        for row in table.records.to_pylist():
            key = row["measure"], row["period"].month
            found[key] = found.get(key, 0) + row["amount"]
    return found


@pytest.fixture(params=["below", "on another sheet"])
def statement(request, tmp_path):
    groups = [["Account", "Group"], *GROUPS]
    below = {"Balance": [*STATEMENT, [], *groups]}
    return workbook_of(tmp_path, below if request.param == "below" else {"Balance": STATEMENT, "Chart": groups})


def test_accounts_are_what_their_groups_are_and_credits_are_turned(statement):
    found = settled(statement, mapping_of(statement), Answers(likely=True)).reading
    assert totals(found) == {
        **{("revenue", 1): 500, ("revenue", 2): 550, ("revenue", 3): 710},
        **{("variable_cost", 1): 50, ("variable_cost", 2): 70, ("variable_cost", 3): 80},
        **{("investment", 1): 30, ("investment", 2): 0, ("investment", 3): 40},
    }
    assert found.tables[0].reversed == ("revenue",)
    assert not any(table.rejected_rows for table in found.tables)


def test_of_a_group_that_may_be_several_measures_it_is_asked_which(statement):
    first = settled(statement, mapping_of(statement), Answers())
    question = next(each for each in asked(first.reading.questions) if each.code == "ask_group")
    assert (question.column, question.likely) == ("Operating expenses", "investment")
    answers = Answers({question.id: "leave out"}, likely=True)
    measures = {measure for measure, _ in totals(settled(statement, mapping_of(statement), answers).reading)}
    assert measures == {"revenue", "variable_cost"}


def test_what_was_answered_of_a_group_is_remembered(statement):
    once = settled(statement, mapping_of(statement), Answers(likely=True)).reading
    again = mapping_of(statement, mapping_json.as_json(once.mapping))
    assert totals(settled(statement, again, Answers()).reading) == totals(once)


def test_a_group_that_is_new_is_asked_though_others_are_remembered(statement):
    once = settled(statement, mapping_of(statement), Answers(likely=True)).reading
    known = mapping_json.as_json(once.mapping)
    for table in known["tables"]:
        table.pop("labels", None)
    again = settled(statement, mapping_of(statement, known), Answers()).reading
    assert [each.code for each in asked(again.refusals)] == ["ask_group"]


def test_a_second_table_that_names_other_accounts_groups_none(tmp_path):
    others = [["Account", "Group"], [1, "Revenue"], [2, "Revenue"], [3, "Cost of sales"]]
    book = workbook_of(tmp_path, {"Balance": STATEMENT, "Chart": others})
    assert not any(table.grouped for table in mapping_of(book).tables)


def test_revenue_that_was_taken_back_in_a_month_is_not_turned(tmp_path):
    rows = [["Line item", *DAYS], ["Revenue", -5, 40, 60], ["Cost of sales", 10, 12, 14]]
    book = workbook_of(tmp_path, {"Statement": rows})
    found = settled(book, mapping_of(book), Answers(likely=True)).reading
    assert totals(found)["revenue", 1] == -5
