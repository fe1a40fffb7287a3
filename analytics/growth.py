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


def by_product(periods: pd.DataFrame) -> pd.DataFrame:
    """One row per product: `cagr` from its first to its last twelve months, `months` from its first month on.

    `periods` has one row per `product` and `first_month` with `revenue`, NaN where it is not known; a month without a
    row sold nothing. Missing with less than 24 months of history, with a month that is not known, or where the product
    has no figure in the last twelve months of all.
    """
    ordered = periods.sort_values("first_month")
    last = ordered["first_month"].max()
    rows = []
    for product, own in ordered.groupby("product"):
        months = pd.date_range(own["first_month"].iloc[0], last, freq="MS")
        revenue = own.set_index("first_month")["revenue"].reindex(months, fill_value=0.0)
        ended = len(months) and own["first_month"].iloc[-1] <= last - pd.DateOffset(months=YEAR)
        whole = len(months) >= 2 * YEAR and not ended and revenue.notna().all()
        ends = (revenue.iloc[:YEAR].sum(), revenue.iloc[-YEAR:].sum())
        rows.append((product, cagr(*ends, len(months) - YEAR) if whole else np.nan, len(months)))
    return pd.DataFrame(rows, columns=["product", "cagr", "months"])


def rule_of_40(grown: pd.Series, margin: pd.Series) -> pd.Series:
    """Growth + margin, both fractions: 0.4 is the bar for software companies (Feld, 2015)."""
    return grown + margin
