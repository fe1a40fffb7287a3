"""How surely sums that agree are no chance, in bits: each bit halves the odds that figures of no connection agree so.

A figure of 400 in steps of 1 is hit by one of 400 sums: 8.6 bits. Figures that determine each other, such as units and
sales at one price, agree together or not at all, and count once; so do equal figures of several months whose parts are
the same.
"""

from collections.abc import Iterable
from math import log2

from data.reading.ledger import Ledger

NO_CHANCE = 6.0  # bits beyond the number of sums tried: of clean tables one in 64 at most looks so


Agreed = tuple[int, int, float]  # the number of a column of figures, the amount in it, and what tells its parts apart


def bits(ledger: Ledger, agreed: Iterable[Agreed], tries: float) -> float:
    """How surely figures that agree with a sum are no chance, where `tries` sums were compared."""
    different = {(column, abs(amount), parts) for column, amount, parts in agreed if column in ledger.independent}
    steps = (amount / ledger.figures[column].unit for column, amount, _ in different)
    return sum(log2(step) for step in steps if step > 1) - log2(max(1.0, tries))
