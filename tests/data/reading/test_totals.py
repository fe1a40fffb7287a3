"""Rows that sum others are left out with their proof; rows that only look like it are not."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from data.problems import Severity
from data.reading.facts import read_table
from data.reading.grid import Sheet
from data.reading.mapping import ColumnMapping, TableMapping

JANUARY = date(2026, 1, 1)
FIELDS = {"Product": "product", "Month": "period", "Revenue": "revenue", "Cost": "variable_cost"}


def reading(*rows):
    columns = tuple(ColumnMapping(n, heading, field) for n, (heading, field) in enumerate(FIELDS.items(), 1))
    table = TableMapping("Data", 1, "finance", columns)
    return read_table(Sheet.of("Data", [list(FIELDS), *rows]), table, "sales.xlsx")


def row(product, revenue, cost, month=JANUARY):
    return [product, month, Decimal(revenue), Decimal(cost)]


def left_out(read):
    return [p.sentence for p in read.problems if p.severity is Severity.LEFT_OUT]


def test_a_total_is_proved_by_the_rows_above_it():
    read = reading(row("Widget", 3, 1), row("Gadget", 4, 2), row("Total", 7, 3, None))
    assert left_out(read) == ["Data!A4: expected a product, found “Total”. A total row is left out: row 4 = rows 2–3."]
    assert (read.rows, read.loaded_rows, read.left_out_rows, read.rejected_rows) == (3, 2, 1, 0)


def test_subtotals_and_the_grand_total_are_each_proved():
    rows = [row("A", 3, 1), row("B", 4, 2), row("Subtotal", 7, 3), row("C", 5, 1), row("Subtotal", 5, 1)]
    ends = ["row 4 = rows 2–3.", "it repeats row 5.", "row 7 = rows 2–6."]
    assert [text.split("left out: ")[1] for text in left_out(reading(*rows, row("Grand total", 12, 4)))] == ends


def test_a_row_without_a_name_is_left_out_where_it_is_the_sum():
    read = reading(row("Widget", 3, 1), row("Gadget", 4, 2), row(None, 7, 3, None))
    assert left_out(read) == ["Data!A4: expected the product of this row, found nothing. "
                              "A total row is left out: row 4 = rows 2–3."]  # fmt: skip


def test_a_row_without_a_name_that_sums_nothing_is_rejected():
    read = reading(row("Widget", 3, 1), row("Gadget", 4, 2), row(None, 7, 99))
    assert (read.left_out_rows, read.rejected_rows) == (0, 1)
    assert read.problems[0].sentence.endswith(
        "expected the product of this row, found nothing. Fill it in, or delete the row."
    )


def asked(read):
    return [p.sentence for p in read.problems if p.code == "ask_sum"]


def test_a_named_total_of_rounded_parts_is_asked_about():
    """Budgets in whole millions: 20,000.4 and 30,000.4 and 40,000.4 are 90,001 together, and 90,000 as printed."""
    parts = [row("Defence", 20_000, 2_000), row("Health", 30_000, 3_000), row("Roads", 40_000, 4_000)]
    (sentence,) = asked(reading(*parts, row("Total spending authority", 90_001, 9_000)))
    assert "it reads like a total, and but for rounding row 5 = rows 2–4" in sentence
    assert "Revenue is 180,001.00 with it and 90,000.00 without" in sentence


def test_a_name_with_a_word_of_totals_near_a_sum_by_chance_is_a_product():
    for revenue in (8, 9_990):
        read = reading(row("Widget", 3, 1), row("Gadget", 4, 2), row("Total Care", revenue, 4))
        assert (asked(read), read.loaded_rows) == ([], 3)


def test_a_row_that_is_called_total_and_sums_nothing_is_asked_about():
    read = reading(row("Widget", 3, 1), row("Total", 99, 1))
    assert (left_out(read), read.loaded_rows) == ([], 2)
    assert asked(read) == [
        "Data!A3: “Total” may sum others: its name is that of a total, and it is not the sum of the rows beside it. "
        "Choose whether it counts: Revenue is 102.00 with it and 3.00 without, Variable cost is 2.00 with it and 1.00 "
        "without."
    ]


def test_a_total_without_a_month_that_is_no_sum_is_left_out_and_its_difference_said():
    read = reading(row("Widget", 3, 1), row("Total", 99, 1, None))
    assert left_out(read) == [
        "Data!A3: expected a product, found “Total”. A total row is left out: it would count twice."
    ]
    assert [p.code for p in read.problems] == ["total", "total_differs"]


amounts = st.integers(-(10**9), 10**9)


@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=20))
def test_left_out_totals_never_change_what_is_loaded(pairs):
    plain = [row(f"P{n}", *pair) for n, pair in enumerate(pairs)]
    total = row("Total", sum(r for r, _ in pairs), sum(c for _, c in pairs))
    alone, summed = reading(*plain), reading(*plain, total)
    assert summed.records.to_pylist() == alone.records.to_pylist()
    assert [t.left_out_total for t in summed.totals] == [t.sheet_total for t in alone.totals]
    assert [t.sheet_total for t in summed.totals] == [2 * t.sheet_total for t in alone.totals]
    assert summed.problems[0].sentence.endswith(f"row {len(pairs) + 2} = rows 2–{len(pairs) + 1}.")
