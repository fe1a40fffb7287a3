import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from analytics import response
from analytics.response import Curves, Shape

ONE = np.ones(1)
POSITIVE = st.floats(0.05, 20)


def mixed(**more: float) -> Curves:
    """One product of each shape."""
    return response.joined(
        response.power(3 * ONE, 2 * ONE, 0.4 * ONE),
        response.hill(1 * ONE, 6 * ONE, 2 * ONE, more.get("steepness", 3.0) * ONE),
        response.logistic(5 * ONE, 0.7 * ONE),
        response.flat(-2 * ONE),
    )


def test_values_by_hand():
    found = mixed().value(np.array([2.0, 2.0, 1 / 0.7, 100.0]))
    saturated = 5 * (1 - np.exp(-1)) / (1 + np.exp(-1))
    assert found == pytest.approx([3.0, 1 + 5 / 2, saturated, -2.0])


def test_no_money_brings_the_least():
    assert mixed().value(np.zeros(4)).tolist() == [0.0, 1.0, 0.0, -2.0]


@given(st.lists(POSITIVE, min_size=4, max_size=4), st.sampled_from([0.6, 1.0, 1.7, 4.0]))
def test_slopes_and_bends_are_those_of_small_steps(budgets, steepness):
    curves, at, step = mixed(steepness=steepness), np.array(budgets), 1e-5
    slope = (curves.value(at + step) - curves.value(at - step)) / (2 * step)
    bend = (curves.slope(at + step) - curves.slope(at - step)) / (2 * step)
    assert curves.slope(at) == pytest.approx(slope, abs=1e-6)
    assert curves.bend(at) == pytest.approx(bend, abs=1e-4)


@given(st.floats(0.3, 6.0), st.floats(-6, 6))
def test_the_budget_at_a_slope_is_the_root_right_of_the_inflection(steepness, logarithm):
    curves, wanted = response.hill(0 * ONE, 4 * ONE, 2 * ONE, steepness * ONE), np.exp(logarithm)
    turn = max(float(curves.inflection()[0]), 1e-12)

    def over(x):
        return float(curves.slope(np.array([x]))[0]) - wanted

    found = float(curves.at_slope(np.array([wanted]))[0])
    expected = brentq(over, turn, 1e9, xtol=1e-13) if over(turn) > 0 else turn if steepness > 1 else 0.0
    assert found == pytest.approx(expected, rel=1e-5, abs=1e-9)


def test_a_power_curve_returns_the_budget_of_its_slope():
    curves, at = response.power(3 * ONE, 2 * ONE, 0.4 * ONE), np.array([5.0])
    assert curves.at_slope(curves.slope(at)) == pytest.approx(at)
    logistic = response.logistic(5 * ONE, 0.7 * ONE)
    assert logistic.at_slope(logistic.slope(at)) == pytest.approx(at)


def test_an_s_curve_turns_where_its_slope_is_highest():
    curves = response.hill(0 * ONE, 4 * ONE, 2 * ONE, 3 * ONE)
    grid = np.linspace(0.01, 6, 100_001)
    assert curves.inflection()[0] == pytest.approx(grid[curves.slope(grid[:, None])[:, 0].argmax()], abs=1e-4)


@pytest.mark.parametrize("steepness, at_zero", [(0.5, np.inf), (1.0, 2.0), (2.0, 0.0)])
def test_a_hill_curve_leaves_zero_as_its_power_says(steepness, at_zero):
    assert response.hill(0 * ONE, 4 * ONE, 2 * ONE, steepness * ONE).slope(np.zeros(1))[0] == at_zero


@pytest.mark.parametrize(
    "wrong",
    [
        {"span": -ONE},
        {"scale": 0 * ONE},
        {"power": np.array([np.nan])},
        {"power": ONE},
        {"shape": np.array(["cubic"])},
    ],
)
def test_a_curve_that_means_nothing_is_refused(wrong):
    parts = {"shape": np.array([str(Shape.POWER)]), "base": ONE, "span": ONE, "scale": ONE, "power": ONE / 2}
    with pytest.raises(ValueError, match=r"curve|shape|power"):
        Curves(**{**parts, **wrong})


def test_the_order_of_curves_is_kept():
    turned = mixed()[np.array([3, 2, 1, 0])]
    at = np.array([1.0, 2.0, 3.0, 4.0])
    assert turned.value(at[::-1])[::-1] == pytest.approx(mixed().value(at))
