"""Small tables as people write them, with the traps in which a reader goes wrong in silence: loaded right, or asked."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from data import intake, report
from data.problems import ReallotError

JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)
HEADINGS = ["Product", "Month", "Revenue", "Cost"]
TOTALS = ["Totaal", "Suma", "Razem", "Итого", "合計", "Gesamtsumme", "Insgesamt", "Σ", "I alt", "TOTAL:"]
HINTS = ["Total A+B", "Portfolio total", "Total portfolio", "All", "Sum of both"]


def write(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.title = "Data"
    book.save(path)
    return path


@pytest.fixture
def load(store, tmp_path):
    """The report of loading rows, or the text of a csv file."""

    def attempt(table):
        path = tmp_path / ("odd.csv" if isinstance(table, str) else "odd.xlsx")
        path.write_text(table, encoding="utf-8") if isinstance(table, str) else write(path, table)
        try:
            return intake.load_file(store, path, intake.Wanted())
        except ReallotError as refusal:
            return report.refused(path.name, refusal, 0)

    return attempt


def totals(found):
    assert found["status"] == "loaded", found["problems"]
    return [Decimal(t["loaded_total"]) for sheet in found["sheets"] for t in sheet["control_totals"]]


def codes(found):
    return [problem["code"] for problem in found["problems"]]


@pytest.mark.parametrize("label", [*TOTALS, *HINTS])
def test_a_total_counts_once_in_any_language(load, label):
    found = load([HEADINGS[:3], ["A", JANUARY, 1.5], ["B", JANUARY, 2.25], [label, JANUARY, 3.75]])
    assert totals(found) == [Decimal("3.75")]
    (left_out,) = found["sheets"][0]["left_out"]
    assert left_out["rows"] == "4"
    assert left_out["why"].endswith("row 4 = rows 2–3")


def test_a_product_that_is_called_like_a_total_counts_and_is_said(load):
    found = load([HEADINGS[:3], ["A", JANUARY, 1.5], ["Total Care", JANUARY, 9]])
    assert totals(found) == [Decimal("10.5")]
    assert codes(found) == ["maybe_total"]


@pytest.mark.parametrize("cell", ["TRUE", "NaN", "inf", "1,2x4", "1 234,5.6"])
def test_what_went_wrong_among_amounts_bars_the_load(load, cell):
    found = load(f"Product;Month;Revenue\nA;2024-01;{cell}\nB;2024-01;5\n")
    assert (found["status"], {question["code"] for question in found["questions"]}) == ("asked", {"ask_difference"})


def test_a_column_of_figures_with_footnotes_is_not_dropped(load):
    found = load([HEADINGS, ["A", JANUARY, "12.34*", 5], ["B", JANUARY, "20.00*", 6]])
    assert (found["status"], codes(found)) == ("refused", ["no_rows"])
    assert "Data!C2: expected an amount, found “12.34*”" in found["problems"][0]["sentence"]


def test_a_column_called_like_a_measure_that_holds_none_is_said(load):
    found = load([HEADINGS, ["A", JANUARY, "pending approval", 5], ["B", JANUARY, "see the note", 6]])
    assert totals(found) == [Decimal(11)]
    assert [p["found"] for p in found["problems"]] == [
        "the column “Revenue” was left out (it is called Revenue and holds none)"
    ]


def test_powers_of_ten_are_read(load):
    assert totals(load([HEADINGS[:3], ["A", JANUARY, "1.2E+06"], ["B", JANUARY, "0.5"]]))[0] == Decimal("1200000.5")


def test_a_date_as_a_bare_number_is_its_month(load, store):
    totals(load([HEADINGS, ["A", 45292, 10, 5], ["B", 45323, 20, 6]]))
    with store.open() as con:
        assert con.execute("select min(period), max(period) from finance").fetchall() == [(JANUARY, FEBRUARY)]


@pytest.mark.parametrize(
    "rows",
    [
        [HEADINGS[:3], ["A", JANUARY, 12], ["All figures in thousands"]],
        [HEADINGS[:3], [None, None, "k€"], ["A", JANUARY, 12]],
        [["EUR thousand"], HEADINGS[:3], ["A", JANUARY, 12]],
    ],
    ids=["in a note below", "in a row below the headings", "in a title"],
)
def test_a_unit_is_found_wherever_it_stands(load, rows):
    assert totals(load(rows)) == [Decimal(12_000)]


def test_rows_in_different_units_are_refused(load):
    found = load([["Product", "Month", "Unit", "Revenue"], ["A", JANUARY, "thousand", 1], ["B", JANUARY, "million", 2]])
    assert (found["status"], codes(found)) == ("refused", ["units"])


def test_a_column_that_says_one_unit_for_all_rows_is_asked(load):
    found = load(
        [["Product", "Month", "Unit", "Revenue"], ["A", JANUARY, "thousand", 1], ["B", JANUARY, "thousand", 2]]
    )
    assert [(q["code"], q["choices"]) for q in found["questions"]] == [("ask_scale", ["1000", "1"])]


@pytest.mark.parametrize(("unit", "scale"), [("EUR thousand", 1_000), ("万元", 10_000), ("$m", 1_000_000)])
@pytest.mark.parametrize("across", [False, True])
def test_a_column_of_one_unit_of_money_is_the_unit_of_all_amounts(load, unit, scale, across):
    long = [["Product", "Month", "Unit", "Revenue"], ["A", JANUARY, unit, 1], ["B", JANUARY, unit, 2]]
    wide = [["Product", "Revenue 2024", "Revenue 2025", "Unit"], ["A", 1, 2, unit], ["B", 0, 0, unit]]
    assert sum(totals(load(wide if across else long))) == Decimal(3 * scale)


def test_the_line_that_names_the_delimiter_is_no_row(load):
    found = load("sep=;\nProduct;Month;Revenue\nA;2024-01;10\n")
    assert (totals(found), found["sheets"][0]["header_row"]) == ([Decimal(10)], 2)


def test_rows_that_repeat_another_in_every_cell_count_and_are_said(load):
    found = load("Product,Month,Revenue\nA,2024-01,10\nA,2024-01,10\nB,2024-01,1\n")
    assert (totals(found), codes(found)) == ([Decimal(21)], ["repeated_rows"])


def test_a_quarter_that_is_not_its_months_is_said_with_both_figures(load):
    found = load([["Revenue"], ["Product", "Jan 2024", "Feb 2024", "Mar 2024", "Q1 2024"], ["A", 1, 2, 3, 7]])
    said = next(problem for problem in found["problems"] if problem["code"] == "sum_differs")
    assert (said["cell"], said["found"], said["expected"]) == (
        "E3",
        "“Q1 2024” shows 7.00, but its months add up to 6.00",
        "",
    )


def test_lines_of_a_statement_that_are_left_out_neither_warn_nor_block(load):
    quarters = ["Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024", "2024"]
    lines = [["Revenue", 10, 11, 12, 13, 46], ["COGS", 4, 4, 5, 5, 18], ["Revenue y/y", 0.1, 0.2, 0.3, 0.4, 0.25]]
    lines += [[None, None, None, None, 99, None]]
    found = load([["Product", "Line item", *quarters], *(["Pumps", *line] for line in lines)])
    assert (totals(found), codes(found)) == ([Decimal(14), Decimal(15), Decimal(17), Decimal(18)], ["column_left_out"])
    assert [left["rows"] for left in found["sheets"][0]["left_out"]] == ["4", "5"]
    fourth = found["sheets"][0]["control_totals"][3]
    assert (Decimal(fourth["left_out_total"]), Decimal(fourth["difference"])) == (Decimal("99.4"), 0)


def test_figures_that_are_left_out_beside_months_are_said(load):
    found = load([["Revenue 2024"], ["Product", "Actual", "Budget", "Prior Year"], ["A", 10, 8, 9], ["B", 5, 6, 7]])
    assert "the column “Prior Year” was left out (not known)" in [problem["found"] for problem in found["problems"]]


def test_revenue_with_a_minus_throughout_is_said(load):
    assert codes(load([HEADINGS, ["A", JANUARY, -100, -50], ["B", JANUARY, -10, -5]])) == ["negative_revenue"]


def test_codes_stand_for_products_where_no_column_names_them_and_keep_their_zeros(load, store):
    totals(load([["SKU", "Month", "Revenue"], ["007", JANUARY, 10], ["7", JANUARY, 20]]))
    with store.open() as con:
        assert con.execute("select product from finance order by 1").fetchall() == [("007",), ("7",)]


@pytest.mark.parametrize("text", ["2024-Q1", "Q1/2024", "1Q24", "1Q 2024", "Q1 '24"])
def test_a_quarter_is_read_however_it_is_written(load, store, text):
    totals(load([["Product", "Quarter", "Revenue"], ["A", text, 10]]))
    with store.open() as con:
        assert con.execute("select period, grain from finance").fetchall() == [(JANUARY, "quarter")]


def test_a_month_with_its_year_is_no_month_of_another_year(load, store):
    totals(load([["Product", "Year", "Month", "Revenue"], ["A", 2023, "Jan-24", 10], ["B", 2023, "Feb-24", 10]]))
    with store.open() as con:
        assert con.execute("select min(period) from finance").fetchall() == [(JANUARY,)]


def test_a_total_that_is_not_what_its_rows_add_up_to_is_said_with_both(load):
    found = load([HEADINGS, ["A", JANUARY, 1, 1], ["B", JANUARY, 2, 2], ["Total", JANUARY, 4, 3]])
    assert totals(found) == [Decimal(3), Decimal(3)]
    assert [(p["code"], p["cell"], p["found"], p["expected"]) for p in found["problems"]] == [
        ("total_differs", "C4", "the total row shows 4.00, but the rows above it add up to 3.00", "")
    ]


def test_totals_of_each_period_and_totals_at_the_top_are_proved_too(load):
    by_product = [["A", JANUARY, 1], ["A", FEBRUARY, 2], ["B", JANUARY, 5], ["B", FEBRUARY, 7]]
    apart = load([HEADINGS[:3], *by_product, ["Total", JANUARY, 6], ["Total", FEBRUARY, 9]])
    assert (totals(apart), codes(apart)) == ([Decimal(15)], [])
    assert {left["why"].split(": ")[1] for left in apart["sheets"][0]["left_out"]} == {
        "it is the sum of the rows of its period"
    }


def test_a_total_above_its_rows_is_proved(load):
    found = load([HEADINGS[:3], ["Total", JANUARY, 3.5], ["A", JANUARY, 1], ["B", JANUARY, 2.5]])
    assert (totals(found), codes(found)) == ([Decimal("3.5")], [])
    assert found["sheets"][0]["left_out"] == [
        {"rows": "2", "why": "A total row is left out: row 2 = the rows below it"}
    ]


def test_a_unit_before_a_comma_in_a_title_is_found(load):
    title = ["Revenue by product, EUR thousand, 2024"]
    assert totals(load([title, ["Product", "Q1", "Q2"], ["A", 1, 2], ["B", 1, 1]])) == [Decimal(2000), Decimal(3000)]


def test_a_block_of_totals_below_the_blocks_of_products_counts_once(load):
    blocks = [["Widget"], ["Revenue", 1, 2], ["COGS", 0.5, 0.5], ["Gadget"], ["Revenue", 3, 4], ["COGS", 1, 1]]
    whole = [["Total"], ["Revenue", 4, 6], ["COGS", 1.5, 1.5]]
    found = load([["", "Jan 2024", "Feb 2024"], *blocks, *whole])
    assert (totals(found), codes(found)) == ([Decimal("5.5"), Decimal("7.5")], [])


def test_rows_of_percentages_between_products_are_no_products(load):
    rows = [["A", 100, 110], ["growth %", None, 0.1], ["B", 50, 60], ["growth %", None, 0.2]]
    found = load([["Revenue"], ["Product", "2023", "2024"], *rows])
    assert totals(found) == [Decimal(150), Decimal(170)]


def test_a_row_that_is_called_a_percentage_and_may_be_one_is_asked_about(load):
    rows = [["A", 1000, 1100], ["margin %", 0.35, 0.37], ["B", 500, 600]]
    found = load([["Revenue"], ["Product", "2023", "2024"], *rows])
    assert (found["status"], [q["code"] for q in found["questions"]]) == ("asked", ["ask_sum"])


@pytest.mark.parametrize("name", ["% Off", "Growth %", r"%_[^]\\", "Margin %"])
def test_a_product_that_is_called_like_a_percentage_counts(load, name):
    found = load([["Revenue"], ["Product", "2023", "2024"], ["A", 100, 110], [name, 510.4, 530.8], ["B", 50, 60]])
    assert totals(found) == [Decimal("660.4"), Decimal("700.8")]


def test_percentages_of_a_measure_are_no_money(load):
    rows = [["Revenue", 100, 110], ["COGS", 40, 44], ["COGS %", 0.4, 0.4]]
    found = load([["Widget"], ["", "Jan 2024", "Feb 2024"], *rows])
    assert [found["status"], *(q["code"] for q in found["questions"])] == ["asked", "ask_product"]


def test_figures_of_a_long_table_that_are_not_loaded_are_said(load):
    found = load([["ID", "Product", "Month", "Gross sales", "Net sales", "R&D"], [1, "A", JANUARY, 10, 9, 2]])
    assert [p["found"] for p in found["problems"]] == ["figures under “Gross sales”, “R&D” were left out"]


def test_figures_of_a_text_file_that_are_not_loaded_are_said(load):
    found = load("Order ID,Product,Month,Rebate,Revenue\n17,Widget,2024-01,3,40\n18,Widget,2024-02,1,50\n")
    assert [p["found"] for p in found["problems"]] == ["figures under “Rebate” were left out"]


def test_an_amount_beside_units_is_asked_and_not_left_out(load):
    found = load("Date,Product,Quantity,Net amount\n2024-01-05,Widget,2,30\n2024-01-06,Gadget,-1,-40\n")
    assert [(q["code"], q["column"]) for q in found["questions"]] == [("ask_measure", "Net amount")]


@pytest.mark.parametrize("quarters", [("Q1", "Q2"), (1, 2), ("1. Quartal", "2. Quartal")])
def test_a_quarter_beside_its_year_is_a_quarter(load, store, quarters):
    rows = [["A", 2024, quarter, 10] for quarter in quarters]
    totals(load([["Product", "Year", "Quarter", "Revenue"], *rows]))
    with store.open() as con:
        found = con.execute("select period, grain from finance order by 1").fetchall()
    assert found == [(JANUARY, "quarter"), (date(2024, 4, 1), "quarter")]


def test_fiscal_years_of_two_digits_are_years(load):
    assert totals(load([["Product", "Fiscal year", "Revenue"], ["A", "FY23", 10], ["A", "FY2024", 20]])) == [
        Decimal(30)
    ]
