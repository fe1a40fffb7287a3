"""The lagging list as a whole: its order, its outlook, peers and trend."""

import numpy as np
import pandas as pd
import pytest

from analytics import kpi_panels, lagging
from tests.analytics.test_kpis import definitions


def series(kpi, product, actual, target, start="2024-01-01"):
    months = pd.date_range(start, periods=len(actual), freq="MS")
    frame = pd.DataFrame({"kpi": kpi, "product": product, "first_month": months, "actual": actual, "target": target})
    return frame.assign(segment=None, grain="month")


def listed(*frames, **said):
    table = definitions(**(said or {"K": "up"}))
    return lagging.of(kpi_panels.of(pd.concat(frames, ignore_index=True), table)).rows.set_index("product")


RISING = [float(n) for n in range(33)]  # to September


def test_the_most_severe_comes_first():
    rows = listed(series("K", "Little", [9.9] * 12, 10.0), series("K", "Much", [5.0] * 12, 10.0))
    assert rows.index.tolist() == ["Much", "Little"]
    assert rows["severity"].tolist() == pytest.approx([0.5 * 2, 0.01 * 2])


def test_a_level_is_projected_to_the_end_of_the_year_and_held_against_its_target():
    (row,) = listed(series("K", "P", RISING, 35.5)).to_dict("records")
    assert (row["projected"], row["goal"], row["ends"].month) == (pytest.approx(35), 35.5, 12)
    assert row["chance"] < 0.1
    assert row["momentum"] == pytest.approx(1)


def test_a_sum_is_projected_as_the_years_total():
    frame = series("K", "P", [10.0] * 33, 11.0)
    rows = lagging.of(kpi_panels.of(frame, definitions(K="up").assign(unit="EUR"))).rows
    assert (rows["projected"].iloc[0], rows["goal"].iloc[0]) == (pytest.approx(120), pytest.approx(132))


def test_a_years_total_with_a_month_unknown_has_neither_value_nor_chance():
    frame = series("K", "P", [*[10.0] * 26, np.nan, *[10.0] * 6], 11.0)
    rows = lagging.of(kpi_panels.of(frame, definitions(K="up").assign(unit="EUR"))).rows
    assert rows[["projected", "chance"]].isna().all(axis=None)


def test_targets_to_come_are_taken_as_given():
    frame = series("K", "P", [*[10.0] * 33, *[np.nan] * 3], [*[11.0] * 33, 20.0, 20.0, 20.0])
    rows = lagging.of(kpi_panels.of(frame, definitions(K="up").assign(unit="EUR"))).rows
    assert rows["goal"].iloc[0] == pytest.approx(9 * 11 + 60)


def test_where_lower_is_better_a_rise_is_a_loss():
    (row,) = listed(series("K", "P", RISING, 20.0), K="down").to_dict("records")
    assert row["momentum"] == pytest.approx(-1)
    assert row["chance"] < 0.1


def test_peers_are_those_of_the_same_kpi():
    frames = [series("K", name, [value] * 12, 10.0) for name, value in (("A", 5.0), ("B", 7.0), ("C", 9.0))]
    rows = listed(*frames, series("L", "D", [1.0] * 12, 10.0), K="up", L="up")
    assert rows.loc[["A", "B", "C"], "peers"].tolist() == [0, 0.5, 1]
    assert pd.isna(rows.loc["D", "peers"])


def test_a_fall_below_its_own_trend_is_marked():
    rng = np.random.default_rng(1)
    steady = 50 + rng.normal(0, 0.1, 33)
    fallen = np.append(steady[:-1], 40.0)
    rows = listed(series("K", "Steady", steady, 10.0), series("K", "Fallen", fallen, 10.0))
    assert rows.loc["Fallen", "below_trend"]
    assert rows.loc["Fallen", "trend_gap"] == pytest.approx(-10, abs=0.5)


def test_green_today_and_unlikely_to_hold_is_about_to_miss():
    sliding = [60 - 0.5 * n for n in range(33)]
    rows = listed(series("K", "Slides", sliding, 43.5), series("K", "Holds", [50.0] * 33, 43.5))
    assert lagging.about_to_miss(rows.reset_index())["product"].tolist() == ["Slides"]


def test_a_series_that_ended_earlier_has_no_outlook():
    rows = listed(series("K", "Ended", [5.0] * 20, 10.0), series("K", "Goes on", [5.0] * 33, 10.0))
    assert pd.isna(rows.loc["Ended", "projected"])
    assert rows.loc["Goes on", "projected"] == pytest.approx(5)


def test_without_any_result_the_list_is_empty():
    assert lagging.of([]).rows.empty


def test_years_are_projected_one_year_on():
    years = series("K", "P", [float(n) for n in range(8)], 9.0)
    years["first_month"] = pd.to_datetime([f"{2015 + n}-01-01" for n in range(8)])
    (row,) = listed(years.assign(grain="year")).to_dict("records")
    assert (row["projected"], row["ends"].year) == (pytest.approx(8), 2023)


@pytest.mark.parametrize("periods", [1, 2, 5, 6, 7, 13, 25])
def test_any_length_of_history_gives_a_list(periods):
    (row,) = listed(series("K", "P", [float(n) for n in range(periods)], 3.0)).to_dict("records")
    assert row["actual"] == periods - 1
    assert pd.isna(row["projected"]) == (periods < 6)


def test_a_projection_lies_within_its_own_range_where_it_always_erred_to_one_side():
    frame = series("K", "P", [float(n * n) for n in range(33)], 20.0)  # ever faster: a line is always short of it
    (row,) = listed(frame).to_dict("records")
    assert row["projected_low"] < row["projected"] < row["projected_high"]
    assert row["projected_low"] < 35 * 35 < row["projected_high"]


def ranged(actual, target, unit="", **limits):
    said = definitions(K="range").assign(unit=unit, **{"low": np.nan, "high": np.nan, **limits})
    return lagging.of(kpi_panels.of(series("K", "P", actual, target), said)).rows.iloc[0]


@pytest.mark.parametrize(("limits", "sure"), [({"low": 5.0}, True), ({"high": 5.0}, False), ({"high": 50.0}, True)])
def test_a_range_with_one_limit_is_met_on_its_good_side(limits, sure):
    chance = ranged([10.0] * 33, np.nan, **limits)["chance"]
    assert chance > 0.9 if sure else chance < 0.1


def test_a_range_without_limits_is_held_against_its_target_or_against_nothing():
    assert ranged([10.0] * 33, 10.0)["chance"] > 0.9
    assert ranged([10.0] * 33, 12.0)["chance"] < 0.1
    assert np.isnan(ranged([10.0] * 33, np.nan)["chance"])


def test_limits_of_a_month_give_no_chance_of_a_years_sum():
    row = ranged([10.0] * 33, 10.0, unit="EUR", low=5.0, high=15.0)
    assert row["projected"] == pytest.approx(120)
    assert np.isnan(row["chance"])


def wandering(kpi, product, start, months, seed):
    return series(kpi, product, 50 + np.random.default_rng(seed).normal(0, 5, months).cumsum(), 50.0, start)


OWN = ["status", "streak", "months_behind", "momentum", "severity", *lagging.OUTLOOK, "trend_gap", "ends"]


@pytest.mark.parametrize("others", [("2020-01-01", 60), ("2023-06-01", 34), ("2024-10-01", 3)])
@pytest.mark.parametrize("unit", ["points", "EUR"])
def test_a_kpi_lives_on_its_own_months_whatever_else_is_reported(others, unit):
    mine = wandering("Mine", "P", "2023-03-01", 28, 1)
    said = definitions(Mine="up", Other="up").assign(unit=unit)
    alone, beside = (
        lagging.of(kpi_panels.of(pd.concat(frames, ignore_index=True), said)).rows.set_index("kpi").loc["Mine", OWN]
        for frames in ([mine], [mine, wandering("Other", "P", *others, 2)])
    )
    pd.testing.assert_series_equal(alone, beside)


def test_a_kpi_that_other_products_still_report_is_not_projected():
    rows = listed(series("K", "Stopped", RISING[:30], 35.5), series("K", "Late", RISING[:31], 35.5),
                  series("K", "Reported", RISING, 35.5))  # fmt: skip
    assert rows["stopped"].to_dict() == {"Stopped": True, "Late": False, "Reported": False}
    assert rows["projected"].isna().to_dict() == {"Stopped": True, "Late": False, "Reported": False}


def test_a_month_mistyped_by_half_a_century_takes_no_part():
    rows = listed(series("K", "P", RISING, 35.5), series("K", "P", [1.0], 35.5, "1971-02-01"))
    assert rows.loc["P", "projected"] == pytest.approx(35)
