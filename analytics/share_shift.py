"""Why sales and share changed: because markets grew, or because share was won in them.

`cells` has one row per cell of a market with what names it and `size0`, `size1`, `sales0`, `sales1`: the market's size
and the own sales before and now, over the `months` in which both sides report both of them. Own sales are here what the
own share is of the size, so that sales = share × size also where a sheet gives the share beside other sales.
"""

import numpy as np
import pandas as pd

from analytics import pairs
from analytics.cells import CELL, PERCENT

AMOUNTS = ("market_growth", "share_won", "change")  # the parts of a summary that are amounts
SIDES = ["size0", "size1", "sales0", "sales1"]


def rows(paired: pd.DataFrame) -> pd.DataFrame:
    """The pairs (`pairs.of`) of which both sides have a share, and whose sizes can be added up.

    None where these are in several units, or where of several cells only shares are published: they are no parts of one
    whole. Beside markets with a size, those without one are left out.
    """
    found = pairs.shared(paired)
    sized = found[found["unit"] != PERCENT]
    if len(sized):
        return sized if sized.loc[sized["unit"] != "", "unit"].nunique() <= 1 else found[:0]
    return found if len(found.drop_duplicates(CELL)) <= 1 else found[:0]


def cells(rows: pd.DataFrame) -> pd.DataFrame:
    """The cells of pairs, summed over the `months` that both sides have."""
    sums = rows.groupby(CELL, dropna=False)[SIDES].sum()
    return sums.join(pairs.months(rows, CELL)).reset_index()


def months(rows: pd.DataFrame) -> int:
    """How many months the pairs have in all."""
    return int(pairs.months(rows.assign(all=True), ["all"]).sum())


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


def by_market(rows: pd.DataFrame) -> pd.DataFrame:
    """The own share of each market now and before, over the months that both sides have.

    One row per `market` with `share_before`, `share`, `own_sales` as given, `size` (both of now) and `months`. `rows`
    are pairs of which both sides have a share (`pairs.shared`). Own sales of less than nothing are no share.
    """
    sums = rows.groupby("market")[[*SIDES, "own_sales"]].sum().join(pairs.months(rows, ["market"]))
    shares = {f"share{n}": sums[f"sales{n}"].where(sums[f"sales{n}"] >= 0) / sums[f"size{n}"] for n in (0, 1)}
    names = {"share0": "share_before", "share1": "share", "size1": "size"}
    return (
        sums.assign(**shares)
        .rename(columns=names)
        .reset_index()[["market", "share_before", "share", "own_sales", "size", "months"]]
    )
