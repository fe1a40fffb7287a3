"""Who leads by KPIs: only who has enough of them to be judged, and how many more tie with the last who is named."""

import pytest

from tests.conftest import TWO_PRODUCTS, write_workbook
from tests.data import factories

TARGET = 10


def book(kpis, reached):
    """A workbook of two KPIs or fewer, and what each product reached of all of them."""
    results = [[kpi, product, "2026-01", actual, TARGET] for kpi in kpis for product, actual in reached.items()]
    return {
        "P&L": TWO_PRODUCTS,
        "KPIs": [["KPI", "Product", "Month", "Actual", "Target"], *results],
        "Definitions": [["KPI", "Direction"], *([kpi, "higher is better"] for kpi in kpis)],
    }


@pytest.fixture
def said(visit, store, tmp_path):
    """What the Overview says of leaders by KPIs, of such a workbook."""

    def _said(kpis, reached):
        factories.load(store, write_workbook(tmp_path / "book.xlsx", book(kpis, reached)))
        page = visit(store.folder, "overview")
        return [each.value for each in page.markdown if "KPIs on target" in each.value]

    return _said


@pytest.mark.parametrize(
    ("kpis", "sentences"), [(("Churn",), []), (("Churn", "Uptime"), ["**KPIs on target**  \n▲ Widget 2 of 2"])]
)
def test_products_with_one_kpi_are_not_said_to_stand_alike(said, kpis, sentences):
    assert said(kpis, {"Widget": 12}) == sentences


def test_those_who_tie_with_the_last_who_is_named_are_counted(said):
    reached = {"Ant": 12, "Bee": 12, "Cat": 12, "Dog": 12, "Elk": 12, "Fox": 5, "Gnu": 5, "Hen": 5}
    (sentence,) = said(("Churn", "Uptime"), reached)
    ahead = "▲ Ant 2 of 2, Bee 2 of 2, Cat 2 of 2 and 2 more"
    assert sentence.split("  \n") == ["**KPIs on target**", ahead, "▼ Hen 0 of 2, Gnu 0 of 2, Fox 0 of 2"]


def test_products_that_all_meet_as_many_stand_alike(said):
    reached = dict.fromkeys(("Ant", "Bee", "Cat"), 12)
    assert said(("Churn", "Uptime"), reached) == ["**KPIs on target**  \nall products stand alike"]
