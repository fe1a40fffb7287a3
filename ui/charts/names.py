"""Which marks of a chart can carry their name without one name lying on another."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

WIDTH, HEIGHT = 0.34, 0.1  # of a name, in shares of the chart
MOST = 8

Box = tuple[float, float, float, float]  # left, right, bottom, top


def readable(points: pd.DataFrame, x: str, y: str) -> pd.DataFrame:
    """The points with the largest `y` whose names are free, with `side`: where the name stands, left or right."""
    across, up = _share(points[x]), _share(points[y])
    order = points[y].sort_values(ascending=False, kind="stable").index
    named: dict[Any, str] = {}
    taken: list[Box] = []
    for index in order:
        side = "right" if across[index] <= 0.5 else "left"
        box = _box(float(across[index]), float(up[index]), side)
        if len(named) < MOST and not _overlaps(box, taken):
            named[index] = side
            taken.append(box)
    return points.loc[list(named)].assign(side=list(named.values()))


def _share(values: pd.Series) -> pd.Series:
    low, high = float(values.min()), float(values.max())
    return (values - low).div((high - low) or 1.0)


def _box(across: float, up: float, side: str) -> Box:
    left = across if side == "right" else across - WIDTH
    return left, left + WIDTH, up - HEIGHT / 2, up + HEIGHT / 2


def _overlaps(box: Box, taken: Iterable[Box]) -> bool:
    return any(box[0] < b[1] and b[0] < box[1] and box[2] < b[3] and b[2] < box[3] for b in taken)
