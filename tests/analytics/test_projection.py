"""Projections: exact where the future is certain, bands as wide as past errors, and an honest record."""

import numpy as np
import pytest

from analytics import projection
from analytics.projection import project


def noisy_lines(series, periods, spread):
    rng = np.random.default_rng(7)
    return np.arange(periods) * rng.normal(0, 1, (series, 1)) + rng.normal(0, spread, (series, periods))


def test_a_certain_future_is_met_exactly():
    values = np.array([[3.0 * n for n in range(36)]])
    projected, record = project(values, 3, cumulative=False)
    assert [projected.value[0], projected.low[0], projected.high[0]] == pytest.approx([3 * 38] * 3)
    assert record.share == 1


def test_a_sum_adds_up_the_periods_to_come():
    values = np.array([[3.0 * n for n in range(36)]])
    projected, _ = project(values, 3, cumulative=True)
    assert projected.value[0] == pytest.approx(3 * (36 + 37 + 38))


def test_the_band_holds_about_as_much_as_it_claims():
    _, record = project(noisy_lines(400, 48, 2.0), 3, cumulative=False)
    assert record.bands == 400 * 12
    assert 0.72 <= record.share <= 0.84


def test_a_season_is_foretold_where_two_years_show_it():
    wave = 10 * np.sin(np.arange(48) * np.pi / 6)
    rng = np.random.default_rng(3)
    values = (wave + rng.normal(0, 0.2, (1, 48)))[:, :44]
    seasonal, _ = project(values, 4, cumulative=False)
    plain, _ = project(values, 4, cumulative=False, cycle=1)
    assert abs(seasonal.value[0] - wave[47]) < 1.5 < abs(plain.value[0] - wave[47])


def test_a_forecast_never_sees_what_came_after():
    values = noisy_lines(5, 40, 1.0)
    shocked = values.copy()
    shocked[:, 30:] += 1000
    before, after = (projection._made_at_each(each, 3, False, 12) for each in (values, shocked))
    assert np.array_equal(before[:, :30], after[:, :30], equal_nan=True)


def test_fewer_than_six_points_give_no_projection():
    projected, record = project(np.array([[1.0, 2, 3, 4, 5]]), 2, cumulative=False)
    assert np.isnan([projected.value, projected.low, projected.high]).all()
    assert record.share is None


def test_the_chance_counts_past_errors_and_never_claims_certainty():
    projected, _ = project(np.array([[3.0 * n for n in range(36)]]), 3, cumulative=False)
    errors = np.isfinite(projected.errors).sum()
    assert projected.chance(np.ones_like(projected.errors, bool))[0] == pytest.approx((errors + 1) / (errors + 2))
    assert projected.chance(np.zeros_like(projected.errors, bool))[0] == pytest.approx(1 / (errors + 2))


def test_no_series_at_all_have_no_projection():
    projected, _ = project(np.empty((0, 12)), 3, cumulative=False)
    assert projected.value.shape == (0,)
