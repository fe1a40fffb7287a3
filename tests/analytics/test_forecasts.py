"""The four simple forecasts, on values worked out by hand, and that none of them looks ahead."""

import numpy as np
import pytest

from analytics import forecasts
from analytics.forecasts import LINE, MEAN, SEASON, STILL


def last_made(values, ahead=1, cumulative=False, cycle=12):
    return forecasts.made(np.array([values], dtype=float), ahead, cumulative, cycle)[0, -1]


def test_the_last_value_stays_and_the_line_goes_on_by_the_mean_change_of_twelve_periods():
    made = last_made([0, 5, *[7] * 10, 17, 29], ahead=2)
    assert made[STILL] == 29
    assert made[LINE] == 29 + 2 * (29 - 5) / 12


def test_a_short_line_goes_back_to_its_first_value_and_needs_five_changes():
    assert last_made([1, 2, 3, 4, 5, 11])[LINE] == 11 + 10 / 5
    assert np.isnan(last_made([1, 2, 3, 4, 5])[LINE])


def test_the_mean_is_that_of_the_last_twelve_and_needs_six():
    assert last_made([100, *range(12)])[MEAN] == 5.5
    assert last_made([np.nan, 1, 2, 3, 4, 5, 9])[MEAN] == 4
    assert np.isnan(last_made([1, 2, 3, 4, 5])[MEAN])


def test_a_season_comes_again_with_three_quarters_of_the_change_since_the_year_before():
    year, later = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120], [18, 28, 38]
    assert last_made([*year, *later], ahead=2)[SEASON] == 50 + 0.75 * 8
    assert last_made([*year, *later], ahead=2, cumulative=True)[SEASON] == 40 + 50 + 2 * 0.75 * 8
    assert last_made([1, 2, 3, 4, 3, 4, 5], ahead=1, cycle=4)[SEASON] == 4 + 0.75 * 2


def test_without_a_year_or_a_cycle_there_is_no_season():
    assert np.isnan(last_made(range(13))[SEASON])
    assert np.isnan(last_made(range(40), cycle=1)[SEASON])


def test_sums_are_those_of_the_periods_to_come():
    made = last_made([2 * n for n in range(30)], ahead=3, cumulative=True)
    assert made[[STILL, LINE]].tolist() == [3 * 58, 60 + 62 + 64]


@pytest.mark.parametrize("cumulative", [True, False])
def test_no_forecast_sees_what_came_after(cumulative):
    values = np.random.default_rng(7).normal(0, 1, (5, 40))
    shocked = values.copy()
    shocked[:, 30:] += 1000
    before, after = (forecasts.made(each, 3, cumulative, 12) for each in (values, shocked))
    assert np.array_equal(before[:, :30], after[:, :30], equal_nan=True)


def test_what_came_is_not_known_for_the_last_periods():
    assert np.array_equal(forecasts.came(np.array([[1.0, 2, 4, 8]]), 2, False), [[4, 8, *[np.nan] * 2]], equal_nan=True)
    assert np.array_equal(forecasts.came(np.array([[1.0, 2, 4, 8]]), 2, True), [[6, 12, *[np.nan] * 2]], equal_nan=True)
