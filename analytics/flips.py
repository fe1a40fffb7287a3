"""What would have to be true: the value of each assumption at which a decision changes, and how near it is.

An assumption is a product's elasticity, or the steepness of its judged curve. At its flip point the decision gains
nothing: both choices are equal.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from analytics import chances
from analytics.elasticity import HALF_INTERVAL, HIGHEST, LOWEST
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
    own = _gains(evidence, evidence.curves.power[None, :], budgets)[0]
    rows = []
    for place in np.flatnonzero(budgets != today).tolist():
        rest, value = float(own.sum() - own[place]), float(evidence.curves.power[place])
        ends = _ends(evidence, place, spread[place])
        swing = [rest + _of(evidence, place, end, budgets) for end in ends]
        flip = _flip(evidence, place, budgets, rest)
        away = abs(flip - value) / spread[place] if spread[place] > 0 else np.inf
        rows.append((evidence.products[place], value, *ends, *swing, flip, away))
    columns = ["product", "value", "low", "high", "gain_low", "gain_high", "flip", "errors"]
    return pd.DataFrame(rows, columns=columns).sort_values("errors", na_position="last", ignore_index=True)


def flip(evidence: Evidence, place: int, budgets: tuple[float, float], needed: float) -> float:
    """The assumption at which going from one budget to another brings `needed`; nan where none does.

    With `needed` what the money brings where it comes from, this is the flip point of one move.
    """

    def over(value: float) -> float:
        before, after = (np.where(np.arange(len(evidence.products)) == place, b, evidence.today) for b in budgets)
        return _of(evidence, place, value, after) - _of(evidence, place, value, before) - needed

    return _root(over, evidence, place)


def _flip(evidence: Evidence, place: int, budgets: Array, rest: float) -> float:
    return _root(lambda value: rest + _of(evidence, place, value, budgets), evidence, place)


def _root(over: Callable[[float], float], evidence: Evidence, place: int) -> float:
    shape = evidence.curves.shape[place]
    low, high = (LOWEST, HIGHEST) if shape == Shape.POWER else (0.1, STEEPEST)
    if shape not in {Shape.POWER, Shape.HILL} or over(low) * over(high) > 0:
        return float("nan")
    return float(brentq(over, low, high, xtol=1e-9))


def _ends(evidence: Evidence, place: int, spread: float) -> tuple[float, float]:
    value, reach = float(evidence.curves.power[place]), HALF_INTERVAL * spread
    if evidence.curves.shape[place] == Shape.POWER:
        return max(LOWEST, value - reach), min(HIGHEST, value + reach)
    return value * float(np.exp(-reach)), value * float(np.exp(reach))


def _of(evidence: Evidence, place: int, value: float, budgets: Array) -> float:
    """One product's gain over today with another value of its assumption."""
    at = np.array([place])
    curve, today = evidence.curves[at], evidence.today[at]
    return float(chances.gains_with(curve, np.array([[value]]), today, budgets[at])[0, 0])


def _gains(evidence: Evidence, powers: Array, budgets: Array) -> Array:
    changed = np.flatnonzero(budgets != evidence.today)
    gains = np.zeros((len(powers), len(budgets)))
    gains[:, changed] = chances.gains_with(
        evidence.curves[changed], powers[:, changed], evidence.today[changed], budgets[changed]
    )
    return gains
