"""Seeds of random portfolios: a few in every run, more in the slow one, and all with `REALLOT_SEEDS=all`."""

import os

import pytest

EVERY = os.environ.get("REALLOT_SEEDS") == "all"


def seeds(by_default: int | tuple[int, ...], slow: int, every: int) -> list[object]:
    """So many seeds from 0 on, all marked slow but the first `by_default`, or those that it names."""
    chosen = range(by_default) if isinstance(by_default, int) else by_default
    count = every if EVERY else slow
    return [pytest.param(seed, marks=() if seed in chosen else pytest.mark.slow) for seed in range(count)]
