"""A mapping is plain data: changed by hand, written as JSON, laid over a proposal, refused where it does not fit."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from data.problems import Refused
from data.reading.amounts import DecimalMark
from data.reading.choices import apply
from data.reading.grid import Sheet, Workbook
from data.reading.mapping import ColumnMapping, Mapping, TableMapping
from data.reading.mapping_json import as_json
from data.reading.periods import DateOrder
from data.reading.proposal import propose
from data.reading.read import mapping_of, read

HEADINGS = ["Product", "Month", "Sales", "Net sales", "Umsatz (k€)"]
ROW = ["Widget", date(2026, 1, 1), Decimal(1), Decimal(2), Decimal(3)]


def proposal(*names, file="sales.xlsx"):
    return propose(Workbook(file, [Sheet.of(name, [HEADINGS, ROW]) for name in names or ["Data"]]))


def applied(**choice):
    return apply({"tables": [{"sheet": "Data", **choice}]}, proposal()).tables[0]


def refusal(choices, *names):
    with pytest.raises(Refused) as refused:
        apply(choices, proposal(*names))
    return str(refused.value)


def refused_choice(**choice):
    return refusal({"tables": [{"sheet": "Data", **choice}]})


def test_a_chosen_field_moves_from_one_column_to_the_other():
    table = proposal().tables[0]
    assert table.fields["revenue"].heading == "Sales"
    moved = table.with_field(4, "revenue")
    assert moved.fields["revenue"].heading == "Net sales"
    assert moved.columns[2].field is None
    assert (moved.fields["revenue"].confidence, moved.fields["revenue"].reason) == (1.0, "chosen")


def test_a_column_chosen_by_hand_is_read_in_the_unit_of_its_heading():
    assert applied(columns={"Umsatz (k€)": "revenue"}).fields["revenue"].scale == 1000
    assert applied(columns={"Umsatz (k€)": "revenue"}, scales={"Umsatz (k€)": 1}).fields["revenue"].scale == 1
    assert applied(columns={"Net sales": "revenue"}, scales={"Net sales": 1000}).fields["revenue"].scale == 1000


def test_a_mapping_is_the_same_after_its_json_was_read_back():
    table = proposal().tables[0].with_field(5, "revenue")
    chosen = replace(table, basis="budget", currency="EUR", date_order=DateOrder.DAY_FIRST)
    mapping = replace(proposal().with_table(chosen), feed="Monthly P&L")
    again = apply(json.loads(json.dumps(as_json(mapping))), proposal())
    assert as_json(again) == as_json(mapping)
    assert again.tables[0].fields["revenue"] == chosen.fields["revenue"]


def test_the_json_says_what_a_person_would_write():
    table = applied(kind="finance", columns={"Umsatz (k€)": "revenue"}, decimal_mark=",", currency="EUR")
    written = as_json(proposal().with_table(table))["tables"][0]
    fields = ["product", "period", None, None, "revenue"]
    assert written.pop("columns") == dict(zip(HEADINGS, fields, strict=True))
    assert written.pop("scales") == {"Umsatz (k€)": 1000}
    assert (written.pop("sheet"), written.pop("kind")) == ("Data", "finance")
    assert written == {"basis": "actual", "currency": "EUR", "date_order": None, "decimal_mark": ","}


def test_a_unit_that_was_chosen_against_the_heading_is_remembered():
    table = applied(columns={"Umsatz (k€)": "revenue"}, scales={"Umsatz (k€)": 1})
    again = apply(as_json(proposal().with_table(table)), proposal())
    assert again.tables[0].fields["revenue"].scale == 1


def test_a_sheet_that_was_left_out_stays_left_out():
    left_out = replace(proposal("Data", "Notes").tables[1], kind=None)
    mapping = proposal("Data", "Notes").with_table(left_out)
    again = apply(as_json(mapping), proposal("Data", "Notes"))
    assert [table.kind for table in again.tables] == ["finance", None]


def test_no_choices_leave_the_proposal_as_it_is():
    assert apply({}, proposal("Data", "More")) == proposal("Data", "More")


def test_choices_name_the_feed_and_settle_what_holds_for_all_rows():
    choices = {"feed": "P&L", "tables": [{"sheet": "Data", "date_order": "month-first", "decimal_mark": ","}]}
    mapping = apply(choices, proposal())
    assert mapping.feed == "P&L"
    assert (mapping.tables[0].date_order, mapping.tables[0].decimal_mark) == (DateOrder.MONTH_FIRST, DecimalMark.COMMA)


def test_the_only_sheet_of_a_csv_may_be_named_after_last_months_file():
    choices = {"tables": [{"sheet": "sales-2026-08", "columns": {"Net sales": "revenue"}}]}
    mapping = apply(choices, proposal("sales-2026-09", file="sales-2026-09.csv"))
    assert mapping.tables[0].sheet == "sales-2026-09"
    assert mapping.tables[0].fields["revenue"].heading == "Net sales"


def test_another_kind_of_table_keeps_only_the_fields_that_it_has():
    changed = applied(kind="market", columns={"Product": "market", "Sales": "size"})
    assert changed.kind == "market"
    assert {name: c.heading for name, c in changed.fields.items()} == {
        "market": "Product",
        "period": "Month",
        "size": "Sales",
    }
    assert applied(kind="market").fields.keys() == {"product", "period"}


def test_an_unknown_sheet_is_refused():
    assert refusal({"tables": [{"sheet": "Dada"}]}, "Data", "More") == (
        "Expected one of Data, More, found the sheet “Dada” in the mapping. Correct the mapping."
    )


def test_an_unknown_column_is_refused():
    columns = "Product, Month, Sales, Net sales, Umsatz (k€)"
    expected = f"Expected one of {columns}, found the column “Slaes” in the mapping. Correct the mapping."
    assert refused_choice(columns={"Slaes": "revenue"}) == expected
    assert refused_choice(scales={"Slaes": 1000}) == expected


def test_an_unknown_kind_is_refused():
    assert refused_choice(kind="ledger") == (
        "Expected one of finance, market, kpi, kpi_definition, product, objective, initiative, rating, found the kind "
        "of table “ledger” in the mapping. Correct the mapping."
    )


def test_an_unknown_field_is_refused():
    assert refused_choice(kind="rating", columns={"Sales": "revenue"}) == (
        "Expected one of product, criterion, rating, weight, rated_by, found the field “revenue” in the mapping. "
        "Correct the mapping."
    )


@pytest.mark.parametrize(
    ("choice", "found", "known"),
    [
        ({"basis": "guess"}, "basis “guess”", "actual, budget, forecast"),
        ({"date_order": "european"}, "choice “european”", "day-first, month-first"),
        ({"decimal_mark": ";"}, "choice “;”", "., ,"),
    ],
)
def test_an_unknown_convention_is_refused(choice, found, known):
    assert (
        refused_choice(**choice) == f"Expected one of {known}, found the {found} in the mapping. Correct the mapping."
    )


@pytest.mark.parametrize("scale", ["1000", 0, -1, 1.5, True, None])
def test_a_scale_that_is_no_whole_number_is_refused(scale):
    assert refused_choice(scales={"Sales": scale}) == (
        f"Expected a whole number such as 1000, found the scale “{scale}” in the mapping. Correct the mapping."
    )


@pytest.mark.parametrize("tables", [None, {}, ["Data"], [{"sheet": "Data", "columns": ["Sales"]}]])
def test_a_mapping_of_another_shape_is_refused(tables):
    assert refusal({"tables": tables}) == (
        "Expected “tables” as a list of objects, each with “columns” as an object, found a mapping of another shape. "
        "Correct the mapping."
    )


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("period", "soon", "a month, quarter or year, found “soon” as the period of all rows. Write it as 2026-09."),
        (
            "basis",
            "guess",
            "actual, budget or forecast, found “guess” as the basis of all rows. Use one of these words.",
        ),
    ],
)
def test_what_is_said_of_all_rows_and_cannot_be_read_is_refused(field, text, said):
    constants = {"period": "2026", field: text}
    columns = {"Product": "product", "Sales": "revenue"}
    choice = {"sheet": "s", "kind": "finance", "columns": columns, "constants": constants}
    workbook = Workbook("sales.xlsx", (Sheet.of("s", [["Product", "Sales"], ["Soap", Decimal(5)]]),))
    found = read(workbook, mapping_of(workbook, {"tables": [choice]}))
    assert [problem.sentence for problem in found.refusals] == [f"s: expected {said}"]


def test_figures_of_which_only_some_have_a_product_are_asked_about():
    columns = {"Month": "period", "Soap": "revenue", "Sales": "revenue"}
    workbook = Workbook("sales.xlsx", (Sheet.of("s", [list(columns), ["2026-01", Decimal(5), Decimal(7)]]),))
    table = TableMapping(
        "s",
        1,
        "finance",
        tuple(
            ColumnMapping(n, heading, field, context=(("product", "Soap"),) if heading == "Soap" else ())
            for n, (heading, field) in enumerate(columns.items(), 1)
        ),
    )
    assert table.partly == {"product"}
    (problem,) = read(workbook, Mapping("sales", (table,))).refusals
    assert (problem.code, problem.choices) == ("ask_product", ("s", "sales"))
    answered = replace(table, constants={"product": "All else"})
    records = read(workbook, Mapping("sales", (answered,))).tables[0].records.to_pylist()
    assert {r["product"]: r["amount"] for r in records} == {"Soap": Decimal(5), "All else": Decimal(7)}
