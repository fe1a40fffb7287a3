"""Which products earn their investment?"""

import streamlit as st

from analytics import roi
from ui import opening, returns, widgets, years

shown, totals = opening.finance("returns")
portfolio = roi.portfolio(totals)
by_product = roi.by_product(totals, portfolio.definition)
widgets.message(returns.headline(by_product, portfolio))
returns.notes(totals, portfolio)
left, right = st.columns(2)
with left:
    returns.ranked(by_product, portfolio, shown)
with right:
    returns.bridge(years.of(shown), portfolio.definition)
left, middle, right = st.columns(3)
with left:
    returns.bubbles(by_product, portfolio, shown)
with middle:
    returns.whale(by_product, shown)
with right:
    returns.trend(shown.read("monthly"), portfolio)
returns.table(by_product, portfolio, shown)
