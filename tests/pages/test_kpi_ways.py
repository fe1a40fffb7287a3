"""Which way of a KPI is good, said on the KPIs page where no sheet says it."""

import pytest

from data import intake
from data.store import Store
from tests.conftest import write_workbook
from tests.pages.conftest import headline

ROWS = [[kpi, f"2025-{n:02}", 12, 10] for kpi in ("Churn", "Haze") for n in range(1, 7)]


@pytest.fixture
def page(visit, tmp_path):
    path = write_workbook(tmp_path / "k.xlsx", {"KPIs": [["KPI", "Month", "Actual", "Target"], *ROWS]})
    intake.load_file(Store(tmp_path / "store"), path, intake.Wanted())
    return visit(tmp_path / "store", "kpis")


def test_an_assumed_direction_is_shown_as_assumed_and_holds_until_then(page):
    assert headline(page) == (
        "The one KPI is off target. Churn (company) is at 80.0 % of target. One more has no target or no direction."
    )
    (form,) = [each for each in page.expander if each.label.startswith("Which way is good")]
    assert form.label == (
        "Which way is good is assumed from the name of 1 KPI and not known of 1 KPI. Say or confirm it here."
    )


def test_what_is_confirmed_is_kept_and_asked_no_more(page):
    page.button("keep-kpi-ways").click().run()
    assert not page.exception
    (form,) = [each for each in page.expander if each.label.startswith("Which way is good")]
    assert form.label == "Which way is good is not known of 1 KPI. Say or confirm it here."
