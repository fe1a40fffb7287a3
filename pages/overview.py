"""Where do we stand, and what moved most?"""

import streamlit as st

from analytics import roi
from ui import door, figures, filters, overview, panels, widgets

door.enter("overview")

shown = filters.bar()
if shown is None:
    widgets.first_run()
    st.stop()
widgets.newer_version()
totals = shown.read("product_totals")
if totals.empty:
    widgets.nothing_to_show("No finance figures here.")
    st.stop()
now = roi.portfolio(totals)
pair = overview.before_and_now(shown, now.definition)
widgets.message(overview.headline(now, pair[0] if pair else None, len(totals)))
figures.row(overview.figures(now, pair, shown.read("monthly")), shown)
panels.movers(shown)
