"""Lead–lag: a lead that was put in comes out, and noise is not taken for one."""

import numpy as np
import pytest

from analytics import lead_lag


def leading(lag, series=6, months=40, noise=0.3):
    rng = np.random.default_rng(11)
    moves = rng.normal(0, 1, (series, months + lag))
    revenue = np.cumsum(moves[:, :months], axis=1)
    kpi = np.cumsum(moves[:, lag : months + lag] + rng.normal(0, noise, (series, months)), axis=1)
    return kpi, revenue


@pytest.mark.parametrize("lag", [0, 3, 7])
def test_a_lead_that_was_put_in_comes_out(lag):
    found = lead_lag.strongest(*leading(lag))
    assert (found.lag, found.p_value) == (lag, 0.0002)
    assert found.correlation > 0.8
    assert found.pairs == 6 * (39 - lag)


def test_the_correlation_at_a_lag_is_that_of_numpy():
    kpi, revenue = (each[:1] for each in leading(3))
    found = lead_lag.strongest(kpi, revenue)
    pairs = np.diff(kpi)[0, : 39 - 3], np.diff(revenue)[0, 3:]
    assert found.correlation == pytest.approx(np.corrcoef(*pairs)[0, 1])


@pytest.mark.slow
@pytest.mark.parametrize("walks", [False, True])
def test_noise_is_not_taken_for_a_lead(walks):
    """Neither levels that jump, whose changes swing back, nor walks, whose changes do not."""
    rng = np.random.default_rng(5)
    noise = rng.normal(0, 1, (30, 2, 8, 36))
    pairs = np.cumsum(noise, axis=-1) if walks else noise
    found = [lead_lag.strongest(kpi, revenue).p_value for kpi, revenue in pairs]
    assert sum(p <= 0.05 for p in found) <= 5  # 1.5 expected of 30, and more than 5 in one of two hundred


def unrelated(count, seed):
    """The p-values of as many pairs of KPI and revenue that have nothing to do with each other."""
    rng = np.random.default_rng(seed)
    pairs = np.cumsum(rng.normal(0, 1, (count, 2, 8, 36)), axis=-1)
    return [lead_lag.strongest(kpi, revenue).p_value for kpi, revenue in pairs]


def test_of_200_unrelated_pairs_no_more_than_the_stated_share_is_named():
    found = unrelated(200, 8)
    assert sum(each <= lead_lag.SHARE for each in found) <= 18  # 10 expected, and more in one of a hundred
    reviews = [lead_lag.clear(found[first : first + 20]) for first in range(0, 200, 20)]
    assert sum(map(any, reviews)) <= 2  # a half is expected of ten, and more in one of a hundred


@pytest.mark.parametrize("lag", [2, 3, 4])
def test_a_real_lead_is_named_among_others_that_are_none(lag):
    found = lead_lag.strongest(*leading(lag, noise=2.0))
    assert (found.lag, lead_lag.clear([found.p_value, *unrelated(9, lag)])[0]) == (lag, True)


def test_one_product_alone_can_hardly_prove_a_lead():
    kpi, revenue = (each[:1] for each in leading(3))
    assert lead_lag.strongest(kpi, revenue).p_value > 0.01


def test_too_few_months_or_no_movement_say_nothing():
    assert lead_lag.strongest(np.ones((1, 12)), np.ones((1, 12))) is None
    assert lead_lag.strongest(np.ones((4, 36)), leading(0)[1][:4, :36]) is None
