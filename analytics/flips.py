"""What would have to be true: the value of each assumption at which a decision changes, and how near it is.

An assumption is a product's elasticity, or the steepness of its judged curve. At its flip point the decision gains
nothing: both choices are equal.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from analytics import chances
from analytics.elasticity import HIGHEST, LOWEST
from analytics.evidence import Evidence
from analytics.response import Shape
from analytics.trend import Array

STEEPEST = 20.0  # of judged curves, that is looked at


def assumptions(evidence: Evidence, budgets: Array) -> pd.DataFrame:
    """One row per product whose budget changes, the assumption nearest to changing the decision first.

    `budgets` are those of the horizon, or the yearly rates of its months, shape (months, n), as `horizon.effective`
    gives them: what starts later, or settles in, counts as it does in the gain.
    `product`, `value` (of the assumption), `low`, `high` (its 80 % interval), `gain_low`, `gain_high` (of the whole
    allocation at them: a tornado), `flip` (nan: no value of it changes the decision) and `errors` (how many standard
    errors away that is).
    """
    today, spread = evidence.today, chances.spread(evidence)
    rates = np.atleast_2d(budgets)
    own = (evidence.curves.value(rates) - evidence.curves.value(today)).mean(axis=0)
    low, high = (chances.powers_at(evidence, end) for end in (-1, 1))
    rows = []
    for place in np.flatnonzero((rates != today).any(axis=0)).tolist():
        rest, value = float(own.sum() - own[place]), float(evidence.curves.power[place])
        ends = (float(low[place]), float(high[place]))
        swing = [rest + _gain(evidence, place, end, rates[:, place]) for end in ends]
        flip = _root(evidence, place, lambda value: rest + _gain(evidence, place, value, rates[:, place]))  # noqa: B023
        away = abs(flip - value) / spread[place] if spread[place] > 0 else np.inf
        rows.append((evidence.products[place], value, *ends, *swing, flip, away))
    columns = ["product", "value", "low", "high", "gain_low", "gain_high", "flip", "errors"]
    return pd.DataFrame(rows, columns=columns).sort_values("errors", na_position="last", ignore_index=True)


def flip(evidence: Evidence, place: int, budgets: tuple[float, float], needed: float) -> float:
    """The assumption at which going from one budget to another brings `needed`; nan where none does.

    With `needed` what the money brings where it comes from, this is the flip point of one move.
    """
    before, after = (np.array(budget) for budget in budgets)
    return _root(
        evidence,
        place,
        lambda value: _gain(evidence, place, value, after[None]) - _gain(evidence, place, value, before[None]) - needed,
    )


def _root(evidence: Evidence, place: int, over: Callable[[float], float]) -> float:
    """The assumption of a product at which `over` is 0; nan where it is nowhere."""
    shape = evidence.curves.shape[place]
    low, high = (LOWEST, HIGHEST) if shape == Shape.POWER else (0.1, STEEPEST)
    if shape not in {Shape.POWER, Shape.HILL} or over(low) * over(high) > 0:
        return float("nan")
    return float(brentq(over, low, high, xtol=1e-9))


def _gain(evidence: Evidence, place: int, value: float, budgets: Array) -> float:
    """One product's gain over today with another value of its assumption: the mean of some budgets' gains."""
    at, powers = np.array([place]), np.array([[value]])
    curve, today = evidence.curves[at], evidence.today[at]
    different, counts = np.unique(budgets, return_counts=True)
    found = [chances.gains_with(curve, powers, today, np.array([budget]))[0, 0] for budget in different]
    return float(np.average(found, weights=counts))
