"""Nothing counts twice, whatever it is called; what is left out is said with its proof, and can be put back."""

from decimal import Decimal

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook

HEAD = ["Product", "Month", "Revenue", "Cost"]


def exact(rows):
    return [[Decimal(str(v)) if isinstance(v, int | float) else v for v in row] for row in rows]


def reading(sheets, choices=None, file="book.xlsx"):
    sheets = sheets if isinstance(sheets, dict) else {"Data": sheets}
    workbook = Workbook(file, [Sheet.of(name, exact(rows)) for name, rows in sheets.items()])
    return read.read(workbook, read.mapping_of(workbook, choices))


def revenue(found):
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    records = [record for table in found.tables for record in table.records.to_pylist()]
    return sum(record["amount"] for record in records if record["measure"] == "revenue")


GROUPS = [
    ["Product", "Q1 2024", "Q2 2024"],
    ["Hardware", 30, 32],
    ["Widget", 10, 11],
    ["Gadget", 20, 21],
    ["App", 3, 4],
]


def test_a_product_that_sums_its_neighbours_in_every_period_is_asked_about():
    (question,) = reading(GROUPS, file="Sales.xlsx").refusals
    assert (question.code, question.choices) == ("ask_sum", ("leave it out", "count it"))
    assert question.sentence.startswith(
        "Data!A2: “Hardware” may sum others: it is “Widget” + “Gadget” throughout. Choose whether it counts: Revenue "
        "is 131.00 with it and 69.00 without."
    )


@pytest.mark.parametrize(("answer", "wanted"), [("counted", 131), ("summed", 69)])
def test_what_its_owner_says_of_a_product_that_may_be_a_sum_holds(answer, wanted):
    found = reading(GROUPS, {"tables": [{"sheet": "Data", answer: ["Hardware"]}]}, file="Sales.xlsx")
    assert revenue(found) == wanted


def test_a_region_that_sums_the_others_in_every_month_is_left_out():
    rows = [["Product", "Region", "Month", "Revenue"]]
    for month in ("2024-01", "2024-02", "2024-03"):
        rows += [["Widget", "World", month, 15], ["Widget", "EMEA", month, 10], ["Widget", "APAC", month, 5]]
    assert revenue(reading(rows)) == 45


def test_a_product_that_is_half_of_everything_by_chance_counts():
    rows = [HEAD[:3], ["A", "2024-01", 5], ["B", "2024-01", 1], ["C", "2024-01", 4], ["A", "2024-02", 5]]
    rows += [["B", "2024-02", 3], ["C", "2024-02", 2], ["A", "2024-03", 3], ["B", "2024-03", 1]]
    rows += [["A", "2024-04", 1], ["B", "2024-04", 3]]
    assert revenue(reading(rows)) == 28


@pytest.mark.parametrize("label", ["Total", "Grand total", "Gesamt", "All products"])
def test_a_labelled_total_is_left_out(label):
    assert revenue(reading([HEAD, ["A", "2024-01", 5, 1], [label, "2024-01", 5, 1]])) == 5


QUARTERS = {
    f"Q{quarter}": [HEAD, ["Widget", f"2024 Q{quarter}", 10 + quarter, 4], ["Gadget", f"2024 Q{quarter}", 20, 9]]
    for quarter in range(1, 5)
}


def test_a_year_sheet_beside_its_quarters_is_left_out():
    found = reading({**QUARTERS, "FY": [HEAD, ["Widget", "2024", 50, 16], ["Gadget", "2024", 80, 36]]})
    assert revenue(found) == 130
    assert found.problems[0].sentence.startswith("FY: the sheet was left out (it is the sum of “Q1”, “Q2”")


def test_a_year_sheet_that_is_not_the_sum_of_its_quarters_is_asked():
    found = reading({**QUARTERS, "FY": [HEAD, ["Widget", "2024", 51, 16], ["Gadget", "2024", 80, 36]]})
    assert [problem.code for problem in found.refusals] == ["ask_sheets"]
    assert found.refusals[0].choices[-1] == "both"


def test_a_copy_of_a_sheet_is_left_out():
    rows = [HEAD, ["Widget", "2024-01", 10, 4]]
    assert revenue(reading({"Data": rows, "Data (2)": rows})) == 10


def test_months_beside_their_quarter_and_year_count_once():
    rows = [["Product", "Jan 2024", "Feb 2024", "Mar 2024", "Q1 2024", "YTD Mar 2024"], ["Widget", 1, 2, 4, 7, 7]]
    assert revenue(reading(rows, file="Revenue.xlsx")) == 7


def test_amounts_to_date_become_the_quarters_between_them():
    rows = [["Product", "1-3 YTD 2024", "1-6 YTD 2024", "1-9 YTD 2024"], ["Widget", 10, 25, 45]]
    found = reading(rows, file="Revenue.xlsx")
    amounts = {str(r["period"]): r["amount"] for r in found.tables[0].records.to_pylist()}
    assert amounts == {"2024-01-01": 10, "2024-04-01": 15, "2024-07-01": 20}


def test_costs_written_negative_are_costs_and_it_is_said():
    found = reading([HEAD, ["Widget", "2024-01", 10, -4], ["Gadget", "2024-01", 20, -9]])
    cost = sum(r["amount"] for r in found.tables[0].records.to_pylist() if r["measure"] == "variable_cost")
    assert cost == 13
    assert [p.code for p in found.problems] == ["sign"]


LEDGER = [["Date", "Account", "Product", "Amount"], *(["2024-01-09", "Sales", "Widget", n] for n in (10, 20, -4))]


@pytest.mark.parametrize(
    ("costs", "cost"), [((-4, -9, 2), 11), ((-9, 0), 9), ((4, 9, -2), 11), ((-4, 9), 5), ((-9, 4, 4), -1)]
)
def test_costs_of_a_ledger_are_below_zero_where_most_are_though_some_are_taken_back(costs, cost):
    found = reading([*LEDGER, *(["2024-01-10", "COGS", "Widget", amount] for amount in costs)])
    loaded = [r["amount"] for r in found.tables[0].records.to_pylist() if r["measure"] == "variable_cost"]
    assert sum(loaded) == cost
    assert revenue(found) == 26


def test_actual_figures_of_periods_to_come_are_asked():
    rows = [["Product", "2024", "2090"], ["Widget", 10, 11]]
    found = reading(rows, file="Revenue.xlsx")
    assert [problem.code for problem in found.refusals] == ["ask_future"]
    answered = reading(rows, {"tables": [{"sheet": "Data", "future": "forecast"}]}, file="Revenue.xlsx")
    assert {r["basis"] for r in answered.tables[0].records.to_pylist()} == {"actual", "forecast"}
