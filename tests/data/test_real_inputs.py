"""Spreadsheets that other people made give their true answers, by the way that `cli.py load` goes."""

import json
from decimal import Decimal

import pytest

from data import intake
from tests.conftest import HOME, real_input

pytestmark = pytest.mark.slow
MAPPINGS = HOME / "tests" / "data" / "mappings"


@pytest.fixture
def load_real(store):
    """Loads a real input under its mapping in the tests, where one is kept; what rejected rows hold is accepted."""

    def load(name, accepted=True):
        path = real_input(name)
        mapping = MAPPINGS / f"{path.stem}.json"
        choices = json.loads(mapping.read_text(encoding="utf-8")) if mapping.exists() else None
        acceptance = intake.Acceptance("Ada", "the sheet says no more") if accepted else None
        return intake.load_file(store, path, intake.Wanted(choices=choices, accepted=acceptance))

    return load


def total(report, heading, sheet=0):
    return next(t["loaded_total"] for t in report["sheets"][sheet]["control_totals"] if t["column"] == heading)


def summed(store, statement):
    with store.open() as con:
        return con.execute(statement).fetchall()


def test_superstore_is_read_from_a_workbook_of_before_2007(load_real):
    report = load_real("finance/Sample_Superstore.xls", accepted=False)
    assert (report["sheets"][0]["rows_loaded"], total(report, "Sales")) == (9994, "2297200.8603")


def test_the_four_cuts_of_one_revenue_count_once(load_real, store):
    report = load_real("finance/Advanced_Energy_FY2022_10K.xlsx", accepted=False)
    assert [sheet["sheet"] for sheet in report["sheets"]] == ["REVENUE (Details)"]
    found = summed(store, "select product, amount from finance where year(period) = 2022 order by amount desc")
    assert [(product, int(amount)) for product, amount in found] == [
        ("Semiconductor Equipment", 930_809_000),
        ("Industrial and Medical", 426_763_000),
        ("Data Center Computing", 327_466_000),
        ("Telecom and Networking", 160_384_000),
    ]
    assert total(report, "12 Months Ended Dec. 31, 2022") == "1845422000.00"


def test_names_merged_over_their_quarters_and_costs_written_negative_are_read(load_real, store):
    load_real("finance/Sanofi_Q3_2022_income_statements.xlsx")
    statement = (
        "select sum(amount) filter (measure = 'revenue'), sum(amount) filter (measure = 'variable_cost') "
        "from finance where period = '2022-07-01'"
    )
    assert summed(store, statement) == [(Decimal("12482000000.0000"), Decimal("3831000000.0000"))]


def test_a_transposed_sheet_of_projects_is_turned(load_real):
    report = load_real("portfolio/uk_gmpp_2015.csv", accepted=False)
    (sheet,) = report["sheets"]
    assert (sheet["rows_read"], sheet["rows_loaded"]) == (188, 178)
    assert total(report, "2014/2015 Budget (£million)") == "21763880000.00"


def test_projects_whose_budget_is_a_sentence_are_named(load_real):
    report = load_real("portfolio/uk_gmpp_2019.csv", accepted=False)
    (sheet,) = report["sheets"]
    assert (sheet["rows_read"], sheet["rows_loaded"], total(report, "yearly_budget")) == (133, 121, "29723.30")


def test_spending_in_millions_as_text_is_read(load_real):
    report = load_real("portfolio/US_IT_investments_agriculture.xlsx", accepted=False)
    assert report["sheets"][0]["rows_loaded"] == 209
    assert total(report, "Total FY2021 Spending($M)") == "2700081000.00"


def test_vendors_across_are_shares_of_a_market(load_real, store):
    load_real("market/statcounter_vendor-ww-monthly-201003-202405.csv", accepted=False)
    may = "from market where period = '2024-05-01'"
    shares = dict(summed(store, f"select vendor, amount {may} and vendor in ('Apple', 'Samsung')"))
    assert shares == {"Apple": Decimal("27.4200"), "Samsung": Decimal("24.1800")}
    ((hhi,),) = summed(store, f"select sum(amount::double ** 2) {may}")
    assert hhi == pytest.approx(1630.85, abs=0.005)


def test_a_vendor_that_sums_its_siblings_is_left_out(load_real, store):
    report = load_real("market/browsers.csv", accepted=False)
    assert summed(store, "select count(*) from market where vendor = 'Moz-All'") == [(0,)]
    said = [problem["found"] for problem in report["problems"]]
    assert said == ["the column “Moz-All” was left out (the sum of “Firefox”, “Mozilla” and “Netscape”)"]


def test_years_not_available_are_left_out_and_the_others_tie_out(load_real, store):
    report = load_real("market/vgsales.csv")
    (sheet,) = report["sheets"]
    assert (sheet["rows_read"], sheet["rows_skipped"], len(sheet["left_out"])) == (16_598, 0, 271)
    assert {row["why"] for row in sheet["left_out"]} == {"The row gives no known time and counts in no period"}
    year = "from market where period = '2008-01-01'"
    ((whole, nintendo),) = summed(store, f"select sum(amount), sum(amount) filter (vendor = 'Nintendo') {year}")
    assert (whole, round(100 * nintendo / whole, 3)) == (Decimal("678.9000"), Decimal("13.436"))


def test_the_polarity_of_indicators_is_kept(load_real, store):
    load_real("kpi/LGBF_indicators.csv", accepted=False)
    counts = summed(store, "select direction, count(*) from kpi_definition group by all order by all")
    assert counts == [("higher is better", 51), ("lower is better", 53), ("range", 4)]


def test_years_over_two_are_told_from_months(load_real, store):
    load_real("kpi/LGBF_averages.csv")
    grains = summed(store, "select grain, count(distinct period) from kpi group by all order by all")
    assert grains == [("month", 165), ("quarter", 21), ("year", 14)]
    value = "select amount from kpi where kpi = 'C&L 01' and period = '2010-01-01' order by row_number"
    assert summed(store, value)[0][0] == pytest.approx(3.2978125)


def test_a_price_times_a_quantity_less_its_discount_is_the_revenue_of_joined_sheets(load_real, store):
    report = load_real("finance/Northwind.xlsx", accepted=False)
    (sheet,) = report["sheets"]
    assert (sheet["sheet"], sheet["rows_loaded"]) == ("Orders Details", 2155)
    (revenue, units) = sheet["control_totals"]
    assert (revenue["column"], revenue["sheet_total"]) == ("UnitPrice × Quantity × (1 − Discount)", "1265793.0383")
    assert (revenue["difference"], units["sheet_total"]) == ("0.00", "51317.00")
    assert summed(store, "select count(distinct product), min(period)::varchar, max(period)::varchar from finance") == [
        (77, "1996-07-01", "1998-05-01")
    ]
    first = (
        "select product, amount, raw from finance where measure = 'revenue' and row_number = 2 and column_number = 3"
    )
    assert summed(store, first) == [("Queso Cabrales", Decimal("168.0000"), "14 × 12 × (1 − 0)")]


def test_an_analysts_model_is_loaded_once_its_owner_has_said_what_it_leaves_open(load_real, store):
    report = load_real("finance/KO.xlsx")
    assert report["sheets"][0]["shape"] == "periods across, measures down"
    first = "select amount from finance where measure = 'revenue' and period = '2008-04-01'"
    assert summed(store, first) == [(Decimal("9046.0000"),)]
    assert summed(store, "select count(*) from finance where basis = 'actual' and period > today()") == [(0,)]
