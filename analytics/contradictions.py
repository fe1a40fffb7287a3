"""Owners' answers that the actuals contradict: shown side by side and asked about, never taken without a word."""

from dataclasses import dataclass

import numpy as np

from analytics.brief import Brief
from analytics.evidence import HORIZON, Evidence

DIFFERS = 0.01  # of the larger: from where on an answer and the actuals contradict each other


@dataclass(frozen=True)
class Contradiction:
    """An owner's answer at today's budget beside what the last 12 months brought, where the two differ."""

    product: str
    answered: float
    actual: float

    @property
    def sentence(self) -> str:
        """Both, and the question which is right."""
        return (
            f"{self.product}: the owner's answer at today's budget is {self.answered:,.2f} of contribution, the last "
            f"{HORIZON} months brought {self.actual:,.2f}. Which is right?"
        )


def found_in(found: Evidence, brief: Brief) -> list[Contradiction]:
    """The answers that the actuals contradict by more than 1 %, but for those that are said to stand."""
    earned = dict(zip(found.products, found.table["contribution"].to_numpy(dtype=float), strict=True))
    sides = [(name, answers[1], earned.get(name, np.nan)) for name, answers in brief.answers.items()]
    return [
        Contradiction(name, answered, float(actual))
        for name, answered, actual in sides
        if name not in brief.standing and abs(answered - actual) > DIFFERS * max(abs(answered), abs(actual))
    ]
