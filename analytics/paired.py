"""Two windows that can be compared: the same product-periods on both sides, product by product and month by month.

Frames are `periods` as `analytics.complete` describes them, with `begins` and `finishes`, the first and the last
months in which the product has any figure of that basis.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analytics import complete
from analytics.definition import Definition


class Need(StrEnum):
    """What must be known on both sides."""

    REVENUE = "revenue"
    INVESTMENT = "investment"
    CONTRIBUTION = "contribution"
    RETURN = "return"
    LOADED = "fully loaded return"


NEEDED = {
    Definition.ROI: Need.RETURN,
    Definition.LOADED: Need.LOADED,
    Definition.RETURN_ON_COST: Need.CONTRIBUTION,
}


class Stage(StrEnum):
    """Whether a product-period stands on both sides, or on one because the product was not there on the other."""

    BOTH = "both"
    ENTERED = "entered"
    LEFT = "left"


@dataclass(frozen=True)
class Pair:
    """The periods of both sides with their `stage`, and what is said of them."""

    before: pd.DataFrame
    now: pd.DataFrame
    dropped: int  # product-periods left out of both sides, because one of them does not know all that is needed
    idle: int  # product-periods for which one side has no figure at all, which counts as nothing there
    months: int  # how many different months, of the later side, are compared

    def totals(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The sums of each product and stage on both sides, as `complete.totals` gives them."""
        return complete.totals(self.before), complete.totals(self.now)

    def figures(self, need: Need) -> tuple[pd.DataFrame, pd.DataFrame]:
        """What bridges lead from and to: each product's and stage's `revenue`, `variable_cost`, `investment`, `units`.

        Revenue as stated where only revenue is needed, else the revenue whose cost is known. Units are NaN for a
        product of which one of the periods gives none.
        """
        return _figures(self.before, need), _figures(self.now, need)


def known(periods: pd.DataFrame, need: Need) -> pd.Series:
    """Which rows know all that is needed."""
    match need:
        case Need.REVENUE:
            return periods["revenue"].notna()
        case Need.INVESTMENT:
            return periods["invested"].notna()
        case Need.CONTRIBUTION:
            return periods["whole"].astype(bool)
        case Need.RETURN:
            return complete.returned(periods)
    return complete.returned(periods) & periods["shared"].notna()


def pair(before: pd.DataFrame, now: pd.DataFrame, back: int, need: Need) -> Pair:
    """The product-periods of two windows that can be compared, the earlier one `back` months before the later.

    A product-period counts where both sides know all that is needed. Where one side has no figure of it at all, nothing
    was sold or spent: the product was not there yet, or not any more (it entered, or left), or it was idle. Where a
    side has figures and does not know all that is needed, it is left out of both sides and counted. Where one side
    gives a product by month and the other by quarter or year, its longer periods are compared.
    """
    sides = _side(before, back), _side(now, 0)
    longest = pd.concat([side.groupby("product")["length"].max() for side in sides]).groupby(level=0).max()
    marked = [_buckets(side, longest, need) for side in sides]
    keys = [frame.groupby(["product", "bucket"]).agg(known=("known", "first")) for frame in marked]
    both = keys[0].add_suffix("0").join(keys[1].add_suffix("1"), how="outer").reset_index()
    both["length"] = both["product"].map(longest).astype("int64")
    there = [both[name].notna() for name in ("known0", "known1")]
    fine = [both[name].eq(True) for name in ("known0", "known1")]
    alive = [_alive(both, lives) for lives in _lives(*sides, back)]
    both["stage"] = ""
    both.loc[fine[0] & (fine[1] | (~there[1] & alive[1])), "stage"] = str(Stage.BOTH)
    both.loc[fine[1] & ~there[0] & alive[0], "stage"] = str(Stage.BOTH)
    both.loc[fine[1] & ~there[0] & ~alive[0], "stage"] = str(Stage.ENTERED)
    both.loc[fine[0] & ~there[1] & ~alive[1], "stage"] = str(Stage.LEFT)
    used = both[both["stage"] != ""]
    kept = [_kept(frame, used) for frame in marked]
    covered = {b * n + k for b, n in zip(used["bucket"], used["length"], strict=True) for k in range(int(n))}
    idle = used["stage"].eq(Stage.BOTH) & ~(there[0] & there[1])[used.index]
    return Pair(kept[0], kept[1], int((both["stage"] == "").sum()), int(idle.sum()), len(covered))


def _side(periods: pd.DataFrame, back: int) -> pd.DataFrame:
    """The rows with `start`, the number of their first month on the later side's calendar, and their `length`."""
    found = periods.copy()
    for name in ("first_month", "last_month", "begins", "finishes"):
        days = pd.to_datetime(found[name])
        found[f"_{name}"] = days.dt.year * 12 + days.dt.month - 1 + back
    return found.assign(start=found["_first_month"], length=found["_last_month"] - found["_first_month"] + 1)


def _buckets(side: pd.DataFrame, longest: pd.Series, need: Need) -> pd.DataFrame:
    """The rows with their `bucket`, a period as long as the product's longest, and whether all of it is known."""
    length = side["product"].map(longest).astype("int64")
    counts = known(side, need)
    kept = complete.in_returns(side) if need in {Need.RETURN, Need.LOADED} else counts
    found = side.assign(bucket=side["start"] // length, fine=kept)
    covered = found["length"].where(counts, 0).groupby([found["product"], found["bucket"]]).transform("sum")
    return found.assign(known=covered.ge(length))


def _lives(before: pd.DataFrame, now: pd.DataFrame, back: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The first and the last month of each product with figures on either side, on the later side's calendar.

    Two years of one basis (`back` months apart) tell of each other; a plan and its actuals do not.
    """
    sides = [before, now.assign(_begins=now["_begins"] + back, _finishes=now["_finishes"] + back)]
    others = [now, before.assign(_begins=before["_begins"] - back, _finishes=before["_finishes"] - back)]
    known = [pd.concat(each) if back else each[0] for each in (sides, others)]
    found = [side.groupby("product").agg(begins=("_begins", "min"), finishes=("_finishes", "max")) for side in known]
    return found[0], found[1]


def _alive(both: pd.DataFrame, lives: pd.DataFrame) -> pd.Series:
    """Whether a product has figures before or in, and in or after, a period of one side."""
    begins, finishes = (both["product"].map(lives[name]).astype(float) for name in ("begins", "finishes"))
    start = both["bucket"] * both["length"]
    return (start + both["length"] > begins) & (start <= finishes)


def _kept(side: pd.DataFrame, used: pd.DataFrame) -> pd.DataFrame:
    """The rows of one side that are compared, with their stage."""
    found = side[side["fine"]].merge(used[["product", "bucket", "stage"]], on=["product", "bucket"], how="inner")
    helping = ["bucket", "fine", "known", "start", "length", "_first_month", "_last_month", "_begins", "_finishes"]
    return found.drop(columns=helping)


def _figures(side: pd.DataFrame, need: Need) -> pd.DataFrame:
    known_sums = side.assign(
        revenue=side["revenue"] if need is Need.REVENUE else side["matched_revenue"],
        variable_cost=side["matched_cost"],
        investment=side["invested"],
    )
    groups = known_sums.groupby(["product", "stage"])
    sums = groups[["revenue", "variable_cost", "investment"]].sum(min_count=1)
    every = groups["units"].count() == groups["units"].size()
    return sums.assign(units=groups["units"].sum(min_count=1).where(every)).reset_index()
