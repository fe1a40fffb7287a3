"""The workbooks: the same on every run, complete, and such that the loader knows every heading."""

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.reading import read
from data.sample.write import WORKBOOKS, write

BASES = {"Finance actuals": "Actuals", "Budget": "Budget", "Forecast": "Forecast"}
KINDS = {
    "Actuals": "finance",
    "Budget": "finance",
    "Forecast": "finance",
    "People": "finance",
    "Market size": "market",
    "Vendor sales": "market",
    "Definitions": "kpi_definition",
    "Results": "kpi",
    "Products": "product",
    "Objectives": "objective",
    "Initiatives": "initiative",
    "Ratings": "rating",
}
AMOUNTS = ["Revenue", "Variable cost", "Investment"]


def months(first: str, last: str) -> list[pd.Timestamp]:
    return list(pd.date_range(first, last, freq="MS"))


def test_every_run_writes_the_same_bytes_in_the_order_to_load_them(folder, tmp_path):
    again = write(tmp_path)
    assert again == [tmp_path / name for name in WORKBOOKS]
    assert [path.read_bytes() for path in again] == [(folder / name).read_bytes() for name in WORKBOOKS]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_no_clock_is_in_a_workbook(folder, name):
    with zipfile.ZipFile(folder / name) as container:
        properties = container.read("docProps/core.xml").decode()
        assert properties.count("2026-09-30T18:00:00Z") == 2
        assert {part.date_time[0] for part in container.infolist()} == {1980}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_loader_knows_every_heading_and_finds_nothing_wrong(folder, name):
    workbook = read.open_workbook(Path(folder, name), name)
    reading = read.read(workbook, read.mapping_of(workbook))
    assert all(column.field for table in reading.mapping.tables for column in table.columns)
    assert reading.problems == ()
    assert all(table.rows == table.loaded_rows > 0 for table in reading.tables)


def test_each_sheet_is_taken_for_the_kind_that_it_is(folder):
    found = {}
    for name in WORKBOOKS:
        workbook = read.open_workbook(Path(folder, name), name)
        found |= {table.sheet: (table.kind, table.basis) for table in read.mapping_of(workbook).tables}
    assert {sheet: kind for sheet, (kind, _) in found.items()} == KINDS
    assert [found[sheet][1] for sheet in BASES.values()] == ["actual", "budget", "forecast"]


def test_headings_are_frozen_and_months_are_dates(folder):
    sheet = openpyxl.load_workbook(folder / "Forecast.xlsx")["Forecast"]
    assert sheet.freeze_panes == "A2"
    assert (sheet["E2"].is_date, sheet["E2"].number_format) == (True, "mmm yyyy")
    assert sheet["H2"].number_format == "#,##0.00"


def test_24_products_stand_in_4_lines_of_6(rows):
    lines = rows("Portfolio", "Products").groupby("Business line")["Product"].nunique()
    assert len(lines) == 4
    assert set(lines) == {6}


@pytest.mark.parametrize(
    ("workbook", "first", "last", "count"),
    [
        ("Finance actuals", "2023-10", "2026-09", 36),
        ("Budget", "2023-10", "2026-12", 39),
        ("Forecast", "2026-10", "2026-12", 3),
    ],
)
def test_each_basis_covers_its_months(rows, workbook, first, last, count):
    found = sorted(rows(workbook, BASES[workbook])["Month"].unique())
    assert found == months(first, last)
    assert len(found) == count


@pytest.mark.parametrize(("workbook", "sheet"), BASES.items())
def test_amounts_are_in_cents_and_each_key_stands_once(rows, workbook, sheet):
    table = rows(workbook, sheet)
    assert not table.duplicated(["Product", "Segment", "Region", "Month"]).any()
    assert (table[AMOUNTS].round(2) == table[AMOUNTS]).where(table[AMOUNTS].notna(), True).all(axis=None)
    assert (table[["Revenue", "Variable cost", "Units"]] > 0).all(axis=None)


def test_most_products_are_not_sold_everywhere(rows):
    actuals = rows("Finance actuals", "Actuals").drop_duplicates(["Product", "Segment", "Region"])
    cells = actuals.groupby("Product").size()
    assert cells.max() == 9
    assert (cells < 9).sum() >= 12


def test_missing_investment_is_an_empty_cell_and_never_zero(rows):
    investment = rows("Finance actuals", "Actuals")["Investment"]
    assert 0.4 < investment.isna().mean() < 0.8
    assert (investment.dropna() > 0).all()


@pytest.mark.parametrize(
    ("workbook", "sheet"),
    [("Finance actuals", "Actuals"), ("KPIs", "Results"), ("Portfolio", "People"), ("Portfolio", "Ratings")],
)
def test_every_table_speaks_of_all_products_of_the_register(rows, workbook, sheet):
    assert set(rows(workbook, sheet)["Product"]) == set(rows("Portfolio", "Products")["Product"])


def test_a_product_has_no_figures_before_its_launch(rows):
    launched = rows("Portfolio", "Products").set_index("Product")["Launched"]
    first = rows("Finance actuals", "Actuals").groupby("Product")["Month"].min()
    assert (first >= launched[first.index]).all()
    assert (first > pd.Timestamp("2023-10-01")).any()


def test_revenue_return_and_investment_are_those_of_a_real_portfolio(rows):
    actuals = rows("Finance actuals", "Actuals")
    years = actuals.groupby("Year ago")[AMOUNTS].sum()
    contribution = years["Revenue"] - years["Variable cost"]
    assert years["Revenue"].between(300e6, 500e6).all()
    assert (years["Investment"] / years["Revenue"]).between(0.15, 0.25).all()
    assert (contribution / years["Investment"] - 1).between(0.3, 1.2).all()


def test_kpis_of_every_direction_are_reported_for_36_months(rows):
    definitions, results = rows("KPIs", "Definitions"), rows("KPIs", "Results")
    assert set(definitions["Direction"]) == {"higher is better", "lower is better", "range"}
    assert set(results["KPI"]) == set(definitions["KPI"])
    assert (results.groupby("KPI")["Month"].nunique() == 36).all()
    ranges = definitions[definitions["Direction"] == "range"]
    assert (ranges["Low"] < ranges["High"]).all()


def test_a_part_of_a_whole_stays_within_it(rows):
    results = rows("KPIs", "Results")
    parts = results[results["KPI"].isin(["On-time delivery", "Service utilisation", "Churn"])]
    assert parts["Actual"].between(0, 1).all()


def test_shares_of_objectives_and_weights_add_up_to_one(rows):
    assert rows("Portfolio", "Objectives")["Target share of spend"].sum() == pytest.approx(1)
    assert rows("KPIs", "Definitions")["Weight"].sum() == pytest.approx(1)
    weights = rows("Portfolio", "Ratings").groupby("Product")["Weight"].sum()
    assert weights.to_list() == pytest.approx([1.0] * 24)


def test_initiatives_serve_known_objectives_and_end_after_they_start(rows):
    initiatives = rows("Portfolio", "Initiatives")
    assert 38 <= len(initiatives) <= 42
    assert set(initiatives["Objective"]) == set(rows("Portfolio", "Objectives")["Objective"])
    assert (initiatives["Forecast finish"].isna() ^ initiatives["Shipped"].isna()).all()
    assert (initiatives["Shipped"].dropna() <= pd.Timestamp("2026-09-30")).all()
    finish = initiatives["Shipped"].fillna(initiatives["Forecast finish"])
    assert (finish > initiatives["Started"]).all()
