"""Projects taken whole or not at all: the exact best choice, and the ranking that spreadsheets use instead.

The choice is a knapsack with several budgets, solved by HiGHS (Huangfu and Hall 2018) through scipy.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.limits import Unusable
from analytics.trend import Array


@dataclass(frozen=True)
class Selection:
    """Which projects are taken, what they bring together, and a bound that no choice can beat."""

    taken: npt.NDArray[np.bool_]
    value: float
    upper_bound: float


def best(values: Array, costs: Array, budgets: Array) -> Selection:
    """The projects that bring most within every budget.

    Parameters
    ----------
    values
        What each of n projects brings, shape (n,).
    costs
        What it takes of each of k budgets, shape (k, n).
    budgets
        How much there is of each, shape (k,).

    Raises
    ------
    Unusable
        A number is missing or a budget is negative.

    >>> best(np.array([60.0, 49.0, 48.0]), np.array([[60.0, 50.0, 50.0]]), np.array([100.0])).value
    97.0
    """
    for name, numbers in (("value", values), ("cost", costs), ("budget", budgets)):
        if not np.isfinite(numbers).all():
            raise Unusable(f"A project's {name} is no number: give an amount for each.")
    if (costs < 0).any() or (budgets < 0).any():
        raise Unusable("A cost or a budget is negative: give 0 or more.")
    within = (costs <= budgets[:, None]).all(axis=0)  # what costs a multiple of the budget upsets the solver
    taken = np.zeros(len(values), dtype=bool)
    if not within.any():
        return Selection(taken, 0.0, 0.0)
    found = milp(
        -values[within], integrality=np.ones(within.sum()), bounds=Bounds(0, 1),
        constraints=LinearConstraint(costs[:, within], ub=budgets), options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    taken[within] = np.round(found.x).astype(bool)
    value = float(values[taken].sum())
    return Selection(taken, value, max(value, -float(found.mip_dual_bound)))


def ranked(values: Array, costs: Array, budget: float) -> Selection:
    """What taking projects by value for money brings, each that still fits: what a sorted list would choose.

    >>> ranked(np.array([60.0, 49.0, 48.0]), np.array([60.0, 50.0, 50.0]), 100.0).value
    60.0
    """
    taken, left = np.zeros(len(values), dtype=bool), budget
    with np.errstate(divide="ignore"):
        order = np.argsort(-values / costs, kind="stable")
    for place in order:
        if costs[place] <= left:
            taken[place], left = True, left - costs[place]
    value = float(values[taken].sum())
    return Selection(taken, value, value)
