"""Fields of forms that ask for an amount or a part of the whole."""

from typing import Any

from ui import formats


def money(where: Any, label: str, key: str) -> float:
    """A field for an amount."""
    return float(where.number_input(label, 0.0, None, 0.0, 10_000.0, key=key))


def share(where: Any, label: str, usual: int, key: str) -> float:
    """A slider for a part of the whole, in steps of 5 %."""
    return float(where.slider(label, 0, 100, usual, 5, format=formats.WHOLE_PERCENT, key=key)) / 100
