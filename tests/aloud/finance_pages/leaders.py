"""Who leads and who lags: up to three a side, nobody at a level that both sides show, and who else ties as shown."""

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from tests.aloud.finance_pages.view import NAMES, View
from tests.aloud.grammar import Expected, Ranked, Said

MOST = 3


class Side(NamedTuple):
    """How many are named, and how many more stand at the level of the last of them."""

    count: int
    more: int | None


def as_shown(value: Fraction) -> int:
    """A fraction in the thousandths that pages show of it, halves away from zero.

    >>> as_shown(Fraction(125, 10000)), as_shown(Fraction(-125, 10000))
    (13, -13)
    """
    size = floor(abs(value) * 1000 + Fraction(1, 2))
    return size if value >= 0 else -size


def sides(values: list[Any], level: Callable[[Any], int]) -> tuple[Side, Side]:
    """The first and the last of values, the best first.

    >>> sides([9, 9, 9, 2, 1], int)
    (Side(count=2, more=1), Side(count=2, more=None))
    >>> sides([9, 8, 8, 1], int), sides([5, 5], int)[1]
    ((Side(count=1, more=None), Side(count=1, more=None)), Side(count=0, more=None))
    """
    count = min(MOST, len(values) // 2)
    if not count:
        return Side(len(values), None), Side(0, None)
    levels = [level(value) for value in values]
    first, last = levels[:count], levels[::-1][:count]
    both = {*first} & {*last}
    return _side([each for each in first if each not in both], levels), _side(
        [each for each in last if each not in both], levels
    )


def _side(named: list[int], levels: list[int]) -> Side:
    more = levels.count(named[-1]) - named.count(named[-1]) if named else 0
    return Side(len(named), more or None)


def by_return(view: View) -> tuple[Side, Side]:
    return sides(sorted(view.rois.values(), reverse=True), as_shown)


def leads(view: View, said: Said) -> dict[str, Expected]:
    """Who leads and who lags by return."""
    above, below = by_return(view)
    expected: dict[str, Expected] = {"name": NAMES[view.measured], "ahead": above.more, "behind": below.more}
    expected["leads"] = Ranked(view.rois, above.count) if above.count else None
    expected["lags"] = Ranked(view.rois, below.count, lambda value: value) if below.count else None
    return expected


def alike(view: View, said: Said) -> dict[str, Expected]:
    """Neither side is named where all that either names stand at one level."""
    counts = [side.count for side in by_return(view)]
    return {"name": NAMES[view.measured] if view.rois and not any(counts) else "not alike"}
