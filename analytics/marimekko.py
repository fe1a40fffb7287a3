"""Where the cells of a Marimekko lie: a column a market as wide as its size, a cell a vendor as high as its share."""

import pandas as pd

from analytics.cells import Figures
from analytics.market import OTHERS, all_known, is_named, unsound

MOST_MARKETS, MOST_RIVALS = 12, 4


def cells(figures: Figures) -> pd.DataFrame:
    """One row per cell: `market`, `vendor`, `kind` (own, rival, others), `sales`, `share`, `x0`, `x1`, `y0`, `y1`.

    Of the months in which every vendor is known, so that a column is a whole market; markets whose vendors add to more
    than their size, or sold less than nothing, have none (`market.unsound`). Own sales lie at the bottom, the four
    largest rivals above, all others together on top. The largest twelve markets; the widths sum to 1, the heights of a
    column to its shares.
    """
    whole = figures.complete
    vendors = all_known(figures).dropna(subset=["share"])
    vendors = vendors[~vendors["market"].isin(unsound(whole))]
    sizes = whole.sizes[whole.sizes["market"].isin(vendors["market"])]
    size = sizes.groupby("market")["size"].sum().sort_values(ascending=False, kind="stable").head(MOST_MARKETS)
    wide = size / size.sum()
    columns = [
        _column(vendors[vendors["market"] == market]).assign(market=market, x0=end - width, x1=end)
        for market, width, end in zip(size.index, wide, wide.cumsum(), strict=True)
    ]
    kept = [column for column in columns if len(column)]
    names = ["market", "vendor", "kind", "sales", "share", "x0", "x1", "y0", "y1"]
    return pd.concat(kept, ignore_index=True)[names] if kept else pd.DataFrame(columns=names)


def _column(vendors: pd.DataFrame) -> pd.DataFrame:
    """One market's cells from the bottom up."""
    own = vendors[vendors["own"].astype(bool)]
    named = vendors[~vendors["own"].astype(bool) & is_named(vendors)]
    rivals = named.sort_values("share", ascending=False, kind="stable")
    shown = pd.concat([own.assign(kind="own"), rivals.head(MOST_RIVALS).assign(kind="rival")])
    rest = vendors.drop(index=shown.index)
    if len(rest):
        sums = rest[["sales", "share"]].sum()
        shown = pd.concat([shown, pd.DataFrame([{"vendor": OTHERS, "kind": "others", **sums}])], ignore_index=True)
    top = shown["share"].cumsum()
    return shown.assign(y0=top - shown["share"], y1=top)
