"""Titles and units above a table, wherever its headings are."""

from datetime import date
from decimal import Decimal

import pytest

from data import intake
from data.problems import Refused
from data.reading.grid import Sheet, Workbook
from data.reading.proposal import propose
from data.reading.read import read
from tests.conftest import write_workbook
from tests.data import factories

HEADINGS = ["Product", "Month", "Revenue", "Variable cost (k€)"]
JANUARY = date(2026, 1, 1)


def table(*above, rows=(("Widget", JANUARY, Decimal("1.5"), Decimal(2)),), headings=HEADINGS):
    """The proposed table of a sheet with these rows above its headings, and what it reads."""
    workbook = Workbook("pl.xlsx", [Sheet.of("P&L", [*map(list, above), headings, *map(list, rows)])])
    mapping = propose(workbook)
    return mapping.tables[0], read(workbook, mapping)


def amounts(found):
    return [(record["measure"], record["amount"]) for record in found.tables[0].records.to_pylist()]


@pytest.mark.parametrize(
    ("unit", "scale", "currency"),
    [
        ("$ in thousands", 1_000, "USD"),
        ("(€ million)", 1_000_000, "EUR"),
        ("€ million", 1_000_000, "EUR"),
        ("in TEUR", 1_000, "EUR"),
        ("All amounts in thousands", 1_000, "EUR"),
        ("in EUR", 1, "EUR"),
    ],
)
def test_a_unit_above_the_headings_holds_for_amounts_that_give_none(unit, scale, currency):
    mapping, found = table(["Brennmoor Systems"], [unit], [])
    assert (mapping.header_row, mapping.currency) == (4, "EUR" if currency == "USD" else currency)  # k€ in a heading
    assert amounts(found) == [("revenue", Decimal("1.5") * scale), ("variable_cost", 2_000)]


@pytest.mark.parametrize("title", ["Sales by product", "T Mobile report", "Q3 2026", "K Street office", "M and A"])
def test_a_title_that_names_no_unit_multiplies_nothing(title):
    assert amounts(table([title])[1])[0] == ("revenue", Decimal("1.5"))


def test_what_was_multiplied_and_why_is_said_with_the_cell():
    mapping, _ = table([None, "$ in thousands"])
    assert mapping.fields["revenue"].reason == "its name; × 1,000 by “$ in thousands” in B1"


def test_addresses_are_those_of_the_sheet():
    _, found = table(["Title"], [], ["EUR"], [])
    assert {record["row_number"] for record in found.tables[0].records.to_pylist()} == {6}


def test_a_unit_that_would_make_amounts_larger_than_any_companys_is_asked():
    rows = (("Widget", JANUARY, Decimal(118_726_350), None),)
    _, found = table(["€ million"], rows=rows)
    (question,) = found.refusals
    assert (question.code, question.choices, question.column) == ("ask_scale", ("1", "1000000"), "Revenue")
    assert question.sentence == (
        "P&L!C2: 118,726,350.00 stands in a table that says “€ million” in A1. Choose whether the amounts are full "
        "amounts or in that unit."
    )


def test_the_answer_to_the_unit_is_a_scale_in_the_mapping(store, tmp_path):
    rows = [["€ million"], HEADINGS[:3], ["Widget", JANUARY, 118_726_350]]
    path = write_workbook(tmp_path / "full.xlsx", {"P&L": rows})
    with pytest.raises(Refused):
        factories.load(store, path)
    factories.load(store, path, choices={"tables": [{"scales": {"Revenue": 1}}]})
    assert factories.revenue(store) == {"Widget": 118_726_350}


def test_a_column_mapped_by_hand_has_the_titles_unit_too(store, tmp_path):
    rows = [["$ in thousands"], ["Thing", "When", "Money in"], ["Widget", JANUARY, 3]]
    path = write_workbook(tmp_path / "odd.xlsx", {"P&L": rows})
    columns = {"Thing": "product", "When": "period", "Money in": "revenue"}
    factories.load(store, path, choices={"tables": [{"kind": "finance", "columns": columns}]})
    assert factories.revenue(store) == {"Widget": 3_000}


@pytest.mark.parametrize("headings", [("Product", "January", "May"), ("Product", "Q1", "Q2")])
def test_a_year_in_a_title_is_that_of_months_and_quarters_across(headings):
    _, found = table(["Revenue 2024"], rows=[("Widget", Decimal(3), Decimal(4))], headings=headings)
    first_days = [date(2024, 1, 1), date(2024, 5 if "May" in headings else 4, 1)]
    assert [(r["period"], r["amount"]) for r in found.tables[0].records.to_pylist()] == [
        (first_days[0], 3),
        (first_days[1], 4),
    ]


def test_a_year_in_a_title_is_that_of_months_by_name_below_each_other():
    rows = [("Widget", "März", Decimal(3)), ("Widget", "April", Decimal(4))]
    _, found = table(["Umsatz 2024"], rows=rows, headings=("Produkt", "Monat", "Umsatz"))
    months = [(r["period"], r["grain"], r["amount"]) for r in found.tables[0].records.to_pylist()]
    assert months == [(date(2024, 3, 1), "month", 3), (date(2024, 4, 1), "month", 4)]


def test_a_file_that_changes_its_unit_is_not_taken_for_the_same_layout(store, tmp_path):
    def book(name, unit, month):
        rows = [[unit], HEADINGS[:3], ["Widget", month, 3]]
        return write_workbook(tmp_path / name, {"P&L": rows})

    factories.load(store, book("PL 1.xlsx", "EUR thousand", JANUARY))
    later = intake.open_file(store, book("PL 2.xlsx", "EUR million", date(2026, 2, 1)))
    assert (later.remembered, later.mapping.tables[0].fields["revenue"].scale) == (False, 1_000_000)
