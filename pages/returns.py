"""Which products earn their investment?"""

import streamlit as st

from analytics import complete, roi
from ui import blanks, opening, profit, rankings, returns, widgets, years

shown, periods = opening.finance("returns")
said, asked = st.columns([5, 1], vertical_alignment="bottom")
with asked:
    measured = returns.measure(complete.totals(periods))
periods = returns.lagged(periods, shown)
totals = complete.totals(periods)
portfolio = roi.portfolio(totals, measured)
by_product = roi.by_product(totals, measured)
left_out = complete.left_out(periods, measured)
both = years.of(shown)
with said:
    widgets.message(returns.headline(by_product, portfolio, left_out))
returns.notes(portfolio, left_out, shown)
blanks.ask(periods)
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
    returns.trend(complete.by_month(periods), portfolio)
worth = rankings.worth(shown)
rankings.definitions_beside(totals, worth)
rankings.cash_and_growth(totals, both, worth)
rankings.by_group(shown, measured)
returns.table(by_product, portfolio, shown)
