"""The Market page's table of what can be served of a market, and what can be won of it by a date."""

import pandas as pd
import streamlit as st

from analytics import market_reach
from analytics.market_reach import PARTS
from ui import formats, session, text, written
from ui.filters import Filters

NAMES = {
    "market": "Market",
    "segment": "Segment",
    "region": "Region",
    "as_of": "As of",
    "size": "Total",
    "served": "Can be served",
    "winnable": "Can be won",
}


def shown(filters: Filters) -> None:
    """The table, with what contradicts itself in it; nothing where no sheet gives either."""
    rows = filters.read("market_reach")
    if rows.empty:
        return
    table = rows.assign(as_of=_periods(rows))[[name for name in NAMES if name == "as_of" or rows[name].notna().any()]]
    st.markdown("#### What can be served, and what can be won")
    written.show(written.figures(table.rename(columns=NAMES)), key="market-reach")
    for sentence in _contradictions(rows):
        st.caption(text.plain(sentence))


def forecasts(filters: Filters) -> None:
    """The sizes that sheets give as forecast or budget; nothing where there are none."""
    rows = session.read("market_forecasts", segments=filters.segments, regions=filters.regions)
    if rows.empty:
        return
    table = rows.assign(as_of=_periods(rows), basis=rows["basis"].str.capitalize())
    names = {**NAMES, "as_of": "Period", "basis": "Basis", "size": "Size"}
    kept = [
        name
        for name in ("market", "segment", "region", "as_of", "basis", "size")
        if rows.get(name) is None or rows[name].notna().any()
    ]
    st.markdown("#### Sizes as forecast")
    written.show(written.figures(table[kept].rename(columns=names)), key="market-forecasts")


def _periods(rows: pd.DataFrame) -> list[str]:
    months = (rows["last_month"].dt.year - rows["first_month"].dt.year) * 12
    months += rows["last_month"].dt.month - rows["first_month"].dt.month + 1
    return [formats.period(first, n) for first, n in zip(rows["first_month"], months, strict=True)]


def _contradictions(rows: pd.DataFrame) -> list[str]:
    found = []
    for row in rows.to_dict("records"):
        of = ", ".join(str(row[name]) for name in ("market", "segment", "region") if isinstance(row[name], str))
        for whole, part in market_reach.contradictions(row):
            amounts = formats.exact(row[part]), formats.exact(row[whole])
            found.append(f"{of}: {PARTS[part]} ({amounts[0]}) is more than {PARTS[whole]} ({amounts[1]}).")
    return found
