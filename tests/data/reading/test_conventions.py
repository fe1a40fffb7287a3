"""What holds for a whole table is proved by its cells, asked with the first cell that needs it, or refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from data.reading import conventions
from data.reading.amounts import DecimalMark
from data.reading.grid import Sheet, Workbook
from data.reading.periods import DateOrder
from data.reading.proposal import propose

HEADINGS = ["Product", "Date", "Sales"]


def proposed(*rows, headings=HEADINGS, name="Data", file="sales.csv"):
    """A finance sheet with its proposed table."""
    sheet = Sheet.of(name, [headings, *([*row] for row in rows)])
    return sheet, propose(Workbook(file, [sheet])).tables[0]


def of_dates(*dates):
    return proposed(*(("Widget", day, "1") for day in dates))


def of_amounts(*amounts, heading="Sales"):
    return proposed(*(("Widget", "2024-01", text) for text in amounts), headings=["Product", "Date", heading])


def questions(sheet, table):
    return [problem.sentence for problem in conventions.open_questions(table, sheet, "sales.csv")]


def refusals(sheet, table, **chosen):
    changed = replace(table, **chosen)
    return [problem.sentence for problem in conventions.contradictions(changed, sheet, "sales.csv")]


def test_a_day_over_12_proves_the_order_of_the_whole_column():
    assert of_dates("01/02/2024", "13/02/2024")[1].date_order is DateOrder.DAY_FIRST
    assert of_dates("01/02/2024", "02/13/2024")[1].date_order is DateOrder.MONTH_FIRST


def test_a_month_number_beside_the_date_proves_the_order():
    rows = [("Widget", "01/06/2014", "1", "6"), ("Widget", "01/12/2014", "1", "12")]
    _, table = proposed(*rows, headings=[*HEADINGS, "Month Number"])
    assert table.date_order is DateOrder.DAY_FIRST
    swapped = [(product, day, sales, "1") for product, day, sales, _ in rows]
    _, table = proposed(*swapped, headings=[*HEADINGS, "Month Number"])
    assert table.date_order is DateOrder.MONTH_FIRST


def test_a_day_in_another_date_column_proves_the_order_too():
    headings = ["Initiative", "Product", "Started", "Planned finish"]
    _, table = proposed(("Relaunch", "Widget", "01/02/2024", "30/06/2024"), headings=headings)
    assert table.date_order is DateOrder.DAY_FIRST


def test_dates_that_prove_nothing_are_asked_with_the_first_ambiguous_cell():
    assert questions(*of_dates("02/02/2024", "01/02/2024", "03/02/2024")) == [
        "Data!B3: “01/02/2024” is ambiguous, and no other cell in the table settles it. "
        "Choose day-first or month-first."
    ]


def test_amounts_that_prove_nothing_are_asked_with_the_first_ambiguous_cell():
    assert questions(*of_amounts("12", "1.234", "2.345")) == [
        "Data!C3: “1.234” is ambiguous, and no other cell in the table settles it. Choose “.” or “,” as decimal mark."
    ]


def test_an_answered_question_is_not_asked_again():
    sheet, table = proposed(("Widget", "01/02/2024", "1.234"))
    assert len(questions(sheet, table)) == 2
    answered = replace(table, date_order=DateOrder.DAY_FIRST, decimal_mark=DecimalMark.COMMA)
    assert questions(sheet, answered) == []


@pytest.mark.parametrize("day", ["2024-02-01", "02/02/2024", "Feb 2024", date(2024, 2, 1)])
def test_dates_that_can_be_read_in_one_way_raise_no_question(day):
    assert questions(*of_dates(day)) == []


@pytest.mark.parametrize("typed", [Decimal("1.234"), "1234", "n/a", None])
def test_amounts_that_can_be_read_in_one_way_raise_no_question(typed):
    assert questions(*of_amounts("1", typed)) == []


@pytest.mark.parametrize(("proof", "mark"), [("12,5", DecimalMark.COMMA), ("12.5", DecimalMark.POINT)])
def test_one_amount_proves_the_decimal_mark_of_all_columns(proof, mark):
    sheet, table = proposed(("Widget", "2024-01", "1.234", proof), headings=[*HEADINGS, "Units"])
    assert table.decimal_mark is mark
    assert questions(sheet, table) == []


def test_dates_that_contradict_each_other_are_refused():
    sheet, table = of_dates("13/02/2024", "02/13/2024")
    assert table.date_order is None
    assert refusals(sheet, table) == [
        "Data: expected one order, found dates both day-first and month-first. "
        "Write the column in one way, then upload it again."
    ]


def test_amounts_that_contradict_each_other_are_refused():
    sheet, table = of_amounts("1.5", "1,5")
    assert table.decimal_mark is None
    assert refusals(sheet, table) == [
        "Data: expected one mark, found amounts both with “.” and with “,” as decimal mark. "
        "Write the column in one way, then upload it again."
    ]


def test_a_choice_settles_a_contradiction():
    assert refusals(*of_dates("13/02/2024", "02/13/2024"), date_order=DateOrder.DAY_FIRST) == []
    assert refusals(*of_amounts("1.5", "1,5"), decimal_mark=DecimalMark.POINT) == []


def test_a_choice_against_all_that_the_cells_prove_is_refused():
    assert refusals(*of_dates("01/02/2024", "13/02/2024"), date_order=DateOrder.MONTH_FIRST) == [
        "Data: expected month-first, found dates that are day-first. Change the mapping, or let the file decide."
    ]
    assert refusals(*of_amounts("1,234", "1,5"), decimal_mark=DecimalMark.POINT) == [
        "Data: expected “.”, found amounts with “,” as decimal mark. Change the mapping, or let the file decide."
    ]


def test_a_choice_that_was_made_stands_and_what_is_open_is_proved():
    sheet, table = proposed(("Widget", "13/02/2024", "1,5"))
    unsettled = replace(table, date_order=None, decimal_mark=DecimalMark.POINT)
    settled = conventions.proved(unsettled, sheet)
    assert (settled.date_order, settled.decimal_mark) == (DateOrder.DAY_FIRST, DecimalMark.POINT)


@pytest.mark.parametrize(("heading", "cell"), [("Sales (EUR)", "1"), ("Sales", "1.50 €"), ("Sales [€]", "EUR 1.50")])
def test_the_currency_is_what_headings_or_cells_name(heading, cell):
    assert of_amounts(cell, heading=heading)[1].currency == "EUR"


def test_a_currency_that_nothing_names_is_not_stated():
    assert of_amounts("1.50")[1].currency == ""


def test_a_column_of_currencies_goes_before_what_headings_name():
    row = ("Widget", "2024-01", "$ 1.50", "EUR")
    sheet, table = proposed(row, headings=[*HEADINGS, "Currency"])
    assert table.currency == ""
    assert refusals(sheet, table) == []


def test_two_currencies_are_refused_until_one_is_chosen():
    sheet, table = of_amounts("$ 1.50", "2.50 €")
    assert table.currency == ""
    assert refusals(sheet, table) == [
        "Data: expected one currency, or a column that says which, found amounts in EUR and in USD. "
        "Map a column to the currency, or choose the one that holds for all rows."
    ]
    assert refusals(sheet, table, currency="EUR") == []


@pytest.mark.parametrize(
    ("name", "file", "basis"),
    [
        ("Budget", "sales.xlsx", "budget"),
        ("Plan 2026", "sales.xlsx", "budget"),
        ("Sheet1", "Forecast Q3.xlsx", "forecast"),
        ("Actuals", "Budget.xlsx", "actual"),
        ("Planets", "sales.xlsx", "actual"),
        ("Sheet1", "sales.xlsx", "actual"),
    ],
)
def test_the_basis_is_what_the_sheet_says_then_the_file(name, file, basis):
    assert proposed(("Widget", "2024-01", "1"), name=name, file=file)[1].basis == basis
