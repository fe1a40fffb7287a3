"""Chance that repeats: each topic has its own stream, so that a change to one product moves no other.

Only `Random.random` is used of it, as its stream is the one that Python promises to keep.
"""

from random import Random

SEED = 20260930


def stream(*topic: str) -> Random:
    """The stream of a topic, e.g. `stream("revenue", "Tremora")`."""
    return Random(":".join((str(SEED), *topic)))  # noqa: S311 - made-up figures, nothing secret


def noise(rng: Random, deviation: float) -> float:
    """A draw around 0, bell-shaped and never further than three deviations."""
    return (rng.random() + rng.random() + rng.random() - 1.5) * 2 * deviation


def between(rng: Random, low: float, high: float) -> float:
    """A draw from `low` to `high`, all equally likely."""
    return low + (high - low) * rng.random()
