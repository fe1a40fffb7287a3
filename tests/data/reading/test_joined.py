"""Sheets that refer to each other by a number, and revenue as a price times a quantity."""

from datetime import date
from decimal import Decimal

import pytest

from data.problems import Refused
from data.reading import joined
from data.reading.choices import apply
from data.reading.grid import Sheet, Workbook
from data.reading.proposal import propose
from data.reading.questions.settled import Answers, settled
from data.reading.read import read

ORDERS = [["OrderID", "OrderDate"], [1, date(2026, 1, 5)], [2, date(2026, 2, 7)]]
PRODUCTS = [["ProductID", "ProductName", "UnitPrice"], [11, "Widget", 99], ["12", "Gadget", 99]]
LINES = [
    ["OrderID", "ProductID", "UnitPrice", "Quantity", "Discount"],
    [1, 11, Decimal("10.5"), 2, 0],
    [1, 12, 4, 10, Decimal("0.25")],
    [2, 11, 10, 1, Decimal("0.1")],
]
TIMES = {"UnitPrice": ["Quantity", "1 - Discount"]}


def book(lines=LINES, orders=ORDERS, products=PRODUCTS):
    cells = {"Orders": orders, "Lines": lines, "Products": products}
    numbers = ([[Decimal(c) if isinstance(c, int) else c for c in row] for row in rows] for rows in cells.values())
    return Workbook("shop.xlsx", [Sheet.of(name, rows) for name, rows in zip(cells, numbers, strict=True)])


def reading(workbook, **choice):
    mapping = propose(workbook)
    return read(workbook, apply({"tables": [{"sheet": "Lines", **choice}]}, mapping, workbook) if choice else mapping)


def facts(said):
    (table,) = said.tables
    rows = table.records.to_pylist()
    return {
        (row["product"], str(row["period"]), row["measure"]): (row["amount"], row["row_number"], row["column_number"])
        for row in rows
    }


def test_what_lines_refer_to_is_looked_up_and_the_revenue_is_asked():
    said = reading(book())
    assert [(problem.code, problem.choices) for problem in said.refusals] == [
        ("ask_revenue", ("UnitPrice × Quantity × (1 − Discount)", "no revenue"))
    ]


def test_each_revenue_is_the_product_of_its_row_at_the_address_of_its_price():
    found = facts(reading(book(), times=TIMES))
    assert found["Widget", "2026-01-01", "revenue"] == (Decimal("21"), 2, 3)
    assert found["Gadget", "2026-01-01", "revenue"] == (Decimal("30"), 3, 3)
    assert found["Widget", "2026-02-01", "revenue"] == (Decimal("9"), 4, 3)
    assert found["Gadget", "2026-01-01", "units"] == (Decimal("10"), 3, 4)


def test_units_alone_are_loaded_where_there_is_no_revenue():
    assert {measure for _, _, measure in facts(reading(book(), unpriced=True))} == {"units"}


def test_other_sheets_are_said():
    said = [problem.found for problem in reading(book(), times=TIMES).problems if problem.code == "joined"]
    assert said == [
        "“OrderID” refers to the sheet “Orders”",
        "“ProductID” refers to the sheet “Products”",
    ]


def test_a_line_of_an_unknown_product_is_rejected_at_the_cell_of_its_number():
    lines = [*LINES, *([1, 11, 1, 1, 0] for _ in range(20)), [1, 99, 1, 1, 0]]
    rejected = [p for p in reading(book(lines), times=TIMES).problems if p.severity == "rejected"]
    assert [(p.place.cell, p.expected) for p in rejected] == [("B25", "the product of this row")]


def test_a_price_without_its_quantity_is_rejected_and_bars_the_load():
    lines = [*LINES, [1, 11, 7, None, 0]]
    (table,) = reading(book(lines), times=TIMES).tables
    assert [(p.place.cell, p.found) for p in table.problems] == [("C5", "“” in “Quantity”")]
    assert table.garbled == 1


def test_a_discount_that_is_no_share_makes_no_formula():
    lines = [LINES[0], [1, 11, 10, 2, 3]]
    assert [problem.code for problem in reading(book(lines)).refusals] == []


@pytest.mark.parametrize(
    "products", [[["ProductID", "ProductName"], [11, "A"], [11, "B"]], [["ID", "Name"], [11, "A"]]]
)
def test_a_sheet_that_names_a_number_twice_or_not_at_all_spells_out_nothing(products):
    proposed = propose(book(products=products)).tables
    assert all("ProductID" not in table.joined for table in proposed)


def test_a_mapping_with_an_unknown_sheet_or_column_is_refused_by_name():
    workbook = book()
    for choice, name in (({"joined": {"OrderID": "Nowhere"}}, "Nowhere"), ({"times": {"UnitPrice": ["No"]}}, "No")):
        with pytest.raises(Refused, match=name):
            apply({"tables": [{"sheet": "Lines", **choice}]}, propose(workbook), workbook)


def test_each_cell_is_read_once_however_many_headings_are_looked_for(monkeypatch):
    """A sheet of days across has hundreds of headings, and each of its other years' sheets as many."""
    read_rows = []
    one_row = Sheet.row

    def counted(sheet, number):
        read_rows.append((sheet.name, number))
        return one_row(sheet, number)

    days = ["Article", *(f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29))]
    years = [Sheet.of(name, [days, *[["Water", *[Decimal(1)] * (len(days) - 1)]] * 20]) for name in ("A", "B", "C")]
    monkeypatch.setattr(Sheet, "row", counted)
    assert list(joined.links(years[0], 1, years)) == []
    assert len(read_rows) == len(set(read_rows)) == 1 + 2 * 21


def test_a_cost_of_one_is_offered_beside_a_revenue_that_is_a_price_times_a_quantity():
    rows = [["Product", "Month", "Units sold", "Unit price", "Variable cost per unit"]]
    rows += [
        ["A", "2026-01", Decimal(5), Decimal(10), Decimal(6)],
        ["B", "2026-01", Decimal(2), Decimal(7), Decimal(4)],
    ]
    workbook = Workbook("units.csv", [Sheet.of("units", rows)])
    found = settled(workbook, propose(workbook), Answers(likely=True)).reading
    sums = {total.field: total.loaded_total for total in found.tables[0].totals}
    assert sums == {"units": 7, "revenue": 64, "variable_cost": 38}
    none = settled(
        workbook, propose(workbook), Answers({"cost:Variable cost per unit": "no variable cost"}, likely=True)
    )
    assert {total.field for total in none.reading.tables[0].totals} == {"units", "revenue"}
