"""Which KPI moves before revenue: correlations of monthly changes by their definition, with shuffles of our own.

Values by product and month. A change is a month's value less that of the month before; each product's changes are in
units of their own standard deviation, less their own mean; then all products' pairs of one lag are taken together.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, sqrt
from statistics import fmean, pstdev

LONGEST, FEWEST = 12, 24
SHUFFLES, THEIRS = 80, 499
Values = dict[str, dict[int, Fraction]]
Changes = list[list[float | None]]  # by product and month


@dataclass(frozen=True)
class Lead:
    """The lag at which changes agree best; how likely chance alone does as well lies between two numbers."""

    lag: int
    correlation: float
    pairs: int
    low: float
    high: float


def strongest(kpi: Values, revenue: Values) -> Lead | None:
    """The strongest correlation of any lag; None where no lag has 24 pairs."""
    own = {name: values for name, values in kpi.items() if name in revenue and values}
    if not own:
        return None
    months = [month for values in own.values() for month in values]
    span = range(min(months), max(months) + 1)
    sides = [[_scaled(values.get(name, {}), span) for name in sorted(own)] for values in (own, revenue)]
    count = len(span) - 1
    longest = min(LONGEST, (count - 2) // 2)
    found = dict(_by_lag(sides[0], sides[1], longest))
    if not found:
        return None
    lag = max(found, key=lambda each: abs(found[each][0]))
    correlation, pairs = found[lag]
    chance = random.Random(23)
    shuffled = [_largest(_turned(sides[0], longest, chance), sides[1], longest) for _ in range(SHUFFLES)]
    beaten = sum(each >= abs(correlation) for each in shuffled)
    least = 1 / ((count - 2 * longest - 1) * factorial(len(own)) + 1)
    part = (beaten + 1) / (SHUFFLES + 1)
    slack = 4 * sqrt(part * (1 - part) * (1 / SHUFFLES + 1 / THEIRS)) + 2 / SHUFFLES
    return Lead(lag, correlation, pairs, max(part - slack, least), max(part + slack, least))


def _scaled(values: dict[int, Fraction], span: range) -> list[float | None]:
    """The changes of one product, in units of their own spread; None where one is not known, or none differs."""
    pairs = [(values.get(month - 1), values.get(month)) for month in span[1:]]
    changes = [None if before is None or now is None else float(now - before) for before, now in pairs]
    known = [each for each in changes if each is not None]
    spread = pstdev(known) if known else 0.0
    if not spread:
        return [None] * len(changes)
    mean = fmean(known)
    return [None if each is None else (each - mean) / spread for each in changes]


def _by_lag(first: Changes, later: Changes, longest: int) -> Iterator[tuple[int, tuple[float, int]]]:
    for lag in range(longest + 1):
        pairs = [
            (a, b)
            for one, other in zip(first, later, strict=True)
            for a, b in zip(one, other[lag:], strict=False)
            if a is not None and b is not None
        ]
        if len(pairs) >= FEWEST and (found := _correlation(pairs)) is not None:
            yield lag, (found, len(pairs))


def _correlation(pairs: list[tuple[float, float]]) -> float | None:
    """Pearson's."""
    sides = list(zip(*pairs, strict=True))
    means = [sum(side) / len(pairs) for side in sides]
    both = sum((a - means[0]) * (b - means[1]) for a, b in pairs)
    squares = [sum((each - mean) ** 2 for each in side) for side, mean in zip(sides, means, strict=True)]
    spread = squares[0] * squares[1]
    return both / sqrt(spread) if spread > 0 else None


def _turned(changes: Changes, longest: int, chance: random.Random) -> Changes:
    """Every product's months turned round by more than the longest lag, and products given one another's."""
    turn = chance.randrange(longest + 1, len(changes[0]) - longest)
    return chance.sample([each[-turn:] + each[:-turn] for each in changes], len(changes))


def _largest(first: Changes, later: Changes, longest: int) -> float:
    return max((abs(found) for _, (found, _) in _by_lag(first, later, longest)), default=0.0)
