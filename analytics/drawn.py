"""A response curve to be drawn: where a budget was ever seen, where not, and how far off it may be."""

import numpy as np
import pandas as pd

from analytics import chances
from analytics.evidence import Evidence
from analytics.trend import Array

POINTS = 81


def curve(evidence: Evidence, place: int, most: float) -> pd.DataFrame:
    """One product's curve up to a budget: `budget`, `contribution`, `low` and `high` (80 %), and `part`.

    `part` is "seen" within the budgets of any 12 months, else "below" or "above" them; parts share their joints.
    """
    row = evidence.table.iloc[place]
    seen = [float(row["seen_from"]), float(row["seen_to"])]
    known = np.isfinite(seen).all()
    budgets = np.unique(np.concatenate([np.linspace(0, most, POINTS)[1:], seen if known else []]))
    points = _ranged(evidence, place, budgets)
    if not known:
        return points.assign(part="above")
    inside = points["budget"].between(seen[0], seen[1])
    parts = {"below": points["budget"] <= seen[0], "seen": inside, "above": points["budget"] >= seen[1]}
    return pd.concat([points[which].assign(part=part) for part, which in parts.items()], ignore_index=True)


def _ranged(evidence: Evidence, place: int, budgets: Array) -> pd.DataFrame:
    """The curve and its 80 % range through today's point."""
    at = np.array([place])
    own, today = evidence.curves[at], evidence.today[at]
    ends = np.array([chances.powers_at(evidence, end)[place] for end in (-1, 1)])
    start = float(own.value(today)[0])
    gains = np.array([chances.gains_with(own, ends[:, None], today, np.array([b]))[:, 0] for b in budgets])
    values = own.value(budgets[:, None])[:, 0]
    low, high = start + gains.min(axis=1), start + gains.max(axis=1)
    return pd.DataFrame({"budget": budgets, "contribution": values, "low": low, "high": high})
