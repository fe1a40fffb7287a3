"""What moved revenue and profit from one window to another, or from plan to actual, in steps that sum exactly.

Both frames have one row per product (and `stage`, where given) with `product`, `revenue`, `variable_cost`, `investment`
and `units`, sums over the same product-periods of two windows, as `paired.Pair` gives them: all that a bridge needs is
known in each of them. Symbols: q units, p = R ÷ q price, c = C ÷ q unit cost, V = Σ q, m = q ÷ V.
"""

import numpy as np
import pandas as pd

NEW, DISCONTINUED = "new products", "discontinued"
WITHOUT_UNITS = "without units"
LARGEST_MARGIN = 100  # a revenue of under 1 % of its margin, by size, says nothing of what more of it would bring


def revenue(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Price–volume–mix: price Σ(p₁ − p₀)q₁ · volume (V₁ − V₀)·a₀ · mix V₁·Σ(m₁ − m₀)(p₀ − a₀), a₀ = ΣR₀ ÷ V₀.

    New and discontinued products, and what is sold without units, are steps of their own. Without any units the steps
    are `products in both`, new and discontinued. One row per `step` with its `effect`, the ends `before` and `now`
    among them; the steps between sum to their difference.
    """
    pair = _pair(before, now, "revenue")
    by_units = _counted(pair)
    counted = pair[by_units]
    steps = _price_volume_mix(counted, "revenue") if len(counted) else {}
    others = pair[~by_units & pair["stays"]]
    rest = float((others["revenue1"] - others["revenue0"]).sum())
    named = WITHOUT_UNITS if len(counted) else "products in both"
    if len(others):
        steps[named] = rest
    return _steps(pair, "revenue", steps)


def contribution(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Contribution M = R − C. With units: price, unit cost −Σ(c₁ − c₀)q₁, volume and mix on unit margins.

    Without units: revenue at last margin (R₁ − R₀)·M₀÷R₀, and margin change. New and discontinued products are steps of
    their own. Shape as of `revenue`.
    """
    pair = _pair(_with_margin(before), _with_margin(now), "margin")
    return _steps(pair, "margin", _margin_steps(pair))


def profit(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Profit M − I: the steps of contribution, and investment, −(I₁ − I₀) of those that stay."""
    sides = [frame.assign(profit=frame["margin"] - frame["investment"]) for frame in map(_with_margin, (before, now))]
    pair = _pair(sides[0], sides[1], "profit")
    steps = _margin_steps(pair)
    stays = pair[pair["stays"]]
    steps["investment"] = -float((stays["investment1"] - stays["investment0"]).sum())
    return _steps(pair, "profit", steps)


def _margin_steps(pair: pd.DataFrame) -> dict[str, float]:
    """What moved the contribution of the products that stay."""
    by_units = _counted(pair)
    counted, others = pair[by_units], pair[~by_units & pair["stays"]]
    steps: dict[str, float] = {}
    if len(counted):
        on_margin = _price_volume_mix(counted, "margin")
        cost = _unit(counted, "variable_cost", 1) - _unit(counted, "variable_cost", 0)
        dearer = -float((cost * counted["units1"]).sum())
        steps = {"price": on_margin.pop("price") - dearer, "unit cost": dearer, **on_margin}
    if len(others):
        telling = others["revenue0"].abs() * LARGEST_MARGIN >= others["margin0"].abs()
        margin0 = (others["margin0"] / others["revenue0"].where(telling & others["revenue0"].ne(0))).fillna(0.0)
        grown = margin0 * (others["revenue1"] - others["revenue0"])
        steps["revenue at last margin"] = float(grown.sum())
        steps["margin change"] = float((others["margin1"] - others["margin0"] - grown).sum())
    return steps


def _with_margin(totals: pd.DataFrame) -> pd.DataFrame:
    """The sums with `margin`, the contribution."""
    return totals.assign(margin=totals["revenue"] - totals["variable_cost"])


def _pair(before: pd.DataFrame, now: pd.DataFrame, whole: str) -> pd.DataFrame:
    """One row per product of either window, each column with 0 and 1; `stays` where both have some of the whole."""
    columns = [c for c in ("revenue", "variable_cost", "investment", "units", "margin", "profit") if c in now]
    keys = [name for name in ("product", "stage") if name in now]
    sides = [frame.set_index(keys)[columns] for frame in (before, now)]
    pair = sides[0].add_suffix("0").join(sides[1].add_suffix("1"), how="outer")
    has = [pair[[f"revenue{n}", f"variable_cost{n}", f"{whole}{n}"]].fillna(0.0).ne(0).any(axis=1) for n in (0, 1)]
    pair["stays"] = has[0] & has[1]
    units = pair[["units0", "units1"]]
    pair = pair.fillna(0.0).infer_objects()
    pair[["units0", "units1"]] = units
    return pair


def _counted(pair: pd.DataFrame) -> pd.Series:
    """The products that stay and sell units in both windows."""
    return pair["stays"] & (pair["units0"] > 0) & (pair["units1"] > 0)


def _unit(pair: pd.DataFrame, column: str, side: int) -> pd.Series:
    return pair[f"{column}{side}"] / pair[f"units{side}"]


def _price_volume_mix(pair: pd.DataFrame, column: str) -> dict[str, float]:
    """The three steps of what a unit brings, be it revenue or margin."""
    units0, units1 = pair["units0"], pair["units1"]
    each0, each1 = _unit(pair, column, 0), _unit(pair, column, 1)
    whole0, whole1 = units0.sum(), units1.sum()
    average = pair[f"{column}0"].sum() / whole0
    mix = whole1 * ((units1 / whole1 - units0 / whole0) * (each0 - average)).sum()
    price = ((each1 - each0) * units1).sum()
    return {"price": float(price), "volume": float((whole1 - whole0) * average), "mix": float(mix)}


def _steps(pair: pd.DataFrame, whole: str, steps: dict[str, float]) -> pd.DataFrame:
    old, new = float(pair[f"{whole}0"].sum()), float(pair[f"{whole}1"].sum())
    gone = ~pair["stays"]
    entered, left = pair[gone & pair[f"{whole}1"].ne(0)], pair[gone & pair[f"{whole}0"].ne(0)]
    sums = {NEW: float(entered[f"{whole}1"].sum()), DISCONTINUED: -float(left[f"{whole}0"].sum())}
    shown = {**steps, **{name: effect for name, effect in sums.items() if effect}}
    return pd.DataFrame(
        {"step": ["before", *shown, "now"], "effect": np.array([old, *shown.values(), new], dtype=float)}
    )
