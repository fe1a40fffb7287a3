"""Projections: exact where the future is certain, bands that hold what they claim, chances that are smooth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import t

from analytics.projection import one_way, project, width

NONE = np.array([np.nan])
LINE = np.array([[3.0 * n for n in range(36)]])
HISTORIES = some.lists(some.integers(-1000, 1000).map(float), min_size=18, max_size=50)


def drawn(seed, series=400, periods=48):
    """Random walks, noise around a level, and a season with noise: a third each, with what comes in 12 periods."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, 1, (3, series, periods + 12))
    season = 4 * np.sin((np.arange(periods + 12) + rng.integers(0, 12, (series, 1))) * np.pi / 6)
    whole = np.concatenate([noise[0].cumsum(axis=1), noise[1], noise[2] + season])
    return whole[:, :periods], whole[:, periods:]


def at_least(projected, goal):
    return projected.chance(np.full(len(projected.value), goal), np.full(len(projected.value), np.nan))


def test_a_certain_future_is_met_exactly():
    projected, record = project(LINE, 3, cumulative=False)
    assert [projected.value[0], projected.low[0], projected.high[0]] == pytest.approx([3 * 38] * 3)
    assert record.share == 1


def test_a_sum_adds_up_the_periods_to_come():
    projected, _ = project(LINE, 3, cumulative=True)
    assert projected.value[0] == pytest.approx(3 * (36 + 37 + 38))


@pytest.mark.parametrize("ahead", [1, 3, 6, 9, 12])
@pytest.mark.parametrize("cumulative", [False, True])
def test_the_band_holds_about_as_much_as_it_claims(ahead, cumulative):
    values, later = drawn(5)
    projected, record = project(values, ahead, cumulative)
    came = later[:, :ahead].sum(axis=1) if cumulative else later[:, ahead - 1]
    assert 0.73 <= ((came >= projected.low) & (came <= projected.high)).mean() <= 0.9
    assert record.bands == 1200 * 12
    assert 0.73 <= record.share <= 0.9


@pytest.mark.parametrize("ahead", [1, 6, 12])
def test_chances_come_true_as_often_as_they_say(ahead):
    values, later = drawn(8, series=2000)
    projected, _ = project(values, ahead, cumulative=False)
    goals = values[:, -1] + np.random.default_rng(2).normal(0, 2, len(values))
    chance = projected.chance(goals, np.full(len(values), np.nan))
    met = later[:, ahead - 1] >= goals
    for low, high in ((0.05, 0.3), (0.3, 0.7), (0.7, 0.95)):
        chosen = (chance >= low) & (chance < high)
        assert met[chosen].mean() == pytest.approx(chance[chosen].mean(), abs=0.07)


def test_a_season_is_foretold_where_two_years_show_it():
    wave = 10 * np.sin(np.arange(48) * np.pi / 6)
    values = (wave + np.random.default_rng(3).normal(0, 0.2, (1, 48)))[:, :44]
    seasonal, _ = project(values, 4, cumulative=False)
    plain, _ = project(values, 4, cumulative=False, cycle=1)
    assert abs(seasonal.value[0] - wave[47]) < 1.5 < abs(plain.value[0] - wave[47])


@given(HISTORIES, some.integers(1, 6), some.booleans())
def test_the_projection_lies_in_the_middle_of_its_band(history, ahead, cumulative):
    projected, _ = project(np.array([history]), ahead, cumulative)
    assert projected.low[0] <= projected.value[0] <= projected.high[0]
    assert projected.value[0] == pytest.approx((projected.low[0] + projected.high[0]) / 2)


@given(HISTORIES, some.integers(1, 6), some.lists(some.floats(-3000, 3000), min_size=2, max_size=8))
def test_a_harder_target_is_never_likelier(history, ahead, goals):
    projected, _ = project(np.array([history]), ahead, cumulative=False)
    chances = [at_least(projected, goal)[0] for goal in sorted(goals)]
    assert chances == sorted(chances, reverse=True)
    assert all(0.01 <= chance <= 0.99 for chance in chances)


@given(HISTORIES, some.integers(1, 6), some.sampled_from([-4.0, 0.5, 16.0]), some.integers(-500, 500))
def test_another_unit_or_another_zero_changes_nothing_else(history, ahead, scale, zero):
    plain, _ = project(np.array([history]), ahead, cumulative=False)
    other, _ = project(np.array([history]) * scale + zero, ahead, cumulative=False)
    ends = sorted([plain.low[0] * scale + zero, plain.high[0] * scale + zero])
    expected = [plain.value[0] * scale + zero, *ends]
    assert [other.value[0], other.low[0], other.high[0]] == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(HISTORIES, some.integers(1, 6), some.integers(1, 20))
def test_periods_before_a_series_began_change_nothing(history, ahead, empty):
    whole, _ = project(np.array([[*[np.nan] * empty, *history]]), ahead, cumulative=False)
    plain, _ = project(np.array([history]), ahead, cumulative=False)
    for one, other in ((whole.value, plain.value), (whole.low, plain.low), (whole.high, plain.high)):
        assert one == pytest.approx(other, rel=1e-9, abs=1e-9)


def test_series_do_not_change_one_another():
    values, _ = drawn(1, series=4)
    together, _ = project(values, 5, cumulative=True)
    alone = [project(values[[n]], 5, cumulative=True)[0] for n in range(len(values))]
    assert together.low == pytest.approx([each.low[0] for each in alone])


def test_a_chance_is_even_at_the_projection_and_a_tenth_at_the_end_of_the_band():
    values, _ = drawn(3)
    projected, _ = project(values, 4, cumulative=False)
    none = np.full(len(values), np.nan)
    assert projected.chance(projected.value, none) == pytest.approx(0.5)
    assert projected.chance(projected.high, none) == pytest.approx(0.1)
    assert projected.chance(none, projected.high) == pytest.approx(0.9)
    assert projected.chance(projected.low, projected.high) == pytest.approx(0.8)


def test_a_chance_is_that_of_students_t():
    values, _ = drawn(3)
    projected, _ = project(values, 4, cumulative=False)
    goal = projected.value + 0.5 * (projected.high - projected.value)
    expected = t.sf(0.5 * t.ppf(0.9, 3), 3)
    assert projected.chance(goal, np.full(len(values), np.nan)) == pytest.approx(expected)


@pytest.mark.parametrize("value", [10.0, 0.0])
def test_what_never_changed_meets_its_own_level_and_no_more(value):
    projected, _ = project(np.full((1, 33), value), 3, cumulative=False)
    assert at_least(projected, value)[0] == 0.99
    assert at_least(projected, value + 0.01)[0] == 0.01
    assert projected.chance(NONE, np.array([value]))[0] == 0.99


def test_a_series_that_stopped_is_not_projected():
    values = np.append(LINE, np.nan)[None, :]
    projected, _ = project(values, 3, cumulative=False)
    assert np.isnan([projected.value[0], projected.low[0], at_least(projected, 1.0)[0]]).all()


def test_a_hole_in_the_past_is_bridged():
    values = LINE.copy()
    values[0, [20, 26]] = np.nan
    projected, _ = project(values, 3, cumulative=False)
    assert projected.value[0] == pytest.approx(3 * 38)
    assert np.isfinite(projected.low[0])


def test_few_periods_have_a_projection_without_a_band_and_fewer_none():
    six, _ = project(np.array([[1.0, 3, 2, 5, 4, 6]]), 3, cumulative=False)
    five, record = project(np.array([[1.0, 3, 2, 5, 4]]), 3, cumulative=False)
    assert np.isfinite(six.value[0])
    assert np.isnan([six.low[0], at_least(six, 5.0)[0]]).all()
    assert np.isnan([five.value[0], five.low[0]]).all()
    assert record.share is None


def test_six_past_forecasts_make_a_band():
    values = np.random.default_rng(1).normal(0, 1, (1, 30))
    bands = [np.isfinite(project(values[:, :periods], 12, False)[0].low[0]) for periods in range(12, 30)]
    assert bands == [periods >= 18 for periods in range(12, 30)]


def test_a_band_widens_with_how_far_ahead_it_reaches_and_with_a_trend():
    assert width(1, np.array([0.0]))[0] == 1.27
    assert width(12, np.array([0.0]))[0] > width(6, np.array([0.0]))[0] > 1.27
    assert width(6, np.array([1.0]))[0] == pytest.approx(width(6, np.array([0.0]))[0] * (1.27 + 0.7) / 1.27)


def test_going_one_way_is_counted_over_twelve_changes():
    there_and_back = [*range(7), *range(5, -1, -1)]
    values = np.array([[float(n) for n in range(13)], there_and_back, [4.0] * 13])
    assert one_way(values)[:, -1].tolist() == [1, 0, 0]


def test_no_series_at_all_have_no_projection():
    projected, _ = project(np.empty((0, 12)), 3, cumulative=False)
    assert projected.value.shape == (0,)
