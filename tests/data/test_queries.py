"""Named queries: answers that can be added up by hand, and parameters that are never text of the query."""

import re
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from data import load, queries, replaced
from data.store import Store
from tests import conftest
from tests.conftest import write_workbook
from tests.data import factories
from tests.data.factories import FEBRUARY, JANUARY

MARCH = date(2026, 3, 1)
EVERYTHING = {"lines": None, "segments": None, "regions": None}
WINDOW = {"basis": "actual", "first_month": JANUARY, "last_month": MARCH}
NAMES = sorted(path.stem for path in queries.FOLDER.glob("*.sql"))
HEADINGS = ["Product", "Line", "Segment", "Region", "Month", "Revenue", "Variable cost", "Investment", "Units"]
ROWS = (
    ["Widget", "Tools", "Home", "Europe", JANUARY, 300, 100, 50, 3],
    ["Widget", "Tools", "Work", "Asia", JANUARY, 30, 10, None, 1],
    ["Gadget", "Tools", "Home", "Asia", FEBRUARY, 120.25, 60, 20, 2],
    ["Gizmo", "Toys", "Home", "Europe", MARCH, 7, None, None, None],
    ["Idle", "Toys", "Home", "Europe", MARCH, None, None, None, 9],
)


@pytest.fixture
def portfolio(store, tmp_path):
    """A store of four products, three months, two lines, segments and regions."""
    factories.load(store, factories.workbook(tmp_path, "PL.xlsx", *ROWS, headings=HEADINGS))
    return store


def answer(store, name, **parameters):
    with store.open() as con:
        return queries.read(con, name, **parameters)


def totals(store, **changed):
    """Revenue by product in a window, under a filter."""
    rows = answer(store, "product_periods", by=None, **{**EVERYTHING, **WINDOW, **changed})
    return rows.groupby("product")["revenue"].sum(min_count=1).to_dict()


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("insert_")])
def test_every_query_answers_on_an_empty_store(store, name):
    names = set(re.findall(r"\$(\w+)", queries.text(name)))
    with store.open() as con:
        con.register("incoming", replaced.INCOMING.empty_table())  # what some of them compare with
        rows = con.execute(queries.text(name), dict.fromkeys(names)).fetchall()
    assert len(rows) == (name == "badge")


def test_totals_are_sums_by_product_and_what_no_cell_gives_is_missing(portfolio):
    rows = answer(portfolio, "product_periods", by=None, **EVERYTHING, **WINDOW).set_index("product")
    assert rows.loc["Widget", ["line", "revenue", "variable_cost", "investment", "units"]].tolist() == [
        "Tools", 330, 110, 50, 4,
    ]  # fmt: skip
    assert rows.loc["Gizmo", ["variable_cost", "investment"]].isna().all()


def test_a_product_with_units_alone_has_no_money_to_show(portfolio):
    assert set(totals(portfolio)) == {"Widget", "Gadget", "Gizmo"}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"lines": ["Tools"]}, {"Widget": 330, "Gadget": 120.25}),
        ({"lines": ["Tools", "Toys"], "regions": ["Asia"]}, {"Widget": 30, "Gadget": 120.25}),
        ({"segments": ["Work"]}, {"Widget": 30}),
        ({"segments": []}, {}),
        ({"regions": ["Europe"], "first_month": FEBRUARY}, {"Gizmo": 7}),
        ({"last_month": JANUARY}, {"Widget": 330}),
        ({"basis": "budget"}, {}),
        ({"lines": ["') or true --"]}, {}),
    ],
)
def test_a_filter_keeps_what_it_names_and_nothing_else(portfolio, chosen, expected):
    assert totals(portfolio, **chosen) == expected


def test_a_quarter_counts_only_in_a_window_that_holds_all_of_it(store, tmp_path):
    factories.load(store, factories.workbook(tmp_path, "PL.xlsx", ["Widget", "Q1 2026", 900, 300, 150]))
    assert totals(store) == {"Widget": 900}
    assert totals(store, last_month=FEBRUARY) == totals(store, first_month=FEBRUARY) == {}


def test_the_months_of_a_basis_are_the_first_and_last_of_each_period(store, tmp_path):
    factories.load(store, factories.workbook(tmp_path, "PL.xlsx", ["Widget", "Q1 2026", 900, 300, 150]))
    (row,) = answer(store, "months", basis="actual", **EVERYTHING).to_dict("records")
    assert row == {"first_month": pd.Timestamp(JANUARY), "last_month": pd.Timestamp(MARCH)}


def test_choices_are_what_the_figures_have(portfolio):
    rows = answer(portfolio, "choices")
    assert list(zip(rows["filter"], rows["choice"], strict=True)) == [
        ("basis", "actual"), ("line", "Tools"), ("line", "Toys"), ("region", "Asia"), ("region", "Europe"),
        ("segment", "Home"), ("segment", "Work"),
    ]  # fmt: skip


def test_a_figure_opens_the_cells_that_it_is_the_sum_of(portfolio):
    rows = answer(portfolio, "cells", **EVERYTHING, **WINDOW, measures=["revenue"], products=["Widget"])
    assert rows["amount"].tolist() == [300, 30]
    assert rows[["file", "sheet", "row_number", "column_number", "raw"]].iloc[1].tolist() == [
        "PL.xlsx", "P&L", 3, 6, "30",
    ]  # fmt: skip


def test_the_line_of_the_register_stands_over_the_line_of_a_finance_row(portfolio, tmp_path):
    register = [["Product", "Business line", "Owner"], ["Widget", "Hardware", "Ann"]]
    factories.load(portfolio, write_workbook(tmp_path / "register.xlsx", {"Products": register}))
    assert totals(portfolio, lines=["Hardware"]) == {"Widget": 330}


def test_a_kpi_is_of_its_products_line_as_the_register_says_and_without_one_as_finance_does(portfolio, tmp_path):
    rows = [["KPI", "Product", "Month", "Actual", "Target"]]
    rows += [["Churn", product, JANUARY, 2, 1] for product in ("Widget", "Gizmo", "Unheard of")]
    factories.load(portfolio, write_workbook(tmp_path / "KPIs.xlsx", {"KPIs": rows}))
    of = {"lines": ["Tools"], "segments": None}
    assert answer(portfolio, "kpi_results", **of)["product"].tolist() == ["Widget"]
    register = [["Product", "Business line"], ["Gizmo", "Tools"], ["Unheard of", "Tools"], ["Widget", "Toys"]]
    factories.load(portfolio, write_workbook(tmp_path / "Register.xlsx", {"Products": register}))
    assert answer(portfolio, "kpi_results", **of)["product"].tolist() == ["Gizmo", "Unheard of"]


def test_sums_are_exact_decimals_where_they_must_be_and_doubles_for_drawing(store, tmp_path):
    rows = [["Widget", JANUARY, 0.1, 1, 1] for _ in range(3)]
    factories.load(store, factories.workbook(tmp_path, "PL.xlsx", *rows))
    with store.open() as con:
        (exact,) = queries.exact(con, "product_periods", by=None, **EVERYTHING, **WINDOW)
        drawn = queries.read(con, "product_periods", by=None, **EVERYTHING, **WINDOW)
    assert exact["revenue"] == Decimal("0.3000")
    assert (drawn["revenue"].dtype, drawn["revenue"].tolist()) == ("float64", [0.3])  # 0.1 + 0.1 + 0.1 > 0.3


def test_the_badge_says_the_currency_and_counts_what_was_rejected(store, tmp_path):
    headings = [*conftest.HEADINGS, "Currency"]
    rows = (["Widget", JANUARY, 3, 1, 1, "EUR"], ["Gadget", "soon", 3, 1, 1, "EUR"], ["Total", None, 6, 2, 2, None])
    factories.load(store, factories.workbook(tmp_path, "PL.xlsx", *rows, headings=headings))
    (badge,) = answer(store, "badge").to_dict("records")
    accepted = {"accepted": "PL.xlsx: accepted by Ada, a test"}
    assert badge == {"currency": "EUR", "sample": False, "uploads": 1, "rejected_rows": 1} | accepted
    load.withdraw(store)
    assert answer(store, "badge")["uploads"].tolist() == [0]


SEGMENTS = ["Discrete manufacturing", "Process industry", "Utilities"]
YEAR = {"first_month": date(2025, 10, 1), "last_month": date(2026, 9, 1)}


@pytest.mark.parametrize(
    ("query", "more"),
    [
        ("product_periods", {"basis": "actual", "by": None, **YEAR}),
        ("product_periods", {"basis": "budget", "by": "line", **YEAR}),
        ("months", {"basis": "actual"}),
        ("finance_plans", {}),
    ],
)
def test_every_segment_together_is_what_is_kept_by_month(sample_folder, query, more):
    """The sums that are kept and those that are taken from the cells, where a filter asks for them."""
    with Store(sample_folder / "store").open() as con:
        kept = queries.read(con, query, **EVERYTHING, **more)
        summed = queries.read(con, query, **{**EVERYTHING, "segments": SEGMENTS}, **more)
    assert len(kept)
    pd.testing.assert_frame_equal(kept, summed)
