"""What products return. Symbols: revenue R, variable cost C, investment I, contribution M = R − C.

Every frame has one row per product with columns `product`, `revenue`, `variable_cost`, `investment` and, where it is
given, `shared_cost` (money, one currency, sums over one window). A sum that was not reported is NaN; it is missing,
not 0, and what is computed from it is missing too. Ratios are fractions (0.25).
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics import mix_rate


class Definition(StrEnum):
    """How return is measured, by its name on screen."""

    ROI = "ROI"
    LOADED = "fully loaded ROI"
    RETURN_ON_COST = "return on cost"


FORMULAS = {
    Definition.ROI: "(Σ contribution − Σ investment) ÷ Σ investment, contribution = revenue − variable cost",
    Definition.LOADED: "(Σ contribution − Σ investment − Σ shared cost) ÷ (Σ investment + Σ shared cost)",
    Definition.RETURN_ON_COST: "(Σ revenue − Σ variable cost) ÷ Σ variable cost",
}


SUMS = ["revenue", "variable_cost", "investment", "shared_cost"]
NEEDED = {
    Definition.ROI: ["variable_cost", "investment"],
    Definition.LOADED: ["variable_cost", "investment", "shared_cost"],
    Definition.RETURN_ON_COST: ["variable_cost"],
}


@dataclass(frozen=True)
class Return:
    """Sums over a portfolio and their ratios; None where not defined."""

    definition: Definition
    revenue: float | None
    variable_cost: float | None
    investment: float | None
    contribution: float | None
    roi: float | None
    shared_cost: float | None = None


def available(totals: pd.DataFrame) -> list[Definition]:
    """The definitions that the figures allow, the usual one first."""
    given = {name: name in totals and totals[name].notna().any() for name in ("investment", "shared_cost")}
    found = [Definition.ROI] if given["investment"] else []
    found += [Definition.LOADED] if given["investment"] and given["shared_cost"] else []
    return [*found, Definition.RETURN_ON_COST]


def definition(totals: pd.DataFrame) -> Definition:
    """Return on investment where anything was invested, else return on cost."""
    return available(totals)[0]


def by_product(totals: pd.DataFrame, measured: Definition | None = None) -> pd.DataFrame:
    """Contribution M = R − C, margin M ÷ R, share of revenue and return of each product.

    Adds `contribution`, `margin`, `revenue_share`, `roi`. A return is missing where the product has no contribution
    or nothing to divide by.

    >>> one = pd.DataFrame({"product": ["A"], "revenue": [300.0], "variable_cost": [100.0], "investment": [160.0]})
    >>> float(by_product(one)["roi"].iloc[0])
    0.25
    """
    measured = measured or definition(totals)
    contribution = _contribution(totals)
    return totals.assign(
        contribution=contribution,
        margin=_ratio(contribution, totals["revenue"]),
        revenue_share=totals["revenue"] / (totals["revenue"].sum() or np.nan),
        roi=_return(contribution, totals, measured),
    )


def _contribution(totals: pd.DataFrame) -> pd.Series:
    """M = R − C, missing where no cost was reported: a revenue without its cost is no contribution."""
    return totals["revenue"].fillna(0.0) - totals["variable_cost"]


def _return(contribution: pd.Series, totals: pd.DataFrame, measured: Definition) -> pd.Series:
    below = base(totals, measured)
    return _ratio(contribution if measured is Definition.RETURN_ON_COST else contribution - below, below)


def base(totals: pd.DataFrame, measured: Definition) -> pd.Series:
    """What a return is measured on: investment, with its shared cost where fully loaded, or variable cost."""
    if measured is Definition.RETURN_ON_COST:
        return totals["variable_cost"]
    return totals["investment"] + totals["shared_cost"] if measured is Definition.LOADED else totals["investment"]


def _ratio(above: pd.Series, below: pd.Series) -> pd.Series:
    return above / below.mask(below == 0)


def portfolio(totals: pd.DataFrame, measured: Definition | None = None) -> Return:
    """The portfolio's sums and the ratio of them, never the mean of products' ratios.

    A sum takes in every product that reports it; `unreported` names those that do not.

    >>> two = pd.DataFrame({"product": ["A", "B"], "revenue": [120.0, 3.0], "variable_cost": [0.0, 0.0],
    ...                     "investment": [100.0, 1.0]})
    >>> round(portfolio(two).roi, 4)  # the mean of 20 % and 200 % would be 110 %
    0.2178
    """
    measured = measured or definition(totals)
    sums = totals.reindex(columns=SUMS).sum(min_count=1)
    row = by_product(pd.DataFrame([{"product": "portfolio", **sums}]), measured).iloc[0]
    return Return(
        measured,
        *(
            missing_as_none(row[n])
            for n in ("revenue", "variable_cost", "investment", "contribution", "roi", "shared_cost")
        ),
    )


def missing_as_none(value: float) -> float | None:
    """A number, or None where it is missing."""
    return None if pd.isna(value) else float(value)


def unreported(totals: pd.DataFrame, measured: Definition) -> list[str]:
    """The products that miss a sum which the portfolio's return is made of."""
    needed = NEEDED[measured]
    holes = totals[needed].isna().any(axis="columns")
    return [str(name) for name in totals.loc[holes, "product"]]


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


def bridge(before: pd.DataFrame, now: pd.DataFrame, asked: Definition | None = None) -> pd.DataFrame:
    """The portfolio's return before and now, and what moved it, exactly.

    With w = base ÷ Σ base and r = a product's return (base: investment, or variable cost for return on cost):
    stayed: mix (w₁ − w₀)(r₀ − R₀) and rate w₁ (r₁ − r₀); entered: w₁ (r₁ − R₀); left: −w₀ (r₀ − R₀).
    Products without a base take no part in the weights; the contribution that they bring all the same is `no base`.

    One row per `step` (before, mix, rate, entered, left, no base, now) with its `effect` in fractions; empty where a
    window has no return. The steps between the ends sum to their difference.
    """
    measured = _shared_definition(before, now, asked)
    old, new = portfolio(before, measured).roi, portfolio(now, measured).roi
    if old is None or new is None:
        return pd.DataFrame({"step": [], "effect": []})
    effects = bridge_by_product(before, now, measured)
    sums = effects[["mix", "rate", "entered", "left"]].sum()
    steps = {"before": old, **sums, "no base": new - old - sums.sum(), "now": new}
    return pd.DataFrame({"step": list(steps), "effect": [float(effect) for effect in steps.values()]})


def bridge_by_product(before: pd.DataFrame, now: pd.DataFrame, asked: Definition | None = None) -> pd.DataFrame:
    """Each product's part in the bridge: `product`, `mix`, `rate`, `entered`, `left`, in fractions."""
    measured = _shared_definition(before, now, asked)
    return mix_rate.parts(_weights(before, measured), _weights(now, measured)).reset_index()


def _shared_definition(before: pd.DataFrame, now: pd.DataFrame, asked: Definition | None) -> Definition:
    """The definition that is asked for where both windows allow it, else the first that both do."""
    both = [each for each in available(now) if each in available(before)]
    return asked if asked in both else both[0]


def _weights(totals: pd.DataFrame, measured: Definition) -> pd.DataFrame:
    """Weight `w` and return `r` of each product with a base and a return, by product."""
    by_name = totals.set_index("product")
    below = base(by_name, measured)
    return mix_rate.weights(_return(_contribution(by_name), by_name, measured) * below, below)


def by_month(monthly: pd.DataFrame, measured: Definition) -> pd.DataFrame:
    """The portfolio's contribution and return of each month: a ratio of that month's sums.

    `monthly` has one row per month with `month`, `revenue`, `variable_cost`, `investment`.
    """
    contribution = _contribution(monthly)
    return monthly.assign(contribution=contribution, roi=_return(contribution, monthly, measured))


def movers(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """What each product's contribution changed by, largest change first: `product`, `before`, `now`, `change`.

    A product that one window does not report changed by all that the other holds.
    """
    old = by_product(before).set_index("product")["contribution"]
    new = by_product(now).set_index("product")["contribution"]
    pair = pd.DataFrame({"before": old, "now": new}).dropna(how="all")
    pair["change"] = pair["now"].fillna(0.0) - pair["before"].fillna(0.0)
    order = pair["change"].abs().sort_values(ascending=False, kind="stable").index
    return pair.loc[order].rename_axis("product").reset_index()
