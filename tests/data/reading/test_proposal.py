"""The first mapping of a workbook: by names, checked by values, and never sure of what it only suspects."""

from datetime import date
from decimal import Decimal

import pytest

from data.reading.grid import Sheet, Workbook
from data.reading.proposal import as_kind, feed_name, heading_names, lacking, propose
from data.reading.read import mapping_of, read

ROW = {
    "Product": "Widget",
    "Month": date(2026, 1, 1),
    "Year": Decimal(2026),
    "Revenue": Decimal(300),
}


def table(cells, name="Data"):
    """The proposal for a sheet of one row, given by heading."""
    return propose(Workbook("sales.xlsx", [Sheet.of(name, [list(cells), list(cells.values())])])).tables[0]


def fields(cells):
    return {column.heading: column.field for column in table(cells).columns}


def column(cells, heading):
    return next(c for c in table(cells).columns if c.heading == heading)


def test_a_field_is_known_by_its_name_and_by_its_synonyms():
    cells = {"SKU name": "Widget", "Posting Date": date(2026, 1, 1), " Net  SALES ": Decimal(1), "COGS": Decimal(1)}
    assert list(fields(cells).values()) == ["product", "period", "revenue", "variable_cost"]


def test_each_guess_has_its_confidence_and_its_reason():
    cells = {**ROW, "COGS": Decimal(1), "Investmnt": Decimal(1), "Colour": "red"}
    guesses = {c.heading: (c.confidence, c.reason) for c in table(cells).columns}
    assert guesses["Revenue"] == (1.0, "its name")
    assert guesses["COGS"] == (0.97, "a synonym")
    assert guesses["Investmnt"] == (pytest.approx(18 / 19), "the names are 95% alike")
    assert guesses["Colour"] == (0.0, "not known")


def test_a_likeness_that_is_not_sure_is_suggested_and_not_chosen():
    guess = column({**ROW, "Investm": Decimal(1)}, "Investm")
    assert guess.field is None
    assert guess.confidence == pytest.approx(14 / 17)
    assert guess.reason == "perhaps Investment: the names are 82% alike"


def test_the_unit_in_a_heading_scales_its_amounts_and_not_its_texts():
    cells = {**ROW, "Revenue": None, "Revenue (k€)": Decimal(1), "Segment (k)": "Retail"}
    del cells["Revenue"]
    assert column(cells, "Revenue (k€)").scale == 1000
    assert (column(cells, "Segment (k)").field, column(cells, "Segment (k)").scale) == ("segment", 1)


def test_a_field_is_given_to_one_column_only():
    assert fields({**ROW, "Net sales": Decimal(1)}) == {
        "Product": "product",
        "Month": "period",
        "Year": "year",
        "Revenue": "revenue",
        "Net sales": None,
    }


def test_a_column_whose_values_cannot_be_what_its_heading_says_is_left_out():
    assert fields({**ROW, "Investment": "see the appendix"})["Investment"] is None
    assert fields({**ROW, "Investment": "12,5 €"})["Investment"] == "investment"


def test_a_month_without_a_year_is_the_month_of_the_year_beside_it():
    cells = {**ROW, "Month": "January"}
    assert (fields(cells)["Month"], fields(cells)["Year"]) == ("month", "year")
    assert fields(ROW)["Month"] == "period"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (ROW, "finance"),
        ({"Market": "Sensors", "Year": "2026", "Market size": "5"}, "market"),
        ({"KPI": "Churn", "Month": "2026-01", "Actual": "5", "Target": "6"}, "kpi"),
        ({"KPI": "Churn", "Direction": "lower is better", "Unit": "%"}, "kpi_definition"),
        ({"Product": "Widget", "Business line": "Tools", "Launched": "2024-01-01"}, "product"),
        ({"Objective": "Grow", "Target share": "0.4"}, "objective"),
        ({"Initiative": "Relaunch", "Product": "Widget", "Spend": "5"}, "initiative"),
        ({"Product": "Widget", "Criterion": "Fit", "Rating": "5"}, "rating"),
    ],
)
def test_each_kind_of_table_is_known_by_its_columns(cells, kind):
    assert table(cells).kind == kind
    assert lacking(table(cells)) == []


def test_a_sheet_that_is_nothing_known_is_left_out_with_its_reason():
    unknown = table({"Colour": "red", "Shape": "round"})
    assert (unknown.kind, unknown.reason) == (None, "no columns that Reallot knows")
    assert [c.heading for c in unknown.columns] == ["Colour", "Shape"]


def test_what_a_chosen_kind_lacks_is_said():
    cells = {"Product": "Widget", "Colour": "red"}
    workbook = Workbook("sales.xlsx", [Sheet.of("Data", [list(cells), list(cells.values())])])
    finance = as_kind(table(cells), "finance", workbook)
    assert lacking(finance) == ["Period", "Revenue or Variable cost or Investment or Units or People (FTE)"]


def test_a_blank_sheet_is_no_table_and_a_table_may_start_further_down():
    rows = [[None], [], ["Product", "Month", "Revenue"], ["Widget", "2026-01", "5"]]
    mapping = propose(Workbook("sales.xlsx", [Sheet.of("Blank", [[None]]), Sheet.of("Data", rows)]))
    assert [(t.sheet, t.header_row, t.kind) for t in mapping.tables] == [("Data", 3, "finance")]


def test_a_heading_that_stands_twice_is_told_apart_by_its_column():
    names = heading_names(Sheet.of("Data", [["Sales", None, " Sales ", "Cost"]]), 1)
    assert names == {1: "Sales", 3: "Sales [3]", 4: "Cost"}


@pytest.mark.parametrize(
    ("file", "feed"),
    [("Sales 2026-09.xlsx", "Sales"), ("Sales_2026-10 final (2).xlsx", "Sales"), ("Budget FY26 v3.csv", "Budget")],
)
def test_files_of_two_months_belong_to_one_feed(file, feed):
    assert feed_name(file) == feed


def test_a_file_of_digits_only_keeps_its_name():
    assert feed_name("2024-09.xlsx") == "2024-09"


LINES = ["Product", "Product Line", "Region"]


@pytest.mark.parametrize(
    "across",
    [
        [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)],
        ["Jan 2025", "Feb 2025"],
        [Decimal(2024), Decimal(2025)],
        ["Q1 2025", "Q2 2025"],
        ["2025-01"],
    ],
)
def test_a_table_with_figures_under_periods_is_no_list_of_products_and_asks_what_they_are(across):
    rows = [[*LINES, *across]]
    rows += [[name, "Tools", "North", *[Decimal("830.25")] * len(across)] for name in ("Ash", "Birch")]
    workbook = Workbook("book.xlsx", [Sheet.of("Data", rows)])
    found = read(workbook, propose(workbook))
    assert [problem.code for problem in found.refusals] == ["ask_measure"]
    assert "revenue" in found.refusals[0].choices
    answered = read(workbook, mapping_of(workbook, {"tables": [{"sheet": "Data", "measure": "revenue"}]}))
    records = [record for table in answered.tables for record in table.records.to_pylist()]
    assert sum(record["amount"] for record in records) == Decimal("830.25") * 2 * len(across)
    assert {record["line"] for record in records} == {"Tools"}


def test_owners_and_stages_beside_the_figures_make_no_list_of_products_of_them():
    head = ["Product", "Product Line", "Owner", "Stage", "Capabilities", "Jan 2025", "Feb 2025"]
    rows = [head, ["Ash", "Tools", "Ada", "growth", "saws", Decimal(3), Decimal(4)]]
    workbook = Workbook("book.xlsx", [Sheet.of("Data", rows)])
    assert propose(workbook).tables[0].kind == "finance"


def test_a_list_of_products_beside_dates_in_its_cells_stays_one():
    rows = [["Product", "Product Line", "Launched"], ["Ash", "Tools", date(2021, 5, 1)]]
    workbook = Workbook("book.xlsx", [Sheet.of("Data", rows)])
    assert propose(workbook).tables[0].kind == "product"
