"""The Market page's panels on where there is room: headroom and white space, concentration, the effect of a merger."""

import pandas as pd
import streamlit as st

from analytics import concentration, headroom, market, pairs
from analytics.headroom import Target
from ui import counts, definitions, formats, further, panels, text, theme, written
from ui.charts import headroom as charts
from ui.markets import Markets
from ui.panels import Panel

TYPED = "a share that I type"
MOST_MARKETS = 12
COUNTED = {"Growth": formats.change, "Months": formats.count, "Months of growth": formats.count}


def room(markets: Markets) -> None:
    """Headroom of each market, segment and region, in money, weighted by the market's growth."""
    sized = markets.whole.in_amounts()
    if sized.sizes.dropna(subset=["size", "own_sales"]).empty or not markets.adds_up:
        st.info("Headroom needs sizes in one currency and own sales that are known in the same months.")
        return
    target = _target()
    found = headroom.growth_weighted(headroom.by_cell(sized, target), pairs.growth(markets.paired))
    found = found.assign(shown=found["weighted"].fillna(found["headroom"]))
    sums = found.groupby("market")["shown"].sum().sort_values(ascending=False, kind="stable")
    shown = found[found["market"].isin(sums.index[:MOST_MARKETS])].assign(where=_where)
    shown = shown.sort_values("market", key=lambda names: names.map({n: i for i, n in enumerate(sums.index)}))
    white = sorted(set(found.loc[found["white_space"], "market"]))
    grown = found["weighted"].notna().any()
    subtitle = f"{markets.unit}{' a year on' if grown else ''} · framed: white space"
    chart = charts.heat(shown, subtitle, theme.tokens())
    takeaway = _takeaway(found, white)
    table = written.figures(_table(found), ("Own share", "Target share"), COUNTED)
    panels.show(Panel("headroom", chart, takeaway, definitions.HEADROOM, table))
    st.caption(text.plain(takeaway))
    if grown:
        _without_growth(found)
    if white and st.button(f"What would a product in {text.plain(white[0])} bring?", key="enter"):
        st.session_state.update(further.NEW_PRODUCT | {further.SPACE: white[0]})
        st.switch_page("pages/reallocation.py")


def _without_growth(cells: pd.DataFrame) -> None:
    """The markets whose headroom stands as it is today, beside those where it is a year on."""
    names = sorted(set(cells.loc[cells["weighted"].isna() & cells["headroom"].notna(), "market"]))
    if names:
        st.caption(text.plain(f"Growth is not known, so that headroom is as it is today: {', '.join(names)}."))


def _where(cells: pd.DataFrame) -> list[str]:
    parts = cells[["segment", "region"]].to_dict("records")
    return [" · ".join(str(v) for v in row.values() if isinstance(v, str)) or "all" for row in parts]


def _target() -> Target | float:
    """Which share is taken to be within reach."""
    choices = [str(Target.MEDIAN), str(Target.BEST), TYPED]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Within reach", choices, key="reach", width=280)
        if chosen == TYPED:
            return st.number_input("Share, in percent", 0.0, 100.0, 20.0, 1.0, key="reach-share", width=140) / 100
    return Target(chosen)


def _takeaway(cells: pd.DataFrame, white: list[str]) -> str:
    best = cells.sort_values("shown", ascending=False, kind="stable").head(1)
    where = f"{best['market'].iloc[0]}, {_where(best)[0]}"
    lead = f"Largest headroom: {where}, {formats.short(best['shown'].iloc[0])}"
    if not best["shown"].iloc[0] > 0:
        lead = "No submarket has headroom: your share is at what is within reach wherever it is known"
    if not white:
        return f"{lead}."
    size = cells.loc[cells["market"].isin(white), "untapped"].sum()
    return f"{lead}. White space (no product of yours): {', '.join(white)}, {formats.short(size)} in total."


def _table(cells: pd.DataFrame) -> pd.DataFrame:
    names = {
        "market": "Market",
        "segment": "Segment",
        "region": "Region",
        "size": "Size",
        "own_sales": "Own sales",
        "share": "Own share",
        "target": "Target share",
        "headroom": "Headroom",
        "months": "Months",
        "growth": "Growth",
        "growth_months": "Months of growth",
        "weighted": "A year on",
        "untapped": "Untapped",
    }
    return cells[list(names)].rename(columns=names)


def concentrated(markets: Markets, name: str) -> None:
    """How concentrated each market is, and what a merger in one of them would do."""
    vendors = market.all_known(markets.whole)
    ranges = concentration.by_market(vendors).sort_values("high", ascending=False, kind="stable")
    if ranges.empty:
        st.info("Concentration needs a month in which the size and every vendor are known and fit together.")
        return
    chart = charts.concentration(ranges.head(MOST_MARKETS), theme.tokens())
    table = ranges.rename(columns={"market": "Market", "low": "HHI from", "high": "HHI to", "level": "The market is"})
    highly = int((ranges["low"] > concentration.HIGH).sum())
    are = counts.verb(highly, "is", "are", len(ranges))
    takeaway = f"{counts.part(highly, len(ranges), 'market')} {are} highly concentrated, whoever “Others” are"
    styled = written.figures(table, others=dict.fromkeys(("HHI from", "HHI to"), formats.count))
    panels.show(Panel("concentration", chart, takeaway, definitions.HHI, styled))
    if name in set(ranges["market"]):
        _merger(vendors[vendors["market"] == name], name)


def _merger(vendors: pd.DataFrame, name: str) -> None:
    """Two vendors of the market that is looked at, and what it would be without the line between them."""
    names = list(vendors.loc[market.is_named(vendors) & vendors["share"].notna(), "vendor"])
    if len(names) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.selectbox(f"If in {text.plain(name)}", names, key="merger-first", width=220)
        others = [vendor for vendor in names if vendor != first]
        second = st.selectbox("and", others, key="merger-second", width=220)
        st.markdown("became one:")
    effect = concentration.merger(vendors, first, second)
    ends = " – ".join(dict.fromkeys(formats.count(value) for value in effect.after))
    verdict = {
        True: "presumed to lessen competition",
        False: "not presumed to lessen competition",
        None: "presumed to lessen competition or not, depending on who “Others” are",
    }[effect.presumed_harmful]
    share = f"a share of {formats.percent(effect.share)}"
    st.markdown(text.plain(f"{share}, HHI +{formats.count(effect.added)} to {ends}: {verdict} (guidelines of 2023)."))
