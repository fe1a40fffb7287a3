"""How KPIs come to stand where they stand: held, close, ahead, recovered, dropped, sliding, each in its own time.

A path says how far a KPI is off its target by months ago, in parts of the target and in the good direction; between
its corners it is straight, before the first and after the last it is level.
"""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from data.sample import chance

Corners = tuple[tuple[float, float], ...]  # months ago and part of the target, the newest first

AHEAD: Corners = ((0, 0.07), (30, 0.02))
HELD: Corners = ((0, 0.035),)
CLOSE: Corners = ((0, 0.008),)
RECOVERED: Corners = ((0, 0.04), (6, 0.02), (15, -0.09), (24, 0.03))
RECOVERING: Corners = ((0, -0.025), (8, -0.12), (15, 0.03))
SLIPPING: Corners = ((0, 0.012), (7, 0.045))
DROPPED: Corners = ((0, -0.07), (4, -0.08), (5, 0.035))
SLID: Corners = ((0, -0.09), (16, 0.04))
COLLAPSED: Corners = ((0, -0.19), (9, -0.04), (14, 0.03))
USUAL: tuple[Corners, ...] = (
    *[AHEAD] * 2, *[HELD] * 4, *[CLOSE] * 2, *[RECOVERED] * 2, RECOVERING, *[SLIPPING] * 2, DROPPED, SLID, COLLAPSED,
)  # fmt: skip

MIDDLE: Corners = ((0, 0.0),)
UPPER: Corners = ((0, 0.7), (20, 0.2))
RETURNED: Corners = ((0, -0.3), (5, -0.8), (14, -1.9), (22, 0.0))
LEFT_BELOW: Corners = ((0, -1.9), (6, -1.2), (12, 0.1))
LEFT_ABOVE: Corners = ((0, 1.8), (7, 0.8), (13, 0.1))
OF_RANGES = (MIDDLE, MIDDLE, UPPER, RETURNED, LEFT_BELOW, LEFT_ABOVE)  # in halves of the range around its middle

KEPT = 0.5  # of what a month was off by chance, the part that the next one keeps


def at(corners: Corners, months_ago: float) -> float:
    """How far off target a path is so many months ago.

    >>> at(DROPPED, 0), at(DROPPED, 30), round(at(((0, 0.0), (10, 0.1)), 4), 3)
    (-0.07, 0.035, 0.04)
    """
    if months_ago <= corners[0][0]:
        return corners[0][1]
    for (newer, off), (older, before) in pairwise(corners):
        if months_ago <= older:
            return off + (before - off) * (months_ago - newer) / (older - newer)
    return corners[-1][1]


def in_time(corners: Corners, rng: Random) -> Corners:
    """The same path up to half slower or a quarter faster, so that no two KPIs turn in the same month."""
    pace = chance.between(rng, 0.75, 1.5)
    return tuple((months * pace, off) for months, off in corners)


def wobble(rng: Random, unsteadiness: float, months: int) -> Iterator[float]:
    """What chance adds month after month; half of it stays for the next."""
    kept = 0.0
    for _ in range(months):
        kept = KEPT * kept + chance.noise(rng, unsteadiness)
        yield kept
