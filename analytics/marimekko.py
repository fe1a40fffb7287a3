"""Where the cells of a Marimekko lie: a column a market as wide as its size, a cell a vendor as high as its share."""

import pandas as pd

from analytics.market import OTHERS, is_named

MOST_MARKETS, MOST_RIVALS = 12, 4


def cells(sizes: pd.DataFrame, vendors: pd.DataFrame) -> pd.DataFrame:
    """One row per cell: `market`, `vendor`, `kind` (own, rival, others), `sales`, `share`, `x0`, `x1`, `y0`, `y1`.

    `vendors` as `market.by_vendor` gives them. Own sales lie at the bottom, the four largest rivals above, all others
    together on top. The largest twelve markets; the widths sum to 1, the heights of a column to its known shares.
    """
    size = sizes.groupby("market")["size"].sum().sort_values(ascending=False, kind="stable").head(MOST_MARKETS)
    size = size[size > 0]
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
    known = vendors.dropna(subset=["share"])
    own = known[known["own"].astype(bool)]
    rivals = known[~known["own"].astype(bool) & is_named(known)].sort_values("share", ascending=False, kind="stable")
    shown = pd.concat([own.assign(kind="own"), rivals.head(MOST_RIVALS).assign(kind="rival")])
    rest = known.drop(index=shown.index)
    if len(rest):
        sums = rest[["sales", "share"]].sum()
        shown = pd.concat([shown, pd.DataFrame([{"vendor": OTHERS, "kind": "others", **sums}])], ignore_index=True)
    top = shown["share"].cumsum()
    return shown.assign(y0=top - shown["share"], y1=top)
