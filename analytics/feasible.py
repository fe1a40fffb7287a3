"""Whether limits can hold together, and an allocation that keeps them."""

import numpy as np
from scipy.optimize import linprog

from analytics.trend import Array

EXACT = 1e-10  # of a row's limit: what floating point leaves over


def repaired(budgets: Array, ranges: tuple[Array, Array], rows: Array, bounds: Array) -> Array | None:
    """The nearest allocation on the way to a roomy one that keeps G·x ≤ h and its ranges; None where there is none."""
    within = np.clip(budgets, *ranges)
    room = EXACT * (1 + np.abs(bounds))
    over = rows @ within - bounds
    if (over <= room).all():
        return within
    anchor = ranges[0] if (rows @ ranges[0] <= bounds + room).all() else roomy(ranges, rows, bounds)
    if anchor is None:
        return None
    spare = bounds - rows @ anchor
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(over > room, over / (over + spare), 0.0)
    towards = float(np.nan_to_num(share, nan=1.0).max())
    return within + min(1.0, max(0.0, towards)) * (anchor - within)


def roomy(ranges: tuple[Array, Array], rows: Array, bounds: Array) -> Array | None:
    """An allocation that keeps every row with as much room as there is in all; None where the rows cannot hold."""
    count = len(ranges[0])
    scale = 1 + np.abs(bounds)
    table = np.hstack([rows, scale[:, None]])
    worth = np.append(np.zeros(count), -1.0)
    limits = [*zip(*ranges, strict=True), (0.0, 1.0)]
    found = linprog(worth, A_ub=table, b_ub=bounds + EXACT * scale, bounds=limits, method="highs")
    return np.asarray(found.x[:count]) if found.status == 0 else None
