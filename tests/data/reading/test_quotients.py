"""A KPI given as numerator and denominator: by columns, by types in rows, by two KPIs; in the scale of its targets."""

import pytest

from data import queries
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers
from data.store import Store
from tests.data.factories import load
from tests.data.reading.test_kpi_sheets import figures, opened, told

BY_COLUMNS = [
    ["KPI", "Product", "Month", "Numerator", "Denominator", "Target"],
    ["Defect rate", "A", "2025-01", 5, 100, 0.06],
    ["Defect rate", "B", "2025-01", 30, 200, 0.06],
]
BY_TYPES = [
    ["KPI", "Type", "Month", "Value"],
    ["Defect rate", "Numerator", "2025-01", 5],
    ["Defect rate", "Denominator", "2025-01", 100],
    ["Defect rate", "Target", "2025-01", 0.06],
]
BY_KPIS = [
    ["KPI", "Month", "Actual", "Target"],
    ["Defect rate (numerator)", "2025-01", 5, None],
    ["Defect rate (denominator)", "2025-01", 100, None],
    ["Defect rate", "2025-01", None, 0.06],
]
ACROSS = [
    ["KPI", "2025-01", "2025-02"],
    ["Numerator of churn", 5, 6],
    ["Denominator of churn", 100, 200],
]


def results(tmp_path, rows, **wanted):
    """By product and month the actual and the target that a store has of some rows."""
    path = tmp_path / "kpis.csv"
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows)
    path.write_text(text, encoding="utf-8")
    store = Store(tmp_path / "store")
    load(store, path, **wanted)
    with store.open() as con:
        found = queries.exact(con, "kpi_results", lines=None, segments=None)
    return {(r["kpi"], r["product"], str(r["first_month"])[:7]): (r["actual"], r["target"]) for r in found}


@pytest.mark.parametrize("rows", [BY_COLUMNS[:2], BY_TYPES, BY_KPIS])
def test_both_sides_are_kept_and_nothing_is_asked_of_them(rows):
    assert figures(rows) == {
        ("Defect rate", "numerator", "2025-01", 5),
        ("Defect rate", "denominator", "2025-01", 100),
        ("Defect rate", "target", "2025-01", 0.06),
    }
    of = told(rows)["Defect rate"]
    assert (of.quotient, of.times, of.adds_up, of.direction) == (True, 1, False, "lower is better")


def test_two_kpis_are_the_sides_of_one_where_months_stand_across_too():
    assert {(kpi, measure) for kpi, measure, *_ in figures(ACROSS)} == {
        ("churn", "numerator"),
        ("churn", "denominator"),
    }


def test_one_side_alone_is_a_kpi_like_any_other():
    rows = [BY_KPIS[0], BY_KPIS[1], ["Tickets per teller", "2025-01", 4, None]]
    assert {kpi for kpi, *_ in figures(rows)} == {"Defect rate (numerator)", "Tickets per teller"}
    assert not any(each.quotient for each in told(rows).values())


def test_targets_of_both_sides_are_one_target(tmp_path):
    rows = [BY_KPIS[0], ["Churn numerator", "2025-01", 5, 4], ["Churn denominator", "2025-01", 100, 200]]
    assert results(tmp_path, rows) == {("Churn", None, "2025-01"): (0.05, 0.02)}


@pytest.mark.parametrize("rows", [BY_COLUMNS[:2], BY_TYPES, BY_KPIS])
def test_the_result_is_the_ratio_of_its_sides(tmp_path, rows):
    assert {key[0]: pair for key, pair in results(tmp_path, rows).items()} == {"Defect rate": (0.05, 0.06)}


def test_rows_of_one_product_and_month_are_summed_before_they_are_divided(tmp_path):
    rows = [BY_COLUMNS[0], BY_COLUMNS[1], ["Defect rate", "A", "2025-01", 31, 200, 0.06]]
    found = results(tmp_path, rows, answers=Answers({"repeated": "both"}))
    assert found == {("Defect rate", "A", "2025-01"): (pytest.approx(36 / 300), pytest.approx(0.06))}


@pytest.mark.parametrize(
    ("unit", "target", "times", "fraction"),
    [("%", 6, 100, False), ("%", "6%", 1, True), ("%", 0.06, 1, None), ("", 0.06, 1, None), ("", None, 1, None)],
)
def test_a_unit_and_a_target_say_in_which_scale_the_ratio_is(unit, target, times, fraction):
    rows = [["KPI", "Month", "Numerator", "Denominator", "Target", "Unit"], ["Haze", "2025-01", 5, 100, target, unit]]
    of = told(rows)["Haze"]
    assert (of.times, of.fraction) == (times, fraction)


def test_a_scale_that_nothing_proves_is_asked_once():
    rows = [["KPI", "Month", "Numerator", "Denominator", "Target"], ["Haze", "2025-01", 4, 20_000, 0.3]]
    (question,) = asked(opened(rows).refusals)
    assert (question.id, question.choices[0]) == ("quotients", "1000")
    assert told(rows, given={question.id: "1000"})["Haze"].times == 1000


def test_an_actual_proves_the_scale_and_one_that_is_no_ratio_is_named():
    rows = [["KPI", "Month", "Numerator", "Denominator", "Actual"], ["Haze", "2025-01", 5, 100, 5]]
    assert told(rows)["Haze"].times == 100
    other = [rows[0], rows[1], ["Haze", "2025-02", 5, 100, 5], ["Haze", "2025-03", 5, 100, 7]]
    assert "other_ratio" in {problem.code for problem in opened(other).problems}
    assert "other_ratio" not in {problem.code for problem in opened(rows).problems}


def test_a_side_without_the_other_one_has_no_ratio_and_is_named(tmp_path):
    rows = [BY_COLUMNS[0], BY_COLUMNS[1], ["Defect rate", "A", "2025-02", 5, None, 0.06]]
    rows += [["Defect rate", "A", "2025-03", 5, 0, 0.06]]
    (problem,) = (problem for problem in opened(rows).problems if problem.code == "half")
    assert "2 times" in problem.sentence
    found = results(tmp_path, rows)
    assert [found["Defect rate", "A", f"2025-0{n}"][0] for n in (1, 2, 3)] == [0.05, None, None]
