"""A share is the same whether it is written 22 %, 22 or 0.22; what it is in is proved by its cells, or asked."""

from decimal import Decimal

import openpyxl
import pytest

from data.reading import market_shares
from data.reading.grid import Sheet, Workbook
from data.reading.proposal import propose
from data.reading.questions import answers
from data.reading.questions.question import asked
from data.reading.read import mapping_of, open_workbook, read

HEADINGS = ["Market", "Year", "Vendor", "Own", "Market share"]


def workbook(*rows, headings=HEADINGS):
    return Workbook("market.csv", [Sheet.of("market", [headings, *map(list, rows)])])


def of_shares(*shares):
    """One market in one year with a vendor for each share."""
    return workbook(*(("Pumps", "2025", f"Vendor {n}", "no", share) for n, share in enumerate(shares)))


def reading_of(book):
    return read(book, propose(book))


def points(reading):
    """The shares that are loaded, in per cent points."""
    assert not reading.refusals, [problem.sentence for problem in reading.refusals]
    (table,) = reading.tables
    return [Decimal(str(amount)) for amount in table.records["amount"].to_pylist()]


@pytest.mark.parametrize(
    "written",
    [
        ("22.0%", "31.0%", "47.0%"),
        ("22 %", "31 %", "47 %"),
        ("22", "31", "47"),
        ("0.22", "0.31", "0.47"),
        (Decimal("0.22"), Decimal("0.31"), Decimal("0.47")),
        ("22%", "0.31", "0.47"),
        ("22%", "31", "47"),
    ],
)
def test_shares_in_any_spelling_are_the_same(written):
    assert points(reading_of(of_shares(*written))) == [22, 31, 47]


def test_shares_with_a_decimal_comma_are_the_same():
    assert points(reading_of(of_shares("22,5%", "77,5%"))) == [Decimal("22.5"), Decimal("77.5")]
    assert points(reading_of(of_shares("0,225", "0,775"))) == [Decimal("22.5"), Decimal("77.5")]


def test_a_share_below_one_per_cent_beside_larger_ones_is_per_cent():
    assert points(reading_of(of_shares("0.4", "62.1"))) == [Decimal("0.4"), Decimal("62.1")]


def test_a_total_beside_fractions_that_add_up_to_one_proves_nothing_else():
    book = workbook(*(("Pumps", "2025", v, "no", s) for v, s in (("A", "0.4"), ("B", "0.6"), ("Total", "1"))))
    assert market_shares.proved(propose(book).tables[0], book.sheets[0]).shares == 100


def test_each_market_and_period_is_a_whole_of_its_own():
    given = [("Pumps", 2024), ("Pumps", 2025), ("Valves", 2025)]
    book = workbook(*((market, str(year), v, "no", "0.5") for market, year in given for v in "AB"))
    assert points(reading_of(book)) == [50] * 6


def question_of(*shares):
    book = of_shares(*shares)
    (question,) = asked(reading_of(book).refusals)
    return book, question


@pytest.mark.parametrize(("choice", "kept"), [("fractions", [22, 31]), ("percent", [Decimal("0.22"), Decimal("0.31")])])
def test_what_nothing_proves_is_asked(choice, kept):
    book, question = question_of("0.22", "0.31")
    assert (question.id, question.likely) == ("shares:Market share", "fractions")
    assert question.follows == {"fractions": "0.22 is a share of 22 %", "percent": "0.22 is a share of 0.22 %"}
    assert points(read(book, answers.given(book, propose(book), question, choice))) == kept


def test_shares_that_add_up_to_more_than_one_are_likely_per_cent():
    assert question_of("0.9", "0.8")[1].likely == "percent"


def test_a_single_share_is_asked_and_so_is_one_of_one():
    assert question_of("1")[1].choices == ("fractions", "percent")


@pytest.mark.parametrize("shares", [("0", "0"), ("0%", ""), ("22%", "n/a")])
def test_nothing_is_asked_where_no_figure_is_open(shares):
    assert not reading_of(of_shares(*shares)).refusals


def test_an_answer_is_remembered_and_gives_way_to_what_a_later_file_proves():
    book = of_shares("0.22", "0.31")
    said = {"tables": [{"sheet": "market", "kind": "market", "shares": 100}]}
    assert points(read(book, mapping_of(book, said))) == [22, 31]
    later = of_shares("22", "31")
    assert points(read(later, mapping_of(later, said))) == [22, 31]


def test_a_percent_format_proves_fractions(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEADINGS, ["Pumps", 2025, "Acme", "yes", 0.22], ["Pumps", 2025, "Bolt", "no", 0.31]):
        sheet.append(row)
    for row, code in ((2, "0%"), (3, "0.0%")):
        sheet.cell(row, 5).number_format = code
    book.save(tmp_path / "market.xlsx")
    assert points(reading_of(open_workbook(tmp_path / "market.xlsx", "market.xlsx"))) == [22, 31]


@pytest.mark.parametrize("shares", [("20%", "30%", "50%"), ("20", "30", "50"), ("0.2", "0.3", "0.5")])
def test_vendors_across_are_shares_too(shares):
    headings = ["Year", "Acme", "Bolt", "Crest"]
    book = workbook(("2024", *shares), ("2025", *shares), headings=headings)
    table = mapping_of(book, {"tables": [{"sheet": "market", "kind": "market", "constants": {"market": "Pumps"}}]})
    assert points(read(book, table)) == [20, 20, 30, 30, 50, 50]


def test_results_of_kpis_stay_as_they_are_written():
    book = workbook(("Churn", "2025-01", "12%"), ("Churn", "2025-02", "0.12"), headings=["KPI", "Month", "Actual"])
    assert points(reading_of(book)) == [Decimal("0.12")] * 2
