"""The Market page's table of installed bases: how many units are in use, which is no money and no part of a size."""

import pandas as pd
import streamlit as st

from analytics import installed_base
from analytics.windows import Window
from ui import formats, session, written
from ui.filters import Filters

NAMES = {
    "market": "Market",
    "segment": "Segment",
    "region": "Region",
    "period": "Period",
    "vendor": "Vendor",
    "installed": "Installed base",
    "unit": "Counted in",
    "share": "Share of the installed base, in units",
}


def shown(filters: Filters, own: list[str]) -> None:
    """The installed bases of the window; nothing where there are none."""
    every = session.read("market_installed", own=own or None, **filters.cut, **session.ALWAYS)
    first, last = (pd.Timestamp(day) for day in (filters.window.first, filters.window.last))
    found = installed_base.shares(every)  # a vendor that reports in other periods alone is missed in these
    _table(found[(found["first_month"] >= first) & (found["last_month"] <= last)])


def alone() -> None:
    """All installed bases, for a page that has no other figures of markets."""
    every = session.read("market_installed", own=None, **session.UNFILTERED, **session.ALWAYS)
    _table(installed_base.shares(every))


def _table(rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    spans = [
        Window(first.date(), last.date()) for first, last in zip(rows["first_month"], rows["last_month"], strict=True)
    ]
    named = rows.assign(period=[formats.period(span.first, span.months) for span in spans])
    kept = [name for name in NAMES if named[name].notna().any()]
    st.markdown("#### Installed base, in units and not in money")
    table = named[kept].rename(columns=NAMES)
    counted = {NAMES["installed"]: formats.count}
    written.show(written.figures(table, (NAMES["share"],), counted), key="market-installed")
