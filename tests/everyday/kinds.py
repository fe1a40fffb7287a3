"""Every kind of file by its name."""

from collections.abc import Callable
from random import Random

from tests.everyday import across, around, dated, kpis, ledgers, markets, plans, registers, tills, workbooks
from tests.everyday.made import Made

ROOMS = (tills, ledgers, plans, across, around, dated, workbooks, markets, kpis, registers)
KINDS: dict[str, Callable[[Random], Made]] = {name: make for room in ROOMS for name, make in room.KINDS.items()}


def made(kind: str, seed: int) -> Made:
    """One file of a kind; the same seed makes the same file."""
    return KINDS[kind](Random(f"{kind}/{seed}"))
