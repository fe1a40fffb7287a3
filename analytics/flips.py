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

    `product`, `value` (of the assumption), `low`, `high` (its 80 % interval), `gain_low`, `gain_high` (of the whole
    allocation at them: a tornado), `flip` (nan: no value of it changes the decision) and `errors` (how many standard
    errors away that is).
    """
    today, spread = evidence.today, chances.spread(evidence)
    own = evidence.curves.value(budgets) - evidence.curves.value(today)
    low, high = (chances.powers_at(evidence, end) for end in (-1, 1))
    rows = []
    for place in np.flatnonzero(budgets != today).tolist():
        rest, value = float(own.sum() - own[place]), float(evidence.curves.power[place])
        ends = (float(low[place]), float(high[place]))
        swing = [rest + _gain(evidence, place, end, budgets[place]) for end in ends]
        flip = _root(evidence, place, lambda value: rest + _gain(evidence, place, value, budgets[place]))  # noqa: B023
        away = abs(flip - value) / spread[place] if spread[place] > 0 else np.inf
        rows.append((evidence.products[place], value, *ends, *swing, flip, away))
    columns = ["product", "value", "low", "high", "gain_low", "gain_high", "flip", "errors"]
    return pd.DataFrame(rows, columns=columns).sort_values("errors", na_position="last", ignore_index=True)


def flip(evidence: Evidence, place: int, budgets: tuple[float, float], needed: float) -> float:
    """The assumption at which going from one budget to another brings `needed`; nan where none does.

    With `needed` what the money brings where it comes from, this is the flip point of one move.
    """
    before, after = budgets
    return _root(
        evidence,
        place,
        lambda value: _gain(evidence, place, value, after) - _gain(evidence, place, value, before) - needed,
    )


def _root(evidence: Evidence, place: int, over: Callable[[float], float]) -> float:
    """The assumption of a product at which `over` is 0; nan where it is nowhere."""
    shape = evidence.curves.shape[place]
    low, high = (LOWEST, HIGHEST) if shape == Shape.POWER else (0.1, STEEPEST)
    if shape not in {Shape.POWER, Shape.HILL} or over(low) * over(high) > 0:
        return float("nan")
    return float(brentq(over, low, high, xtol=1e-9))


def _gain(evidence: Evidence, place: int, value: float, budget: float) -> float:
    """One product's gain over today with another value of its assumption."""
    at = np.array([place])
    curve, today = evidence.curves[at], evidence.today[at]
    return float(chances.gains_with(curve, np.array([[value]]), today, np.array([budget]))[0, 0])
