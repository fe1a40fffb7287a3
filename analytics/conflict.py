"""Why limits cannot hold together: a smallest set of them that conflicts, and the least that frees the rest.

What a conflict does not need is dropped (Junker 2004, QuickXplain): halves of the limits are tried against each other,
so that few of many are found quickly.
"""

from dataclasses import dataclass

from analytics.question import Question
from analytics.together import CEILING, CHANGES, FLOOR, TOTAL, Limit, Together

MOST_TRIED = 8  # limits of a conflict, the largest first, that are tried as the one to move


@dataclass(frozen=True)
class Relaxation:
    """One limit that, moved to `to`, lets all others stand; `by` is how far, in money or products."""

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
        if len(self.limits) == 1:
            said = f"This limit cannot be met: {shown[0]}."
        else:
            said = f"These limits conflict: {'; '.join(shown)}."
        if self.relaxation is None:
            return f"{said} Relax one of these limits."
        if self.relaxation.limit.startswith("at most"):
            return f"{said} Let {self.relaxation.to:,.0f} products change to resolve this."
        way = "Raise" if self.relaxation.limit.startswith(("the total", "the cap")) else "Lower"
        return f"{said} {way} {self.relaxation.limit} to {self.relaxation.to:,.2f} to resolve this."


def conflict(question: Question) -> Conflict | None:
    """The limits that conflict, whatever is ended, taken or changed; None where they can hold together.

    >>> import numpy as np
    >>> from analytics import response
    >>> from analytics.limits import Limits
    >>> two = Limits(("A", "B"), 100.0, np.array([70.0, 50.0]), np.array([90.0, 90.0]))
    >>> print(conflict(Question(response.flat(np.zeros(2)), np.zeros(2), two)).sentence)
    These limits conflict: the total of 100.00; the minimum of A at 70.00; the minimum of B at 50.00. \
Raise the total to 120.00 to resolve this.
    """
    world = Together(question)
    if world.hold(world.every):
        return None
    needed = sorted(_needed(world, world.every), key=lambda each: (each.kind != TOTAL, -each.bound))
    ways = [way for way in (_relaxed(world, each) for each in _movable(needed)) if way is not None]
    best = min(ways, key=lambda way: round(way.by, 2), default=None)
    return Conflict(tuple(each.said for each in needed), best)


def _movable(needed: list[Limit]) -> list[Limit]:
    """The limits that are tried as the one to move: those of money before the number of changes."""
    money = [each for each in needed if each.kind != CHANGES]
    return (money or needed)[:MOST_TRIED]


def _needed(world: Together, limits: list[Limit]) -> list[Limit]:
    """A smallest set of the limits that conflicts."""
    small = sorted(limits, key=lambda each: (each.kind in {FLOOR, CEILING}, -each.bound))
    return _explained(world, [], small, False)


def _explained(world: Together, sure: list[Limit], open_: list[Limit], grown: bool) -> list[Limit]:
    """Which of the open limits a conflict with the sure ones needs; `grown`: these were added to just now."""
    if grown and not world.hold(sure):
        return []
    if len(open_) == 1:
        return open_
    half = len(open_) // 2
    first, second = open_[:half], open_[half:]
    of_second = _explained(world, [*sure, *first], second, bool(first))
    of_first = _explained(world, [*sure, *of_second], first, bool(of_second))
    return [*of_first, *of_second]


def _relaxed(world: Together, limit: Limit) -> Relaxation | None:
    """How far one limit must move for all to hold; None where no move of it suffices."""
    by = world.given(limit, [each for each in world.every if each is not limit])
    lowered = limit.kind == FLOOR or not limit.upper
    if by is None or (lowered and by > limit.bound * (1 + 1e-9)):
        return None
    return Relaxation(limit.name, by, max(0.0, limit.bound - by if lowered else limit.bound + by))
