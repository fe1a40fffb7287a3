"""What stands beside the sizes of markets: what can be served and won of them, forecasts, installed bases."""

from typing import Any

from analytics import doubts, installed_base, market_reach
from analytics.market_reach import PARTS
from analytics.windows import Window
from console.plain import money, months, number, text
from data import queries
from data.store import Store


def report(store: Store) -> list[dict[str, Any]]:
    """One entry a market, segment, region and date of which either is given, with what contradicts itself."""
    with store.open() as con:
        rows = queries.read(con, "market_reach", **queries.UNFILTERED, **queries.ALWAYS)
    return [_entry(row) for row in rows.to_dict("records")]


def forecasts(store: Store) -> list[dict[str, Any]]:
    """One entry a market, segment, region and period whose size is given as forecast or budget."""
    with store.open() as con:
        rows = queries.read(con, "market_forecasts", segments=None, regions=None)
    return [
        {
            **{name: text(row[name]) for name in ("market", "segment", "region")},
            "period": months(Window(row["first_month"].date(), row["last_month"].date())),
            "basis": row["basis"],
            "unit": text(row["unit"]),
            "size": money(row["size"]),
        }
        for row in rows.to_dict("records")
    ]


def installed(store: Store, own: list[str]) -> list[dict[str, Any]]:
    """One entry a market, segment, region, period and vendor of an installed base, with its share of the units."""
    with store.open() as con:
        rows = queries.read(con, "market_installed", own=own or None, **queries.UNFILTERED, **queries.ALWAYS)
    return [
        {
            **{name: text(row[name]) for name in ("market", "segment", "region", "vendor")},
            "own": bool(row["own"]),
            "period": months(Window(row["first_month"].date(), row["last_month"].date())),
            "unit": row["unit"],
            "installed": money(row["installed"]),
            "share": number(row["share"]),
        }
        for row in installed_base.shares(rows).to_dict("records")
    ]


def _entry(row: dict[Any, Any]) -> dict[str, Any]:
    amounts = {name: money(row[name]) for name in PARTS}
    written = {name: doubts.amount(row[name]) for name in PARTS}
    notes = [
        f"{PARTS[part].capitalize()} ({written[part]}) is more than {PARTS[whole]} ({written[whole]})."
        for whole, part in market_reach.contradictions(row)
    ]
    return {
        **{name: text(row[name]) for name in ("market", "segment", "region")},
        "as_of": months(Window(row["first_month"].date(), row["last_month"].date())),
        "unit": text(row["unit"]),
        **amounts,
        "notes": notes,
    }
