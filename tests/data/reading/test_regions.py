"""Several tables on a sheet, labels written once, and what is hidden."""

from data.reading import read
from data.reading.grid import Area, Hints, Sheet, Workbook
from tests.data.reading.test_double_counting import HEAD, reading, revenue

COSTS = ["Product", "Month", "COGS"]


def facts(found):
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    return sorted(
        (r["product"], r["measure"], r["row_number"], r["column_number"])
        for table in found.tables
        for r in table.records.to_pylist()
    )


def test_tables_below_each_other_are_two():
    found = reading([HEAD[:3], ["Widget", "2024-01", 10], [], ["Costs"], COSTS, ["Widget", "2024-01", 4]])
    assert facts(found) == [("Widget", "revenue", 2, 3), ("Widget", "variable_cost", 6, 3)]
    assert [table.mapping.key for table in found.tables] == ["Data!A1:C2", "Data!A3:C6"]


def test_tables_side_by_side_are_two():
    rows = [[*HEAD[:3], None, *COSTS], ["Widget", "2024-01", 10, None, "Gadget", "2024-02", 4]]
    assert facts(reading(rows)) == [("Gadget", "variable_cost", 2, 7), ("Widget", "revenue", 2, 3)]


def test_a_label_written_once_holds_for_the_rows_below_it():
    rows = [["Product", "Region", "Month", "Revenue"], ["Widget", "EMEA", "2024-01", 10], [None, "APAC", "2024-01", 5]]
    assert facts(reading(rows)) == [("Widget", "revenue", 2, 4), ("Widget", "revenue", 3, 4)]


def test_a_label_merged_over_several_rows_holds_for_each_of_them():
    sheet = Sheet.of("Data", [HEAD[:3], ["Widget", "2024-01", "10"], [None, "2024-02", "5"]])
    hints = Hints(merges=(Area(2, 1, 3, 1),), hidden_rows=(3,))
    merged = Sheet(sheet.name, sheet.columns, hints).with_merged_labels()
    workbook = Workbook("book.xlsx", [merged])
    found = read.read(workbook, read.mapping_of(workbook))
    assert facts(found) == [("Widget", "revenue", 2, 3), ("Widget", "revenue", 3, 3)]
    assert [problem.code for problem in found.problems] == ["hidden_rows"]


def test_a_hidden_sheet_beside_a_seen_one_is_left_out():
    rows = [HEAD[:3], ["Widget", "2024-01", "10"]]
    seen, old = Sheet.of("Data", rows), Sheet.of("Old", [HEAD[:3], ["Widget", "2023-01", "7"]])
    workbook = Workbook("book.xlsx", [seen, Sheet(old.name, old.columns, Hints(hidden=True))])
    found = read.read(workbook, read.mapping_of(workbook))
    assert revenue(found) == 10
    assert "the sheet is hidden" in found.problems[0].sentence


def test_the_names_of_sections_are_products_of_the_statements_below_them():
    rows = [["", "Q1 2024", "Q2 2024"], ["Widget"], ["Revenue", 10], ["COGS", 4], ["Gadget"], ["Revenue", 20]]
    assert facts(reading([*rows, ["COGS", None, 9]])) == [
        ("Gadget", "revenue", 6, 2),
        ("Gadget", "variable_cost", 7, 3),
        ("Widget", "revenue", 3, 2),
        ("Widget", "variable_cost", 4, 2),
    ]


def test_a_statement_of_one_product_is_asked_of_which():
    rows = [["", "Q1 2024", "Q2 2024"], ["Revenue", 10, 11], ["COGS", 4, 5]]
    assert [problem.code for problem in reading(rows).refusals] == ["ask_product"]
    answer = {"tables": [{"sheet": "Data", "constants": {"product": "Widget"}}]}
    assert revenue(reading(rows, answer)) == 21
