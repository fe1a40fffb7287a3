"""Whole files under a mapping: what is loaded, what is asked, what is refused, and what real files add up to."""

import csv
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import openpyxl
import pytest

from data.problems import Refused, Severity
from data.reading import read
from data.reading.cells import CellError
from data.reading.periods import DateOrder
from tests.conftest import HEADINGS, REAL, TWO_PRODUCTS, real_input, write_workbook

JANUARY = date(2026, 1, 1)
ODD = sorted(path.relative_to(REAL).as_posix() for path in (REAL / "odd").rglob("*") if path.is_file())
SAMPLE = "finance/Financial_Sample"


def opened(folder, sheets):
    """A workbook of the given rows by sheet name, or the csv file of a text."""
    if isinstance(sheets, dict):
        return read.open_workbook(write_workbook(folder / "sales.xlsx", sheets), "sales.xlsx")
    (folder / "sales.csv").write_text(sheets, encoding="utf-8")
    return read.open_workbook(folder / "sales.csv", "sales.csv")


def reading(folder, sheets, choices=None):
    workbook = opened(folder, sheets)
    return read.read(workbook, read.mapping_of(workbook, choices))


def refusals(folder, sheets, choices=None):
    found = reading(folder, sheets, choices)
    assert found.tables == () or found.refusals
    return [problem.sentence for problem in found.refusals]


def warnings(found):
    return [problem.sentence for problem in found.problems if problem.severity is Severity.WARNING]


def notes(found):
    return [problem.sentence for problem in found.problems if problem.severity is Severity.NOTE]


@cache
def real_reading(name):
    path = real_input(name)
    workbook = read.open_workbook(path, path.name)
    return read.read(workbook, read.mapping_of(workbook))


def totals(found):
    return {total.field: total.sheet_total for table in found.tables for total in table.totals}


def in_cents(amount):
    return amount.quantize(Decimal("0.01"))


def test_a_clean_workbook_is_read_without_a_word(tmp_path):
    found = reading(tmp_path, {"P&L": TWO_PRODUCTS})
    assert found.problems == ()
    assert totals(found) == {"revenue": 420, "variable_cost": 160, "investment": 150}
    assert [(table.rows, table.loaded_rows) for table in found.tables] == [(2, 2)]


@pytest.mark.parametrize("sheets", [{"Empty": []}, {"Blank": [[" "], [None, "\n"]]}, "\n\n", " ,\n"])
def test_a_file_without_any_filled_cell_is_refused(tmp_path, sheets):
    with pytest.raises(Refused, match=r": expected a table, found a workbook without any filled cell\."):
        opened(tmp_path, sheets)


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = write_workbook(tmp_path / "sales.xlsx", {"P&L": TWO_PRODUCTS})
    with pytest.raises(Refused, match=r"^sales\.xlsx: expected at most .*, found a file of "):
        read.open_workbook(path, "sales.xlsx", largest=100)


def test_a_file_without_known_columns_is_refused_with_those_it_has(tmp_path):
    assert refusals(tmp_path, {"Data": [["Colour", "Shape"], ["red", "round"]]}) == [
        "sales.xlsx: expected at least a product, a period and one of revenue, variable cost or investment, found the "
        "columns “Colour”, “Shape”. Put these headings into the first row, or map the columns by hand."
    ]


def test_a_table_that_lacks_a_column_is_refused_with_what_it_lacks(tmp_path):
    choices = {"tables": [{"sheet": "Data", "kind": "finance", "columns": {"Product": "product"}}]}
    assert refusals(tmp_path, {"Data": [["Product", "Colour"], ["Widget", "red"]]}, choices) == [
        "Data: expected a column for Period and for Revenue or Variable cost or Investment or Units or People (FTE), "
        "found none. "
        "Map a column to it, or leave the sheet out; a Finance table cannot be loaded without."
    ]


def test_headings_without_rows_are_refused(tmp_path):
    assert refusals(tmp_path, {"P&L": [HEADINGS]}) == [
        "P&L: expected rows with figures, found no rows below the headings. Leave the sheet out, or fill it in."
    ]


def test_a_table_of_which_nothing_can_be_read_is_refused_with_its_rejections(tmp_path):
    rows = [["Product", "Month", "Revenue"], [None, JANUARY, 5], ["Total", None, 5]]
    assert refusals(tmp_path, {"P&L": rows}) == [
        "P&L: expected rows with figures, found 2 rows, none of which can be read. Check the mapping. "
        "P&L!A2: expected the product of this row, found nothing. Fill it in, or delete the row. "
        "P&L!A3: expected a product, found “Total”. A total row is left out: it would count twice."
    ]


def test_a_sheet_whose_labels_say_nothing_is_left_out_beside_one_that_is_read(tmp_path):
    names = [f"{n}" for n in (2024, 2025)]
    mute = [["Line", *names], ["Cups sold", 5, 6], ["Price of one", 2, 3]]
    told = [["Line", *names], ["Revenue", 10, 18], ["Variable cost", 4, 5]]
    columns = {"Line": "measure", "2024": "amount", "2025": "amount"}
    chosen = {"sheet": "Assumptions", "kind": "finance", "columns": columns, "constants": {"product": "Cakes"}}
    both = [chosen, {"sheet": "Statement", "constants": {"product": "Cakes"}}]
    found = reading(tmp_path, {"Assumptions": mute, "Statement": told}, {"tables": both})
    assert [problem.sentence for problem in found.refusals] == []
    assert [table.mapping.sheet for table in found.tables] == ["Statement"]
    assert any("no label of its rows says what they hold" in problem.sentence for problem in found.problems)


def test_only_the_first_five_rejections_stand_in_a_refusal(tmp_path):
    rows = [["Product", "Month", "Revenue"], *([None, JANUARY, 5] for _ in range(7))]
    (sentence,) = refusals(tmp_path, {"P&L": rows})
    assert "P&L!A6" in sentence
    assert "P&L!A7" not in sentence


def test_a_rejected_row_is_named_and_the_others_are_read(tmp_path):
    found = reading(tmp_path, {"P&L": [*TWO_PRODUCTS, ["Gizmo", JANUARY, "five", 1, 1]]})
    assert [problem.sentence for problem in found.problems] == [
        "P&L!C4: expected an amount, found “five”. Correct the cell, or leave it empty where there is none."
    ]
    assert (found.refusals, found.tables[0].loaded_rows) == ((), 2)


def test_an_error_rejects_its_row(tmp_path):
    rows = [*TWO_PRODUCTS, ["Gizmo", JANUARY, "#DIV/0!", 1, 1]]
    (problem,) = reading(tmp_path, {"P&L": rows}).problems
    assert problem.sentence.startswith("P&L!C4: expected an amount, found “#DIV/0!”")


def test_a_formula_never_calculated_refuses_its_file_with_how_to_mend_it(tmp_path):
    rows = [*TWO_PRODUCTS, ["Doodad", JANUARY, "=C2+C3", 1, 1]]
    assert refusals(tmp_path, {"P&L": rows}) == [
        "P&L!C4: expected values, found a formula of “Revenue” that was never calculated. Open the file in a "
        "spreadsheet program, which calculates it, save it, and upload it again."
    ]


@pytest.mark.parametrize("second", ["Net sales", "Sales"])
def test_two_columns_that_could_be_revenue_are_asked_and_not_guessed(tmp_path, second):
    rows = [["Product", "Month", "Sales", second], ["Widget", JANUARY, 5, 6]]
    name = second if second != "Sales" else "Sales [4]"
    assert refusals(tmp_path, {"P&L": rows}) == [
        f"P&L!D1: two columns could be Revenue: “Sales” and “{name}”. Choose one."
    ]
    chosen = reading(tmp_path, {"P&L": rows}, {"tables": [{"sheet": "P&L", "columns": {name: "revenue"}}]})
    assert totals(chosen) == {"revenue": 6}


def test_a_question_is_asked_before_anything_is_read_and_its_answer_settles_it(tmp_path):
    text = "Product,Date,Sales\nWidget,01/02/2024,5\n"
    (question,) = refusals(tmp_path, text)
    assert question.startswith("sales!B2: “01/02/2024” is ambiguous")
    found = reading(tmp_path, text, {"tables": [{"date_order": "day-first"}]})
    assert found.tables[0].records.to_pylist()[0]["period"] == date(2024, 2, 1)


def test_a_contradiction_is_refused_without_a_question(tmp_path):
    (refusal,) = refusals(tmp_path, "Product,Date,Sales\nWidget,13/02/2024,1.234\nGadget,02/13/2024,5\n")
    assert refusal.startswith("sales: expected one order, found dates both day-first and month-first.")


def test_columns_mapped_by_hand_are_read_as_their_cells_prove(tmp_path):
    text = "Artikel;Tag;Umsatz (k€)\nWidget;01.02.2024;1,5\nGadget;13.02.2024;1.234\n"
    columns = {"Artikel": "product", "Tag": "period", "Umsatz (k€)": "revenue"}
    found = reading(tmp_path, text, {"tables": [{"kind": "finance", "columns": columns}]})
    assert [problem.code for problem in found.problems] == ["decimal_comma"]
    assert [record["amount"] for record in found.tables[0].records.to_pylist()] == [1500, 1_234_000]
    assert found.mapping.tables[0].date_order is DateOrder.DAY_FIRST


def test_a_sheet_that_is_nothing_known_is_left_out_and_said(tmp_path):
    found = reading(tmp_path, {"P&L": TWO_PRODUCTS, "Notes": [["Written by"], ["Finance"]]})
    assert found.refusals == ()
    assert warnings(found) == [
        "Notes: the sheet was left out (no columns that Reallot knows). Map it if it holds figures."
    ]


def test_an_old_encoding_is_read_and_said(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes("Product,Month,Sales\nGröße,2026-01,5\n".encode("cp1252"))
    workbook = read.open_workbook(path, "sales.csv")
    found = read.read(workbook, read.mapping_of(workbook))
    assert found.tables[0].records.to_pylist()[0]["product"] == "Größe"
    assert warnings(found) == []
    assert notes(found) == ["sales.csv: the text is not UTF-8. It was read as Windows-1252. Check names with accents."]


def with_profit(first, second):
    """The two products, whose contributions are 300 - 100 = 200 and 120 - 60 = 60, with a profit column."""
    heading, widget, gadget = TWO_PRODUCTS
    return {"P&L": [[*heading, "Profit"], [*widget, first], [*gadget, second]]}


def test_a_profit_column_proves_what_is_computed(tmp_path):
    found = reading(tmp_path, with_profit(200, 60))
    (proof,) = found.proofs
    assert (proof.sheet_total, proof.computed, proof.holds) == (260, 260, True)
    assert (proof.heading, proof.statement) == ("Profit", "Revenue − variable cost")
    assert found.problems == ()


def test_a_broken_proof_warns_and_refuses_nothing(tmp_path):
    found = reading(tmp_path, with_profit(200, 59.99))
    assert not found.proofs[0].holds
    assert warnings(found) == [
        "P&L: expected 260.00, which is revenue − variable cost, found a total of 259.99 in “Profit”. "
        "Ask finance which costs the column holds besides; Reallot computes its own."
    ]
    assert (found.refusals, found.tables[0].loaded_rows) == ((), 2)


def test_a_proof_holds_to_the_cent(tmp_path):
    assert reading(tmp_path, with_profit(200, 60.004)).proofs[0].holds
    assert not reading(tmp_path, with_profit(200, 60.005)).proofs[0].holds


def test_the_financial_sample_workbook_adds_up_to_its_known_totals():
    found = real_reading(f"{SAMPLE}.xlsx")
    assert [(table.rows, table.loaded_rows) for table in found.tables] == [(700, 700)]
    assert in_cents(totals(found)["revenue"]) == Decimal("118726350.26")
    assert in_cents(totals(found)["variable_cost"]) == Decimal("101832648.00")
    (proof,) = found.proofs
    assert in_cents(proof.sheet_total) == in_cents(proof.computed) == Decimal("16893702.26")
    assert proof.holds


def test_the_financial_sample_csv_adds_up_to_its_own_cents():
    found = real_reading(f"{SAMPLE}.csv")
    assert [(table.rows, table.loaded_rows) for table in found.tables] == [(700, 700)]
    assert found.mapping.tables[0].date_order is DateOrder.DAY_FIRST
    assert (totals(found)["revenue"], totals(found)["variable_cost"]) == (Decimal("118726350.29"), Decimal("101832648"))
    assert (found.proofs[0].sheet_total, found.proofs[0].holds) == (Decimal("16893702.29"), True)


def test_the_financial_sample_csv_has_sixteen_months_of_2013_and_2014():
    with real_input(f"{SAMPLE}.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    expected = {datetime.strptime(row["Date"], "%d/%m/%Y").date() for row in rows}
    found = {record["period"] for record in real_reading(f"{SAMPLE}.csv").tables[0].records.to_pylist()}
    assert found == expected
    assert (len(found), min(found), max(found)) == (16, date(2013, 9, 1), date(2014, 12, 1))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_discount_band_none_is_a_text_and_not_missing(ending):
    path = real_input(f"{SAMPLE}.{ending}")
    sheet = read.open_workbook(path, path.name).sheets[0]
    column = 1 + [str(heading).strip() for heading in sheet.row(1)].index("Discount Band")
    bands = [str(value).strip() for _, value in sheet.column(column, 2)]
    assert set(bands) == {"None", "Low", "Medium", "High"}
    assert bands.count("None") == 53


def shows_the_same(value, other):
    """Whether a cell of ours shows what an independent reader shows."""
    if isinstance(value, CellError):
        return other is None or str(other).startswith("#")
    if isinstance(value, Decimal):
        return float(value) == other
    return value == (other.date() if isinstance(other, datetime) else other or None)


@pytest.mark.parametrize("name", [f"{SAMPLE}.xlsx", "finance/KO.xlsx", "odd/unpivotr/purpose.xlsx"])
def test_every_cell_stands_where_an_independent_reader_sees_it(name):
    path = real_input(name)
    other = openpyxl.load_workbook(path, data_only=True)
    for sheet in read.open_workbook(path, path.name).sheets:
        merged = {cell for area in other[sheet.name].merged_cells.ranges for row in area.rows for cell in row}
        cells = [cell for row in other[sheet.name].iter_rows() for cell in row if cell.row <= sheet.height]
        cells = [cell for cell in cells if (cell.row, cell.column) not in merged]
        assert [c.coordinate for c in cells if not shows_the_same(sheet.cell(c.row, c.column), c.value)] == []
        filled = [cell for row in other[sheet.name].iter_rows() for cell in row if cell.value is not None]
        assert all(cell.row <= sheet.height for cell in filled)


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD or ["odd"])
def test_an_odd_file_is_read_or_refused_with_a_sentence(name):
    path = real_input(name)
    try:
        workbook = read.open_workbook(path, path.name)
    except Refused as refused:
        assert all(problem.found and problem.remedy for problem in refused.problems)
        return
    found = read.read(workbook, read.mapping_of(workbook))
    assert all(problem.found and problem.remedy for problem in found.problems)
    assert found.refusals or any(table.loaded_rows for table in found.tables)
