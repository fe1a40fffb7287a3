"""Own sales in a market from the revenue in finance, where a sheet sizes the market and gives no own sales.

Own revenue counts in a cell and period where finance is known for all of its months and, where the cell is one of a
segment or region, says the same segment and region: of every product that sells there, else it is not known. A product
sold nothing before its first and after its last month; a month between them without it is not known.
"""

import pandas as pd

from analytics.cells import CELL, PERIOD
from analytics.windows import months_between

COMPANY = "Your company"  # the vendor that finance's revenue is of
DIFFERENT = 0.005  # of the larger of two amounts, from which they differ
PARTS = CELL[1:]
SOLD = [*CELL, *PERIOD, "vendor", "own", "product", "sales", "held"]
SoldIn = dict[str, str]  # by product the market that it sells in


def without_own(sizes: pd.DataFrame, sales: pd.DataFrame) -> list[str]:
    """The markets of which every size is stated and no own sales are given: finance may give them."""
    own = set(sales.loc[sales["own"].astype(bool), "market"])
    stated = sizes["stated"].notna().groupby(sizes["market"]).all()
    return sorted(set(stated.index[stated]) - own)


def asked(sizes: pd.DataFrame, sales: pd.DataFrame) -> list[str]:
    """The markets that finance may give own sales of, or be compared with, once it is known what sells in them."""
    own = sales[sales["own"].astype(bool)]
    nameless = set(own.loc[own["product"].isna(), "market"]) - set(own.loc[own["product"].notna(), "market"])
    return sorted({*without_own(sizes, sales), *nameless})


def unplaced(revenue: pd.DataFrame, sales: pd.DataFrame, sold_in: SoldIn) -> list[str]:
    """The products of finance of which neither a sheet's own sales nor an answer says where they sell."""
    in_sheet = sales.loc[sales["own"].astype(bool), "product"].dropna()
    return sorted({*revenue["product"]} - {*sold_in} - {*in_sheet})


def added(sales: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The sales with the own ones that finance gives (`from_finance`)."""
    return pd.concat([sales, own.astype(sales.dtypes.to_dict())], ignore_index=True) if len(own) else sales


def from_finance(sizes: pd.DataFrame, sales: pd.DataFrame, revenue: pd.DataFrame, sold_in: SoldIn) -> pd.DataFrame:
    """The revenue of products in the cells and periods of their markets, as rows of own sales.

    `sizes` and `sales` as `cells.figures` takes them; `revenue` has one row per `product`, `segment`, `region`,
    `first_month` and `last_month` with `revenue` and its `currency`. Sizes in another currency than the revenue take
    none of it.
    """
    places = sizes[sizes["market"].isin(without_own(sizes, sales))]
    wanted = pd.DataFrame(sold_in.items(), columns=["product", "market"])
    places = places[[*CELL, *PERIOD, "unit"]].merge(wanted, on="market")
    known = places[places["product"].isin(revenue["product"])].reset_index(names="place")
    rows = _within(known, revenue)
    sums = rows.groupby("place").agg(sales=("revenue", "sum"), months=("months", "sum"), clash=("clash", "any"))
    found = known.join(sums, on="place").fillna({"sales": 0.0, "months": 0, "clash": False})
    whole = (found["months"] == _expected(found, revenue)) & ~found["clash"].astype(bool)
    found["known"] = whole & _covered(found, revenue) & _says_where(found, revenue)
    every = found.groupby([*CELL, *PERIOD], dropna=False)["known"].transform("all").astype(bool)
    return found[every].assign(vendor=COMPANY, own=True, held=lambda rows: rows["sales"])[SOLD]


def _within(places: pd.DataFrame, revenue: pd.DataFrame) -> pd.DataFrame:
    """The revenue that lies in each place, summed by its periods; `clash` where it is in another currency."""
    sold = revenue.assign(product=revenue["product"].astype(object))  # of no row it is no text by itself
    rows = places.assign(product=places["product"].astype(object)).merge(sold, on="product", suffixes=("", "_sold"))
    rows = rows[(rows["first_month_sold"] >= rows["first_month"]) & (rows["last_month_sold"] <= rows["last_month"])]
    for part in PARTS:
        rows = rows[rows[part].isna() | (rows[part] == rows[f"{part}_sold"])]
    money = rows["currency"].fillna("")
    rows = rows.assign(clash=(rows["unit"].fillna("") != "") & (money != "") & (rows["unit"] != money))
    ends = ["first_month_sold", "last_month_sold"]
    found = rows.groupby(["place", *ends], as_index=False).agg(revenue=("revenue", "sum"), clash=("clash", "any"))
    return found.assign(months=_months(found[ends[0]], found[ends[1]]))


def _months(first: pd.Series, last: pd.Series) -> list[int]:
    return [months_between(one, other) + 1 for one, other in zip(first, last, strict=True)]


def _expected(places: pd.DataFrame, revenue: pd.DataFrame) -> list[int]:
    """How many months of each place its product was sold in, from its first month to its last one."""
    spans = revenue.groupby("product").agg(start=("first_month", "min"), end=("last_month", "max"))
    of = places[["product", *PERIOD]].join(spans, on="product")
    first, last = of[["start", PERIOD[0]]].max(axis="columns"), of[["end", PERIOD[1]]].min(axis="columns")
    return [max(0, count) for count in _months(first, last)]


def _covered(places: pd.DataFrame, revenue: pd.DataFrame) -> "pd.Series[bool]":
    """Whether finance has figures of every month of a place."""
    ends = revenue[PERIOD].drop_duplicates().itertuples(index=False)
    every = {month for first, last in ends for month in pd.date_range(first, last, freq="MS")}
    pairs = places[PERIOD].itertuples(index=False)
    whole = [every.issuperset(pd.date_range(first, last, freq="MS")) for first, last in pairs]
    return pd.Series(whole, places.index, dtype=bool)


def _says_where(places: pd.DataFrame, revenue: pd.DataFrame) -> pd.Series:
    """Whether a place is of no segment or region of which its product's revenue does not say any."""
    said = revenue[PARTS].notna().groupby(revenue["product"]).all()
    found = pd.Series(True, places.index)
    for part in PARTS:
        found &= places[part].isna() | places["product"].map(said[part]).astype(bool)
    return found


def differences(sales: pd.DataFrame, revenue: pd.DataFrame, sold_in: SoldIn) -> pd.DataFrame:
    """Own products, and markets whose own sales are of no product, that the sheet and finance give differently.

    By over 0.5 %, over the segments, regions and periods of which both know all. One row each by its name, `of`, with
    `sheet`, `finance`, `months` and the `markets` that the sheet gives it in; the largest difference first.
    """
    nameless = sales[sales["product"].isna()].assign(product=lambda rows: rows["market"])
    by_market = revenue.assign(product=revenue["product"].map(sold_in)).dropna(subset=["product"])
    found = pd.concat([_compared(sales, revenue), _compared(nameless, by_market)])
    apart = (found["finance"] - found["sheet"]).abs()
    kept = found[apart > DIFFERENT * found[["sheet", "finance"]].abs().max(axis="columns")]
    order = (kept["finance"] - kept["sheet"]).abs()
    return kept.assign(order=order).sort_values("order", ascending=False).drop(columns="order").reset_index(drop=True)


def _compared(sales: pd.DataFrame, revenue: pd.DataFrame) -> pd.DataFrame:
    """Own sales by product in the sheet and in finance, in the segments and regions that finance tells apart."""
    own = sales[sales["own"].astype(bool) & sales["product"].notna()].dropna(subset=["sales"])
    told = revenue[PARTS].notna().groupby(revenue["product"]).all()
    apart = {part: own["product"].isin(told.index[told[part].astype(bool)]) for part in PARTS}
    own = own.assign(**{part: own[part].astype(object).where(apart[part], None) for part in PARTS})
    sums = own.groupby(["product", *PARTS, *PERIOD], as_index=False, dropna=False).agg(
        sheet=("sales", "sum"), markets=("market", lambda names: tuple(sorted(set(names))))
    )
    rows = sums[sums["product"].isin(revenue["product"])].reset_index(drop=True).reset_index(names="place")
    given = _within(rows.assign(unit=""), revenue).groupby("place")
    found = rows.join(given.agg(finance=("revenue", "sum"), given=("months", "sum")), on="place")
    found = found.assign(months=_months(found[PERIOD[0]], found[PERIOD[1]]))
    found = found[found["given"] == found["months"]]
    return (
        found.rename(columns={"product": "of"})
        .groupby("of", as_index=False)
        .agg(
            sheet=("sheet", "sum"),
            finance=("finance", "sum"),
            months=("months", "sum"),
            markets=("markets", lambda each: tuple(sorted({name for names in each for name in names}))),
        )
    )
