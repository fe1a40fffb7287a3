"""Why limits cannot hold together: a smallest set of them that conflicts, and the least that frees the rest.

By linear programming: if every limit may give way a little, the least that they must give in all is above 0, and the
limits that resist (those with a price in that problem) conflict already by themselves. What the rest does not need is
then dropped one by one.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack

from analytics.limits import Limits
from analytics.trend import Array

MOST_TRIED = 8  # limits of a conflict, the largest first, that are tried as the one to move
NOTHING = 1e-9  # of the total: what floating point leaves over


@dataclass(frozen=True)
class Relaxation:
    """One limit that, moved to `to`, lets all others stand; `by` is how far, in money."""

    limit: str
    by: float
    to: float


@dataclass(frozen=True)
class Conflict:
    """A set of limits that cannot hold together, though any of them could be left out, and the cheapest way out."""

    limits: tuple[str, ...]
    relaxation: Relaxation | None

    @property
    def sentence(self) -> str:
        """What conflicts and what to do."""
        shown = [*self.limits[:6], *([f"{len(self.limits) - 6} more"] if len(self.limits) > 6 else [])]
        said = f"These limits cannot hold together: {'; '.join(shown)}."
        if self.relaxation is None:
            return f"{said} Loosen one of them."
        way = "Raise" if self.relaxation.limit.startswith(("the total", "the ceiling")) else "Lower"
        return f"{said} {way} {self.relaxation.limit} to {self.relaxation.to:,.2f} and the rest can stand."


@dataclass(frozen=True)
class _Limit:
    """One limit as a row g·x ≤ h."""

    name: str
    row: csr_array
    bound: float


def conflict(limits: Limits) -> Conflict | None:
    """The limits on money that conflict; None where they can hold together.

    >>> two = Limits(("A", "B"), 100.0, np.array([70.0, 50.0]), np.array([90.0, 90.0]))
    >>> print(conflict(two).sentence)
    These limits cannot hold together: the total of 100.00; the floor of A at 70.00; the floor of B at 50.00. \
Raise the total to 120.00 and the rest can stand.
    """
    every = _all(limits)
    resisting = _resisting(every)
    if not resisting:
        return None
    needed = _needed(resisting)
    ways = [way for way in (_relaxed(each, every) for each in needed[:MOST_TRIED]) if way is not None]
    return Conflict(tuple(_said(each) for each in needed), min(ways, key=lambda way: round(way.by, 2), default=None))


def _all(limits: Limits) -> list[_Limit]:
    rows, bounds, names = limits.rows()
    found = [_Limit(name, csr_array(row[None]), float(b)) for name, row, b in zip(names, rows, bounds, strict=True)]
    units = eye_array(len(limits.products), format="csr")
    for place, name in enumerate(limits.products):
        unit = units[[place]]
        if limits.floor[place] > 0:
            found.append(_Limit(f"the floor of {name}", -unit, -float(limits.floor[place])))
        if np.isfinite(limits.ceiling[place]):
            found.append(_Limit(f"the ceiling of {name}", unit, float(limits.ceiling[place])))
    return found


def _said(limit: _Limit) -> str:
    return f"{limit.name} {'of' if limit.name == 'the total' else 'at'} {abs(limit.bound):,.2f}"


def _slack(every: list[_Limit], elastic: list[bool]) -> tuple[float, Array] | None:
    """The least that the elastic limits must give in all, and each limit's price; None where they cannot suffice."""
    table, bounds = vstack([each.row for each in every]), np.array([each.bound for each in every])
    gives = -eye_array(len(every), format="csc")[:, np.flatnonzero(elastic)]
    worth = np.concatenate([np.zeros(table.shape[1]), np.ones(gives.shape[1])])
    found = linprog(worth, A_ub=hstack([table, gives]), b_ub=bounds, bounds=(0, None), method="highs")
    return (float(found.fun), np.asarray(found.ineqlin.marginals)) if found.status == 0 else None


def _resisting(every: list[_Limit]) -> list[tuple[_Limit, float]]:
    """The limits that conflict among themselves, with their prices; none where all can hold together."""
    found = _slack(every, [True] * len(every))
    if found is None or found[0] <= NOTHING * max(1.0, *(abs(each.bound) for each in every)):
        return []
    return [(each, -float(price)) for each, price in zip(every, found[1], strict=True) if price < -1e-9]


def _needed(resisting: list[tuple[_Limit, float]]) -> list[_Limit]:
    """The limits that the conflict rests on.

    At their prices, their bounds add up to less than 0, which no budgets ≥ 0 allow (Farkas). Floors may be dropped
    while the sum stays below 0; of the others, which are few, each is dropped if the rest still conflicts.
    """
    left = sum(price * limit.bound for limit, price in resisting)
    needed = []
    for limit, price in sorted(resisting, key=lambda pair: abs(pair[1] * pair[0].bound)):
        if limit.bound < 0 and left - price * limit.bound < 0:
            left -= price * limit.bound
        else:
            needed.append(limit)
    for each in [limit for limit in needed if limit.bound >= 0]:
        rest = [other for other in needed if other is not each]
        if rest and _resisting(rest):
            needed = rest
    return sorted(needed, key=lambda limit: (limit.name != "the total", -abs(limit.bound)))


def _relaxed(limit: _Limit, every: list[_Limit]) -> Relaxation | None:
    """How far one limit must move for all to hold; None where no move of it suffices."""
    found = _slack(every, [each is limit for each in every])
    if found is None or (limit.bound < 0 and found[0] > -limit.bound * (1 + NOTHING)):
        return None
    return Relaxation(limit.name, found[0], abs(limit.bound + found[0]))
