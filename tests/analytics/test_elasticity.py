import csv

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analytics import elasticity
from analytics.elasticity import HALF_INTERVAL, Fit
from tests.conftest import real_input


def history(rng, beta=0.3, lag=2, *, months=42, noise=0.05, moved=0.15):
    """Months whose contribution answers investment with a known elasticity, beside a trend, seasons and chance."""
    time = np.arange(months)
    investment = np.exp(0.01 * time + rng.normal(0, moved, months))
    earlier = np.r_[np.repeat(investment[0], lag), investment[: months - lag]]
    season = 0.05 * np.sin(time / 12 * 2 * np.pi)
    contribution = np.exp(3 + 0.02 * time + season + rng.normal(0, noise, months)) * earlier**beta
    starts = pd.date_range("2023-01-01", periods=months, freq="MS")
    return pd.DataFrame({"month": starts, "contribution": contribution, "investment": investment})


def test_published_coefficients_of_advertising():
    with real_input("response/Advertising.csv").open() as file:
        rows = np.array(
            [[float(row[name]) for name in ("TV", "radio", "newspaper", "sales")] for row in csv.DictReader(file)]
        )
    fit = elasticity.least_squares(rows[:, 3], np.column_stack([np.ones(200), rows[:, :3]]))
    assert fit.coefficients == pytest.approx([2.938889, 0.045765, 0.188530, -0.001037], abs=5e-7)
    assert fit.explained == pytest.approx(0.897211, abs=5e-7)
    certain = fit.coefficients[1:] - 1.96 * fit.errors[1:] > 0
    assert certain.tolist() == [True, True, False]  # television and radio pay, newspaper does not


def test_least_squares_agree_with_scipy():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=30), rng.normal(size=30)
    line, fit = stats.linregress(x, y), elasticity.least_squares(y, np.column_stack([np.ones(30), x]))
    assert (fit.coefficients[1], fit.errors[1]) == (pytest.approx(line.slope), pytest.approx(line.stderr))


def test_a_history_that_moved_gives_its_elasticity_and_its_lag():
    fit = elasticity.measured(history(np.random.default_rng(2), beta=0.4, lag=3, noise=0.01))
    assert fit.elasticity == pytest.approx(0.4, abs=0.05)
    assert (fit.lag, fit.carries) == (3, True)


def test_a_history_in_which_nothing_varied_is_no_evidence():
    fit = elasticity.measured(history(np.random.default_rng(3), moved=0.005))
    assert not fit.carries
    assert "hardly varied" in fit.reason


@pytest.mark.parametrize("lag", [0, 2])
@pytest.mark.parametrize("of", ["revenue", "contribution"])
def test_a_budget_that_is_a_part_of_what_comes_in_is_no_evidence(of, lag):
    """Sales move by chance alone, and finance books a tenth of them as investment: nothing answers."""
    rng = np.random.default_rng(5)
    revenue = 100 * np.exp(rng.normal(0, 0.2, 42))
    months = history(rng).assign(revenue=revenue, contribution=revenue * rng.normal(0.4, 0.01, 42))
    months["investment"] = (0.1 * months[of]).shift(lag).bfill()
    fit = elasticity.measured(months)
    assert not fit.carries
    assert "a fixed share of revenue or contribution" in fit.reason


def test_a_history_drowned_in_chance_is_no_evidence():
    fit = elasticity.measured(history(np.random.default_rng(3), noise=1.0))
    assert "too noisy for an estimate" in fit.reason


def test_a_short_history_and_a_losing_one_are_no_evidence():
    short = elasticity.measured(history(np.random.default_rng(4), months=15))
    losing = history(np.random.default_rng(4)).assign(contribution=-1.0)
    assert "only 9 usable months, 18 are needed" in short.reason
    assert "not positive" in elasticity.measured(losing).reason


def test_months_that_were_not_reported_are_left_out():
    gaps = history(np.random.default_rng(5), noise=0.01)
    gaps.loc[[3], "investment"] = np.nan
    assert elasticity.measured(gaps).elasticity == pytest.approx(0.3, abs=0.06)


@pytest.mark.parametrize("noise, moved", [(0.05, 0.15), (0.1, 0.15), (0.02, 0.3)])
def test_intervals_hold_the_true_elasticity_as_often_as_they_claim(noise, moved):
    rng = np.random.default_rng(11)
    inside = []
    for _ in range(25):
        true = np.clip(rng.normal(0.3, 0.12, 12), 0.02, 0.9)
        fits = [elasticity.measured(history(rng, b, int(rng.integers(0, 5)), noise=noise, moved=moved)) for b in true]
        means, errors = elasticity.shrunk(fits)
        inside += list(np.abs(means - true) <= HALF_INTERVAL * errors)
    assert 0.75 <= np.mean(inside) <= 0.88  # of 300, 80 % claimed: 2.3 points of chance either way


def test_uncertain_products_are_drawn_to_the_portfolio_and_certain_ones_are_not():
    fits = [Fit(0.5, 0.01), Fit(0.5, 0.30), Fit(0.2, 0.02), Fit(0.25, 0.02), Fit(reason="nothing")]
    means, errors = elasticity.shrunk(fits)
    assert means[0] == pytest.approx(0.5, abs=0.01)
    assert means[2] < means[1] < 0.5
    assert means[4] == pytest.approx(np.mean([0.5, 0.2, 0.25]), abs=0.06)  # the mean of those that are sure
    assert errors[4] > errors[1] > errors[0]


def test_without_any_history_the_literature_is_all_there_is():
    means, errors = elasticity.shrunk([Fit(reason="nothing")] * 2)
    assert means == pytest.approx([0.24, 0.24])
    assert (errors > 0.15).all()
