"""Every page on stores that hold little, or something unusual: none fails, each has its first line."""

from datetime import date

import pytest

from tests.conftest import write_workbook
from tests.data import factories
from tests.pages.conftest import headline

pytestmark = pytest.mark.slow

MONTHS = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(24)]
QUARTERS = [f"{2022 + n // 4}-Q{n % 4 + 1}" for n in range(12)]
FINANCE = ["Product", "Month", "Revenue", "Variable cost", "Investment"]
VENDORS = ["Market", "Month", "Vendor", "Own", "Vendor sales"]
KPIS = ["KPI", "Product", "Month", "Actual", "Target"]
DOWN = [["KPI", "Direction", "Unit"], ["Churn", "lower is better", "%"]]
BOTH = [("Us", "yes"), ("Them", "no")]
STORES = {
    "quarters": {"P&L": [FINANCE, *[["W", quarter, 100 + n, 50, 20] for n, quarter in enumerate(QUARTERS)]]},
    "years": {"P&L": [["Product", "Year", *FINANCE[2:]], *[["W", 2015 + n, 100 + n, 50, 20] for n in range(8)]]},
    "one month": {"P&L": [FINANCE, ["W", MONTHS[0], 1, 1, 1]]},
    "revenue alone": {"P&L": [FINANCE[:3], *[["W", month, 100] for month in MONTHS]]},
    "negative": {"P&L": [[*FINANCE, "Units"], *[["W", month, -10, -5, 0, 0] for month in MONTHS]]},
    "sizes alone": {"M": [["Market", "Month", "Market size"], *[["Phones", month, 100] for month in MONTHS]]},
    "vendors by year": {
        "M": [["Market", "Year", *VENDORS[2:]], *[["Phones", 2018 + n, *who, 10 + n] for n in range(6) for who in BOTH]]
    },
    "shares": {
        "M": [[*VENDORS[:4], "Market share (%)"], *[["Phones", month, *who, 20] for month in MONTHS for who in BOTH]]
    },
    "own sales alone": {"M": [VENDORS, *[["Phones", month, "Us", "yes", 5] for month in MONTHS]]},
    "markets of nothing": {"M": [VENDORS, *[["Phones", month, *who, 0] for month in MONTHS for who in BOTH]]},
    "KPIs by quarter": {"K": [KPIS, *[["Churn", "W", quarter, 5 + n, 6] for n, quarter in enumerate(QUARTERS)]]},
    "KPIs by year": {"K": [["KPI", "Year", "Actual", "Target"], *[["Churn", 2015 + n, 5 + n, 6] for n in range(8)]]},
    "targets of nothing": {"K": [KPIS, *[["Churn", "W", month, n, 0] for n, month in enumerate(MONTHS)]], "D": DOWN},
    "KPIs that stand still": {"K": [KPIS, *[["Churn", "W", month, 5, 5] for month in MONTHS]], "D": DOWN},
}


def test_markets_in_pieces_are_not_taken_for_money(visit, store, tmp_path):
    """A market of a million phones has no room for money, and a vendor of 10 % of them sells none."""
    headings = ["Market", "Month", "Vendor", "Own", "Vendor sales (units)", "Unit"]
    markets = [headings, *[["Phones", month, *who, 5_000_000, "units"] for month in MONTHS for who in BOTH]]
    finance = [[*FINANCE, "Currency"], *[["W", month, 100, 50, 20 + month.month, "EUR"] for month in MONTHS]]
    factories.load(store, write_workbook(tmp_path / "book.xlsx", {"P&L": finance, "M": markets}))
    app = visit(store.folder, "reallocation")
    app = app.segmented_control(key="beside").set_value("Other actions").run()
    app = app.segmented_control(key="further").set_value("New product").run()
    assert app.selectbox(key="new-space").options == ["none: your own business case"]
    app = app.segmented_control(key="further").set_value("Acquire").run()
    assert not app.exception
    assert any(each.value == "**Them overlaps with you in 1 of 1 market**" for each in app.markdown)
    assert app.number_input(key="acquire-brings").label == "Target's contribution per year"


@pytest.mark.parametrize("name", STORES)
def test_every_page_opens(visit, store, tmp_path, name):
    factories.load(store, write_workbook(tmp_path / "book.xlsx", STORES[name]))
    for page in ("overview", "returns", "market", "kpis", "reallocation"):
        app = visit(store.folder, page)
        assert not app.error
        assert app.markdown[0].value in {"### No data yet", "### No finance figures yet"} or headline(app)
