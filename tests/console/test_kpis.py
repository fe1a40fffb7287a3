"""What `kpis` prints is what pandas makes of the sample's workbooks."""

import pandas as pd
import pytest

from analytics import kpi_panels, lagging, plan_kpis
from console import kpis
from data import intake, queries
from data.problems import ReallotError
from data.store import Store
from tests.conftest import write_workbook


@pytest.fixture(scope="module")
def shown(sample_folder):
    return kpis.report(Store(sample_folder / "store"))["kpis"]


@pytest.fixture
def expected(book):
    """The last month of every KPI and product, with what the definitions say."""
    results = book("KPIs", "Results").merge(book("KPIs", "Definitions"), on="KPI")
    return results[results["Month"] == "2026-09-01"].set_index(["KPI", "Product"])


def test_every_kpi_of_every_product_is_listed_and_those_of_finance(shown, expected):
    listed = [(row["kpi"], row["product"]) for row in shown]
    assert len(listed) == len(set(listed))
    of_finance = {key for key in listed if key[0] in {"Revenue", "Contribution margin"}}
    assert set(listed) - of_finance == set(expected.index)
    assert len(of_finance) == 48


def attainment(row):
    if row["Direction"] == "range":
        low, high = row["Low"], row["High"]
        outside = max(low - row["Actual"], 0) / low + max(row["Actual"] - high, 0) / high
        return 1 - outside
    ratio = row["Actual"] / row["Target"]
    return ratio if row["Direction"].startswith("higher") else 2 - ratio


def test_attainment_and_status(shown, expected):
    for row in shown:
        if (row["kpi"], row["product"]) not in expected.index:
            continue
        of = expected.loc[(row["kpi"], row["product"])]
        reached = attainment(of)
        amber = 0.9 if pd.isna(of["Amber from"]) else of["Amber from"]
        assert row["attainment"] == pytest.approx(reached)
        assert row["status"] == ("green" if reached >= 1 - 1e-9 else "amber" if reached >= amber else "red")


def test_streaks_and_severity_put_the_worst_first(shown, book):
    results = book("KPIs", "Results").merge(book("KPIs", "Definitions"), on="KPI")
    results["below"] = [attainment(row) < 1 - 1e-9 for row in results.to_dict("records")]
    for row in shown[:40]:
        months = results[(results["KPI"] == row["kpi"]) & (results["Product"] == row["product"])].sort_values("Month")
        if months.empty:
            continue
        below = months["below"].tolist()[::-1]
        streak = below.index(False) if False in below else len(below)
        assert row["streak"] == streak
        weight = months["Weight"].iloc[0]
        assert row["severity"] == pytest.approx(weight * (1 - row["attainment"]) * (1 + streak / 12))
    severities = [row["severity"] for row in shown if row["severity"] is not None]
    assert severities == sorted(severities, reverse=True)


def test_revenue_against_budget_is_a_kpi(shown, book):
    month = "2026-09-01"
    sums = [
        b[b["Month"] == month].groupby("Product")["Revenue"].sum()
        for b in (book("Finance actuals", "Actuals"), book("Budget", "Budget"))
    ]
    for row in shown:
        if row["kpi"] == "Revenue":
            assert row["actual"] == pytest.approx(sums[0][row["product"]])
            assert row["attainment"] == pytest.approx(sums[0][row["product"]] / sums[1][row["product"]])


@pytest.mark.parametrize("currency", ["EUR", "currency not stated"])
def test_the_years_goal_of_revenue_is_the_budget_of_the_year(sample, book, currency):
    with sample.open() as con:
        plans = queries.read(con, "finance_plans", lines=None, segments=None, regions=None)
    rows = lagging.of(kpi_panels.of(plan_kpis.results(plans), plan_kpis.definitions(currency))).rows
    budget = book("Budget", "Budget")
    year = budget[budget["Month"].dt.year == 2026].groupby("Product")["Revenue"].sum()
    found = rows[rows["kpi"] == "Revenue"].set_index("product")["goal"]
    assert found.to_dict() == pytest.approx(year.to_dict())


def test_what_slides_though_green_is_unlikely_to_hold(shown):
    story = next(row for row in shown if (row["kpi"], row["product"]) == ("On-time delivery", "Vantry Vision"))
    assert story["status"] == "green"
    assert story["projection"]["chance"] < 0.5


def test_chances_are_of_every_size(shown):
    chances = [row["projection"]["chance"] for row in shown if row["projection"]["chance"] is not None]
    for tenth in range(10):
        assert sum(tenth / 10 <= chance <= tenth / 10 + 0.1 for chance in chances) >= 3


def test_an_empty_store_says_what_to_load(store):
    with pytest.raises(ReallotError, match="No KPI data loaded"):
        kpis.report(store)


def plain(tmp_path):
    rows = [[kpi, f"2025-{n:02}", actual, 10] for kpi, actual in (("Churn", 12), ("Haze", 12)) for n in range(1, 7)]
    store = Store(tmp_path / "store")
    intake.load_file(
        store,
        write_workbook(tmp_path / "k.xlsx", {"KPIs": [["KPI", "Month", "Actual", "Target"], *rows]}),
        intake.Wanted(),
    )
    return store


def ways(printed):
    return {row["kpi"]: (row["direction"], row["direction_from"], row["status"]) for row in printed["kpis"]}


def test_a_direction_is_assumed_from_a_name_or_not_known_until_it_is_said(tmp_path):
    store = plain(tmp_path)
    assert ways(kpis.report(store)) == {"Churn": ("lower is better", "name", "red"), "Haze": (None, None, None)}
    said = ways(kpis.report(store, ["Haze=higher", "assumed"]))
    assert said == {"Churn": ("lower is better", "answer", "red"), "Haze": ("higher is better", "answer", "green")}
    assert ways(kpis.report(store)) == said


@pytest.mark.parametrize(
    ("good", "refusal"), [("Chrun=lower", "The nearest is “Churn”"), ("Haze=blue", "Haze=higher or Haze=lower")]
)
def test_a_direction_of_no_kpi_or_no_way_is_refused(tmp_path, good, refusal):
    store = plain(tmp_path)
    with pytest.raises(ReallotError, match=refusal):
        kpis.report(store, [good])
    assert ways(kpis.report(store))["Haze"] == (None, None, None)
