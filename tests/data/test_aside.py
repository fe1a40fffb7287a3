"""A file's figures beside the store: summed as a load would, and nothing of it stays."""

from datetime import date

import pytest

from data import aside
from data.problems import ReallotError, Refused
from tests.conftest import HEADINGS, write_workbook
from tests.data.factories import workbook


def content(folder, *rows, headings=HEADINGS):
    return workbook(folder, "target.xlsx", *rows, headings=headings).read_bytes()


def row(product, month, revenue=100.0, cost=60.0, investment=20.0):
    given = {"Product": product, "Month": month, "Revenue": revenue, "Variable cost": cost, "Investment": investment}
    return [given.get(heading) for heading in HEADINGS]


def test_the_last_twelve_months_are_summed(tmp_path):
    months = [date(2024 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(1, 19)]  # January 2024 to June 2025
    found = aside.figures(content(tmp_path, *(row("Ghost", month) for month in months)), "target.xlsx")
    assert (found.first_month, found.last_month) == (date(2024, 7, 1), date(2025, 6, 1))
    sums = found.periods.groupby("product")[["revenue", "variable_cost", "investment"]].sum()
    assert sums.loc["Ghost"].tolist() == [1200.0, 720.0, 240.0]


def test_a_year_that_ends_in_december_begins_in_january(tmp_path):
    found = aside.figures(content(tmp_path, row("Ghost", date(2025, 12, 1))), "target.xlsx")
    assert (found.first_month, found.last_month) == (date(2025, 1, 1), date(2025, 12, 1))


def test_nothing_of_it_stays(tmp_path, monkeypatch):
    given = content(tmp_path, row("Ghost", date(2025, 12, 1)))
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    aside.figures(given, "../../target.xlsx")
    assert list(elsewhere.iterdir()) == []


def test_what_is_no_finance_sheet_is_refused_by_its_name(tmp_path):
    with pytest.raises(Refused, match=r"^target\.xlsx"):
        aside.figures(b"%PDF-1.7", "target.xlsx")
    path = write_workbook(tmp_path / "plan.xlsx", {"P&L": [HEADINGS, row("Ghost", date(2025, 12, 1))]})
    budget = path.with_name("budget.xlsx")
    path.rename(budget)
    with pytest.raises(ReallotError, match="holds no actual finance figures"):
        aside.figures(budget.read_bytes(), "Budget 2025.xlsx")
