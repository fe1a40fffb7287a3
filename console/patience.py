"""How long a search may take: its progress is shown past two seconds, and it ends with the best so far past ten."""

import sys
import time
from collections.abc import Callable

SHOWN, ENDED, EACH = 2.0, 10.0, 1.0  # seconds


def patience(
    say: Callable[[str], None] | None = None, clock: Callable[[], float] = time.monotonic
) -> Callable[[int, float], bool]:
    """What a search asks whether to go on, with how many parts it looked at and the gap that is left.

    `clock` tells the seconds.
    """
    begun, said = clock(), [SHOWN - EACH]

    def goes_on(parts: int, gap: float) -> bool:
        passed = clock() - begun
        if passed >= max(SHOWN, said[0] + EACH):
            said[0] = passed
            left = "" if gap == float("inf") else f", the best so far is within {round(100 * gap, 1)} % of what can be"
            (say or _to_stderr)(f"Searching for {round(passed)} s: {parts} parts looked at{left}.")
        return passed < ENDED

    return goes_on


def _to_stderr(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
