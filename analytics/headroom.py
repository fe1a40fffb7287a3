"""Untapped markets: what a cell of a market would bring at a share that is reached elsewhere.

A cell is a market × segment × region. A market in which nothing of one's own is sold is white space.
"""

from enum import StrEnum

import numpy as np
import pandas as pd

from analytics import pairs
from analytics.cells import CELL, Figures
from analytics.market import TOLERANCE


class Target(StrEnum):
    """Which share is taken to be within reach."""

    BEST = "best own share in the market"
    MEDIAN = "median own share"


def by_cell(figures: Figures, target: Target | float = Target.MEDIAN) -> pd.DataFrame:
    """Headroom max(0, target share − s) · S of every cell, the largest first.

    One row per `market`, `segment`, `region` with `size`, `own_sales`, `share`, `months`, `target`, `headroom`,
    `untapped` (S − own sales) and `white_space` (no own sales in the whole market). Size and own sales are of the
    months in which both are known and the size is more than 0. Without such a month own sales are missing, and so is
    what follows from them; the size is what is known of it, over its `months`.
    The target is the best own share in a comparable cell (another of the same market; of a market without own sales, of
    all), the median own share of the cells where something is sold, or the fraction given. A share of less than nothing
    or of more than all (by over 0.5 %) is no target, and of such a cell nothing is said to be untapped.
    """
    sizes = figures.sizes
    cells = _summed(sizes[(sizes["size"] > 0) & sizes["own_sales"].notna()])
    rest = _summed(sizes, sizes["size"].notna()).assign(own_sales=np.nan, own_held=np.nan)
    cells = pd.concat([cells, rest[~rest.index.isin(cells.index)]]).reset_index()
    cells["share"] = (cells["own_held"] / cells["size"].where(cells["size"] > 0)).where(cells["own_held"] >= 0)
    reached = cells["share"].where(cells["share"] <= 1 + TOLERANCE)
    cells["target"] = _target(cells["market"], reached.where(reached > 0), target)
    cells["headroom"] = (cells["target"] - cells["share"]).clip(lower=0) * cells["size"]
    cells["untapped"] = (cells["size"] - cells["own_sales"]).clip(lower=0).where(reached.notna())
    cells["white_space"] = _white(cells, figures)
    return cells.sort_values("headroom", ascending=False, kind="stable").reset_index(drop=True)


def _summed(rows: pd.DataFrame, known: "pd.Series[bool] | None" = None) -> pd.DataFrame:
    sums = rows.groupby(CELL, dropna=False)[["size", "own_sales", "own_held"]].sum(min_count=1)
    return sums.join(pairs.months(rows if known is None else rows[known], CELL)).fillna({"months": 0})


def _target(markets: pd.Series, reached: pd.Series, target: Target | float) -> pd.Series:
    if not isinstance(target, Target):
        return pd.Series(float(target), markets.index)
    if target is Target.MEDIAN:
        return pd.Series(reached.median(), markets.index)
    return reached.groupby(markets).transform("max").fillna(reached.max())


def _white(cells: pd.DataFrame, figures: Figures) -> pd.Series:
    """Whether nothing of one's own is sold in the whole market, and none of it is only not reported."""
    own = figures.missing
    open_ = set(own.loc[own["own"], "market"])
    sums = cells.groupby("market")["own_sales"].transform(lambda sold: sold.sum(min_count=1))
    return (sums == 0) & ~cells["market"].isin(open_)


def growth_weighted(cells: pd.DataFrame, growth: pd.DataFrame) -> pd.DataFrame:
    """The cells with `growth` of their market and `weighted` = headroom · (1 + growth): what it is a year on.

    `growth` as `pairs.growth` gives it; `growth_months` are the months that it is of. Where it is not known neither is
    what the headroom is a year on. The largest first, by the headroom as it is where that is all that is known.
    """
    grown = cells["market"].map(growth["growth"]).astype(float)
    of = cells["market"].map(growth["months"]).where(grown.notna())
    found = cells.assign(growth=grown, growth_months=of, weighted=cells["headroom"] * (1 + grown))
    return found.sort_values(["weighted", "headroom"], ascending=False, kind="stable").reset_index(drop=True)
