"""Ledgers with debits and credits in two columns: one amount a row, its sign by what its account is."""

import csv
import io
from decimal import Decimal

import pytest

from data.reading import mapping_json
from data.reading.grid import Sheet, Workbook
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers, settled
from data.reading.read import mapping_of

LEDGER = """Date,Account,Product,Debit,Credit
2026-01-05,Sales,Kettle,,1200.50
2026-01-07,Cost of goods sold,Kettle,700.25,
2026-01-09,Sales,Lamp,,800
2026-01-20,Sales,Kettle,100.50,
2026-02-11,Cost of goods sold,Lamp,400,50
2026-02-12,Cash,Lamp,,400
"""
TRUTH = {
    ("Kettle", "revenue", 1): "1100.00",
    ("Kettle", "variable_cost", 1): "700.25",
    ("Lamp", "revenue", 1): "800",
    ("Lamp", "variable_cost", 2): "350",
}


def workbook_of(text):
    rows = [[cell or None for cell in row] for row in csv.reader(io.StringIO(text))]
    return Workbook("ledger.csv", [Sheet.of("ledger", rows)])


def settled_under(text, answers=None, known=None):
    workbook = workbook_of(text)
    return settled(workbook, mapping_of(workbook, known), answers or Answers()).reading


def totals(reading):
    found = {}
    for row in (row for table in reading.tables for row in table.records.to_pylist()):
        key = row["product"], row["measure"], row["period"].month
        found[key] = found.get(key, 0) + row["amount"]
    return found


TRUE_TOTALS = {key: Decimal(amount) for key, amount in TRUTH.items()}


def test_revenue_is_credits_less_debits_and_a_cost_debits_less_credits():
    reading = settled_under(LEDGER)
    assert not reading.questions
    assert totals(reading) == TRUE_TOTALS
    assert not any(problem.code.startswith("column") for problem in reading.problems)
    assert not any(table.rejected_rows for table in reading.tables)


@pytest.mark.parametrize(
    ("debit", "credit"), [("Soll", "Haben"), ("Débit", "Crédit"), ("debit_amount", "credit_amount")]
)
def test_both_sides_are_known_in_other_words(debit, credit):
    text = LEDGER.replace("Debit", debit).replace("Credit", credit)
    assert totals(settled_under(text)) == TRUE_TOTALS


def test_a_side_may_be_written_as_zero():
    rows = LEDGER.splitlines()
    filled = [",".join(cell or "0" for cell in row.split(",")) for row in rows]
    assert totals(settled_under("\n".join(filled))) == TRUE_TOTALS


def test_a_fact_cites_both_of_its_cells():
    (table,) = settled_under(LEDGER).tables
    assert [row["raw"] for row in table.records.to_pylist()][-1] == "400 − 50"


def test_a_credit_that_cannot_be_read_rejects_its_row():
    (table,) = settled_under(LEDGER.replace("1200.50", "12OO.50")).tables
    assert [problem.place.row for problem in table.problems if "12OO" in problem.found] == [2]


def test_an_account_that_no_name_tells_is_asked_about_and_what_a_company_owns_is_not():
    text = LEDGER + "2026-02-20,Trade fairs,Lamp,90,\n2026-02-21,Bank,Lamp,,90\n"
    (question,) = asked(settled_under(text).questions)
    assert (question.id, question.likely) == ("group:Trade fairs", "investment")
    answered = totals(settled_under(text, Answers({question.id: "shared_cost"})))
    assert answered == {**TRUE_TOTALS, ("Lamp", "shared_cost", 2): 90}


def test_many_such_accounts_are_one_question():
    names = ("Trade fairs", "Salaries", "Rent", "Travel")
    text = LEDGER + "".join(f"2026-02-20,{name},Lamp,10,\n" for name in names)
    (question,) = asked(settled_under(text).questions)
    assert question.id == "group:Trade fairs and 3 others"
    answered = totals(settled_under(text, Answers(likely=True)))
    assert answered == {**TRUE_TOTALS, ("Lamp", "investment", 2): 40}


def test_without_accounts_it_is_asked_what_the_amounts_are_and_the_answer_gives_the_sign():
    text = "Date,Product,Debit,Credit\n2026-01-05,Kettle,,1200\n2026-01-06,Kettle,200,\n2026-01-07,Lamp,,800\n"
    (question,) = asked(settled_under(text).questions)
    of_revenue = totals(settled_under(text, Answers({question.id: "revenue"})))
    assert of_revenue == {("Kettle", "revenue", 1): 1000, ("Lamp", "revenue", 1): 800}
    of_spending = totals(settled_under(text, Answers({question.id: "investment"})))
    assert of_spending == {("Kettle", "investment", 1): -1000, ("Lamp", "investment", 1): -800}


def test_a_remembered_ledger_is_read_alike():
    once = settled_under(LEDGER)
    assert totals(settled_under(LEDGER, known=mapping_json.as_json(once.mapping))) == TRUE_TOTALS


def test_an_owner_may_say_that_the_columns_are_something_else():
    table = {"sheet": "ledger", "columns": {"Debit": "variable_cost", "Credit": "revenue", "Account": None}}
    found = totals(settled_under(LEDGER, known={"tables": [{**table, "kind": "finance"}]}))
    assert found["Kettle", "variable_cost", 1] == Decimal("800.75")


def test_the_decimal_mark_of_credits_counts_too():
    text = LEDGER.replace("1200.50", '"1.200,50"').replace("700.25", '"700,25"').replace("100.50", '"100,50"')
    assert totals(settled_under(text)) == TRUE_TOTALS
