"""Theil–Sen slopes against scipy, and what too little or an outlier does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import theilslopes

from analytics import trend


@given(some.lists(some.floats(-1e6, 1e6), min_size=6, max_size=12))
def test_slopes_are_those_of_scipy(values):
    assert trend.slopes(np.array([values]))[0] == pytest.approx(theilslopes(values).slope, rel=1e-9, abs=1e-9)


def test_holes_keep_their_place():
    values = [1.0, 2.0, np.nan, 4.0, 5.0, 6.5, 7.0, np.nan]
    known = [n for n, value in enumerate(values) if np.isfinite(value)]
    expected = theilslopes([values[n] for n in known], known).slope
    assert trend.slopes(np.array([values]))[0] == pytest.approx(expected)


def test_only_the_last_year_counts():
    values = np.array([[100.0] * 12 + list(range(12))])
    assert trend.slopes(values)[0] == 1


def test_fewer_than_six_points_are_no_trend():
    assert np.isnan(trend.slopes(np.array([[1.0, 2, 3, 4, 5]]))[0])


def test_one_outlier_does_not_turn_a_trend():
    values = [float(n) for n in range(12)]
    values[4] = 900.0
    assert trend.slopes(np.array([values]))[0] == pytest.approx(1, abs=0.05)
