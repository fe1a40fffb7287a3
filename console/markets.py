"""Every market by period, what shifted the share, and where there is headroom."""

from datetime import date
from typing import Any

import pandas as pd

from analytics import concentration, headroom, market, share_shift, windows
from analytics.windows import Window
from console.plain import money, months, number, text
from data import queries
from data.problems import ReallotError
from data.store import Store


def report(store: Store, window: str | None, own: str | None) -> dict[str, Any]:
    """Markets of one window, or of every period, and the shift and headroom of the window (12 months by default).

    Raises
    ------
    ReallotError
        The store holds no market figures.
    """
    with store.open() as con:
        read = _Reader(con, own)
        periods = read.periods()
        if not periods:
            raise ReallotError(
                "The store has no market figures. Load a workbook with market, period and size or sales."
            )
        last = max(end for _, end in periods)
        shown = windows.resolve(window or "12m", min(first for first, _ in periods), last)
        compared = windows.comparison(shown, windows.covered(periods))
        return {
            "data_version": store.version,
            "window": months(shown),
            "markets": read.window(shown) if window else read.every_period(),
            "shift": read.shift(compared.before, compared.now) if compared else [],
            "headroom": read.headroom(shown, compared),
        }


class _Reader:
    """The questions of the report on one connection."""

    def __init__(self, con: Any, own: str | None) -> None:
        self._con, self._own = con, own
        self._cut: dict[str, Any] = {"lines": None, "segments": None, "regions": None}

    def periods(self) -> list[tuple[date, date]]:
        frame = queries.read(self._con, "market_months")
        return [(a.date(), b.date()) for a, b in zip(frame["first_month"], frame["last_month"], strict=True)]

    def _frames(self, window: Window) -> tuple[pd.DataFrame, pd.DataFrame]:
        span = {"first_month": window.first, "last_month": window.last, **self._cut}
        sizes = queries.read(self._con, "market_sizes", **span)
        sales = queries.read(self._con, "market_vendors", own=self._own, **span)
        mixed = market.mixed(sizes)  # nothing can be added up of these
        return sizes[~sizes["market"].isin(mixed)], sales[~sales["market"].isin(mixed)]

    def _money(self, window: Window) -> tuple[pd.DataFrame, pd.DataFrame]:
        return market.sized(*self._frames(window))

    def window(self, window: Window) -> list[dict[str, Any]]:
        """One entry a market over a window."""
        sizes, sales = self._frames(window)
        earlier, _ = self._frames(window.shifted(-12 * -(-window.months // 12)))
        return _entries(sizes, sales, earlier, {name: (name, months(window)) for name in sizes["market"].unique()})

    def every_period(self) -> list[dict[str, Any]]:
        """One entry a market and period, the newest first, all computed at once under keys of market and period."""
        sizes = _keyed(queries.read(self._con, "market_sizes_by_period", **self._cut))
        sales = _keyed(queries.read(self._con, "market_vendors_by_period", own=self._own, **self._cut))
        spans = sizes.drop_duplicates("market").sort_values(["first_month", "of"], ascending=[False, True])
        titles = {
            row["market"]: (row["of"], months(Window(row["first_month"].date(), row["last_month"].date())))
            for row in spans.to_dict("records")
        }
        return _entries(sizes, sales, _keyed(sizes.assign(market=sizes["of"]), 12), titles)

    def shift(self, before: Window, now: Window) -> list[dict[str, Any]]:
        """The whole portfolio and each own product, in money and in points."""
        (size0, sales0), (size1, sales1) = self._money(before), self._money(now)
        if size1.empty:  # only shares are published, which have no amounts
            (size0, sales0), (size1, sales1) = self._frames(before), self._frames(now)
        own0, own1 = sales0[sales0["own"]], sales1[sales1["own"]]
        if (own0.empty and own1.empty) or len(set(size1["unit"]) - {""}) > 1:
            return []  # nothing is one's own, or there is no sum across units
        sides, own = (size0, size1), (own0, own1)
        found = {"portfolio": share_shift.cells(sides, own), **share_shift.by_product(sides, own)}
        amounts = dict.fromkeys(share_shift.AMOUNTS) if set(size1["unit"]) == {"%"} else {}
        span = {"before": months(before), "now": months(now)}
        return [
            {"of": name, "windows": span, **_plain(share_shift.summary(cells)), **amounts}
            for name, cells in found.items()
            if len(cells)
        ]

    def headroom(self, shown: Window, compared: windows.Comparison | None) -> list[dict[str, Any]]:
        """Every cell, the largest growth-weighted headroom first."""
        sizes, sales = self._money(shown)
        cells = headroom.by_cell(sizes, sales)
        both = tuple(self._money(each)[0] for each in (compared.before, compared.now)) if compared else (sizes[:0],) * 2
        found = headroom.growth_weighted(cells, market.growth(*both))
        units = sizes.groupby("market")["unit"].first()
        return [_cell(row) for row in found.assign(unit=found["market"].map(units)).to_dict("records")]


def _keyed(frame: pd.DataFrame, later: int = 0) -> pd.DataFrame:
    """The frame with each market of each period as one of its own, its name in `of`; months later where it is said."""
    month = frame["first_month"] + pd.DateOffset(months=later)
    return frame.assign(of=frame["market"], market=frame["market"].astype(object) + month.dt.strftime("\x1f%Y-%m"))


Titles = dict[str, tuple[str, str]]  # by key, a market's name and its period


def _entries(sizes: pd.DataFrame, sales: pd.DataFrame, earlier: pd.DataFrame, titles: Titles) -> list[dict[str, Any]]:
    by_market = sizes.groupby("market")
    whole, units = by_market["size"].sum(min_count=1), by_market["unit"].agg(set)
    growth, vendors = market.growth(earlier, sizes), dict(list(market.by_vendor(sizes, sales).groupby("market")))
    return [
        _entry(title, None if units[key] == {"%"} else money(whole[key]), growth.get(key), vendors.get(key, sales[:0]))
        for key, title in titles.items()
    ]


def _entry(title: tuple[str, str], size: float | None, growth: float | None, rows: pd.DataFrame) -> dict[str, Any]:
    index = concentration.hhi(rows) if len(rows) else None
    return {
        "market": title[0],
        "period": title[1],
        "size": size,
        "growth": number(growth) if size is not None else None,
        "hhi": list(index) if index else None,
        "vendors": [
            {
                "vendor": row["vendor"],
                "own": bool(row["own"]),
                "value": money(row["sales"]),
                "share": number(row["share"]),
                "relative_share": number(row["relative_share"]),
            }
            for row in rows.to_dict("records")
        ],
    }


def _plain(parts: dict[str, float]) -> dict[str, float | None]:
    return {name: number(value) for name, value in parts.items()}


def _cell(row: dict[Any, Any]) -> dict[str, Any]:
    amounts = {name: money(row[name]) for name in ("size", "own_sales", "headroom", "untapped", "weighted")}
    ratios = {name: number(row[name]) for name in ("share", "target", "growth")}
    cell = {name: text(row[name]) for name in (*market.CELL, "unit")}
    return {**cell, **amounts, **ratios, "white_space": bool(row["white_space"])}
