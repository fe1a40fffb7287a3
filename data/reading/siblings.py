"""Columns that sum their neighbours under a name of their own: "Moz-All" beside "Mozilla" and "Netscape"."""

import re
from itertools import combinations

import numpy as np

from data.reading.chance import NO_CHANCE
from data.reading.names import hints_total, is_total

MOST_TRIED = 14  # columns whose every combination is tried; of more, only all others together
FEWEST_ROWS = 3  # in which the column and two others hold something
_SAYS_SO = re.compile(r"(?i)(?:grand |sub)?totals?\b|all\b|sum\b|gesamt|summe|group\b")
TOLERANCE = 0.011  # of figures that were rounded before they were added up


def sums(figures: dict[int, list[float]], names: dict[int, str]) -> dict[int, str]:
    """By column whose name says that it sums others, what it is the sum of in every row, or in most.

    A name alone proves nothing, and neither do sums alone: what has another name is asked about when its rows are read.

    >>> sums({1: [71, 92, 33], 2: [42, 15, 67], 3: [113, 107, 100], 4: [1, 0, 2]}, {1: "A", 2: "B", 3: "All", 4: "C"})
    {3: 'the sum of “A” and “B”'}
    """
    matrix = {column: np.array(values) for column, values in figures.items()}
    found: dict[int, str] = {}
    for column, total in sorted(matrix.items(), key=lambda item: -item[1].sum()):
        parts = [c for c in matrix if c != column and c not in found and (matrix[c] <= total + TOLERANCE).all()]
        parts = [c for c in parts if matrix[c].any()]
        others = [c for c in matrix if c != column and c not in found]
        fewest = 1 if is_total(names[column]) else FEWEST_ROWS
        says_so = is_total(names[column]) or _SAYS_SO.match(names[column])
        if says_so and _mostly(total, others, matrix, fewest):
            found[column] = "the sum of the columns beside it"
        elif not hints_total(names[column]):
            continue
        elif parts_found := _parts(total, parts, matrix):
            words = [f"“{names[part]}”" for part in parts_found]
            found[column] = f"the sum of {', '.join(words[:-1])} and {words[-1]}"
    return found


def _mostly(total: np.ndarray, others: list[int], matrix: dict[int, np.ndarray], fewest: int) -> bool:
    """Whether a column is the sum of all others in half of its rows or more: rows of ratios do not add up."""
    columns = np.array([matrix[c] for c in others])
    held = (columns != 0).sum(axis=0) >= 2 if len(others) > 1 else np.zeros(len(total), bool)
    adds_up = np.abs(columns.sum(axis=0) - total) <= TOLERANCE * (1 + np.abs(total) / 100)
    return bool(held.sum() >= fewest and adds_up[held].mean() >= 0.5)


def _parts(total: np.ndarray, parts: list[int], matrix: dict[int, np.ndarray]) -> tuple[int, ...]:
    """The columns that add up to a total in every row, where two or more of them hold something in enough rows."""
    sizes = range(2, len(parts) + 1) if len(parts) <= MOST_TRIED else range(len(parts), len(parts) + 1)
    for size in sizes:
        for some in combinations(parts, size):
            columns = np.array([matrix[c] for c in some])
            together = (columns != 0).sum(axis=0) >= 2
            agree = np.abs(columns.sum(axis=0) - total).max() <= TOLERANCE * size
            if together.sum() >= FEWEST_ROWS and agree and _surely(total[together], len(parts)):
                return some
    return ()


def _surely(totals: np.ndarray, parts: int) -> bool:
    """Whether it is no chance that some of several columns add up to another's figures."""
    different = np.unique(np.abs(totals[totals != 0]))
    steps = different / (TOLERANCE if (different != np.round(different)).any() else 1.0)
    return bool(np.log2(steps[steps > 1]).sum() - parts >= NO_CHANCE)
