"""Seeds of random portfolios: a few in every run, more in the slow one, and all with `REALLOT_SEEDS=all`."""

import os

import pytest

EVERY = os.environ.get("REALLOT_SEEDS") == "all"


def seeds(by_default: int, slow: int, every: int) -> list[object]:
    """So many seeds from 0 on, those from `by_default` on marked slow."""
    count = every if EVERY else slow
    return [pytest.param(seed, marks=pytest.mark.slow if seed >= by_default else ()) for seed in range(count)]
