"""The return of the portfolio and of each product."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analytics import complete, growth, paired, roi, windows
from analytics.complete import LeftOut
from analytics.definition import Definition
from analytics.paired import NEEDED, Need
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
        cut = {"basis": asked.basis, **queries.UNFILTERED}
        own, actual = (_months(con, {**cut, "basis": basis}) for basis in (asked.basis, "actual"))
        if not own:
            raise ReallotError(f"No {asked.basis} finance data loaded. Load a finance workbook.")
        shown = windows.resolve(asked.window, *windows.span(own, actual))
        periods = _read(con, shown, cut)
        totals = complete.totals(periods)
        measured = roi.definition(totals)
        return {
            "data_version": store.version,
            "window": asked.window,
            "from": f"{shown.first:%Y-%m}",
            "to": f"{shown.last:%Y-%m}",
            "basis": asked.basis,
            "definition": str(measured),
            "portfolio": _figures(vars(roi.portfolio(totals, measured))),
            "products": _rows("product", totals, measured),
            "left_out": [_left_out(each) for each in complete.left_out(periods, measured)],
            **(_groups(con, asked.by, shown, cut, measured) if asked.by else {}),
            **({"year_before": _year_before(con, shown, cut, measured)} if asked.compare else {}),
        }


def _read(con: Any, window: Window, cut: dict[str, Any], by: str | None = None) -> pd.DataFrame:
    return queries.read(con, "product_periods", first_month=window.first, last_month=window.last, by=by, **cut)


def _rows(name: str, totals: pd.DataFrame, measured: Definition, key: str = "product") -> list[dict[str, Any]]:
    found = roi.by_product(totals, measured)
    return [{name: row[key], **_figures(row)} for row in found.to_dict("records")]


def _left_out(each: LeftOut) -> dict[str, Any]:
    """What a figure does not count, with the products and how many months of each."""
    rows = each.products.to_dict("records")
    products = [
        {"product": row["product"], "amount": money(row["amount"]), "months": int(row["months"])} for row in rows
    ]
    return {"what": str(each.gap), "amount": money(each.amount), "share": number(each.share), "products": products}


def _groups(con: Any, by: str, window: Window, cut: dict[str, Any], measured: Definition) -> dict[str, Any]:
    """The return of each line, segment or region; what names none is a group of its own."""
    totals = complete.totals(_read(con, window, cut, by), "part")
    return {"by": by, "groups": _rows(by, totals, measured, "part")}


def _year_before(con: Any, window: Window, cut: dict[str, Any], measured: Definition) -> dict[str, Any] | None:
    """The same months of the year before, product by product and month by month; None without any."""
    periods = queries.read(con, "months", **cut)
    reported = zip(periods["first_month"], periods["last_month"], strict=True)
    found = windows.comparison(window, [(first.date(), last.date()) for first, last in reported])
    if found is None:
        return None
    earlier, later = (_read(con, each, cut) for each in (found.before, found.now))
    needs = (Need.REVENUE, Need.CONTRIBUTION, NEEDED[measured])
    pairs = {need: paired.pair(earlier, later, found.back, need) for need in needs}
    before, now = ({need: roi.portfolio(pairs[need].totals()[side], measured) for need in pairs} for side in (0, 1))
    earned, returned = Need.CONTRIBUTION, NEEDED[measured]
    return {
        "now": months(found.now),
        "before": months(found.before),
        "months": found.now.months,
        "definition": str(measured),
        "revenue": money(before[Need.REVENUE].revenue),
        "revenue_now": money(now[Need.REVENUE].revenue),
        "revenue_growth": number(growth.change(before[Need.REVENUE].revenue, now[Need.REVENUE].revenue)),
        "contribution": money(before[earned].contribution),
        "contribution_now": money(now[earned].contribution),
        "roi": before[returned].roi,
        "roi_now": now[returned].roi,
        "dropped": {
            "revenue": pairs[Need.REVENUE].dropped,
            "contribution": pairs[earned].dropped,
            "roi": pairs[returned].dropped,
        },
    }


def _months(con: Any, cut: dict[str, Any]) -> list[date]:
    """The first and the last months of the periods that have figures of a basis."""
    periods = queries.read(con, "months", **cut)
    return [month.date() for name in ("first_month", "last_month") for month in periods[name]]


def _figures(row: dict[Any, Any]) -> dict[str, float | None]:
    """Money to four decimals, as the store keeps it; the ratios as they are."""
    columns = {
        "revenue": "revenue",
        "cost": "variable_cost",
        "investment": "investment",
        "contribution": "contribution",
    }
    amounts = {name: money(row[column]) for name, column in columns.items()}
    ratios = {name: number(row[name]) for name in ("roi", "margin")}
    return {**amounts, **ratios, "roi_contribution": money(row["earned"]), "roi_base": money(row["base"])}
