"""Where we win or lose: shares of markets, and what moved them.

Two frames describe a window. `sizes` has one row per cell of a market (`market`, `segment`, `region`) with its `size`;
`sales` has one row per cell, `vendor`, `own` and `product` with its `sales`. Both count in one unit: money, pieces, or
percent where only shares are published. A cell that a window does not report is missing, not 0. Shares and growth are
fractions (0.25).
"""

import re

import numpy as np
import pandas as pd

CELL = ["market", "segment", "region"]
OTHERS = "Others"
TOLERANCE = 0.005  # by which vendors may add to more than their market before it is said

_OTHERS = re.compile(
    r"(all )?(others?|unknown|rest|remaining|misc\w*|sonstige\w*|autres|otros|altri|overige)( \w+)?", re.I
)


def hides_firms(vendor: str) -> bool:
    """Whether a vendor's name stands for firms that are not named.

    >>> hides_firms("Others"), hides_firms("Unknown"), hides_firms("Other vendors"), hides_firms("Otherworld Ltd")
    (True, True, True, False)
    """
    return _OTHERS.fullmatch(vendor.strip()) is not None


def by_vendor(sizes: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """Each vendor's share of its market, s = sales ÷ size, and its relative share (Boston Consulting Group, 1970).

    One row per `market` and `vendor` with `own`, `sales`, `share`, `relative_share` (share ÷ the largest other named
    vendor's share; missing where there is none), largest first. What no vendor sold is a row `Others`; where vendors
    add to more than the market, shares are of what the market is said to be, and there is no such row.

    >>> whole = pd.DataFrame({"market": ["M"], "segment": [None], "region": [None], "size": [100.0]})
    >>> sold = pd.DataFrame({"market": ["M"] * 2, "segment": None, "region": None, "vendor": ["Us", "Them"],
    ...                      "own": [True, False], "product": None, "sales": [20.0, 30.0]})
    >>> by_vendor(whole, sold)[["vendor", "share", "relative_share"]].round(2).values.tolist()
    [['Others', 0.5, nan], ['Them', 0.3, 1.5], ['Us', 0.2, 0.67]]
    """
    size = sizes.groupby("market")["size"].sum(min_count=1)
    summed = sales.groupby(["market", "vendor"], as_index=False).agg(own=("own", "max"), sales=("sales", _sum))
    vendors = pd.concat([summed, _rest(size, summed)], ignore_index=True)
    whole = size.reindex(vendors["market"]).set_axis(vendors.index)
    vendors["share"] = vendors["sales"] / whole.mask(whole == 0)
    vendors["relative_share"] = _relative(vendors)
    order = ["market", "sales", "vendor"]
    return vendors.sort_values(order, ascending=[True, False, True], kind="stable").reset_index(drop=True)


def _sum(values: pd.Series) -> float:
    return float(values.sum(min_count=1))


def _rest(size: pd.Series, vendors: pd.DataFrame) -> pd.DataFrame:
    """What of each market no vendor sold, as a row; more than rounding."""
    sold = vendors.groupby("market")["sales"].sum().reindex(size.index)
    rest = (size - sold).where(lambda left: left > TOLERANCE / 10 * size).dropna()
    unnamed = pd.DataFrame({"market": rest.index, "vendor": OTHERS, "own": False, "sales": rest.to_numpy()})
    taken = set(vendors.loc[vendors["vendor"] == OTHERS, "market"])
    unnamed.loc[unnamed["market"].isin(taken), "vendor"] = f"{OTHERS} (unnamed)"
    return unnamed


def _relative(vendors: pd.DataFrame) -> pd.Series:
    named = vendors["share"].where(is_named(vendors))
    by_market = named.groupby(vendors["market"])
    first, second = by_market.transform("max"), by_market.transform(_second)
    largest_other = first.where(named < first, second)
    return named / largest_other.mask(largest_other == 0)


def is_named(vendors: pd.DataFrame) -> pd.Series:
    """Which rows are of a firm with a name."""
    named = [not hides_firms(vendor) and not vendor.startswith(OTHERS) for vendor in vendors["vendor"]]
    return pd.Series(named, vendors.index, dtype=bool)


def _second(shares: pd.Series) -> float:
    """The second largest, which equals the largest where two share the lead."""
    ordered = shares.dropna().sort_values(ascending=False)
    return float(ordered.iloc[1]) if len(ordered) > 1 else np.nan


def over_full(sizes: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """The markets whose vendors add to more than the stated size by over 0.5 %: `market`, `size`, `sold`, `over`."""
    both = sizes.groupby("market")["size"].sum().to_frame().join(sales.groupby("market")["sales"].sum().rename("sold"))
    both["over"] = both["sold"] / both["size"].mask(both["size"] == 0) - 1
    return both[both["over"] > TOLERANCE].reset_index()


def positions(sizes: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """The own place in each market: `market`, `size`, `own_sales`, `share`, `rival`, `relative_share`.

    Own sales are 0 where others' are known and no own product is sold; they are missing where no vendor is known, and
    everywhere while no vendor is said to be one's own.
    `rival` is the largest named competitor; the relative share is missing without one.
    """
    size = sizes.groupby("market")["size"].sum(min_count=1)
    vendors = by_vendor(sizes, sales)
    own = vendors[vendors["own"].astype(bool)].groupby("market")["sales"].sum()
    named = vendors[~vendors["own"].astype(bool) & is_named(vendors)]
    rivals = named.drop_duplicates("market").set_index("market")
    known = set(sales.dropna(subset=["sales"])["market"]) if sales["own"].any() else set()
    own_sales = own.reindex(size.index).where(lambda s: s.notna() | ~size.index.isin(known), 0.0)
    share = own_sales / size.mask(size == 0)
    largest = rivals["share"].reindex(size.index)
    found = pd.DataFrame({"size": size, "own_sales": own_sales, "share": share, "rival": rivals["vendor"]}, size.index)
    found["relative_share"] = share / largest.mask(largest == 0)
    return found.rename_axis("market").reset_index()


def sized(sizes: pd.DataFrame, sales: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both frames without the markets of which only shares are published (`unit` is %)."""
    known = sizes[sizes["unit"] != "%"]
    return known, sales[sales["market"].isin(known["market"])]


def mixed(sizes: pd.DataFrame) -> list[str]:
    """The markets whose cells are in different units, so that they cannot be added up."""
    units = sizes[sizes["unit"] != ""].groupby("market")["unit"].nunique()
    several = sizes.loc[sizes["unit"].str.contains(", ", regex=False, na=False), "market"]
    return sorted({*units[units > 1].index, *several})


def growth(before: pd.DataFrame, now: pd.DataFrame) -> pd.Series:
    """Each market's growth S₁ ÷ S₀ − 1 by market, over the cells that both windows report."""
    cells = _paired(before, now, "size")
    sums = cells.groupby("market")[["before", "now"]].sum()
    return sums["now"] / sums["before"].mask(sums["before"] == 0) - 1


def _paired(before: pd.DataFrame, now: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row per cell that both windows report: `before` and `now`."""
    sides = [frame.dropna(subset=[column]).groupby(CELL, dropna=False)[column].sum() for frame in (before, now)]
    return pd.concat(sides, axis="columns", keys=["before", "now"], join="inner").reset_index()


def growth_cut(positions: pd.DataFrame) -> float:
    """The size-weighted growth of the portfolio's markets: those in which something of its own is sold."""
    own = positions[(positions["own_sales"] > 0) & positions["growth"].notna()]
    weights = own["size"].sum()
    return float((own["size"] * own["growth"]).sum() / weights) if weights else 0.0


def quadrant(relative_share: float, growth: float, share_cut: float, growth_cut: float) -> str:
    """The growth–share quadrant by its name; empty where either side is missing.

    >>> quadrant(2.0, 0.2, 1.0, 0.1), quadrant(0.5, 0.02, 1.0, 0.1), quadrant(2.0, float("nan"), 1.0, 0.1)
    ('star', 'dog', '')
    """
    if np.isnan(relative_share) or np.isnan(growth):
        return ""
    names = {(True, True): "star", (True, False): "cash cow", (False, True): "question mark", (False, False): "dog"}
    return names[(relative_share >= share_cut, growth >= growth_cut)]


def gains(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Who gained share and who lost it: `market`, `vendor`, `own`, `before`, `now`, `change` in fractions.

    Takes two frames as `by_vendor` gives them. A vendor that one window does not report has no change: it may have
    sold nothing, or not have been counted. Changes of a market sum to 0 where every vendor is in both.
    """
    keys = ["market", "vendor"]
    shares = [frame.set_index(keys)["share"] for frame in (before, now)]
    found = pd.concat(shares, axis="columns", keys=["before", "now"])
    found["own"] = pd.concat([before, now]).groupby(keys)["own"].max()
    found["change"] = found["now"] - found["before"]
    return found.sort_values("change", ascending=False, kind="stable").reset_index()
