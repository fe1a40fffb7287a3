"""A product owner's four answers as a response curve: the decision calculus of Little (1970), ADBUDG."""

from dataclasses import dataclass
from math import inf, isfinite, log

import numpy as np

from analytics import response
from analytics.response import Curves


class Unanswerable(ValueError):
    """Answers that no curve can follow; the text says which, and what would do."""


@dataclass(frozen=True)
class Judgement:
    """What the owner expects a product to contribute over the horizon, in money, at four budgets.

    Raises
    ------
    Unanswerable
        The answers do not rise from none to most.

    >>> known = Judgement(20, 40, 46, 60, budget=1.0)
    >>> round(known.halfway, 3), round(known.steepness, 3)
    (1.0, 1.527)
    """

    at_zero: float
    at_today: float
    at_half_more: float  # at today's budget and half of it again
    at_most: float  # with all the money that it could use
    budget: float  # today's

    def __post_init__(self) -> None:
        answers = (self.at_zero, self.at_today, self.at_half_more, self.at_most)
        if not all(map(isfinite, answers)):
            raise Unanswerable(
                "Four amounts are needed: with no budget, today's budget, 50 % more, and as much as it can use."
            )
        if not 0 < self.budget < inf:
            raise Unanswerable("The questions need a budget above 0 today: 50 % more of 0 is 0.")
        if not self.at_zero < self.at_today < self.at_half_more < self.at_most:
            raise Unanswerable(
                "The answers must increase from no budget to today's, to 50 % more, and to as much as it can use."
            )

    @property
    def halfway(self) -> float:
        """Little's d = (1 − ρ(1))/ρ(1), with ρ(x) = (y − min)/(max − min) and x = budget/today's."""
        return (1 - self._share(self.at_today)) / self._share(self.at_today)

    @property
    def steepness(self) -> float:
        """Little's c = ln(d·ρ(1.5)/(1 − ρ(1.5)))/ln 1.5; above 1 the curve is S-shaped."""
        share = self._share(self.at_half_more)
        return log(self.halfway * share / (1 - share)) / log(1.5)

    def curve(self) -> Curves:
        """The curve through the four answers."""
        half = self.budget * self.halfway ** (1 / self.steepness)
        return response.hill(*(np.array([part]) for part in (self.at_zero, self.at_most, half, self.steepness)))

    def _share(self, answer: float) -> float:
        return (answer - self.at_zero) / (self.at_most - self.at_zero)
