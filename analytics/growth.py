"""How fast products grow. Rates are yearly fractions; a growth that is not defined is missing."""

import numpy as np
import pandas as pd

YEAR = 12


def cagr(first: float, last: float, months: int) -> float:
    """(R_T ÷ R_0)^(12 ÷ months) − 1; NaN from nothing or less.

    >>> round(cagr(100.0, 144.0, 24), 6)
    0.2
    """
    return (last / first) ** (YEAR / months) - 1 if first > 0 and last >= 0 and months > 0 else float("nan")


def change(before: float | None, now: float | None) -> float:
    """Now ÷ before − 1; NaN from nothing, from less than nothing, or where either is missing.

    >>> change(100.0, 125.0)
    0.25
    """
    return now / before - 1 if before is not None and now is not None and before > 0 else float("nan")


def by_product(monthly: pd.DataFrame) -> pd.DataFrame:
    """One row per product: `cagr` from its first to its last twelve months, `months` between them.

    `monthly` has one row per `product` and `first_month` with `revenue`, which is NaN where it is not given. Missing
    with less than 24 months of history, with a hole in it, or where it ends before the last month of all.
    """
    wide = monthly.set_index(["product", "first_month"])["revenue"].unstack("first_month")
    wide = wide.reindex(columns=pd.date_range(wide.columns.min(), wide.columns.max(), freq="MS"))
    rows = []
    for product, row in wide.iterrows():
        known = row.dropna()
        whole = len(known) >= 2 * YEAR and known.index[-1] == wide.columns[-1] and _unbroken(known)
        ends = (known.iloc[:YEAR].sum(), known.iloc[-YEAR:].sum()) if whole else (np.nan, np.nan)
        rows.append((product, cagr(*ends, len(known) - YEAR) if whole else np.nan, len(known)))
    return pd.DataFrame(rows, columns=["product", "cagr", "months"])


def _unbroken(known: pd.Series) -> bool:
    """Whether months follow each other without a hole."""
    first, last = known.index[0], known.index[-1]
    return bool(len(known) == (last.year - first.year) * YEAR + last.month - first.month + 1)


def rule_of_40(grown: pd.Series, margin: pd.Series) -> pd.Series:
    """Growth + margin, both fractions: 0.4 is the bar for software companies (Feld, 2015)."""
    return grown + margin
