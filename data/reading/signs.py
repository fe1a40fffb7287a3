"""Costs that a sheet writes as negative amounts: they are taken as costs, and it is said."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import measures
from data.reading.measures import Amounts

COSTS = ("variable_cost", "investment")


def reversed_costs(read: Iterable[tuple[str | None, pa.Array]]) -> set[str]:
    """The cost measures, of measures with their amounts, that are never positive while revenue is never negative."""
    highest: dict[str, list[float]] = {}
    lowest: dict[str, list[float]] = {}
    for measure, values in read:
        extremes = pc.min_max(values).as_py()
        if measure and extremes["max"] is not None:
            highest.setdefault(measure, []).append(extremes["max"])
            lowest.setdefault(measure, []).append(extremes["min"])
    if min(lowest.get("revenue", [-1])) < 0 or max(highest["revenue"]) <= 0:
        return set()
    return {cost for cost in COSTS if cost in highest and max(highest[cost]) <= 0 > min(lowest[cost])}


def negated(read: Amounts, rows: pa.Array | None = None) -> Amounts:
    """The amounts with the other sign, in some rows or in all."""
    opposite = pc.negate(read.values.cast(measures.SUMMED)).cast(measures.EXACT)
    values = opposite if rows is None else pc.if_else(rows, opposite, read.values)
    return Amounts(values, read.unreadable)
