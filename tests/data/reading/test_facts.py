"""Facts from rows: a row is loaded whole or not at all, and one that is not is named with its cell and the reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.amounts import DecimalMark
from data.reading.cells import CellError
from data.reading.facts import read_table
from data.reading.grid import Sheet
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.periods import DateOrder

FINANCE = {"Product": "product", "Month": "period", "Revenue": "revenue", "Cost": "variable_cost"}
JANUARY = date(2026, 1, 1)
FILL_IN = "Fill it in, or delete the row."
CORRECT = "Correct the cell, or leave it empty where there is none."
TWICE = "A total row is left out: it would count twice."


def reading(*rows, fields=FINANCE, kind="finance", scale=1, **settled):
    """What a sheet says whose columns hold the given fields by heading; `scale` is that of all columns."""
    columns = [ColumnMapping(n, heading, field, scale=scale) for n, (heading, field) in enumerate(fields.items(), 1)]
    table = TableMapping("Data", 1, kind, tuple(columns), **settled)
    return read_table(Sheet.of("Data", [list(fields), *([*row] for row in rows)]), table, "sales.xlsx")


def sentences(*rows, **table):
    return [problem.sentence for problem in reading(*rows, **table).problems]


def rejection(*cells, **table):
    """The sentence about a row among good ones; the row must leave nothing behind."""
    read = reading(cells, **table)
    assert (read.rows, read.loaded_rows, read.records.to_pylist()) == (1, 0, [])
    return read.problems[0].sentence


def amounts(read):
    return [(record["row_number"], record["measure"], record["amount"]) for record in read.records.to_pylist()]


def test_every_measure_cell_becomes_a_fact_with_its_address():
    read = reading(["Widget", JANUARY, Decimal("300.50"), " 1,000.25 "], currency="EUR", basis="budget")
    key = {"product": "Widget", "period": JANUARY, "grain": "month", "row_number": 2, "basis": "budget"}
    key["currency"] = "EUR"
    assert read.records.to_pylist() == [
        {**key, "measure": "revenue", "amount": Decimal("300.50"), "column_number": 3, "raw": "300.50"},
        {**key, "measure": "variable_cost", "amount": Decimal("1000.25"), "column_number": 4, "raw": "1,000.25"},
    ]


def test_a_missing_amount_makes_no_fact_and_a_zero_makes_one():
    read = reading(["Widget", JANUARY, None, Decimal(0)], ["Gadget", JANUARY, "n/a", "$ -"])
    assert amounts(read) == [(2, "variable_cost", Decimal(0)), (3, "variable_cost", Decimal(0))]
    assert read.problems == []
    assert [total.cells for total in read.totals] == [0, 2]


def test_a_row_is_loaded_whole_or_not_at_all():
    read = reading(["Widget", JANUARY, Decimal(300), "five"], ["Gadget", JANUARY, Decimal(120), Decimal(60)])
    assert {record["product"] for record in read.records.to_pylist()} == {"Gadget"}
    assert (read.rows, read.loaded_rows, read.rejected_rows) == (2, 1, 1)
    assert [p.sentence for p in read.problems] == [f"Data!D2: expected an amount, found “five”. {CORRECT}"]


def test_blank_rows_are_no_rows_and_keep_the_addresses():
    read = reading([None, " ", None, None], [], ["Widget", JANUARY, Decimal(5), None])
    assert (read.rows, amounts(read)) == (1, [(4, "revenue", Decimal(5))])


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (["Widget", JANUARY, "five", None], f"Data!C2: expected an amount, found “five”. {CORRECT}"),
        (["Widget", JANUARY, "5 %", None], f"Data!C2: expected an amount, found “5 %”. {CORRECT}"),
        (["Widget", JANUARY, None, True], f"Data!D2: expected an amount, found “TRUE”. {CORRECT}"),
        (["Widget", JANUARY, CellError("#REF!"), None], f"Data!C2: expected an amount, found “#REF!”. {CORRECT}"),
        (["Widget", JANUARY, JANUARY, None], f"Data!C2: expected an amount, found “2026-01-01”. {CORRECT}"),
        ([CellError("#N/A"), JANUARY, Decimal(1), None], f"Data!A2: expected a text, found “#N/A”. {CORRECT}"),
        ([None, JANUARY, Decimal(1), None], f"Data!A2: expected the product of this row, found nothing. {FILL_IN}"),
        (
            ["\u200b", JANUARY, Decimal(1), None],
            f"Data!A2: expected the product of this row, found nothing. {FILL_IN}",
        ),
        (["Widget", None, Decimal(1), None], f"Data!B2: expected the period of this row, found nothing. {FILL_IN}"),
        (
            ["Widget", "soon", Decimal(1), None],
            "Data!B2: expected a month, quarter or year, found “soon”. Write it as 2026-09.",
        ),
        (
            ["Widget", CellError("a formula never calculated"), Decimal(1), None],
            "Data!B2: expected a month, quarter or year, found “a formula never calculated”. Write it as 2026-09.",
        ),
        (
            ["Widget", JANUARY, Decimal(10) ** 14, None],
            "Data!C2: expected less than 100 trillion, found “100000000000000”. "
            "Check the cell for a slip of the keyboard.",
        ),
        (["Total", None, Decimal(1), None], f"Data!A2: expected a product, found “Total”. {TWICE}"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_cell_and_the_reason(cells, sentence):
    assert rejection(*cells) == sentence


@pytest.mark.parametrize(
    ("kind", "key", "others", "sentence"),
    [
        (
            "finance",
            "product",
            {"Month": "period", "Revenue": "revenue"},
            "Data!C2: expected a product for this figure, found none. Add it, or delete the figure.",
        ),
        (
            "market",
            "market",
            {"Month": "period", "Size": "size"},
            "Data!C2: expected a market for this figure, found none. Add it, or delete the figure.",
        ),
        (
            "kpi",
            "kpi",
            {"Month": "period", "Actual": "actual"},
            "Data!C2: expected a KPI for this figure, found none. Add it, or delete the figure.",
        ),
    ],
)
def test_a_figure_is_named_that_lacks_what_a_heading_gives_of_another(kind, key, others, sentence):
    """The first column of figures is headed by its product, the second by nothing but what it holds."""
    measure = list(others.values())[-1]
    columns = (
        ColumnMapping(1, "Month", "period"),
        ColumnMapping(2, "Soap", measure, context=((key, "Soap"),)),
        ColumnMapping(3, "Other", measure),
    )
    rows = [["Month", "Soap", "Other"], ["2026-01", Decimal(5), Decimal(7)], ["2026-02", Decimal(6), None]]
    read = read_table(Sheet.of("Data", rows), TableMapping("Data", 1, kind, columns), "sales.xlsx")
    assert [problem.sentence for problem in read.problems] == [sentence]
    assert [(r[key], r["row_number"], r["amount"]) for r in read.records.to_pylist()] == [("Soap", 3, Decimal(6))]


def test_a_heading_that_is_no_name_gives_no_product():
    columns = (
        ColumnMapping(1, "Month", "period"),
        ColumnMapping(2, "\u200b", "revenue", context=(("product", "\u200b"),)),
    )
    sheet = Sheet.of("Data", [["Month", "\u200b"], ["2026-01", Decimal(5)]])
    read = read_table(sheet, TableMapping("Data", 1, "finance", columns), "sales.xlsx")
    assert read.records.to_pylist() == []
    assert read.problems[0].sentence.startswith("Data!B2: expected a product for this figure, found none.")


def test_what_is_said_of_all_rows_of_a_register_is_given_of_each():
    columns = (ColumnMapping(1, "Product", "product"), ColumnMapping(2, "Owner", "owner"))
    table = TableMapping("Data", 1, "product", columns, constants={"line": "Bath"})
    read = read_table(Sheet.of("Data", [["Product", "Owner"], ["Soap", "Ada"], ["Brush", None]]), table, "list.xlsx")
    assert [(r["product"], r["line"], r["owner"]) for r in read.records.to_pylist()] == [
        ("Soap", "Bath", "Ada"),
        ("Brush", "Bath", None),
    ]


def test_rows_that_say_twice_of_one_product_are_named_by_their_first_column():
    columns = (ColumnMapping(1, "Month", "period"), ColumnMapping(2, "Revenue", "revenue"))
    said = {"constants": {"product": "Soap"}, "repeated": "last"}
    months = [[f"{year}-{month:02}", Decimal(year)] for year in range(2000, 2020) for month in range(1, 13)]
    rows = [["Month", "Revenue"], ["2000-01", Decimal(5)], *months]
    read = read_table(Sheet.of("Data", rows), TableMapping("Data", 1, "finance", columns, **said), "sales.xlsx")
    assert amounts(read)[0] == (3, "revenue", Decimal(2000))
    assert [problem.place.cell for problem in read.problems] == ["A2"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("units", "many", f"expected a number, found “many”. {CORRECT}"),
        ("basis", "guess", "expected actual, budget or forecast, found “guess”. Use one of these words."),
    ],
)
def test_a_row_is_also_named_for_its_other_columns(field, value, said):
    row = ["Widget", JANUARY, Decimal(1), Decimal(1), value]
    assert rejection(*row, fields={**FINANCE, "Other": field}) == f"Data!E2: {said}"


@pytest.mark.parametrize(("field", "value"), [("segment", "All"), ("region", "Grand total"), ("line", "Subtotal:")])
def test_a_row_of_all_segments_beside_no_other_counts(field, value):
    read = reading(["Widget", JANUARY, Decimal(1), Decimal(1), value], fields={**FINANCE, "Other": field})
    assert (read.loaded_rows, read.problems) == (1, [])


def test_a_total_of_a_market_or_of_its_vendors_is_left_out_too():
    fields = {"Market": "market", "Year": "year", "Vendor": "vendor", "Sales": "sales"}
    rows = (["Sensors", "2026", "Acme", Decimal(5)], ["Sensors", "2026", "Total", Decimal(5)], ["Total", "2026"])
    assert sentences(*rows, fields=fields, kind="market") == [
        "Data!C3: expected a vendor, found “Total”. A total row is left out: it repeats row 2.",
        f"Data!A4: expected a market, found “Total”. {TWICE}",
    ]


def test_the_average_over_all_segments_of_a_kpi_is_no_total():
    fields = {"KPI": "kpi", "Segment": "segment", "Year": "year", "Actual": "actual"}
    read = reading(["Churn", "Total", "2026", "5 %"], fields=fields, kind="kpi")
    assert read.records.to_pylist()[0]["amount"] == Decimal("0.05")


@pytest.mark.parametrize(
    ("year", "month", "said"),
    [
        ("24", "1", "Data!B2: expected a year, found “24”. Write it as 2026."),
        (None, "1", "Data!B2: expected a year, found “”. Write it as 2026."),
        ("2024", "13", "Data!C2: expected a month, found “13”. Write it as 1 to 12 or by its name."),
    ],
)
def test_a_year_and_a_month_apart_are_each_named(year, month, said):
    fields = {"Product": "product", "Year": "year", "Month": "month", "Revenue": "revenue"}
    assert rejection("Widget", year, month, Decimal(1), fields=fields) == said


@pytest.mark.parametrize(
    ("row", "start", "grain"),
    [((Decimal(2024), "März"), date(2024, 3, 1), "month"), (("FY2024", Decimal(12)), date(2024, 12, 1), "month")],
)
def test_a_year_and_a_month_apart_make_a_month(row, start, grain):
    fields = {"Product": "product", "Year": "year", "Month": "month", "Revenue": "revenue"}
    record = reading(["Widget", *row, Decimal(1)], fields=fields).records.to_pylist()[0]
    assert (record["period"], record["grain"]) == (start, grain)


def test_a_year_alone_is_a_period_of_a_year():
    fields = {"Product": "product", "Year": "year", "Revenue": "revenue"}
    record = reading(["Widget", Decimal(2024), Decimal(1)], fields=fields).records.to_pylist()[0]
    assert (record["period"], record["grain"]) == (date(2024, 1, 1), "year")


def test_dates_and_amounts_follow_the_conventions_of_the_table():
    settled = {"date_order": DateOrder.DAY_FIRST, "decimal_mark": DecimalMark.COMMA}
    record = reading(["Widget", "01/02/2024", "1.234", None], **settled).records.to_pylist()[0]
    assert (record["period"], record["amount"]) == (date(2024, 2, 1), Decimal(1234))


@pytest.mark.parametrize(
    ("said", "basis"), [("Plan", "budget"), ("AC", "actual"), ("Outlook", "forecast"), ("", "actual")]
)
def test_the_basis_of_a_row_goes_before_that_of_its_sheet(said, basis):
    fields = {**FINANCE, "Scenario": "basis"}
    assert reading(["Widget", JANUARY, Decimal(1), None, said], fields=fields).records.to_pylist()[0]["basis"] == basis


def test_a_register_has_one_record_a_row():
    fields = {"Product": "product", "Line": "line", "Launched": "launched"}
    rows = (["Widget ", "Tools", "2024-02-01"], ["Gadget", "Tools", None], ["Gizmo", None, None])
    read = reading(*rows, fields=fields, kind="product")
    assert read.records.to_pylist() == [
        {"product": "Widget", "line": "Tools", "launched": date(2024, 2, 1), "row_number": 2},
        {"product": "Gadget", "line": "Tools", "launched": None, "row_number": 3},
    ]
    assert [p.sentence for p in read.problems] == [
        f"Data!B4: expected the business line of this row, found nothing. {FILL_IN}"
    ]


def test_a_date_and_a_yes_or_no_that_cannot_be_read_are_named():
    launched = {"Product": "product", "Line": "line", "Launched": "launched"}
    assert rejection("Widget", "Tools", "soon", fields=launched, kind="product") == (
        "Data!C2: expected a date, found “soon”. Write it as 2026-09-30."
    )
    own = {"Market": "market", "Year": "year", "Own": "own", "Sales": "sales"}
    assert rejection("Sensors", "2026", "maybe", Decimal(1), fields=own, kind="market") == (
        "Data!C2: expected yes or no, found “maybe”. Write yes or no."
    )


def test_control_totals_add_up_the_sheet_and_what_was_rejected():
    total = reading(
        ["Widget", JANUARY, Decimal("300.25"), None],
        ["Gadget", "soon", Decimal("120.50"), None],
        ["Gizmo", JANUARY, "five", None],
        ["Total", None, Decimal("420.75"), None],
        ["Doodad", JANUARY, None, None],
    ).totals[0]
    assert (total.field, total.heading, total.column) == ("revenue", "Revenue", 3)
    assert total.sheet_total == Decimal("841.50")  # 300.25 + 120.50 + 420.75, all rows as they stand
    assert (total.rejected_total, total.left_out_total) == (Decimal("120.50"), Decimal("420.75"))
    assert (total.cells, total.rounding) == (1, 0)


def test_amounts_are_scaled_by_their_unit_exactly():
    read = reading(["Widget", JANUARY, "4.53375", None], scale=1000)
    assert read.records.to_pylist()[0]["amount"] == read.totals[0].sheet_total == Decimal("4533.75")
    assert rejection("Widget", JANUARY, Decimal(10) ** 11, None, scale=1000).startswith(
        "Data!C2: expected less than 100 trillion, found “100000000000”"
    )


def test_the_total_says_how_far_more_than_four_decimals_may_move_it():
    rows = [["Widget", JANUARY, Decimal("1.00004"), None], ["Gadget", JANUARY, Decimal("2.12346"), None]]
    total = reading(*rows, ["Gizmo", JANUARY, Decimal("3.1234"), None]).totals[0]
    assert total.rounding == Decimal("0.00008")  # 1.0000 is 0.00004 less, 2.1235 is 0.00004 more
    assert total.sheet_total == Decimal("6.24690")


CENTS = st.one_of(st.none(), st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.just("five"))


@given(st.lists(st.tuples(CENTS, CENTS), max_size=12))
def test_what_is_loaded_and_what_is_rejected_add_up_to_the_sheet(cells):
    read = reading(*(["Widget", JANUARY, *pair] for pair in cells))
    for total in read.totals:
        loaded = sum(r["amount"] for r in read.records.to_pylist() if r["measure"] == total.field)
        sign = -1 if total.field in read.reversed else 1
        column = [sign * pair[total.column - 3] for pair in cells if isinstance(pair[total.column - 3], Decimal)]
        assert loaded + total.rejected_total == total.sheet_total == sum(column)
    assert read.rejected_rows == sum("five" in pair for pair in cells) == len(read.problems)


def test_a_row_that_repeats_two_others_sums_nothing():
    rows = [["Widget", JANUARY, Decimal(5), Decimal(3)], ["Widget", JANUARY, None, Decimal(3)]]
    read = reading(*rows, ["Widget", JANUARY, Decimal(5), None])
    assert (read.loaded_rows, read.left_out_rows) == (3, 0)


def test_a_proof_column_is_summed_and_not_stored():
    fields = {**FINANCE, "Profit": "contribution"}
    rows = [["Widget", JANUARY, Decimal(5), Decimal(3), Decimal("2.00")], ["Gadget", JANUARY, None, None, "$ (0.50)"]]
    read = reading(*rows, fields=fields)
    assert read.proof_totals == {"contribution": Decimal("1.50")}
    assert {record["measure"] for record in read.records.to_pylist()} == {"revenue", "variable_cost"}
