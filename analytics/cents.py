"""Amounts that add up to the cent: rounded so that their sum is what it was before, rounded."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analytics.trend import Array

Cents = npt.NDArray[np.int64]


def rounded(amounts: Array | Sequence[float], total: int | None = None) -> Cents:
    """Whole cents whose sum is the amounts' sum in cents, or `total`, by the largest remainder (Hamilton 1792).

    >>> rounded([0.333, 0.333, 0.334]).tolist(), rounded([1.0, 2.0], 299).tolist()
    ([33, 33, 34], [99, 200])
    """
    exact = np.asarray(amounts, dtype=np.float64) * 100
    whole = np.floor(exact + 1e-6).astype(np.int64)
    wanted = round(float(exact.sum())) if total is None else total
    missing = wanted - int(whole.sum())
    order = np.argsort(-(exact - whole) * np.sign(missing or 1), kind="stable")
    each, rest = divmod(abs(missing), len(whole)) if len(whole) else (0, 0)
    step = np.sign(missing)
    whole += step * each
    whole[order[:rest]] += step
    return whole
