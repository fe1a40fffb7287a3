"""Where do we stand, and what changed?"""

import streamlit as st

from analytics import roi
from ui import changes, figures, markets, opening, overview, returns, shares, widgets, years

shown, totals = opening.finance("overview")
now = roi.portfolio(totals)
both = years.of(shown)
pair = overview.year_before(both, now.definition)
market = markets.standing()
by_product = roi.by_product(totals, now.definition)
widgets.message(overview.headline(now, pair, len(totals)))
figures.row(overview.figures(now, pair, shown.read("monthly")), shown)
left, right = st.columns(2)
with left:
    changes.shown(by_product, both, now.definition, market)
with right:
    if both:
        overview.contribution_movers(both, shown)
    else:
        widgets.nothing_to_compare()
        returns.whale(by_product, shown)
left, right = st.columns(2)
with left:
    changes.leaders(by_product, now.definition)
    if market:
        shares.bubbles(market)
with right:
    if both:
        overview.return_movers(both, shown, now.definition)
    else:
        returns.ranked(by_product, now, shown)
