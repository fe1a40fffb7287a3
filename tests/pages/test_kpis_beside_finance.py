"""KPIs that a sheet gives beside finance figures with a budget."""

from datetime import date

import pytest

from data import intake
from data.store import Store
from tests.conftest import HEADINGS, write_workbook

KPIS = [["KPI", "Product", "Month", "Actual", "Target"]]
KPIS += [["Contribution margin", "Widget", f"2025-{n:02}", 50, 60] for n in range(1, 7)]


def months(basis, year, count, revenue):
    return [["Widget", "Tools", date(year, n, 1), basis, revenue, 40, 10] for n in range(1, count + 1)]


@pytest.fixture
def page(visit, tmp_path):
    """The KPIs page of finance rows with the KPIs of a sheet."""
    store = Store(tmp_path / "store")

    def opened(*rows):
        heads = ["Product", "Business line", "Month", "Basis", *HEADINGS[2:]]
        for name, sheet in (("finance", [heads, *rows]), ("KPIs", KPIS)):
            path = write_workbook(tmp_path / f"{name}.xlsx", {name: sheet})
            intake.load_file(store, path, intake.Wanted())
        return visit(tmp_path / "store", "kpis")

    return opened


def by_group(app):
    return [table.value for table in app.dataframe if "Of budget" in table.value]


def captions(app):
    return [each.value for each in app.caption]


def test_a_budget_to_which_no_actual_figures_have_come_is_compared_with_nothing(page):
    assert by_group(page(*months("budget", 2025, 6, 100))) == []


def test_actuals_are_held_against_the_budget_of_the_same_months(page):
    app = page(*months("actual", 2025, 8, 120), *months("budget", 2025, 6, 100))
    (table,) = by_group(app)
    assert table[["Revenue", "Budget"]].to_numpy().tolist() == [[720, 600]]
    assert "Jan 2025 – Jun 2025 against budget" in captions(app)


def test_a_margin_that_a_sheet_gives_is_not_explained_by_the_budget(page):
    app = page(*months("actual", 2025, 6, 120), *months("budget", 2025, 6, 100))
    app.session_state["kpi looked at"] = "\x1f".join(("Contribution margin", "Widget", ""))
    app.run()
    assert not app.exception
    columns = [list(table.value) for table in app.dataframe]
    assert ["Product", "Actual", "Target", "Of target"] in columns
    assert not any("Mix" in names for names in columns)
