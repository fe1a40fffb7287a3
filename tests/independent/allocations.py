"""What money brings by given curves: budgets after transfers, gains, the best within limits; floats, none of our code.

A curve is today's contribution × (budget ÷ today's budget)^β, or flat without a β. Money is of twelve months; what
starts in a later month is spread over those that are left.
"""

import math
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

MONTHS = 12
LOWEST, HIGHEST = 0.01, 0.95  # within which an elasticity is taken to lie
EIGHTY = NormalDist().inv_cdf(0.9)
STEPS = 200


@dataclass(frozen=True)
class Curve:
    """What one product answers to money; `error` is that of its β."""

    budget: float
    earns: float
    beta: float | None
    error: float = 0.0

    def gain(self, spent: float, beta: float | None = None) -> float:
        """What another budget brings more than today's."""
        if self.beta is None:
            return 0.0
        return self.earns * (math.pow(max(spent, 0.0) / self.budget, beta or self.beta) - 1)

    def slope(self, spent: float) -> float:
        if self.beta is None:
            return 0.0
        return self.earns * self.beta / self.budget * math.pow(spent / self.budget, self.beta - 1)

    def at_slope(self, slope: float) -> float:
        """The budget at which the next unit brings so much."""
        assert self.beta
        return self.budget * math.pow(self.earns * self.beta / (self.budget * slope), 1 / (1 - self.beta))


@dataclass(frozen=True)
class Move:
    """Cents from one product to another, None being savings or new money, from a month on."""

    giver: str | None
    taker: str | None
    cents: int
    start: int = 0


Curves = dict[str, Curve]


def budgets(curves: Curves, moves: list[Move]) -> dict[str, float]:
    """What each product has after the moves."""
    found = {name: curve.budget for name, curve in curves.items()}
    for move in moves:
        for name, sign in ((move.giver, -1), (move.taker, 1)):
            if name is not None:
                found[name] += sign * move.cents / 100
    return found


def rates(curves: Curves, moves: list[Move]) -> dict[str, list[float]]:
    """The yearly rate of each product's money, by month."""
    found = {name: [curve.budget] * MONTHS for name, curve in curves.items()}
    for move in moves:
        a_year = move.cents / 100 * MONTHS / (MONTHS - move.start)
        for name, sign in ((move.giver, -1), (move.taker, 1)):
            if name is not None:
                months = range(move.start, MONTHS)
                found[name] = [r + sign * a_year if t in months else r for t, r in enumerate(found[name])]
    return {name: [max(rate, 0.0) for rate in months] for name, months in found.items()}


Changed = dict[str, list[tuple[float, int]]]


def changed(curves: Curves, moves: list[Move]) -> Changed:
    """Of each product whose money changes, the yearly rates other than today's and in how many months it has each."""
    by_month = {name: Counter(months) for name, months in rates(curves, moves).items()}
    kinds = {name: [(r, n) for r, n in each.items() if r != curves[name].budget] for name, each in by_month.items()}
    return {name: each for name, each in kinds.items() if each}


def gains(curves: Curves, moves: list[Move], betas: dict[str, float] | None = None) -> dict[str, float]:
    """What each product brings more than today over the twelve months, with other β where they are given."""
    return dict.fromkeys(curves, 0.0) | _gains(curves, changed(curves, moves), betas or {})


def _gains(curves: Curves, kinds: Changed, betas: dict[str, float]) -> dict[str, float]:
    return {
        name: sum(months * curves[name].gain(rate, betas.get(name)) for rate, months in each) / MONTHS
        for name, each in kinds.items()
    }


def flip(curves: Curves, moves: list[Move], name: str) -> float | None:
    """The β of one product at which all moves together bring nothing; None within no β that is possible."""
    rest = sum(gain for each, gain in gains(curves, moves).items() if each != name)
    return root(lambda beta: rest + gains(curves, moves, {name: beta})[name])


def root(over) -> float | None:
    """Where a function of β crosses 0."""
    low, high = LOWEST, HIGHEST
    if over(low) * over(high) > 0:
        return None
    rising = over(high) > over(low)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if (over(middle) > 0) == rising else (middle, high)
    return (low + high) / 2


def draws(curves: Curves, moves: list[Move], normals: list[dict[str, float]]) -> list[float]:
    """The gain under each draw of the betas, `normals` being standard normal by product."""
    kinds, found = changed(curves, moves), []
    uncertain = [
        (name, curves[name].beta or 0.0, curves[name].error) for name in kinds if curves[name].beta is not None
    ]
    for each in normals:
        betas = {name: min(max(beta + error * each[name], LOWEST), HIGHEST) for name, beta, error in uncertain}
        found.append(sum(_gains(curves, kinds, betas).values()))
    return found


@dataclass(frozen=True)
class Best:
    """The best budgets within limits, what they bring more than today, and what the next unit of money would."""

    budgets: dict[str, float]
    gain: float
    price: float


def best(curves: Curves, limits: dict[str, tuple[float, float]], total: float) -> Best | None:
    """The best within floors and ceilings that spends a total: every free product's next unit brings the same."""
    free = {name for name, curve in curves.items() if curve.beta is not None and limits[name][0] < limits[name][1]}
    held = {name: limits[name][0] for name in curves if name not in free}
    left = total - sum(held.values())
    if not free or not sum(limits[n][0] for n in free) - 0.01 <= left <= sum(limits[n][1] for n in free) + 0.01:
        return None

    def at(price: float) -> dict[str, float]:
        return {n: min(max(curves[n].at_slope(price), limits[n][0]), limits[n][1]) for n in free}

    low, high = -60.0, 60.0  # of the logarithm of the price
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at(math.exp(middle)).values()) > left else (low, middle)
    found = {**held, **at(math.exp((low + high) / 2))}
    return Best(found, sum(curves[n].gain(x) for n, x in found.items()), math.exp((low + high) / 2))


def fewest(curves: Curves, limits: dict[str, tuple[float, float]], total: float, count: int) -> float:
    """The most that can be gained while so many products change at most."""
    names = [name for name, curve in curves.items() if curve.beta is not None]
    found = 0.0
    for chosen in combinations(names, min(count, len(names))):
        only = {n: limits[n] if n in chosen else (curves[n].budget, curves[n].budget) for n in curves}
        known = best(curves, only, total)
        found = max(found, known.gain if known else 0.0)
    return found
