"""What of a market can be served, and what can be won of it by a date: total, served and winnable in their order.

TAM (total addressable market) ⊇ SAM (serviceable) ⊇ SOM (obtainable): a part can be no more than what it is part of.
"""

from itertools import combinations
from typing import Any

PARTS = {"size": "the market", "served": "what can be served", "winnable": "what can be won"}  # the largest first


def contradictions(row: dict[Any, Any]) -> list[tuple[str, str]]:
    """The pairs of a whole and a part of it, by their names in `PARTS`, of which the part is more; missing is not.

    >>> contradictions({"size": 9000.0, "served": 4000.0, "winnable": 5000.0})
    [('served', 'winnable')]
    >>> contradictions({"size": 9000.0, "served": float("nan"), "winnable": 5000.0})
    []
    """
    return [(whole, part) for whole, part in combinations(PARTS, 2) if row[part] > row[whole]]
