"""Where do we stand, and what changed?"""

import streamlit as st

from analytics import complete, roi
from ui import changes, figures, gaps, markets, opening, overview, returns, shares, widgets, years

shown, periods = opening.finance("overview")
totals = complete.totals(periods)
now = roi.portfolio(totals)
left_out = complete.left_out(periods, now.definition)
both = years.of(shown)
market = markets.standing()
by_product = roi.by_product(totals, now.definition)
widgets.message(overview.headline(now, both, len(totals)) + gaps.headline(left_out if now.roi is not None else []))
figures.row(overview.figures(now, both, complete.by_month(periods)), shown, both)
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
