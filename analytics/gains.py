"""Who gained share of a market, and who lost it."""

import pandas as pd

from analytics.cells import Figures
from analytics.market import OTHERS, VENDOR, scattered, unsound
from analytics.pairs import months

_ON = ["at0", "at1"]


def by_vendor(figures: Figures, paired: pd.DataFrame) -> pd.DataFrame:
    """Each vendor's share before and now: `market`, `vendor`, `own`, `before`, `now`, `change`, `months`.

    `paired` as `pairs.of` gives it from the figures. A vendor's shares are of the cells and months in which both sides
    report it; one that a side does not report has no change: it may have sold nothing, or not have been counted. What
    no vendor sold is a row `Others` over the cells and months in which both sides report every vendor; there is none
    where the figures contradict each other (`market.unsound`). Changes of a market sum to 0 where that is all of them.
    """
    rows = _beside(figures, paired[(paired["size0"] > 0) & (paired["size1"] > 0)])
    known = rows.dropna(subset=["sales0", "sales1"])
    sums = known.groupby(VENDOR)[["size0", "size1", "sales0", "sales1"]].sum().join(months(known, VENDOR))
    vendors = rows.groupby(VENDOR).agg(own=("own", "max")).join(sums)
    found = pd.concat([_shares(vendors).reset_index(), _rest(figures, rows)], ignore_index=True)
    found.loc[found["market"].isin(scattered(figures)), ["before", "now"]] = float("nan")
    found["change"] = found["now"] - found["before"]
    found["months"] = found["months"].fillna(0).astype(int)
    columns = [*VENDOR, "own", "before", "now", "change", "months"]
    return found.sort_values("change", ascending=False, kind="stable").reset_index(drop=True)[columns]


def _beside(figures: Figures, paired: pd.DataFrame) -> pd.DataFrame:
    """One row per pair and vendor that either side of its market reports, with what it holds on both sides."""
    sides = paired[["at0", "at1", "size0", "size1", "first_month", "last_month", "months"]]
    for side in ("0", "1"):
        told = (
            figures.sales[["at", "vendor", "held", "reported"]]
            .add_suffix(side)
            .rename(columns={f"vendor{side}": "vendor", f"held{side}": f"sales{side}"})
        )
        sides = sides.merge(told, on=f"at{side}" if side == "0" else ["at1", "vendor"])
    named = figures.sales.drop_duplicates(VENDOR)[[*VENDOR, "own"]]
    markets = figures.sizes.set_index("at")["market"]
    rows = sides.assign(market=sides["at1"].map(markets)).merge(named, on=VENDOR)
    either = (rows["reported0"] | rows["reported1"]).groupby([rows["market"], rows["vendor"]]).transform("any")
    return rows[either.astype(bool)]


def _shares(sums: pd.DataFrame) -> pd.DataFrame:
    """The shares on both sides; none of less than nothing."""
    sides = {
        name: sums[f"sales{n}"].where(sums[f"sales{n}"] >= 0) / sums[f"size{n}"]
        for n, name in enumerate(("before", "now"))
    }
    return sums.assign(**sides)


def _rest(figures: Figures, rows: pd.DataFrame) -> pd.DataFrame:
    """What no vendor sold on both sides, a row a market; more than nothing on one of them."""
    whole = rows[
        rows[["sales0", "sales1"]].notna().all(axis="columns").groupby([rows["at0"], rows["at1"]]).transform("all")
    ]
    sides = [figures.only(figures.sizes["at"].isin(whole[at])) for at in _ON]
    whole = whole[~whole["market"].isin({name for side in sides for name in unsound(side)})]
    places = whole.drop_duplicates(_ON)
    sizes = places.groupby("market")[["size0", "size1"]].sum()
    rest = sizes - whole.groupby("market")[["sales0", "sales1"]].sum().set_axis(["size0", "size1"], axis="columns")
    rest = rest[(rest > sizes * 0.0005).any(axis="columns")].clip(lower=0.0)
    shares = {"before": rest["size0"] / sizes["size0"], "now": rest["size1"] / sizes["size1"]}
    named = set(rows.loc[rows["vendor"] == OTHERS, "market"])
    vendor = [f"{OTHERS} (unnamed)" if name in named else OTHERS for name in rest.index]
    found = pd.DataFrame(shares, rest.index).assign(vendor=vendor, own=False)
    return found.join(months(places, ["market"])).reset_index()
