"""Who leads by KPIs: only who has enough of them to be judged."""

import pytest

from tests.conftest import TWO_PRODUCTS, write_workbook
from tests.data import factories


@pytest.mark.parametrize(
    ("kpis", "said"), [(("Churn",), []), (("Churn", "Uptime"), ["**KPIs on target** · ▲ Widget 2 of 2"])]
)
def test_products_with_one_kpi_are_not_said_to_stand_alike(visit, store, tmp_path, kpis, said):
    results = [[kpi, "Widget", "2026-01", 12, 10] for kpi in kpis]
    sheets = {
        "P&L": TWO_PRODUCTS,
        "KPIs": [["KPI", "Product", "Month", "Actual", "Target"], *results],
        "Definitions": [["KPI", "Direction"], *([kpi, "higher is better"] for kpi in kpis)],
    }
    factories.load(store, write_workbook(tmp_path / "book.xlsx", sheets))
    page = visit(store.folder, "overview")
    assert [each.value for each in page.markdown if "KPIs on target" in each.value] == said
