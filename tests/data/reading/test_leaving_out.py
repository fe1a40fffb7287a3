"""What proves that a row sums others, and what does not."""

from decimal import Decimal

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook

LONG = ["Product", "Month", "Revenue"]
REGIONS = ["Product", "Region", "Month", "Revenue"]


def reading(rows, choices=None, file="book.xlsx"):
    exact = [[Decimal(str(cell)) if isinstance(cell, int | float) else cell for cell in row] for row in rows]
    workbook = Workbook(file, [Sheet.of("Data", exact)])
    return read.read(workbook, read.mapping_of(workbook, choices))


def loaded(found):
    """The sum of the first measure that is loaded, and how many rows are left out."""
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    return found.tables[0].totals[0].loaded_total, found.tables[0].left_out_rows


def asked(found):
    return [problem.found for problem in found.refusals if problem.code == "ask_sum"]


def test_a_month_that_is_the_sum_of_two_others_counts():
    rows = [["Tau", f"2025-{m:02}", amount] for m, amount in enumerate((10_000, 20_000, 30_000, 31_000), 1)]
    assert loaded(reading([LONG, *rows])) == (91_000, 0)


def test_orders_that_add_up_to_others_by_chance_count():
    rows = [[f"2025-01-{day:02}", "Pa", 3 * day % 7 + 1, 40 * (3 * day % 7 + 1)] for day in range(1, 29)]
    found = reading([["Date", "Product", "Units", "Sales"], *rows])
    assert found.tables[0].totals[1].loaded_total == 40 * sum(3 * day % 7 + 1 for day in range(1, 29))
    assert found.tables[0].left_out_rows == 0


def by_region(name, whole):
    months = ((310, 127), (298, 141), (305, 133))
    rows = [
        (region, f"2025-0{m}", each)
        for m, pair in enumerate(months, 1)
        for region, each in zip("AB", pair, strict=True)
    ]
    rows += [(whole, f"2025-0{m}", sum(pair)) for m, pair in enumerate(months, 1)]
    return [REGIONS, *([name, *row] for row in rows)]


@pytest.mark.parametrize("whole", [None, "World", "Global", "Total", "All regions"])
def test_a_row_without_a_region_or_of_the_world_is_left_out_where_it_sums_the_regions(whole):
    assert loaded(reading(by_region("Widget", whole))) == (1314, 3)


def test_a_region_of_any_other_name_is_asked_about():
    assert asked(reading(by_region("Widget", "North"))) == ["“North” may sum others: it is “A” + “B” throughout"]


def test_a_row_without_a_region_that_sums_none_counts():
    rows = by_region("Widget", None)
    rows[-1][-1] += 1
    rows[-2][-1] -= 5
    assert loaded(reading(rows)) == (2624, 0)


def test_a_year_that_is_the_sum_of_its_months_is_left_out():
    months = [["Widget", f"2025-{m:02}", 100 + m] for m in range(1, 13)]
    assert loaded(reading([LONG, *months, ["Widget", "2025", 1278]])) == (1278, 1)


def test_a_product_with_a_word_of_sums_in_its_name_is_asked_about_where_it_sums_its_neighbours():
    rows = [["Pa", "2025-01", 310], ["Pb", "2025-01", 127], ["Total Fitness", "2025-01", 437]]
    assert asked(reading([LONG, *rows])) == [
        "“Total Fitness” may sum others: it reads like a total, and row 4 = rows 2–3"
    ]


def test_units_and_sales_at_one_price_are_one_proof():
    rows = [["Pa", "2025-01", 3, 120], ["Pb", "2025-01", 4, 160], ["Pc", "2025-01", 7, 280], ["Pd", "2025-01", 5, 200]]
    assert loaded(reading([["Product", "Month", "Units", "Sales"], *rows])) == (19, 0)


def test_what_the_sheet_holds_is_what_is_loaded_left_out_and_rejected():
    rows = [["Pa", "2025-01", 310], ["Pb", "soon", 127], ["Total", None, 437]]
    (total,) = reading([LONG, *rows]).tables[0].totals
    amounts = (total.sheet_total, total.loaded_total, total.left_out_total, total.rejected_total)
    assert amounts == (874, 310, 437, 127)


ACROSS = [["Revenue"], ["Month", "Hardware", "Widget", "Gadget", "App"]]
ACROSS += [[f"2024-0{month}", 30 + month, 10, 20 + month, month * 7 % 5 + 1] for month in range(1, 7)]


def test_a_column_that_is_the_others_added_up_is_asked_about():
    found = reading(ACROSS, file="Revenue.xlsx")
    assert asked(found) == ["“Hardware” may sum others: it is “Widget” + “Gadget” throughout"]


@pytest.mark.parametrize(("answer", "wanted"), [("counted", 420), ("summed", 219)])
def test_what_is_said_of_such_a_column_holds(answer, wanted):
    found = reading(ACROSS, {"tables": [{"sheet": "Data", answer: ["Hardware"]}]}, file="Revenue.xlsx")
    assert sum(total.loaded_total for total in found.tables[0].totals) == wanted
    assert not found.refusals


def test_a_column_that_is_called_total_and_is_none_is_asked_about():
    rows = [["Revenue"], ["Month", "Widget", "Gadget", "Total"], *([f"2024-0{m}", 10, 20 + m, m] for m in range(1, 4))]
    assert [text.split(":")[0] for text in asked(reading(rows, file="Revenue.xlsx"))] == ["“Total” may sum others"]


def test_months_of_one_sum_and_other_parts_are_proofs_of_their_own():
    months = ((312, 127), (298, 141), (305, 134))
    rows = [
        (name, f"2025-0{m}", each)
        for m, (a, b) in enumerate(months, 1)
        for name, each in zip("HWGA", (a + b, a, b, 55), strict=True)
    ]
    assert asked(reading([LONG, *rows])) == ["“H” may sum others: it is “W” + “G” throughout"]
