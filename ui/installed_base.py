"""The Market page's table of installed bases: how many units are in use, which is no money and no part of a size."""

import pandas as pd
import streamlit as st

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
}


def shown(filters: Filters, own: list[str]) -> None:
    """The installed bases of the window; nothing where there are none."""
    _table(filters.read("market_installed", own=own or None))


def alone() -> None:
    """All installed bases, for a page that has no other figures of markets."""
    _table(session.read("market_installed", own=None, **session.UNFILTERED, **session.ALWAYS))


def _table(rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    spans = [
        Window(first.date(), last.date()) for first, last in zip(rows["first_month"], rows["last_month"], strict=True)
    ]
    named = rows.assign(period=[formats.period(span.first, span.months) for span in spans])
    kept = [name for name in NAMES if named[name].notna().any()]
    st.markdown("#### Installed base, in units and not in money")
    written.show(
        written.figures(named[kept].rename(columns=NAMES), others={NAMES["installed"]: formats.count}),
        key="market-installed",
    )
