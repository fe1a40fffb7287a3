"""Random portfolios of up to 50 products with limits of every kind, as the what-if is asked about them."""

from typing import Any

import numpy as np
import pandas as pd

from analytics import brief, evidence
from analytics.evidence import Evidence


def portfolio(seed: int) -> tuple[Evidence, dict[str, Any], float]:
    """The evidence of a portfolio, what is asked of it as JSON has it, and a target."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 51))
    today = np.round(rng.lognormal(13, 1, count), 2)
    earned = np.round(today * rng.uniform(0.3, 4, count), 2)
    names = [f"P{place}" for place in range(count)]
    written = _limits(rng, names, today, earned)
    asked = brief.parsed(written)
    table = pd.DataFrame(
        {
            "product": names, "line": [f"L{place % 4}" for place in range(count)], "today": today,
            "contribution": earned, "elasticity": rng.uniform(0.05, 0.8, count),
            "error": rng.uniform(0.02, 0.2, count), "source": "measured", "lag": 0, "months": 36, "reason": "",
            "seen_from": today, "seen_to": today,
        }
    )  # fmt: skip
    found = evidence._with_opinions(table, brief.judged(asked, dict(zip(names, today, strict=True))), {})
    return found, written, float(earned.sum() * rng.uniform(0.8, 1.15))


def _limits(rng: np.random.Generator, names: list[str], today: np.ndarray, earned: np.ndarray) -> dict[str, Any]:
    written: dict[str, Any] = {"reach": float(rng.choice([0.2, 0.5, 1.0]))}
    if rng.random() < 0.4:
        written["total"] = round(float(today.sum() * rng.uniform(0.85, 1.3)), 2)
    if rng.random() < 0.4:
        written["most_changed"] = int(rng.choice([0, 1, 2, 3, 5]))
    if rng.random() < 0.2:
        written["start"] = int(rng.integers(0, 12))
    written["products"] = {name: _own(rng, today[at], earned[at]) for at, name in enumerate(names)}
    if rng.random() < 0.3:
        written["projects"] = _projects(rng, float(today.sum()))
    if rng.random() < 0.3:
        written["groups"] = {
            f"L{line}": {"floor": float(today[line::4].sum() * 0.9), "ceiling": float(today[line::4].sum() * 1.1)}
            for line in range(min(2, len(names)))
        }
    return written


def _own(rng: np.random.Generator, today: float, earned: float) -> dict[str, Any]:
    own: dict[str, Any] = {}
    if rng.random() < 0.33:
        none, (more, most) = rng.uniform(0, 0.8), rng.uniform(1.02, 2, 2)
        own["answers"] = [float(round(earned * part, 2)) for part in (none, 1, more, more * most)]
    if rng.random() < 0.05:
        own["sunset"] = {"exit_cost": float(round(today * 0.1, 2)), "kept": 0.6}
    if rng.random() < 0.1:
        own["locked"] = True
    return own


def _projects(rng: np.random.Generator, total: float) -> dict[str, Any]:
    costs = np.round(total * rng.uniform(0.005, 0.05, 3), 2)
    worth = np.round(costs * rng.uniform(0.5, 3, 3), 2)
    return {f"J{at}": {"cost": float(c), "value": float(v)} for at, (c, v) in enumerate(zip(costs, worth, strict=True))}
