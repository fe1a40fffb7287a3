"""What lags, how long, how badly, and why?"""

import streamlit as st

from ui import drivers, kpi_headline, kpi_ways, kpis, lagging, opening, widgets

figures = kpis.read(opening.kpis("kpis"))
widgets.message(kpi_headline.of(figures))
kpis.notes(figures)
kpi_ways.ask(figures)
row = kpis.looked_at(figures, lagging.listed(figures))
left, right = st.columns(2)
with left:
    lagging.onward(figures, row)
    lagging.reasons(row)
with right:
    drivers.of_gap(figures, row)
lagging.heat(figures)
left, right = st.columns(2)
with left:
    lagging.sliding(figures)
    drivers.by_group(figures)
with right:
    drivers.leading(figures)
