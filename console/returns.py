"""The return of the portfolio and of each product."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

from analytics import growth, roi, windows
from analytics.windows import Window
from console.plain import money, months, number
from data import queries
from data.problems import ReallotError
from data.store import Store


@dataclass(frozen=True)
class Asked:
    """Which return is asked for, and what beside it."""

    window: str = "12m"
    basis: str = "actual"
    by: str | None = None  # line, segment or region: the return of each as well
    compare: bool = False  # with the same months of the year before


def report(store: Store, asked: Asked) -> dict[str, Any]:
    """The return of the portfolio and of each product: sums over the window, ratios of sums, missing as null.

    Raises
    ------
    ReallotError
        The store holds no finance figures of the basis.
    UnknownWindow
        The window's text means none.
    """
    with store.open() as con:
        cut = {"basis": asked.basis, "lines": None, "segments": None, "regions": None}
        own, actual = (_months(con, {**cut, "basis": basis}) for basis in (asked.basis, "actual"))
        if not own:
            raise ReallotError(f"The store has no {asked.basis} finance figures. Load a finance workbook first.")
        shown = windows.resolve(asked.window, *windows.span(own, actual))
        totals = _read(con, "product_totals", shown, cut)
        measured = roi.definition(totals)
        return {
            "data_version": store.version,
            "window": asked.window,
            "from": f"{shown.first:%Y-%m}",
            "to": f"{shown.last:%Y-%m}",
            "basis": asked.basis,
            "definition": str(measured),
            "portfolio": _figures(asdict(roi.portfolio(totals, measured))),
            "products": _rows("product", totals, measured),
            **(_groups(con, asked.by, shown, cut) if asked.by else {}),
            **({"year_before": _year_before(con, shown, cut)} if asked.compare else {}),
        }


def _read(con: Any, query: str, window: Window, cut: dict[str, Any]) -> pd.DataFrame:
    return queries.read(con, query, first_month=window.first, last_month=window.last, **cut)


def _rows(name: str, totals: pd.DataFrame, measured: roi.Definition) -> list[dict[str, Any]]:
    found = roi.by_product(totals, measured)
    return [{name: row["product"], **_figures(row)} for row in found.to_dict("records")]


def _groups(con: Any, by: str, window: Window, cut: dict[str, Any]) -> dict[str, Any]:
    """The return of each line, segment or region."""
    totals = _read(con, "totals_by", window, {**cut, "by": by})
    return {"by": by, "groups": _rows(by, totals, roi.definition(totals))}


def _year_before(con: Any, window: Window, cut: dict[str, Any]) -> dict[str, Any] | None:
    """The same months of the year before, cut to those that both have, and the growth of revenue; None without any."""
    periods = queries.read(con, "months", **cut)
    pairs = zip(periods["first_month"], periods["last_month"], strict=True)
    pair = windows.comparison(window, windows.covered((first.date(), last.date()) for first, last in pairs))
    if pair is None:
        return None
    before, now = (roi.portfolio(_read(con, "product_totals", each, cut)) for each in (pair.before, pair.now))
    grown = growth.change(before.revenue, now.revenue)
    return {
        "now": months(pair.now),
        "before": months(pair.before),
        "months": pair.now.months,
        "revenue": money(before.revenue),
        "revenue_growth": number(grown),
        "roi": before.roi,
    }


def _months(con: Any, cut: dict[str, Any]) -> list[date]:
    """The first and the last months of the periods that have figures of a basis."""
    periods = queries.read(con, "months", **cut)
    return [month.date() for name in ("first_month", "last_month") for month in periods[name]]


def _figures(row: dict[Any, Any]) -> dict[str, float | None]:
    """Money to four decimals, as the store keeps it; the ratio as it is."""
    columns = {
        "revenue": "revenue",
        "cost": "variable_cost",
        "investment": "investment",
        "contribution": "contribution",
    }
    return {name: money(row[column]) for name, column in columns.items()} | {"roi": roi.missing_as_none(row["roi"])}
