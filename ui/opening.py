"""How a page opens: the door, the bar of filters, and the figures that they leave, or what to do without."""

import pandas as pd
import streamlit as st

from ui import door, filters, widgets
from ui import kpis as figures_of_kpis
from ui import markets as figures_of_markets
from ui.filters import Filters


def finance(page: str) -> tuple[Filters, pd.DataFrame]:
    """The filters and the sums of each product that they leave; a page without any ends here and says what to do."""
    door.enter(page)
    shown = filters.bar()
    if shown is None:
        widgets.first_run()
        st.stop()
    widgets.newer_version()
    totals = shown.read("product_totals")
    if totals.empty:
        widgets.nothing_to_show("No finance figures here.")
        st.stop()
    return shown, totals


def markets(page: str) -> Filters:
    """The filters of the market figures; a page without any ends here, and so does one whose filters leave none."""
    door.enter(page)
    shown = filters.bar("market")
    if shown is None:
        figures_of_markets.nothing()
        st.stop()
    widgets.newer_version()
    if shown.read("market_sizes").empty:
        widgets.nothing_to_show("No market figures here.")
        st.stop()
    return shown


def kpis(page: str) -> Filters:
    """The filters of the KPIs; a page without any ends here, and so does one whose filters leave none."""
    door.enter(page)
    shown = filters.bar("kpi")
    if shown is None:
        figures_of_kpis.nothing()
        st.stop()
    widgets.newer_version()
    if figures_of_kpis.read(shown).rows.empty:
        widgets.nothing_to_show("No KPI results here.")
        st.stop()
    return shown
