"""What products return. Symbols: revenue R, variable cost C, investment I, contribution M = R − C.

Every frame has one row per product with the sums that `analytics.complete.totals` gives: as stated, and those that a
contribution and a return may use. A sum of nothing known is NaN; it is missing, not 0, and what is computed from it is
missing too. Ratios are fractions (0.25).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics import mix_rate
from analytics.definition import Definition

BASES = {
    Definition.ROI: ["return_investment"],
    Definition.LOADED: ["loaded_investment", "loaded_shared"],
    Definition.RETURN_ON_COST: ["matched_cost"],
}
EARNED = {Definition.ROI: "return_contribution", Definition.LOADED: "loaded_contribution"}


@dataclass(frozen=True)
class Return:
    """Sums over a portfolio and their ratios; None where not defined.

    `revenue`, `variable_cost`, `investment` and `shared_cost` are sums as stated; `contribution` and `margin` are of
    the revenue whose cost is known; `roi` = (`earned` − `base`) ÷ `base`, or `earned` ÷ `base` of a return on cost,
    over the product-periods in which both are known.
    """

    definition: Definition
    revenue: float | None
    variable_cost: float | None
    investment: float | None
    shared_cost: float | None
    contribution: float | None
    margin: float | None
    roi: float | None
    earned: float | None
    base: float | None


def available(totals: pd.DataFrame) -> list[Definition]:
    """The definitions that the figures allow, the usual one first."""
    given = {each: bool(base(totals, each).fillna(0.0).ne(0).any()) for each in (Definition.ROI, Definition.LOADED)}
    return [*(each for each, known in given.items() if known), Definition.RETURN_ON_COST]


def definition(totals: pd.DataFrame) -> Definition:
    """Return on investment where the return on any is known, else return on cost."""
    return available(totals)[0]


def by_product(totals: pd.DataFrame, measured: Definition | None = None) -> pd.DataFrame:
    """Contribution M = R − C, margin M ÷ R, share of revenue and return of each product, or of what else rows are of.

    Adds `contribution`, `margin`, `revenue_share`, `earned`, `base` and `roi`. A return is missing where the product
    has no contribution or nothing to divide by.
    """
    measured = measured or definition(totals)
    contribution = totals["matched_revenue"] - totals["matched_cost"]
    made, below = earned(totals, measured), base(totals, measured)
    return totals.assign(
        contribution=contribution,
        margin=_ratio(contribution, totals["matched_revenue"]),
        revenue_share=totals["revenue"] / (totals["revenue"].sum() or np.nan),
        earned=made,
        base=below,
        roi=_return(made, below, measured),
    )


def earned(totals: pd.DataFrame, measured: Definition) -> pd.Series:
    """The contribution that a return is made of."""
    if measured is Definition.RETURN_ON_COST:
        return totals["matched_revenue"] - totals["matched_cost"]
    return totals[EARNED[measured]]


def base(totals: pd.DataFrame, measured: Definition) -> pd.Series:
    """What a return is measured on: investment, with its shared cost where fully loaded, or variable cost."""
    return totals[BASES[measured]].sum(axis="columns", min_count=1)


def _return(made: pd.Series, below: pd.Series, measured: Definition) -> pd.Series:
    return _ratio(made if measured is Definition.RETURN_ON_COST else made - below, below)


def _ratio(above: pd.Series, below: pd.Series) -> pd.Series:
    return above / below.mask(below == 0)


def portfolio(totals: pd.DataFrame, measured: Definition | None = None) -> Return:
    """The portfolio's sums and the ratio of them, never the mean of products' ratios."""
    measured = measured or definition(totals)
    sums = totals.select_dtypes("number").sum(min_count=1)
    row = by_product(pd.DataFrame([{"product": "portfolio", **sums}]).reindex(columns=totals.columns), measured).iloc[0]
    names = ("revenue", "variable_cost", "investment", "shared_cost", "contribution", "margin", "roi", "earned", "base")
    return Return(measured, *(missing_as_none(row[name]) for name in names))


def missing_as_none(value: float) -> float | None:
    """A number, or None where it is missing."""
    return None if pd.isna(value) else float(value)


def whale(returns: pd.DataFrame) -> pd.DataFrame:
    """Cumulative contribution by rank: how many products make the profit, and how much the rest takes back.

    One row per product with a contribution, largest first: `product`, `contribution`, `rank` (from 1), `cumulative`
    (money) and `cumulative_share` of the total.
    """
    ranked = returns.dropna(subset=["contribution"]).sort_values(
        ["contribution", "product"], ascending=[False, True], kind="stable"
    )
    cumulative = ranked["contribution"].cumsum()
    total = ranked["contribution"].sum() or np.nan
    curve = ranked[["product", "contribution"]].assign(
        rank=range(1, len(ranked) + 1), cumulative=cumulative, cumulative_share=cumulative / total
    )
    return curve.reset_index(drop=True)


def bridge(before: pd.DataFrame, now: pd.DataFrame, measured: Definition) -> pd.DataFrame:
    """The portfolio's return before and now, and what moved it, exactly.

    With w = base ÷ Σ base and r = a product's return (base: investment, or variable cost for return on cost):
    stayed: mix (w₁ − w₀)(r₀ − R₀) and rate w₁ (r₁ − r₀); entered: w₁ (r₁ − R₀); left: −w₀ (r₀ − R₀).
    Products without a base take no part in the weights; the contribution that they bring all the same is `no base`.

    One row per `step` (before, mix, rate, entered, left, no base, now) with its `effect` in fractions; empty where a
    window has no return. The steps between the ends sum to their difference. Frames are those of a `paired.Pair`.
    """
    old, new = portfolio(before, measured).roi, portfolio(now, measured).roi
    if old is None or new is None:
        return pd.DataFrame({"step": [], "effect": []})
    effects = bridge_by_product(before, now, measured)
    sums = effects[["mix", "rate", "entered", "left"]].sum()
    steps = {"before": old, **sums, "no base": new - old - sums.sum(), "now": new}
    return pd.DataFrame({"step": list(steps), "effect": [float(effect) for effect in steps.values()]})


def bridge_by_product(before: pd.DataFrame, now: pd.DataFrame, measured: Definition) -> pd.DataFrame:
    """Each product's part in the bridge: `product`, `mix`, `rate`, `entered`, `left`, in fractions."""
    parts = mix_rate.parts(_weights(before, measured), _weights(now, measured))
    return parts.groupby(level="product").sum().reset_index()


def _weights(totals: pd.DataFrame, measured: Definition) -> pd.DataFrame:
    """Weight `w` and return `r` of each product with a base and a return, by product, and stage where there is one."""
    by_name = totals.set_index([name for name in ("product", "stage") if name in totals])
    below = base(by_name, measured)
    return mix_rate.weights(_return(earned(by_name, measured), below, measured) * below, below)


def movers(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """What each product's contribution changed by, largest change first: `product`, `before`, `now`, `change`.

    Frames are those of a `paired.Pair`: a product that one side lacks was not there yet, or is not there any more.
    """
    old, new = (
        by_product(side, Definition.RETURN_ON_COST).groupby("product")["contribution"].sum(min_count=1)
        for side in (before, now)
    )
    pair = pd.DataFrame({"before": old, "now": new}).dropna(how="all")
    pair["change"] = pair["now"].fillna(0.0) - pair["before"].fillna(0.0)
    order = pair["change"].abs().sort_values(ascending=False, kind="stable").index
    return pair.loc[order].rename_axis("product").reset_index()
