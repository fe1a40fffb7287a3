"""Where do we win or lose share?"""

import streamlit as st

from ui import installed_base, market_reach, markets, opening, own_share, shares, shifts, sold_in, untapped, widgets

shown = opening.markets("market")
own = markets.own_vendor()
figures = markets.read(shown, own)
widgets.message(own_share.headline(figures))
left, right = st.columns(2)
with left:
    shares.held(figures)
with right:
    if figures.knows_own:
        shares.then_and_now(figures)
    else:
        st.info(own_share.WITHOUT_OWN)
markets.notes(figures)
sold_in.ask_first(figures)
if figures.knows_own:
    left, right = st.columns(2)
    with left:
        shares.bubbles(figures)
    with right:
        shifts.in_points(figures)
    shifts.in_money(figures)
    untapped.room(figures)
market_reach.shown(shown)
market_reach.forecasts(shown)
installed_base.shown(shown, own)
looked_at = markets.detail(figures)
left, right = st.columns(2)
with left:
    shares.over_time(figures, looked_at)
with right:
    shares.gains(figures, looked_at)
untapped.concentrated(figures, looked_at)
sold_in.of_finance(figures)
