"""Which products earn their investment?"""

import streamlit as st

from analytics import roi
from ui import opening, profit, rankings, returns, widgets, years

shown, totals = opening.finance("returns")
said, asked = st.columns([5, 1], vertical_alignment="bottom")
with asked:
    measured = returns.measure(totals)
totals = returns.lagged(totals, shown)
portfolio = roi.portfolio(totals, measured)
by_product = roi.by_product(totals, measured)
both = years.of(shown)
with said:
    widgets.message(returns.headline(by_product, portfolio))
returns.notes(totals, portfolio)
left, right = st.columns(2)
with left:
    returns.ranked(by_product, portfolio, shown)
with right:
    returns.bridge(both, measured)
profit.bridge(shown, both)
left, middle, right = st.columns(3)
with left:
    returns.bubbles(by_product, portfolio, shown)
with middle:
    returns.whale(by_product, shown)
with right:
    returns.trend(shown.read("monthly"), portfolio)
worth = rankings.worth(shown)
rankings.definitions_beside(totals, worth)
rankings.cash_and_growth(totals, both, worth)
rankings.by_group(shown, measured)
returns.table(by_product, portfolio, shown)
