"""Which products make a KPI's gap to its target: of a sum each one's part, of a ratio its mix and its rate."""

import pandas as pd

from analytics import mix_rate

SIDES = (("above", "below"), ("planned_above", "planned_below"))


def of_sum(results: pd.DataFrame) -> pd.DataFrame:
    """Each product's actual − target, the largest shortfall first; the gaps sum to the whole's.

    `results` has one row per `product` with `actual` and `target`; a product without both takes no part.
    """
    known = results.dropna(subset=["actual", "target"])
    found = known.assign(gap=known["actual"] - known["target"])[["product", "actual", "target", "gap"]]
    return found.sort_values(["gap", "product"], kind="stable").reset_index(drop=True)


def half_known(results: pd.DataFrame) -> "pd.Series[bool]":
    """Which products have revenue on a side, such as `of_ratio` takes it, and no contribution that is known."""
    first, second = (results[above].isna() & results[below].notna() for above, below in SIDES)
    return first | second


def of_ratio(results: pd.DataFrame) -> pd.DataFrame:
    """Mix and rate by product of a ratio of sums, Σ above ÷ Σ below, from plan to actual; both sum to the gap exactly.

    `results` has one row per `product` with `above`, `below`, `planned_above`, `planned_below`. One row per product:
    `mix`, `rate`, `entered`, `left`, `gap` in fractions, the largest loss first. A product of which only one of the two
    sums of a side is known takes no part: it neither entered nor left.
    """
    by_name = results[~half_known(results)].set_index("product")
    planned = mix_rate.weights(by_name["planned_above"], by_name["planned_below"])
    actual = mix_rate.weights(by_name["above"], by_name["below"])
    parts = mix_rate.parts(planned, actual)
    parts["gap"] = parts.sum(axis=1)
    return parts.rename_axis("product").reset_index().sort_values("gap", kind="stable", ignore_index=True)
