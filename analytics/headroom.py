"""Untapped markets: what a cell of a market would bring at a share that is reached elsewhere.

A cell is a market × segment × region. A market in which nothing of one's own is sold is white space.
"""

from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.market import CELL


class Target(StrEnum):
    """Which share is taken to be within reach."""

    BEST = "best own share in the market"
    MEDIAN = "median own share"


def by_cell(sizes: pd.DataFrame, sales: pd.DataFrame, target: Target | float = Target.MEDIAN) -> pd.DataFrame:
    """Headroom max(0, target share − s) · S of every cell, the largest first.

    One row per `market`, `segment`, `region` with `size`, `own_sales`, `share`, `target`, `headroom`, `untapped`
    (S − own sales) and `white_space` (no own sales in the whole market). The target is the best own share in a
    comparable cell (another of the same market; of a market without own sales, of all), the median own share of the
    cells where something is sold, or the fraction given. Own sales are missing, and so is what follows from them, where
    a cell names no vendor at all, or no vendor anywhere is said to be one's own.
    """
    cells = sizes.groupby(CELL, dropna=False)["size"].sum(min_count=1).to_frame()
    sold = sales.assign(own_sales=sales["sales"].where(sales["own"], 0.0))
    if sales["own"].any():
        cells["own_sales"] = sold.groupby(CELL, dropna=False)["own_sales"].sum()
    else:
        cells["own_sales"] = np.nan
    cells = cells.reset_index()
    cells["share"] = cells["own_sales"] / cells["size"].mask(cells["size"] == 0)
    cells["target"] = _target(cells, target)
    cells["headroom"] = (cells["target"] - cells["share"]).clip(lower=0) * cells["size"]
    cells["untapped"] = cells["size"] - cells["own_sales"]
    cells["white_space"] = cells.groupby("market")["own_sales"].transform(lambda own: own.sum(min_count=1)) == 0
    return cells.sort_values("headroom", ascending=False, kind="stable").reset_index(drop=True)


def _target(cells: pd.DataFrame, target: Target | float) -> pd.Series:
    if not isinstance(target, Target):
        return pd.Series(float(target), cells.index)
    reached = cells["share"].where(cells["share"] > 0)
    if target is Target.MEDIAN:
        return pd.Series(reached.median(), cells.index)
    return reached.groupby(cells["market"]).transform("max").fillna(reached.max())


def growth_weighted(cells: pd.DataFrame, growth: pd.Series) -> pd.DataFrame:
    """The cells with `growth` of their market and `weighted` = headroom · (1 + growth): what it is a year on.

    `growth` by market; where it is not known the headroom stands as it is.
    """
    grown = cells["market"].map(growth).astype(float)
    weighted = cells["headroom"] * (1 + grown.fillna(0.0))
    found = cells.assign(growth=grown, weighted=weighted.replace([np.inf], np.nan))
    return found.sort_values("weighted", ascending=False, kind="stable").reset_index(drop=True)
