"""How concentrated a market is: the Herfindahl–Hirschman index, HHI = 10 000 · Σ s², s a vendor's share.

Where “Others” hides firms the index is a range: from so many small firms that they add nothing, to one firm each.
Thresholds are those of the merger guidelines of the U.S. Department of Justice and Federal Trade Commission, 2023:
above 1,000 moderately, above 1,800 highly concentrated; a merger is presumed to lessen competition where it adds over
100 points and leaves over 1,800, or a share of over 30 %.
"""

from dataclasses import dataclass

import pandas as pd

from analytics.market import TOLERANCE, is_named

MODERATE, HIGH = 1_000, 1_800
MONOPOLY = 10_000.0  # one firm has it all
ADDED, LARGE_SHARE = 100, 0.3


def hhi(shares: pd.DataFrame) -> tuple[float, float] | None:
    """The lowest and the highest HHI that one market's shares allow; None where they are not all of it.

    `shares` has one row per vendor with `vendor` and `share`, as `market.all_known` gives them. An
    index needs all of a market: there is none where a share is missing or below 0, or where they add to more or less
    than 1 by over 0.5 %. A sum that is over by rounding leaves no index above 10,000.

    >>> hhi(pd.DataFrame({"vendor": ["A", "B", "Others"], "share": [0.5, 0.3, 0.2]}))
    (3400.0, 3800.0)
    """
    parts = shares["share"]
    if not (parts >= 0).all() or abs(parts.sum() - 1) > TOLERANCE:
        return None
    squares = 10_000 * parts**2
    named = is_named(shares)
    low = round(float(squares[named].sum()), 6)
    high = round(low + float(squares[~named].sum()), 6)
    return min(low, MONOPOLY), min(high, MONOPOLY)


def by_market(vendors: pd.DataFrame) -> pd.DataFrame:
    """One row per market: `market`, `low`, `high`, `level` in words; none for a market whose index is not known.

    `vendors` as `market.all_known` gives them.
    """
    ranges = {market: hhi(shares) for market, shares in vendors.groupby("market")}
    rows = [(market, *found, level(*found)) for market, found in ranges.items() if found]
    return pd.DataFrame(rows, columns=["market", "low", "high", "level"])


def level(low: float, high: float) -> str:
    """The level of concentration in words; where the range crosses a threshold, the two that it lies between.

    >>> level(900, 950), level(950, 1200), level(2000, 2100)
    ('not concentrated', 'between not and moderately concentrated', 'highly concentrated')
    """
    ends = list(dict.fromkeys(_level(value) for value in (low, high)))
    return f"{ends[0]} concentrated" if len(ends) == 1 else f"between {ends[0]} and {ends[1]} concentrated"


def _level(value: float) -> str:
    if value > HIGH:
        return "highly"
    return "moderately" if value > MODERATE else "not"


@dataclass(frozen=True)
class Merger:
    """What a merger would do to a market's concentration."""

    share: float  # of both together
    added: float  # 2·s₁·s₂ in HHI points
    after: tuple[float, float]
    presumed_harmful: bool | None  # None where it depends on whom “Others” hides


def merger(shares: pd.DataFrame, first: str, second: str) -> Merger:
    """The effect of two vendors of one market becoming one: the index rises by 10 000 · 2·s₁·s₂.

    Raises
    ------
    KeyError
        A vendor has no known share.
    ValueError
        The shares are not all of the market, so that it has no index.

    >>> merger(pd.DataFrame({"vendor": ["A", "B", "C"], "share": [0.2, 0.3, 0.5]}), "A", "B").added
    1200.0
    """
    by_name = shares.dropna(subset=["share"]).set_index("vendor")["share"]
    one, other = float(by_name[first]), float(by_name[second])
    added = round(10_000 * 2 * one * other, 6)
    before = hhi(shares)
    if before is None:
        raise ValueError("These shares are not all of the market: it has no index. Merge where `hhi` has one.")
    after = (before[0] + added, before[1] + added)
    harmful = [added > ADDED and (value > HIGH or one + other > LARGE_SHARE) for value in after]
    return Merger(one + other, added, after, harmful[0] if harmful[0] == harmful[1] else None)
