"""What would have to be true: the value of each assumption at which a decision changes, and how near it is.

An assumption is a product's elasticity, or the steepness of its judged curve. At its flip point the decision gains
nothing: both choices are equal, with starts, people who settle in, and all that is on the board beside budgets.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from analytics import chances, horizon
from analytics.elasticity import HIGHEST, LOWEST
from analytics.evidence import Evidence
from analytics.horizon import Course
from analytics.moves import Move
from analytics.question import Question
from analytics.response import Curves, Shape
from analytics.trend import Array

STEEPEST = 20.0  # of judged curves, that is looked at


def assumptions(evidence: Evidence, course: Course, beside: float = 0.0) -> pd.DataFrame:
    """One row per product that the course changes, the assumption nearest to changing the decision first.

    `product`, `value` (of the assumption), `low`, `high` (its 80 % interval), `gain_low`, `gain_high` (of the whole
    scenario at them: a tornado), `flip` (nan: no value of it changes the decision) and `errors` (how many standard
    errors away that is). `beside` is what the scenario brings that is no budget's.
    """
    spread, own = chances.spread(evidence), horizon.gains(evidence.curves, course)
    low, high = (chances.powers_at(evidence, end) for end in (-1, 1))
    changes = ((course.working != course.today) & ~course.ended).any(axis=0)
    rows = []
    for place in np.flatnonzero(changes).tolist():
        one = _One(evidence.curves, course, place)
        rest, value = beside + float(own.sum() - own[place]), float(evidence.curves.power[place])
        ends = (float(low[place]), float(high[place]))
        swing = [rest + one.gain(end) for end in ends]
        flip = _root(str(evidence.curves.shape[place]), lambda power: rest + one.gain(power))  # noqa: B023
        away = abs(flip - value) / spread[place] if spread[place] > 0 else np.inf
        rows.append((evidence.products[place], value, *ends, *swing, flip, away))
    columns = ["product", "value", "low", "high", "gain_low", "gain_high", "flip", "errors"]
    return pd.DataFrame(rows, columns=columns).sort_values("errors", na_position="last", ignore_index=True)


class _One:
    """One product of a course."""

    def __init__(self, curves: Curves, course: Course, place: int) -> None:
        at = np.array([place])
        money, working, ended = course.money[:, at], course.working[:, at], course.ended[:, at]
        self._curves, self._course = curves[at], Course(course.today[at], money, working, ended)

    def gain(self, power: float) -> float:
        """Its gain over today with another value of its assumption."""
        return float(horizon.gains_with(self._curves, np.array([[power]]), self._course)[0, 0])


def of_moves(question: Question, known: Array, way: tuple[Move, ...], whole: Array) -> list[float]:
    """The assumption about each move's taker at which the move brings nothing; nan where there is none.

    Each move is judged at the budgets that the moves before it leave. `known` are the budgets at which the curves'
    contributions are known.
    """
    at, found = question.today.copy(), []
    for move in way:
        after = at.copy()
        for place, sign in ((move.giver, -1.0), (move.taker, 1.0)):
            after[[] if place is None else place] += sign * move.amount
        taker = move.taker
        found.append(float("nan") if taker is None or whole[taker] else _of_move(question, known, (at, after), move))
        at = after
    return found


def _of_move(question: Question, known: Array, ends: tuple[Array, Array], move: Move) -> float:
    place = np.array([move.taker])
    curve, through = question.curves[place], known[place]
    before, after = (each[place] for each in ends)

    def brings(power: float) -> float:
        powers = np.array([[power]])
        both = (chances.gains_with(curve, powers, through, each)[0, 0] for each in (after, before))
        return float(next(both) - next(both))

    rest = move.gain - float((curve.value(after) - curve.value(before))[0])
    return _root(str(curve.shape[0]), lambda power: brings(power) + rest)


def _root(shape: str, over: Callable[[float], float]) -> float:
    """The assumption at which `over` is 0; nan where it is nowhere."""
    low, high = (LOWEST, HIGHEST) if shape == Shape.POWER else (0.1, STEEPEST)
    if shape not in {Shape.POWER, Shape.HILL} or over(low) * over(high) > 0:
        return float("nan")
    return float(brentq(over, low, high, xtol=1e-12, rtol=1e-12))
