"""Attainment, status, streak, months behind, severity: each by hand and at its edges."""

import numpy as np
import pandas as pd
import pytest

from analytics import kpi_panels, kpis, lagging, plan_kpis


def results(*rows):
    """KPI, product, month, actual, target."""
    frame = pd.DataFrame(rows, columns=["kpi", "product", "first_month", "actual", "target"])
    frame["first_month"] = pd.to_datetime(frame["first_month"])
    return frame.assign(segment=None, grain="month").astype({"actual": float, "target": float})


def definitions(**directions):
    said = dict.fromkeys(["unit", "description"], None) | dict.fromkeys(["low", "high", "amber", "weight"], np.nan)
    return pd.DataFrame([{"kpi": kpi, "direction": text, **said} for kpi, text in directions.items()])


def months(kpi, product, pairs):
    return [(kpi, product, f"2026-{n:02}-01", actual, target) for n, (actual, target) in enumerate(pairs, 1)]


def panel(pairs, direction="higher is better", **more):
    (found,) = kpi_panels.of(results(*months("K", "P", pairs)), definitions(K=direction).assign(**more))
    return found


def attained(actual, target, direction, **more):
    return kpis.attainment(panel([(actual, target)], direction, **more))[0, 0]


@pytest.mark.parametrize(
    ("actual", "target", "direction", "expected"),
    [
        (90, 100, "higher is better", 0.9),
        (110, 100, "higher is better", 1.1),
        (110, 100, "lower is better", 0.9),
        (-120, -100, "higher is better", 0.8),
        (-80, -100, "higher is better", 1.2),
        (-80, -100, "lower is better", 0.8),
    ],
)
def test_attainment_in_both_directions_and_with_negative_targets(actual, target, direction, expected):
    assert attained(actual, target, direction) == pytest.approx(expected)


def test_attainment_is_missing_without_a_target_or_with_one_of_nothing():
    assert np.isnan(attained(5, 0, "higher is better"))
    assert np.isnan(attained(5, np.nan, "higher is better"))
    assert np.isnan(attained(5, 10, "blue"))


@pytest.mark.parametrize(("actual", "expected"), [(0.75, 1), (0.85, 1), (0.8, 1), (0.6, 0.8), (1.02, 0.8)])
def test_a_range_is_met_inside_and_missed_by_its_distance(actual, expected):
    assert attained(actual, 0.8, "range", low=0.75, high=0.85) == pytest.approx(expected)


def test_a_range_without_limits_is_met_at_its_target():
    assert attained(100, 100, "Goldilocks") == 1
    assert attained(90, 100, "Goldilocks") == attained(110, 100, "Goldilocks") == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("value", "amber", "expected"),
    [(1.0, None, "green"), (0.99, None, "amber"), (0.9, None, "amber"), (0.8999, None, "red"), (0.94, 0.95, "red")],
)
def test_status_by_threshold(value, amber, expected):
    of = panel([(value, 1)], amber=np.nan if amber is None else amber)
    assert kpis.statuses(of).tolist() == [[expected]]


@pytest.mark.parametrize(("direction", "expected"), [("down", ["red", "green", ""]), ("up", ["green", "green", ""])])
def test_a_target_of_0_is_met_or_missed_though_nothing_is_attained(direction, expected):
    of = panel([(3, 0), (0, 0), (np.nan, 0)], direction)
    assert kpis.statuses(of).tolist() == [expected]
    assert np.isnan(kpis.attainment(of)).all()


def test_a_missed_target_of_0_lags_by_its_part_of_the_worst_miss_of_a_year():
    incidents = months("Incidents", "P", [(6, 0), (4, 0), (0, 0), (3, 0), (2, 0), (1, 0)])
    rows = results(*incidents, *months("Met", "P", [(1, 1)] * 6), *months("Missed", "P", [(9, 10)] * 6))
    found = lagging.of(kpi_panels.of(rows, definitions(Incidents="down", Met="up", Missed="up"))).rows
    assert found["kpi"].tolist() == ["Incidents", "Missed", "Met"]
    assert found["streak"].tolist() == [3, 6, 0]
    assert found["attainment"].isna().tolist() == [True, False, False]
    assert found["severity"].tolist() == pytest.approx([1 / 6 * (1 + 3 / 12), 0.1 * 1.5, 0])


def test_a_target_of_0_is_met_within_its_tolerance():
    of = panel([(3, 0), (2, 0)], "down", tolerance=2.0)
    assert kpis.statuses(of).tolist() == [["red", "green"]]
    assert kpis.shortfalls(of).tolist() == [0]


def test_a_limit_of_0_that_is_passed_is_missed_though_nothing_is_attained():
    of = panel([(3, np.nan), (-1, np.nan)], "range", low=0.0, high=5.0)
    assert kpis.statuses(of).tolist() == [["green", "red"]]
    assert (np.isnan(kpis.attainment(of)[0, 1]), kpis.shortfalls(of).tolist()) == (True, [1])


@pytest.mark.parametrize(("limits", "expected"), [({"low": 2.0}, ["red", "green"]), ({"high": 2.0}, ["green", "red"])])
def test_a_range_with_one_limit_is_open_on_its_other_side(limits, expected):
    assert kpis.statuses(panel([(1, np.nan), (3, np.nan)], "range", **limits)).tolist() == [expected]


def test_a_range_with_one_limit_and_a_target_is_bounded_by_both():
    of = panel([(1, 3.0), (2.5, 3.0), (4, 3.0)], "range", low=2.0)
    assert kpis.statuses(of).tolist() == [["red", "green", "red"]]


def test_nothing_is_said_without_anything_to_compare_with():
    assert kpis.statuses(panel([(5, np.nan)], "range")).tolist() == [[""]]
    assert kpis.statuses(panel([(5, np.nan)])).tolist() == [[""]]
    assert kpis.statuses(panel([(5, 5)], "blue")).tolist() == [[""]]


def test_a_streak_counts_back_to_the_last_month_on_target():
    of = panel([(9, 10), (10, 10), (9, 10), (8, 10)])
    assert kpis.streak(kpis.statuses(of), of.last).tolist() == [2]


def test_an_unknown_month_ends_a_streak():
    of = panel([(9, 10), (np.nan, 10), (9, 10)])
    assert kpis.streak(kpis.statuses(of), of.last).tolist() == [1]


def test_a_month_to_come_with_a_target_alone_is_not_the_last():
    of = panel([(9, 10), (10, 10), (np.nan, 10)])
    assert (of.last, kpis.streak(kpis.statuses(of), of.last).tolist()) == (1, [0])


def test_months_behind_are_interpolated_on_the_plan():
    # the plan rose 10 a month to 140; 117 lies 3/10 of the way from 120 back to 110
    of = panel([(100, 100), (100, 110), (100, 120), (100, 130), (117, 140)])
    assert kpis.months_behind(of).tolist() == pytest.approx([2.3])


def test_on_target_nothing_is_behind_and_never_planned_so_low_is_unknown():
    assert kpis.months_behind(panel([(10, 10), (12, 11)])).tolist() == [0]
    assert np.isnan(kpis.months_behind(panel([(10, 10), (8, 11)]))).all()


def test_months_behind_where_lower_is_better():
    of = panel([(20, 20), (18, 18), (16, 16), (17, 14)], "lower is better")
    assert kpis.months_behind(of).tolist() == pytest.approx([1.5])


def test_severity_is_weight_times_gap_times_streak():
    assert kpis.severity(0.15, 0.2, 12) == pytest.approx(0.15 * 0.2 * 2)
    assert kpis.shortfalls(panel([(13, 10)])).tolist() == [0]


def test_a_years_target_of_a_sum_is_spread_and_of_a_level_holds():
    rows = results(*months("K", "P", [(9, np.nan)] * 3))
    year = results(("K", "P", "2026-01-01", np.nan, 120)).assign(grain="year")
    both = pd.concat([rows, year], ignore_index=True)
    (of_sum,) = kpi_panels.of(both, definitions(K="up").assign(unit="EUR"))
    (of_level,) = kpi_panels.of(both, definitions(K="up").assign(unit="%"))
    assert (of_sum.target[0, :3].tolist(), of_level.target[0, :3].tolist()) == ([10] * 3, [120] * 3)


def test_a_hole_between_two_months_is_a_column_of_its_own():
    of = panel([(1, 1), (2, 1)])
    rows = results(("K", "P", "2026-01-01", 1, 1), ("K", "P", "2026-03-01", 2, 1))
    (holed,) = kpi_panels.of(rows, definitions(K="up"))
    assert (len(of.periods), len(holed.periods)) == (2, 3)
    assert np.isnan(holed.actual[0, 1])


def test_a_weight_that_is_not_given_is_the_mean_of_the_others():
    rows = results(*months("A", "P", [(1, 1)]), *months("B", "P", [(1, 1)]), *months("C", "P", [(1, 1)]))
    said = definitions(A="up", B="up", C="up").assign(weight=[0.2, 0.4, np.nan])
    (of,) = kpi_panels.of(rows, said)
    assert of.keys["weight"].tolist() == pytest.approx([0.2, 0.4, 0.3])
    (alone,) = kpi_panels.of(rows, said.assign(weight=np.nan))
    assert alone.keys["weight"].tolist() == [1, 1, 1]


def test_a_percentage_is_a_fraction_where_none_of_its_values_is_large():
    rows = results(*months("A", "P", [(0.93, 1.04)]), *months("B", "P", [(4.5, 0.9)]), *months("C", "P", [(0.5, 0.5)]))
    said = definitions(A="up", B="down", C="up").assign(unit=["%", "%", "h"])
    (of,) = kpi_panels.of(rows, said)
    assert of.keys["fraction"].tolist() == [True, False, False]


def test_a_margin_of_finance_is_a_fraction_and_its_revenue_a_sum_whatever_their_size_and_currency():
    month = pd.Timestamp("2026-01-01")
    plans = pd.DataFrame({"product": ["P"], "first_month": [month], "grain": ["month"]})
    sums = {"revenue": 100.0, "planned_revenue": 200.0, "contribution": -250.0, "planned_contribution": 60.0}
    own, given = plan_kpis.results(plans.assign(**sums)), results(*months("Churn", "P", [(0.02, 0.01)]))
    said = plan_kpis.beside(plan_kpis.definitions("currency not stated"), definitions(Churn="down").assign(unit="%"))
    (of,) = kpi_panels.of(plan_kpis.beside(own, given), said)
    keys = of.keys.set_index("kpi")
    assert keys["fraction"].to_dict() == {"Contribution margin": True, "Revenue": False, "Churn": True}
    assert keys["is_sum"].to_dict() == {"Contribution margin": False, "Revenue": True, "Churn": False}
