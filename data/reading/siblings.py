"""Columns that sum their neighbours under a name of their own: "Moz-All" beside "Mozilla" and "Netscape"."""

import re
from itertools import combinations

import numpy as np

MOST_TRIED = 14  # columns whose every combination is tried; of more, only all others together
FEWEST_ROWS = 3  # in which the column and two others hold something
_SAYS_SO = re.compile(r"(?i)(?:grand |sub)?totals?\b|all\b|sum\b|gesamt|summe|group\b")
TOLERANCE = 0.011  # of figures that were rounded before they were added up


def sums(figures: dict[int, list[float]], names: dict[int, str]) -> dict[int, str]:
    """By column, what it is the sum of in every row, or in most where its name says so; columns that sum none are not.

    >>> sums({1: [1, 2, 3], 2: [4, 5, 6], 3: [5, 7, 9], 4: [1, 0, 2]}, {1: "A", 2: "B", 3: "A and B", 4: "C"})
    {3: 'the sum of “A” and “B”'}
    """
    matrix = {column: np.array(values) for column, values in figures.items()}
    found: dict[int, str] = {}
    for column, total in sorted(matrix.items(), key=lambda item: -item[1].sum()):
        parts = [c for c in matrix if c != column and c not in found and (matrix[c] <= total + TOLERANCE).all()]
        parts = [c for c in parts if matrix[c].any()]
        others = [c for c in matrix if c != column and c not in found]
        if _SAYS_SO.match(names[column]) and _mostly(total, others, matrix):
            found[column] = "the sum of the columns beside it"
        elif parts_found := _parts(total, parts, matrix):
            words = [f"“{names[part]}”" for part in parts_found]
            found[column] = f"the sum of {', '.join(words[:-1])} and {words[-1]}"
    return found


def _mostly(total: np.ndarray, others: list[int], matrix: dict[int, np.ndarray]) -> bool:
    """Whether a column is the sum of all others in half of its rows or more: rows of ratios do not add up."""
    columns = np.array([matrix[c] for c in others])
    held = (columns != 0).sum(axis=0) >= 2 if len(others) > 1 else np.zeros(len(total), bool)
    adds_up = np.abs(columns.sum(axis=0) - total) <= TOLERANCE * (1 + np.abs(total) / 100)
    return bool(held.sum() >= FEWEST_ROWS and adds_up[held].mean() >= 0.5)


def _parts(total: np.ndarray, parts: list[int], matrix: dict[int, np.ndarray]) -> tuple[int, ...]:
    """The columns that add up to a total in every row, where two or more of them hold something in enough rows."""
    sizes = range(2, len(parts) + 1) if len(parts) <= MOST_TRIED else range(len(parts), len(parts) + 1)
    for size in sizes:
        for some in combinations(parts, size):
            columns = np.array([matrix[c] for c in some])
            together = (columns != 0).sum(axis=0) >= 2
            if together.sum() >= FEWEST_ROWS and np.abs(columns.sum(axis=0) - total).max() <= TOLERANCE * size:
                return some
    return ()
