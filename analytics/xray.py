"""What a portfolio's spending says of its strategy: how much moved, how much serves no objective, who is short."""

from dataclasses import dataclass

import numpy as np
import pandas as pd


def reallocation(before: pd.Series, now: pd.Series) -> float | None:
    """½ · Σ |share_t − share_(t−1)| of spend: the part that moved between products; None where a side has no spend.

    Both by product; a product that is missing on one side had no share there.

    >>> reallocation(pd.Series({"A": 60.0, "B": 40.0}), pd.Series({"A": 80.0, "B": 20.0}))
    0.2
    """
    sides = [side.dropna().clip(lower=0) for side in (before, now)]
    if not all(side.sum() > 0 for side in sides):
        return None
    shares = pd.concat([side / side.sum() for side in sides], axis="columns", keys=["before", "now"]).fillna(0.0)
    return round(float((shares["now"] - shares["before"]).abs().sum() / 2), 12)


def without_objective(initiatives: pd.DataFrame) -> float | None:
    """The part of initiatives' `spend` that names no `objective`; None where nothing is spent on any."""
    spend = initiatives["spend"].fillna(0.0)
    loose = initiatives["objective"].isna() | initiatives["objective"].eq("")
    return float(spend[loose].sum() / spend.sum()) if spend.sum() > 0 else None


@dataclass(frozen=True)
class Underfunded:
    """The product that earns most beside what is spent on it."""

    product: str
    contribution_share: float
    spend_share: float


def underfunded(returns: pd.DataFrame) -> Underfunded | None:
    """The product whose share of contribution is furthest above its share of investment; None where there is none.

    Only products that return more than the portfolio come into question, by what a return on investment is made of.
    `returns` as `roi.by_product` gives them.
    """
    known = returns.dropna(subset=["return_contribution", "return_investment"])
    known = known[known["return_investment"] > 0]
    contribution, spend = known["return_contribution"].sum(), known["return_investment"].sum()
    if len(known) < 2 or contribution <= 0 or spend <= 0:
        return None
    shares = known["return_contribution"] / contribution, known["return_investment"] / spend
    gap = (shares[0] - shares[1]).where(known["roi"] > (contribution - spend) / spend)
    if not np.isfinite(gap).any() or gap.max() <= 0:
        return None
    best = int(gap.argmax())
    return Underfunded(str(known["product"].iloc[best]), *(float(share.iloc[best]) for share in shares))
