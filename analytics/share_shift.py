"""Why sales and share changed: because markets grew, or because share was won in them.

`cells` has one row per cell of a market that both windows report, with what names it and `size0`, `size1`, `sales0`,
`sales1`: the market's size and the own sales before and now.
"""

import numpy as np
import pandas as pd

from analytics.market import CELL

AMOUNTS = ("market_growth", "share_won", "change")  # the parts of a summary that are amounts


def cells(sizes: tuple[pd.DataFrame, pd.DataFrame], own: tuple[pd.DataFrame, pd.DataFrame]) -> pd.DataFrame:
    """The cells whose size both windows report, with own sales, which are 0 where none are given.

    `sizes` and `own` hold the frames before and now; `own` has `sales` by cell and more columns are summed over.
    """
    whole = [frame.dropna(subset=["size"]).groupby(CELL, dropna=False)["size"].sum() for frame in sizes]
    sold = [frame.groupby(CELL, dropna=False)["sales"].sum() for frame in own]
    pair = pd.concat(whole, axis="columns", keys=["size0", "size1"], join="inner")
    for name, sales in zip(("sales0", "sales1"), sold, strict=True):
        pair[name] = sales.reindex(pair.index).fillna(0.0)
    return pair.reset_index()


def in_money(cells: pd.DataFrame) -> pd.DataFrame:
    """ΔR = s̄·ΔS (the market grew) + S̄·Δs (share was won), bars being means of both windows; exact by cell.

    Adds `market_growth`, `share_won` and `change` to the cells.

    >>> one = pd.DataFrame({"size0": [100.0], "size1": [200.0], "sales0": [50.0], "sales1": [80.0]})
    >>> in_money(one)[["market_growth", "share_won", "change"]].round(6).values.tolist()
    [[45.0, -15.0, 30.0]]
    """
    share0, share1 = _share(cells["sales0"], cells["size0"]), _share(cells["sales1"], cells["size1"])
    grew = (share0 + share1) / 2 * (cells["size1"] - cells["size0"])
    won = (cells["size0"] + cells["size1"]) / 2 * (share1 - share0)
    return cells.assign(market_growth=grew, share_won=won, change=cells["sales1"] - cells["sales0"])


def _share(sales: pd.Series, size: pd.Series) -> pd.Series:
    """The share; of a market of no size the sales are 0 and so is what they weigh."""
    return (sales / size.mask(size == 0)).fillna(0.0)


def in_points(cells: pd.DataFrame) -> pd.DataFrame:
    """Δs = Σ(w₁ − w₀)(s̄_cell − s̄) mix + Σ w̄(s₁ − s₀) competitive, w a cell's weight in the whole; exact.

    Adds `mix` and `competitive` to the cells, in fractions of the whole; their sum is the change of the total share.
    With a cell of no size in one window its share there is taken as in the other, so that all of it is mix.

    >>> two = pd.DataFrame({"size0": [50.0, 50.0], "size1": [80.0, 20.0], "sales0": [5.0, 25.0], "sales1": [8.8, 11.0]})
    >>> in_points(two)[["mix", "competitive"]].sum().round(6).tolist()
    [-0.126, 0.024]
    """
    whole0, whole1 = cells["size0"].sum() or np.nan, cells["size1"].sum() or np.nan
    weight0, weight1 = cells["size0"] / whole0, cells["size1"] / whole1
    share0 = cells["sales0"] / cells["size0"].mask(cells["size0"] == 0)
    share1 = cells["sales1"] / cells["size1"].mask(cells["size1"] == 0)
    share0, share1 = share0.fillna(share1).fillna(0.0), share1.fillna(share0).fillna(0.0)
    level = (cells["sales0"].sum() / whole0 + cells["sales1"].sum() / whole1) / 2
    mix = (weight1 - weight0) * ((share0 + share1) / 2 - level)
    return cells.assign(mix=mix, competitive=(weight0 + weight1) / 2 * (share1 - share0))


def summary(cells: pd.DataFrame) -> dict[str, float]:
    """The shift of all cells together: shares before and now, its parts in money and in points."""
    money, points = in_money(cells), in_points(cells)
    whole0, whole1 = cells["size0"].sum() or np.nan, cells["size1"].sum() or np.nan
    shares = {"before": cells["sales0"].sum() / whole0, "now": cells["sales1"].sum() / whole1}
    sums = {**money[["market_growth", "share_won", "change"]].sum(), **points[["mix", "competitive"]].sum()}
    return {str(name): float(value) for name, value in {**shares, **sums}.items()}


def by_product(
    sizes: tuple[pd.DataFrame, pd.DataFrame], own: tuple[pd.DataFrame, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """The cells of the markets in which each own product sells, with its own sales alone; by the product's name."""
    found = {}
    for product in sorted({name for side in own for name in side["product"].dropna()}):
        sold = (own[0][own[0]["product"] == product], own[1][own[1]["product"] == product])
        names = {*sold[0]["market"], *sold[1]["market"]}
        whole = (sizes[0][sizes[0]["market"].isin(names)], sizes[1][sizes[1]["market"].isin(names)])
        found[product] = cells(whole, sold)
    return found
