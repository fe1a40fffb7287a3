"""How a page of finance figures opens: the door, the bar of filters, and the products' sums, or what to do without."""

import pandas as pd
import streamlit as st

from ui import door, filters, widgets
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
