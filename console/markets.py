"""Every market by period, what shifted the share, and where there is headroom."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics import cells, concentration, covered, doubts, headroom, market, pairs, share_shift, windows
from analytics.cells import PERCENT, Figures
from analytics.windows import Window
from console import given_shares, market_reach, own_revenue
from console.own_revenue import OwnRevenue
from console.plain import money, months, number, text
from data import own_names, queries
from data.problems import ReallotError
from data.store import Store

NO_FIGURES = "No market data loaded. Load a workbook with market, period, and size or sales."
ONLY_INSTALLED = (
    "The store has installed bases alone, which are counted in units and are no money: shares are of the installed "
    "base in units. For shares in money load the sizes of these markets, or sales or shares of their vendors."
)


def report(
    store: Store, window: str | None, own: list[str] | None = None, sells: list[str] | None = None
) -> dict[str, Any]:
    """Markets of one window, or of every period, and the shift and headroom of the window (12 months by default).

    `own` are the names of one's own company, which are kept; None: those that were kept. `sells` says which market
    products sell in, as `PRODUCT=MARKET`; kept too.

    Raises
    ------
    ReallotError
        The store holds no figures of markets, or none in the window, or no vendor by a name of one's company.
    """
    names = own_names.kept(store) if own is None else own_names.keep(store, own)
    own_revenue.keep(store, sells or [])
    read = _read(store, names)
    installed = market_reach.installed(store, names)
    if read.figures.sizes.empty:
        return _of_installed(store, read.own, installed)
    sizes = read.figures.sizes
    first, last = sizes["first_month"].min().date(), sizes["last_month"].max().date()
    shown = windows.resolve(window or "12m", first, last)
    if read.figures.within(shown).sizes.empty:
        raise ReallotError(doubts.outside(read.figures, months(shown)))
    return {
        "data_version": store.version,
        "window": months(shown),
        "notes": [
            *_of_names(store),
            *read.own.notes,
            *doubts.left_out(read.figures, read.figures.within(shown), months(shown)),
        ],
        "markets": read.window(shown) if window else read.every_period(),
        "shift": read.shift(shown),
        "headroom": read.headroom(shown),
        "reach": market_reach.report(store),
        "forecast": market_reach.forecasts(store),
        "installed": installed,
        "finance": read.own.report,
        "differences": given_shares.report(store),
    }


def _of_installed(store: Store, own: OwnRevenue, installed: list[dict[str, Any]]) -> dict[str, Any]:
    """The report of a store whose markets have installed bases alone; raises ReallotError where it has none."""
    if not installed:
        raise ReallotError(NO_FIGURES)
    return {
        "data_version": store.version,
        "window": None,
        "notes": [*_of_names(store), ONLY_INSTALLED],
        **{name: [] for name in ("markets", "shift", "headroom")},
        "reach": market_reach.report(store),
        "forecast": market_reach.forecasts(store),
        "installed": installed,
        "finance": own.report,
        "differences": given_shares.report(store),
    }


def _of_names(store: Store) -> list[str]:
    """Which names of one's own company no vendor has."""
    return [f"“{name}”, kept as your company, is no vendor of these figures." for name in own_names.gone(store)]


@dataclass(frozen=True)
class _Read:
    """The market figures of a store, and its vendors' sales as they are given."""

    figures: Figures
    sales: pd.DataFrame
    own: OwnRevenue

    def window(self, window: Window) -> list[dict[str, Any]]:
        """One entry a market over a window."""
        shown = self.figures.within(window)
        titles = {name: (name, window) for name in sorted(shown.sizes["market"].unique())}
        return _entries(
            shown, pairs.within(self.figures, window), titles, covered.partly(self.figures, shown, window.months)
        )

    def every_period(self) -> list[dict[str, Any]]:
        """One entry a market and period, the newest first, all computed at once under keys of market and period."""
        keyed = self.figures.by_period()
        rows = keyed.sizes.drop_duplicates("market").sort_values(["first_month", "of"], ascending=[False, True])
        titles = {
            row["market"]: (row["of"], Window(row["first_month"].date(), row["last_month"].date()))
            for row in rows.to_dict("records")
        }
        return _entries(keyed, pairs.of(self.figures, keyed, 12), titles, covered.each_period(self.figures, keyed))

    def shift(self, shown: Window) -> list[dict[str, Any]]:
        """The whole portfolio and each own product, in money and in points, over the months that both sides have."""
        whole = self.figures.without(market.mixed(self.figures.within(shown)))
        paired = pairs.within(whole, shown)
        products = cells.of_products(whole, self.sales)
        named = {"portfolio": paired, **{name: pairs.of_product(paired, sold) for name, sold in products.items()}}
        return [_shift(name, rows, shown) for name, each in named.items() if len(rows := share_shift.rows(each))]

    def headroom(self, shown: Window) -> list[dict[str, Any]]:
        """Every cell, the largest growth-weighted headroom first."""
        sized = self.figures.without(market.mixed(self.figures.within(shown))).in_amounts()
        now = sized.within(shown)
        found = headroom.growth_weighted(headroom.by_cell(now), pairs.growth(pairs.within(sized, shown)))
        units = now.sizes.groupby("market")["unit"].first()
        return [_cell(row) for row in found.assign(unit=found["market"].map(units)).to_dict("records")]


def _read(store: Store, own: list[str]) -> _Read:
    with store.open() as con:
        sales = queries.read(con, "market_vendors_by_period", own=own or None, **queries.UNFILTERED)
        sizes = queries.read(con, "market_sizes_by_period", **queries.UNFILTERED)
    found = own_revenue.of(store, sizes, sales)
    return _Read(cells.figures(sizes, found.sales), found.sales, found)


Titles = dict[str, tuple[str, Window]]  # by key, a market's name and its period


def _entries(figures: Figures, paired: pd.DataFrame, titles: Titles, parts: dict[str, str]) -> list[dict[str, Any]]:
    """The entries of markets by their titles, with what is said of their parts; nothing is added up across units."""
    shown = figures.without(market.mixed(figures))
    sizes = shown.in_amounts().sizes.dropna(subset=["size"])
    whole = sizes.groupby("market")["size"].sum().to_frame().join(pairs.months(sizes, ["market"]))
    growth = pairs.growth(paired)
    known = market.all_known(shown)
    vendors = dict(list(market.by_vendor(shown, known).groupby("market")))
    indices = {name: concentration.hhi(rows) for name, rows in known.groupby("market")}
    complete_months = pairs.months(shown.complete.sizes, ["market"])
    quadrants = _quadrants(shown, growth, titles)
    said = doubts.by_market(figures)
    return [
        {
            "market": name,
            "period": months(period),
            "period_months": period.months,
            **_amounts(whole, key, {"size": "size", "months": "months"}),
            **_amounts(growth, key, {"growth": "growth", "growth_months": "months"}),
            "quadrant": quadrants.get(key) or None,
            "hhi": list(indices[key] or ()) or None if key in indices else None,
            "complete_months": int(complete_months.get(key, 0)),
            "vendors": [_vendor(row) for row in vendors[key].to_dict("records")] if key in vendors else [],
            "notes": [*said.get(key, []), *([parts[key]] if key in parts else [])],
        }
        for key, (name, period) in titles.items()
    ]


def _quadrants(shown: Figures, growth: pd.DataFrame, titles: Titles) -> dict[str, str]:
    """The quadrant of each market by its key, among the markets of the same period; empty where it is not known."""
    places = market.positions(shown)
    places = places.assign(growth=places["market"].map(growth["growth"]))
    periods = places["market"].map({key: period for key, (_, period) in titles.items()})
    return {str(key): str(name) for _, rows in places.groupby(periods) for key, name in market.quadrants(rows).items()}


def _amounts(rows: pd.DataFrame, key: str, names: dict[str, str]) -> dict[str, Any]:
    """The values of a market's row by their names, None where there is none; months are 0 then."""
    found = rows.loc[key].to_dict() if key in rows.index else {}
    return {
        name: int(found.get(column, 0))
        if column == "months"
        else money(found.get(column))
        if name == "size"
        else number(found.get(column))
        for name, column in names.items()
    }


def _vendor(row: dict[Any, Any]) -> dict[str, Any]:
    return {
        "vendor": row["vendor"],
        "own": bool(row["own"]),
        "value": money(row["sales"]),
        "share": number(row["share"]),
        "relative_share": number(row["relative_share"]),
        "months": int(row["months"]),
    }


def _shift(name: str, rows: pd.DataFrame, shown: Window) -> dict[str, Any]:
    """What moved the sales and the share of one set of own products; shares alone have no amounts."""
    parts = share_shift.summary(share_shift.cells(rows))
    amounts = dict.fromkeys(share_shift.AMOUNTS) if set(rows["unit"]) == {PERCENT} else {}
    spans = {name: months(side) for name, side in zip(("before", "now"), pairs.sides(rows), strict=True)}
    counts = {"months": share_shift.months(rows), "period_months": shown.months}
    return {"of": name, "windows": spans, **counts, **_plain(parts), **amounts}


def _plain(parts: dict[str, float]) -> dict[str, float | None]:
    return {name: number(value) for name, value in parts.items()}


def _cell(row: dict[Any, Any]) -> dict[str, Any]:
    amounts = {name: money(row[name]) for name in ("size", "own_sales", "headroom", "untapped", "weighted")}
    ratios = {name: number(row[name]) for name in ("share", "target", "growth")}
    counts = {name: int(number(row[name]) or 0) for name in ("months", "growth_months")}
    cell = {name: text(row[name]) for name in (*cells.CELL, "unit")}
    return {**cell, **amounts, **ratios, **counts, "white_space": bool(row["white_space"])}
