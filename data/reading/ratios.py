"""Rows of percentages between rows of figures: "growth %", "% of sales". A name alone proves none of them."""

import numpy as np
from numpy.typing import NDArray

from data.reading.ledger import Ledger, Rows

MOST_COMPARED = 40  # rows beside it with which one of ratios is compared
FRACTION, PERCENT = 0.0051, 0.051  # how far rounding may move a ratio, and one in percent
FEWEST_IN_PERCENT = 2  # figures that agree: whole numbers of percent agree by chance more often
LARGEST_FRACTION, LARGEST_PERCENT = 1.5, 100.0
FAR_SMALLER = 20  # times than the figures beside it

Floats = NDArray[np.float64]


def proved(ledger: Ledger, row: int, others: Rows) -> str:
    """What the figures of a row are, in words, if they are ratios of the `others` near it; else nothing."""
    amounts = np.array([column.floats for column in ledger.figures])
    ratios, rows = amounts[:, row], np.flatnonzero(others)
    near = rows[np.argsort(np.abs(rows - row), kind="stable")][:MOST_COMPARED]
    above = rows[rows < row][-1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        for base in above.tolist():
            growth = np.append(np.nan, amounts[1:, base] / amounts[:-1, base] - 1)
            if _agree(ratios, growth):
                return f"it is how row {base + ledger.first_row} grows"
            for whole in near.tolist():
                if whole != base and _agree(ratios, amounts[:, base] / amounts[:, whole], FEWEST_IN_PERCENT):
                    return f"it is row {base + ledger.first_row} as a part of row {whole + ledger.first_row}"
    return ""


def _agree(said: Floats, computed: Floats, fewest: int = 1) -> bool:
    """Whether ratios are what is computed wherever it can be, as fractions or in percent."""
    known = ~np.isnan(said) & np.isfinite(computed)
    said, computed = said[known], computed[known]
    if (np.abs(said - computed) <= FRACTION).all() and (said != np.round(said)).sum() >= fewest:
        return True
    rounding = PERCENT if (said != np.round(said)).any() else 10 * PERCENT
    agree = bool((np.abs(said - 100 * computed) <= rounding).all())
    return agree and len(np.unique(said)) >= FEWEST_IN_PERCENT


def may_be(ledger: Ledger, row: int, others: Rows) -> bool:
    """Whether the figures of a row are so much smaller than the `others` that they may be ratios."""
    said = np.array([column.floats[row] for column in ledger.figures])
    held = [column.floats[others] for column in ledger.figures]
    beside = np.abs(np.concatenate([each for each, one in zip(held, said, strict=True) if not np.isnan(one)] or [said]))
    said, beside = np.abs(said[~np.isnan(said)]), beside[~np.isnan(beside)]
    if not len(said) or not len(beside):
        return False
    fractions = said.max() <= LARGEST_FRACTION and bool((said != np.round(said)).any())
    return (fractions or said.max() <= LARGEST_PERCENT) and bool(np.median(beside) >= FAR_SMALLER * said.max())
