"""How far a load is: told while it runs; whoever is told may end it by raising, and nothing is left of it."""

from collections.abc import Callable

Tell = Callable[[str, int], None]
"""Called with what is being done and how many rows are done of it, 0 where that is not known."""


def untold(_step: str, _rows: int) -> None:
    """Nobody waits."""
