"""Weekly KPIs as panels: what a week takes of longer targets, and what weeks do not make."""

import numpy as np
import pandas as pd
import pytest

from analytics import kpi_panels, lagging
from analytics.steps import WEEK
from tests.analytics.test_kpis import definitions


def results(*rows):
    """Period, grain, actual, target."""
    frame = pd.DataFrame(rows, columns=["first_month", "grain", "actual", "target"]).assign(
        kpi="K", product="P", segment=None
    )
    return frame.assign(first_month=pd.to_datetime(frame["first_month"])).astype({"actual": float, "target": float})


def target(*rows, unit=None):
    (panel,) = kpi_panels.of(results(*rows), definitions(K="up").assign(unit=unit))
    return panel.target[0, panel.last]


def test_a_week_of_a_level_meets_the_target_of_the_month_of_its_thursday():
    months = [("2026-03-01", "month", None, 90), ("2026-04-01", "month", None, 95)]
    assert target(("2026-03-30", "week", 80, None), *months) == 95


def test_a_week_of_a_sum_takes_each_day_of_its_own_month():
    months = [("2026-03-01", "month", None, 31), ("2026-04-01", "month", None, 60)]
    assert target(("2026-03-30", "week", 80, None), *months, unit="EUR") == pytest.approx(2 * 1 + 5 * 2)


def test_days_without_a_target_take_that_of_the_others_and_a_week_without_its_thursday_none():
    year = ("2026-01-01", "year", None, 365)
    assert target(("2025-12-29", "week", 80, None), year, unit="EUR") == pytest.approx(7)
    assert np.isnan(target(("2027-01-04", "week", 80, None), year, unit="EUR"))


def test_a_week_of_its_own_target_meets_that():
    assert target(("2026-03-30", "week", 80, 70), ("2026-04-01", "month", None, 95)) == 70


def test_weeks_make_no_target_of_a_month():
    weeks = [(day, "week", None, 10) for day in ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30")]
    assert np.isnan(target(("2026-03-01", "month", 80, None), *weeks))


def test_weeks_and_months_stand_in_panels_of_their_own():
    rows = results(("2026-03-30", "week", 8, 9), ("2026-03-01", "month", 8, 9))
    rows["kpi"] = ["K", "L"]
    panels = kpi_panels.of(rows, definitions(K="up", L="up"))
    assert [panel.step for panel in panels] == [WEEK, 1]


def test_a_streak_of_weeks_is_as_severe_as_its_part_of_a_year():
    days = pd.date_range("2025-03-31", periods=53, freq="7D")
    (row,) = lagging.of(
        kpi_panels.of(results(*((day, "week", 9, 10) for day in days)), definitions(K="up"))
    ).rows.to_dict("records")
    assert (row["streak"], row["severity"]) == (53, pytest.approx(0.1 * (1 + 53 / 52)))
