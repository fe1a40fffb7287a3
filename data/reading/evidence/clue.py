"""One piece of evidence: which role a column may have, how much speaks for it, and why."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Clue:
    """A column's possible role with a weight; a negative weight speaks against it."""

    column: int
    role: str
    weight: float
    reason: str


@dataclass(frozen=True)
class Rated:
    """A column, what speaks for its role taken together, and the reasons, the weightiest first."""

    column: int
    weight: float
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        return ", ".join(self.reasons)


def ranked(clues: Iterable[Clue], role: str) -> list[Rated]:
    """The columns that more speaks for than against in a role, the likeliest first.

    >>> [each.column for each in ranked([Clue(1, "product", 1, "a"), Clue(2, "product", 2, "b")], "product")]
    [2, 1]
    """
    by_column: dict[int, list[Clue]] = {}
    for clue in clues:
        if clue.role == role:
            by_column.setdefault(clue.column, []).append(clue)
    rated = [
        Rated(column, sum(c.weight for c in of), tuple(c.reason for c in sorted(of, key=_first) if c.weight > 0))
        for column, of in by_column.items()
    ]
    return sorted((each for each in rated if each.weight > 0), key=lambda each: (-each.weight, each.column))


def _first(clue: Clue) -> float:
    return -clue.weight
