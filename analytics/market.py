"""Where we win or lose: shares of markets, and who holds them.

All takes `Figures` of a window (see `analytics.cells`). Amounts count in one unit: money, pieces, or percent where only
shares are published. A ratio takes the cells and months in which both its sides are known, and says how many `months`
these are. Shares and growth are fractions (0.25).
"""

import re
from math import isclose

import numpy as np
import pandas as pd

from analytics import pairs
from analytics.cells import AMOUNTS, CELL, PERCENT, PERIOD, STATED, Figures

OTHERS = "Others"
ROUNDING = 1e-9  # of sums of floats
TOLERANCE = 0.005  # by which vendors may add to more than their market before it is said
SHARE_CUT = 1.0  # of the relative share, between leaders and followers
VENDOR = ["market", "vendor"]
COLUMNS = [*VENDOR, "own", "sales", "share", "relative_share", "months"]

_WORDS = r"others?|unknown|rest|remaining|remainder|misc|miscellaneous|sonstige\w*|übrige\w*|autres|otros|altri|overige"
_FIRMS = (
    r"vendors?|suppliers?|compan(?:y|ies)|firms?|brands?|players?|competitors?|manufacturers?|makers?|publishers?|"
    r"browsers?|participants?|markets?|industry|anbieter|hersteller|firmen|marken|marques|fabricants|marcas|fornitori|"
    r"marche|merken|unnamed|not named"
)
_OTHERS = re.compile(rf"(?:all |the )*(?:{_WORDS})(?: of)?(?: the| all)?(?: (?:{_FIRMS}))?(?: \([^)]*\))?", re.I)


def hides_firms(vendor: str) -> bool:
    """Whether a vendor's name stands for firms that are not named.

    >>> hides_firms("Others"), hides_firms("Unknown"), hides_firms("Other vendors"), hides_firms("Otherworld Ltd")
    (True, True, True, False)
    >>> hides_firms("Rest of market"), hides_firms("All other"), hides_firms("MISC Berhad"), hides_firms("Altri SGPS")
    (True, True, False, False)
    """
    return _OTHERS.fullmatch(vendor.strip()) is not None


def by_vendor(figures: Figures, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """Each vendor's share of its market, s = sales ÷ size, and its relative share (Boston Consulting Group, 1970).

    A share that a sheet gives counts before one that is computed: s = Σ share · size ÷ Σ size then (`held` ÷ size).

    One row per `market` and `vendor` with `own`, `sales`, `share`, `months` (the sales and the size are of these),
    `relative_share` (share ÷ the largest other named vendor's; missing where there is none), largest first. Relative
    shares, and a row `Others` of what no vendor sold, are those of `all_known`, which may be given. A vendor that sold
    less than nothing has no share, and none has one where only shares of several segments or regions are published:
    they cannot be averaged.
    """
    known = all_known(figures) if known is None else known
    vendors = _summed(figures).merge(known[[*VENDOR, "relative_share"]], on=VENDOR, how="left")
    return _ordered(pd.concat([vendors, known[known["rest"]]], ignore_index=True)[COLUMNS])


def all_known(figures: Figures) -> pd.DataFrame:
    """The shares of every vendor in the months in which every vendor is known (`Figures.complete`).

    One row per `market` and `vendor` as `by_vendor` has them, all of a market over the same months. What no vendor sold
    is a row `Others` (`rest` is true). There is none where vendors add to more than a cell's size by over 0.5 %, or one
    sold less than nothing in it: what is left is not known then.
    """
    whole = figures.complete
    vendors = _summed(whole)
    vendors = vendors.assign(relative_share=_relative(vendors), rest=False)
    return _ordered(pd.concat([vendors, _rest(whole)], ignore_index=True))


def _ordered(vendors: pd.DataFrame) -> pd.DataFrame:
    """By market, the largest first."""
    order = ["market", "sales", "vendor"]
    return vendors.sort_values(order, ascending=[True, False, True], kind="stable").reset_index(drop=True)


def _summed(figures: Figures) -> pd.DataFrame:
    """Each vendor's sales and share over the months in which both are known; else its sales as far as reported."""
    rows = figures.named.merge(figures.sizes[["at", "size", "months", *PERIOD]], on="at")
    shared = (rows["size"] > 0) & rows["sales"].notna()
    any_share = shared.groupby([rows["market"], rows["vendor"]]).transform("any").astype(bool)
    taken = rows[shared | (~any_share & rows["reported"] & rows["sales"].notna())]
    vendors = rows.groupby(VENDOR).agg(own=("own", "max"))
    sums = taken.groupby(VENDOR)[[*AMOUNTS, "size"]].sum(min_count=1)
    found = vendors.join(sums).join(pairs.months(taken, VENDOR)).reset_index()
    sound = (found["held"] >= 0) & ~found["market"].isin(scattered(figures))
    found["share"] = found["held"] / found["size"].where(sound & (found["size"] > 0))
    found["months"] = found["months"].fillna(0).astype(int)
    return found[[*VENDOR, "own", *AMOUNTS, "share", "months"]]


def _rest(whole: Figures) -> pd.DataFrame:
    """What of each market no vendor holds, as a row; more than rounding."""
    sound = whole.without([*unsound(whole), *scattered(whole)])
    sizes = sound.sizes.groupby("market")["size"].sum()
    rest = (
        (sizes - sound.named.groupby("market")["held"].sum()).where(lambda left: left > TOLERANCE / 10 * sizes).dropna()
    )
    found = pd.DataFrame({"market": rest.index, "vendor": OTHERS, "own": False, "rest": True})
    found = found.assign(**dict.fromkeys(AMOUNTS, rest.to_numpy()))
    found["share"] = (rest / sizes.reindex(rest.index)).to_numpy()
    found["months"] = pairs.months(sound.sizes, ["market"]).reindex(rest.index).astype(int).to_numpy()
    taken = set(whole.sales.loc[whole.sales["vendor"] == OTHERS, "market"])
    found.loc[found["market"].isin(taken), "vendor"] = f"{OTHERS} (unnamed)"
    return found


def _relative(vendors: pd.DataFrame) -> pd.Series:
    """The relative share of each vendor; all sell in the same months."""
    named = vendors["held"].where(is_named(vendors) & (vendors["held"] >= 0))
    by_market = named.groupby(vendors["market"])
    first, second = by_market.transform("max"), by_market.transform(_second)
    largest_other = first.where(named < first, second)
    return named / largest_other.where(largest_other > 0)


def is_named(vendors: pd.DataFrame) -> pd.Series:
    """Which rows are of a firm with a name."""
    named = [not hides_firms(vendor) and not vendor.startswith(OTHERS) for vendor in vendors["vendor"]]
    return pd.Series(named, vendors.index, dtype=bool)


def _second(sales: pd.Series) -> float:
    """The second largest, which equals the largest where two share the lead."""
    ordered = sales.dropna().sort_values(ascending=False)
    return float(ordered.iloc[1]) if len(ordered) > 1 else np.nan


def over_full(figures: Figures) -> pd.DataFrame:
    """The markets of which a cell's vendors add to more than its size by over 0.5 %: `market`, `size`, `sold`, `over`.

    The sums are of these cells; what a vendor does not report is not in them, so that they exceed by that at least.
    """
    sold = figures.sales.groupby("at")["held"].sum()
    rows = figures.sizes[figures.sizes["size"] > 0].assign(sold=lambda sizes: sizes["at"].map(sold))
    cells = rows.groupby(CELL, dropna=False)[["size", "sold"]].sum()
    both = cells[cells["sold"] > cells["size"] * (1 + TOLERANCE)].groupby("market").sum()
    return both.assign(over=both["sold"] / both["size"] - 1).reset_index()


def below_zero(figures: Figures) -> pd.DataFrame:
    """The vendors whose sales in a cell add up to less than nothing: `market`, `vendor`, `sales`."""
    rows = figures.sales.merge(figures.sizes[["at", *CELL[1:]]], on="at")
    cells = rows.groupby([*VENDOR, *CELL[1:]], dropna=False)["sales"].sum(min_count=1)
    return cells[cells < 0].groupby(VENDOR).sum().reset_index()


def without_size(figures: Figures) -> list[str]:
    """The markets with a stated size of 0 or less in some period: no share can be of it."""
    sizes = figures.sizes
    return sorted(set(sizes.loc[(sizes["basis"] == STATED) & (sizes["size"] <= 0), "market"]))


def unsound(figures: Figures) -> list[str]:
    """The markets whose figures contradict each other, so that what no vendor sold is not known."""
    return sorted({*over_full(figures)["market"], *below_zero(figures)["market"]})


def scattered(figures: Figures) -> list[str]:
    """The markets of which only shares of several segments or regions are published: they have no weights."""
    cells = figures.sizes[figures.sizes["unit"] == PERCENT].drop_duplicates(CELL).groupby("market").size()
    return sorted(cells.index[cells > 1])


def positions(figures: Figures) -> pd.DataFrame:
    """The own place in each market: what is one's own of its `size`, and beside the largest `rival`.

    One row a `market` with `own_sales`, `own_held`, `share`, `months`, `rival` and `relative_share` besides.
    Own sales are 0 where others' are known and no own product is ever sold; they are missing where they or all vendors
    are not reported, and everywhere while no vendor is said to be one's own. `size` is of the same months; where no
    share is known each of the two stands alone, as far as it is known. `rival` is the largest named competitor; it and
    the relative share are of the months in which every vendor is known, and missing without a competitor.
    """
    sizes = figures.sizes
    shared = sizes[(sizes["size"] > 0) & sizes["own_sales"].notna()]
    alone = sizes[~sizes["market"].isin(shared["market"])]
    sums = pd.concat([shared, alone]).groupby("market")[["size", "own_sales", "own_held"]].sum(min_count=1)
    sums["months"] = pairs.months(shared, ["market"])
    sound = sums["months"].notna() & (sums["own_held"] >= 0) & ~sums.index.isin(scattered(figures))
    sums["share"] = sums["own_held"] / sums["size"].where(sound)
    sums["months"] = sums["months"].fillna(0).astype(int)
    return sums.join(_rivals(figures.complete)).reset_index()


def _rivals(whole: Figures) -> pd.DataFrame:
    """The largest competitor in each market, and own sales beside its."""
    vendors = _summed(whole)
    named = vendors[~vendors["own"].astype(bool) & is_named(vendors) & (vendors["held"] > 0)]
    largest = named.sort_values(["held", "vendor"], ascending=[False, True], kind="stable")
    rivals = largest.drop_duplicates("market").set_index("market")
    own = whole.sizes.groupby("market")["own_held"].sum(skipna=False).reindex(rivals.index)
    relative = own.where(own >= 0) / rivals["held"]
    return pd.DataFrame({"rival": rivals["vendor"], "relative_share": relative}, rivals.index)


def mixed(figures: Figures) -> list[str]:
    """The markets whose cells are in different units, or shares beside sizes, so that they cannot be added up."""
    sizes = figures.sizes
    units = sizes[sizes["unit"] != ""].groupby("market")["unit"].nunique()
    shares = sizes.groupby("market")["unit"].agg(lambda unit: 0 < (unit == PERCENT).sum() < len(unit))
    several = sizes.loc[sizes["unit"].str.contains(", ", regex=False, na=False), "market"]
    return sorted({*units[units > 1].index, *shares[shares.astype(bool)].index, *several})


def growth_cut(positions: pd.DataFrame) -> float:
    """The size-weighted growth of the portfolio's markets: those in which something of its own is sold."""
    own = positions[(positions["own_sales"] > 0) & positions["growth"].notna()]
    weights = own["size"].sum()
    return float((own["size"] * own["growth"]).sum() / weights) if weights else 0.0


def quadrants(positions: pd.DataFrame) -> pd.Series:
    """The quadrant of each market beside its growth, cut at a relative share of 1 and at `growth_cut` of them all."""
    cut = growth_cut(positions)
    named = [
        quadrant(s, g, SHARE_CUT, cut) for s, g in zip(positions["relative_share"], positions["growth"], strict=True)
    ]
    return pd.Series(named, positions["market"], dtype=object)


def quadrant(relative_share: float, growth: float, share_cut: float, growth_cut: float) -> str:
    """The growth–share quadrant by its name; empty where either side is missing.

    What is on a cut is above it; a cut is computed from growths, so that rounding alone takes none below.

    >>> quadrant(2.0, 0.2, 1.0, 0.1), quadrant(0.5, 0.02, 1.0, 0.1), quadrant(2.0, float("nan"), 1.0, 0.1)
    ('star', 'dog', '')
    """
    if np.isnan(relative_share) or np.isnan(growth):
        return ""
    names = {(True, True): "star", (True, False): "cash cow", (False, True): "question mark", (False, False): "dog"}
    fast = growth >= growth_cut or isclose(growth, growth_cut, rel_tol=ROUNDING, abs_tol=ROUNDING)
    return names[(relative_share >= share_cut, fast)]
