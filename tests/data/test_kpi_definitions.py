"""What the store says of each KPI: its register first, whatever the spelling, else what its results tell."""

import pytest

from data import load as loading
from data import queries
from data.reading.questions.settled import Answers
from data.store import Store
from tests.data.factories import load

PLAIN = "KPI,Product,Month,Actual,Target\nCustomer churn,A,2025-01,3,4\nHaze,A,2025-01,3,4\n"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def definitions(store):
    with store.open() as con:
        return {row["kpi"]: row for row in queries.exact(con, "kpi_definitions")}


def results(store):
    with store.open() as con:
        rows = queries.exact(con, "kpi_results", lines=None, segments=None)
    return {(r["kpi"], r["segment"], str(r["first_month"])[:7]): (r["actual"], r["target"]) for r in rows}


def given(store, tmp_path, text, name="kpis.csv", **wanted):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load(store, path, **wanted)


def test_an_assumed_direction_is_the_answer_once_confirmed_and_not_asked_again(store, tmp_path):
    report = given(store, tmp_path, PLAIN)
    assert [(each["id"], each["may_wait"]) for each in report["questions"]] == [("directions", True)]
    assert definitions(store)["Customer churn"]["direction_from"] == "name"
    confirmed = given(store, tmp_path, PLAIN, answers=Answers({"directions": "Haze: higher; customer churn: lower"}))
    assert confirmed["questions"] == []
    later = PLAIN + "Haze,A,2025-02,3,4\n"
    assert given(store, tmp_path, later)["questions"] == []
    said = {kpi: (row["direction"], row["direction_from"]) for kpi, row in definitions(store).items()}
    assert said == {"Customer churn": ("lower is better", "answer"), "Haze": ("higher is better", "answer")}


def test_a_register_finds_its_kpi_whatever_the_case_and_the_spaces(store, tmp_path):
    given(store, tmp_path, PLAIN)
    given(store, tmp_path, "KPI,Direction,Unit,Tolerance\ncustomer  CHURN,up,EUR,0.5\n", "register.csv")
    found = definitions(store)
    assert list(found) == ["Customer churn", "Haze"]
    churn = found["Customer churn"]
    assert (churn["direction"], churn["direction_from"]) == ("higher is better", "definition")
    assert (churn["unit"], churn["tolerance"]) == ("EUR", 0.5)


def test_what_a_withdrawn_sheet_told_is_not_told(store, tmp_path):
    report = given(store, tmp_path, PLAIN)
    loading.withdraw(store, report["upload"])
    assert definitions(store) == {}


def test_a_target_beside_months_stands_in_each_month_that_has_an_actual(store, tmp_path):
    text = "KPI,Target,Better,2025-01,2025-02,2025-03\nUptime,99,higher,98,,97\nOutages,,lower,4,2,1\n"
    given(store, tmp_path, text)
    found = results(store)
    assert {month: pair for (kpi, _, month), pair in found.items() if kpi == "Uptime"} == {
        "2025-01": (98, 99),
        "2025-03": (97, 99),
    }
    assert found["Outages", None, "2025-02"] == (2, None)


def test_a_target_beside_the_months_of_the_next_file_holds_for_those(store, tmp_path):
    given(store, tmp_path, "KPI,Target,Better,2025-01,2025-02\nUptime,99,higher,98,97\n")
    given(store, tmp_path, "KPI,Target,Better,2025-02,2025-03\nUptime,95,higher,97,96\n")
    targets = {month: target for (_, _, month), (_, target) in results(store).items()}
    assert targets["2025-01"] == 99
    assert (targets["2025-02"], targets["2025-03"]) == (95, 95)


def test_regions_are_series_of_their_own(store, tmp_path):
    text = "KPI,Product,Region,Month,Actual,Target\nOrders,A,North,2025-01,80,90\nOrders,A,South,2025-01,90,80\n"
    given(store, tmp_path, text)
    assert results(store) == {("Orders", "North", "2025-01"): (80, 90), ("Orders", "South", "2025-01"): (90, 80)}


def test_a_segment_and_a_region_are_one_part_with_its_own_cells(store, tmp_path):
    text = "KPI,Segment,Region,Month,Actual\nOrders,Retail,North,2025-01,80\nOrders,Retail,South,2025-01,90\n"
    given(store, tmp_path, text)
    assert results(store)["Orders", "Retail, North", "2025-01"] == (80, None)
    with store.open() as con:
        cells = list(queries.exact(con, "kpi_cells", kpi="Orders", product="", segment="Retail, South"))
    assert [(cell["amount"], cell["raw"]) for cell in cells] == [(90, "90")]


def test_the_target_of_a_month_is_traced_to_the_cell_beside_the_months(store, tmp_path):
    given(store, tmp_path, "KPI,Target,Better,2025-01,2025-02\nUptime,≥ 99,higher,98,97\n")
    with store.open() as con:
        cells = list(queries.exact(con, "kpi_cells", kpi="Uptime", product="", segment=""))
    assert [(c["raw"], c["column_number"]) for c in cells if c["measure"] == "target"] == [("≥ 99", 2)] * 2
