"""What each cell of a market reports, period by period, and what it leaves open.

A cell is a market × segment × region. Nothing that is not reported counts as 0:

- A vendor's sales in a period are known where it reports them. They are 0 in a cell in which it never reports any, as
  long as that cell reports other vendors then. In a cell that it does report in other periods, a period without it is
  *not reported*, and so is one in which a product misses that the vendor has both before and after. A product that
  comes later or ends earlier than its vendor was not sold then.
- The size of a cell is the stated one. Without one it is what the vendors add up to, and known only where each vendor
  that the cell ever reports is reported, with no negative sales. Where only shares are published it is 100,
  and where some vendors give their sales and their shares it is what these make of it.
- Vendors of all regions together add up to no size beside a stated size of one region, nor those of one region beside
  a stated size of all: the stated size says what the market is. The same goes for segments.
- No share can be taken of a size of 0 or less.
- A vendor holds of a size what its share is of it where a sheet gives the share, else its sales.
- A market that lists single sales (several rows for one vendor and period) has no blanks: a vendor without a row sold
  nothing.
- Own sales are those of all vendors that are one's own; they are known where each of them is.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.windows import Window

CELL = ["market", "segment", "region"]
PERIOD = ["first_month", "last_month"]
STATED, SUMMED, PUBLISHED = "stated", "summed", "published"  # what a size is: the sheet's, of vendors, or 100 of shares
IMPLIED = "implied"  # a size that sales and shares of some vendors make
PERCENT = "%"
AMOUNTS = ("sales", "held")  # of a vendor: what it sold, and what of the size is its by its share


@dataclass(frozen=True)
class Figures:
    """The sizes and sales of some periods, with what is not known left open.

    `sizes` has one row per cell and period: `at` (its number), `size`, `basis`, `unit`, `months` (of the period),
    `listed`, `own_sales`, `own_held`. `sales` has one row per cell, period and vendor of the market: `at`, `market`,
    `vendor`, `own`, `sales`, `held` (what shares are computed from), `reported` (by the cell then) and `due` (the cell
    reports it in some period). Missing is not known.
    """

    sizes: pd.DataFrame
    sales: pd.DataFrame
    knows_own: bool  # whether any vendor is said to be one's own

    def only(self, kept: "pd.Series[bool]") -> "Figures":
        """The cells and periods of which `kept`, beside `sizes`, is true."""
        sizes = self.sizes[kept]
        return replace(self, sizes=sizes, sales=self.sales[self.sales["at"].isin(sizes["at"])])

    def within(self, window: Window) -> "Figures":
        """The periods that lie wholly in a window, each month of a cell in one of them (see `twice`)."""
        first, last = (pd.Timestamp(month) for month in (window.first, window.last))
        inside = self.only((self.sizes["first_month"] >= first) & (self.sizes["last_month"] <= last))
        return inside.only(~inside.sizes["at"].isin(twice(inside.sizes)))

    def without(self, markets: list[str]) -> "Figures":
        """The figures of all other markets."""
        return self.only(~self.sizes["market"].isin(markets))

    def in_amounts(self) -> "Figures":
        """The figures without the markets of which only shares are published."""
        return self.only(self.sizes["unit"] != PERCENT)

    @cached_property
    def complete(self) -> "Figures":
        """The cells and periods whose size is more than 0 and each of whose vendors is known.

        Only there is what no vendor sold, who is the largest, and how concentrated a market is. The vendors are those
        that the market reports at all in these periods: who is never named then is among the others.
        """
        named = self.named
        unknown = set(named.loc[named["sales"].isna(), "at"])
        return self.only(
            (self.sizes["size"] > 0) & self.sizes["at"].isin(named["at"]) & ~self.sizes["at"].isin(unknown)
        )

    @cached_property
    def named(self) -> pd.DataFrame:
        """The rows of `sales` of vendors that the market reports in one of these periods."""
        return self.sales[self.sales.groupby(["market", "vendor"])["reported"].transform("any").astype(bool)]

    def by_period(self) -> "Figures":
        """Each market of each period as one of its own, its name in `of`."""
        ends = self.sizes[PERIOD[0]].dt.strftime("\x1f%Y-%m") + self.sizes[PERIOD[1]].dt.strftime("\x1f%Y-%m")
        sizes = self.sizes.assign(of=self.sizes["market"], market=self.sizes["market"].astype(object) + ends)
        keys = sizes.set_index("at")["market"]
        return replace(self, sizes=sizes, sales=self.sales.assign(market=self.sales["at"].map(keys)))

    @property
    def missing(self) -> pd.DataFrame:
        """The rows of `sales` of vendors that their cell reports in some period and not in this one."""
        return self.sales[self.sales["due"] & self.sales["sales"].isna()]


def figures(sizes: pd.DataFrame, sales: pd.DataFrame, knows_own: bool | None = None) -> Figures:
    """What all periods of a store report.

    `sizes` has one row per cell and period that has any figure: `size` (the sum of what is given), `stated`, `implied`
    (by sales and shares of some vendors), `unit`, `listed` (its market lists single sales). `sales` has one row per
    cell, period, vendor and product: `own`, `sales`, `held`.

    >>> year = {"segment": None, "region": None, "unit": "", "listed": False, "implied": False}
    >>> ends = [{"first_month": pd.Timestamp(y, 1, 1), "last_month": pd.Timestamp(y, 12, 1)} for y in (2024, 2025)]
    >>> year |= {"market": "M", "stated": float("nan")}
    >>> whole = pd.DataFrame([{**year, **ends[0], "size": 100.0}, {**year, **ends[1], "size": 55.0}])
    >>> cells = [(0, "Us", 50.0), (0, "Them", 50.0), (1, "Us", 55.0)]
    >>> sold = pd.DataFrame([{**year, **ends[at], "vendor": vendor, "own": vendor == "Us", "product": None,
    ...                       "sales": amount, "held": amount} for at, vendor, amount in cells])
    >>> figures(whole, sold).sizes[["size", "own_sales"]].values.tolist()
    [[100.0, 50.0], [nan, 55.0]]
    """
    places = _places(sizes)
    sales = sales.dropna(subset=["sales"]).merge(places[[*CELL, *PERIOD, "at", "cell"]], on=[*CELL, *PERIOD])
    known = bool(sales["own"].any()) if knows_own is None else knows_own
    grid = _grid(places, sales, "vendor")
    places["size"] = _size(places, grid)
    for name in AMOUNTS:
        places[f"own_{name}"] = _own(places, grid[grid["own"]], sales, name) if known else np.nan
    return Figures(places.drop(columns=["cell", "stated"]), grid, known)


def of_products(whole: Figures, sales: pd.DataFrame) -> dict[str, pd.Series]:
    """What each own product holds, by its name, in each cell and period (`at`) of the markets that it sells in.

    `sales` as `figures` takes them. A period without the product in a cell that has it in another is not reported, and
    missing: what a launch or an end did to sales is no change of a share.
    """
    places = whole.sizes.assign(cell=whole.sizes.groupby(CELL, dropna=False).ngroup())
    given = sales.dropna(subset=["sales"]).merge(places[[*CELL, *PERIOD, "at", "cell"]], on=[*CELL, *PERIOD])
    own = given[given["own"].astype(bool)].dropna(subset=["product"])
    grid = _grid(places, own, "product", set(given["at"]))
    return {str(product): rows.set_index("at")["held"] for product, rows in grid.groupby("vendor")}


def _places(sizes: pd.DataFrame) -> pd.DataFrame:
    """Each cell and period with its number, its cell's number, its length, and what its size is."""
    first, last = sizes["first_month"].dt, sizes["last_month"].dt
    return sizes.assign(
        at=range(len(sizes)),
        cell=sizes.groupby(CELL, dropna=False).ngroup(),
        months=(last.year - first.year) * 12 + last.month - first.month + 1,
        basis=_basis(sizes),
    ).reset_index(drop=True)


def _basis(sizes: pd.DataFrame) -> "np.ndarray":
    """What each size is."""
    kinds = {
        STATED: sizes["stated"].notna(),
        IMPLIED: sizes["implied"].astype(bool),
        PUBLISHED: sizes["unit"] == PERCENT,
    }
    return np.select([*kinds.values()], [*kinds], SUMMED)


def _grid(places: pd.DataFrame, sales: pd.DataFrame, of: str, present: set[int] | None = None) -> pd.DataFrame:
    """One row per cell, period and vendor (or product) of the market: what it sold, and whether that is reported."""
    sales = sales.assign(vendor=sales[of].astype(object))
    present = set(sales["at"]) if present is None else present
    own = sales.groupby(["market", "vendor"], as_index=False)["own"].max()
    grid = places[["at", "market", "listed"]].merge(own, on="market")
    grid = grid.merge(_due(places, sales), on=["at", "vendor"], how="left")
    due = grid["due"].fillna(False).astype(bool)
    never = np.where(grid["at"].isin(present), 0.0, np.nan)
    blank = np.where(grid["listed"], 0.0, np.nan)
    known = {name: np.select([~due, grid[name].notna()], [never, grid[name].astype(float)], blank) for name in AMOUNTS}
    grid = grid.assign(own=grid["own"].astype(bool), due=due, reported=grid["reported"].fillna(False).astype(bool))
    return grid.assign(**known)[["at", "market", "vendor", "own", *AMOUNTS, "reported", "due"]]


def _due(places: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """One row per cell, each of its periods and each vendor that it ever reports; no sales where they have holes."""
    line = ["cell", "vendor", "product"]
    lines = sales.groupby(line, dropna=False, as_index=False).agg(
        start=("first_month", "min"), end=("first_month", "max")
    )
    summed = sales.groupby(["at", *line[1:]], dropna=False, as_index=False)[[*AMOUNTS]].sum()
    due = places[["at", "cell", "first_month", "listed"]].merge(lines, on="cell")
    due = due.merge(summed, on=["at", *line[1:]], how="left")
    inside = (due["start"] < due["first_month"]) & (due["first_month"] < due["end"])
    due["hole"] = due["sales"].isna() & inside & ~due["listed"].astype(bool)
    by_vendor = due.groupby(["at", "vendor"], as_index=False)
    found = by_vendor.agg(sales=("sales", "sum"), held=("held", "sum"), given=("sales", "count"), hole=("hole", "any"))
    reported = found["given"] > 0
    sums = {name: found[name].where(reported & ~found["hole"]) for name in AMOUNTS}
    return found.assign(due=True, reported=reported, **sums)[["at", "vendor", "due", "reported", *AMOUNTS]]


def twice(sizes: pd.DataFrame) -> set[int]:
    """The cells and periods, by `at`, whose months other periods of their cell give, as a year beside its quarters.

    A period does not count where shorter ones of one length give all its months; where they do not, they do not count.
    """
    several = sizes[sizes.groupby(CELL, dropna=False)["months"].transform("nunique") > 1]
    rows = several.merge(several, on=CELL, suffixes=("", "_part"))
    inside = (rows["first_month"] <= rows["first_month_part"]) & (rows["last_month_part"] <= rows["last_month"])
    rows = rows[inside & (rows["months_part"] < rows["months"])]
    given = rows.groupby(["at", "months", "months_part"], as_index=False).agg(parts=("at_part", "nunique"))
    whole: set[int] = set(given.loc[given["parts"] * given["months_part"] == given["months"], "at"])
    parts: set[int] = set(rows.loc[~rows["at"].isin(whole), "at_part"])
    return whole | parts


def _size(places: pd.DataFrame, grid: pd.DataFrame) -> pd.Series:
    """The size of each cell and period, where it is known."""
    due = grid[grid["due"]]
    open_ = apart(places) | set(due.loc[due["sales"].isna() | (due["sales"] < 0), "at"])
    summed = places["size"].mask(places["at"].isin(open_))
    return places["size"].where(places["basis"] != SUMMED, summed)


def apart(places: pd.DataFrame) -> set[int]:
    """The cells and periods, by `at`, whose vendors add up at another level than sizes are stated at."""
    stated = places.loc[places["basis"] == STATED, [*CELL, *PERIOD]]
    both = places[places["basis"] == SUMMED].merge(stated, on=["market", *PERIOD], suffixes=("", "_stated"))
    for name in CELL[1:]:
        one, other = both[name], both[f"{name}_stated"]
        both = both[one.isna() | other.isna() | (one == other)]
    return set(both["at"])


def _own(places: pd.DataFrame, own: pd.DataFrame, sales: pd.DataFrame, name: str) -> pd.Series:
    """The own amounts of each cell and period: of all own vendors, 0 beside others where there never are any."""
    found = own.groupby("at")[name].agg(["sum", "count", "size"])
    known = found["sum"].where(found["count"] == found["size"]).reindex(places["at"]).to_numpy()
    nobody = ~places["at"].isin(own["at"]) & places["at"].isin(sales["at"])
    return pd.Series(np.where(nobody, 0.0, known), places.index)
