"""Where do we stand, and what moved most?"""

import streamlit as st

from analytics import roi
from ui import figures, opening, overview, returns, widgets, years

shown, totals = opening.finance("overview")
now = roi.portfolio(totals)
both = years.of(shown)
pair = overview.year_before(both, now.definition)
widgets.message(overview.headline(now, pair, len(totals)))
figures.row(overview.figures(now, pair, shown.read("monthly")), shown)
left, right = st.columns(2)
if both:
    with left:
        overview.contribution_movers(both, shown)
    with right:
        overview.return_movers(both, shown, now.definition)
else:
    by_product = roi.by_product(totals, now.definition)
    with left:
        returns.ranked(by_product, now, shown)
    with right:
        widgets.nothing_to_compare()
        returns.whale(by_product, shown)
