import numpy as np
import pandas as pd
import pytest

from analytics import chances, response
from analytics.chances import Draws

TODAY = np.array([10.0, 20.0, 5.0])


def curves() -> response.Curves:
    return response.joined(
        response.power(np.array([30.0, 15.0]), TODAY[:2], np.array([0.3, 0.5])),
        response.hill(np.array([2.0]), np.array([12.0]), np.array([6.0]), np.array([2.0])),
    )


def test_an_unchanged_budget_gains_exactly_nothing():
    draws = Draws(curves(), np.full(3, 0.1), TODAY, 500)
    assert (draws.gains(TODAY) == 0).all()


def test_certain_curves_gain_what_the_curves_say():
    draws = Draws(curves(), np.zeros(3), TODAY, 50)
    budgets = np.array([12.0, 15.0, 9.0])
    expected = curves().value(budgets) - curves().value(TODAY)
    assert draws.gains(budgets) == pytest.approx(np.broadcast_to(expected, (50, 3)))


def test_drawn_elasticities_gain_as_each_of_them_says():
    draws = Draws(curves(), np.array([0.1, 0.0, 0.0]), TODAY, 20_000)
    gains = draws.gains(np.array([20.0, 20.0, 5.0]))[:, 0]
    quantiles = 30 * (2 ** (0.3 + 0.1 * np.array([-1.2815515655, 0.0, 1.2815515655])) - 1)
    assert np.quantile(gains, [0.1, 0.5, 0.9]) == pytest.approx(quantiles, rel=0.02)


def test_the_same_draws_serve_every_allocation():
    first, second = (Draws(curves(), np.full(3, 0.1), TODAY, 100).gains(TODAY * 1.2) for _ in range(2))
    assert (first == second).all()


def test_a_range_by_hand():
    found = chances.summary(np.arange(-10.0, 91.0))
    assert (found.p10, found.p50, found.p90, found.tail) == (0.0, 40.0, 80.0, -8.0)
    assert found.better == pytest.approx(90 / 101)


def test_closing_a_product_has_a_range_too():
    draws = Draws(curves(), np.full(3, 0.1), TODAY, 100)
    gains = draws.gains(np.array([0.0, 20.0, 0.0]))
    assert gains[:, 0] == pytest.approx(-30.0)
    assert gains[:, 2] == pytest.approx(2.0 - curves().value(TODAY)[2])


def test_regret_is_what_the_best_choice_would_have_brought_more():
    sets = pd.DataFrame({"x": [1.0, 4.0, 2.0]}, index=list("ABC"))
    assert chances.regret(sets)["x"].tolist() == [3.0, 0.0, 2.0]
