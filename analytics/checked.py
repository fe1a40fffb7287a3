"""Parts of a JSON object, each of its kind: objects with known names, amounts, yes or no."""

from typing import Any

from analytics.limits import Unusable

LARGEST = 1e14  # a float does not hold the cents of more


def an_object(name: str, written: Any, known: tuple[str, ...] | None = None) -> dict[str, Any]:
    """An object by names, of which `known` may be used; empty where none is given."""
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise Unusable(f"{name} must be an object with names, found {written!r}.")
    for key in written:
        if known is not None and key not in known:
            raise Unusable(f"{name} has an unknown part {key!r}. Known are: {', '.join(known)}.")
    return written


def a_number(name: str, written: Any) -> float | None:
    """A number that money can be; None where none is given."""
    if written is None:
        return None
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise Unusable(f"{name} is {written!r}: give an amount as a number.")
    if not abs(written) < LARGEST:
        raise Unusable(f"{name} is {written!r}: give an amount under {LARGEST:,.0f}.")
    return float(written)


def a_whole_number(name: str, written: Any, most: int | None = None) -> int | None:
    """A whole number of 0 or more; None where none is given."""
    if written is None:
        return None
    upper = "" if most is None else f" to {most}"
    if (
        isinstance(written, bool)
        or not isinstance(written, int)
        or written < 0
        or (most is not None and written > most)
    ):
        raise Unusable(f"{name} is {written!r}: give a whole number of 0{upper or ' or more'}.")
    return int(written)


def a_flag(name: str, written: Any) -> bool:
    """True or false; false where nothing is given."""
    if written is None:
        return False
    if not isinstance(written, bool):
        raise Unusable(f"{name} is {written!r}: give true or false.")
    return written
