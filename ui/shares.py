"""The Market page's panels on who holds what: Marimekko, shares then and now, growth and share, one market closely."""

import pandas as pd
import streamlit as st

from analytics import market
from analytics.marimekko import cells
from ui import definitions, formats, panels, text, theme
from ui.charts import markets as charts
from ui.charts import marks, movers
from ui.markets import Markets
from ui.panels import Panel


def held(markets: Markets) -> None:
    """Who holds the markets."""
    if not markets.adds_up:
        st.info(f"Markets in {markets.unit} cannot stand side by side by their size. Convert them, or filter.")
        return
    vendors = market.by_vendor(markets.whole.sizes, markets.whole.sales)
    found = cells(markets.whole.sizes, vendors)
    if found.empty:
        st.info("No vendor's sales are given: who holds the markets is not known.")
        return
    span = formats.span(markets.shown.window.first, markets.shown.window.last)
    chart = charts.held(found, f"{markets.unit} · {span}", theme.tokens())
    table = vendors[["market", "vendor", "sales", "share", "relative_share"]]
    table = table.rename(columns={"market": "Market", "vendor": "Vendor", "sales": "Sales", "share": "Share"})
    table = table.rename(columns={"relative_share": "Relative share"})
    largest = found[found["kind"] == "own"].sort_values("share", ascending=False).head(1)
    lead = "".join(f"; own share is highest in {r['market']}" for r in largest.to_dict("records"))
    takeaway = f"Marimekko of {found['market'].nunique()} markets by size and vendor{lead}"
    panels.show(Panel("held", chart, takeaway, definitions.SHARE, table, ("Share",)))


def then_and_now(markets: Markets) -> None:
    """The own share of each market, then and now."""
    places = markets.places.dropna(subset=["share"])
    places = places[(places["share"] > 0) | (places["share_before"] > 0)]
    if markets.pair is None or places.empty:
        st.info("There is no year before to compare own shares with." if len(places) else "No own share is known.")
        return
    shown = places.head(charts.MOST_MARKETS)
    chart = charts.then_and_now(shown, markets.words, theme.tokens())
    table = shown[["market", "share_before", "share", "own_sales", "size"]]
    table = table.rename(
        columns={
            "market": "Market",
            "share_before": "Share then",
            "share": "Share now",
            "own_sales": "Own sales",
            "size": "Market size",
        }
    )
    lost = int((shown["share"] < shown["share_before"]).sum())
    takeaway = f"Own share fell in {lost} of {len(shown)} markets"
    panels.show(Panel("then-now", chart, takeaway, definitions.SHARE, table, ("Share then", "Share now")))


def bubbles(markets: Markets) -> None:
    """Growth against relative share, with cuts that move."""
    places = markets.places
    known = places[(places["relative_share"] > 0) & places["growth"].notna()]
    if known.empty:
        st.info("Growth and relative share need own sales, a named rival and a year before.")
        return
    drawn = st.container()
    cuts = _cuts(market.growth_cut(places))
    quadrants = [market.quadrant(s, g, *cuts) for s, g in zip(known["relative_share"], known["growth"], strict=True)]
    known = known.assign(quadrant=quadrants)
    chart = charts.bubbles(known, cuts, theme.tokens())
    table = known[["market", "quadrant", "relative_share", "growth", "share", "rival", "own_sales"]]
    table = table.rename(columns={name: str(name).replace("_", " ").capitalize() for name in table})
    missing = [name for name in places["market"] if name not in set(known["market"])]
    takeaway = ", ".join(f"{row['market']}: {row['quadrant']}" for row in known.to_dict("records"))
    with drawn:
        panels.show(Panel("bubbles-market", chart, takeaway, definitions.GROWTH_SHARE, table, ("Growth", "Share")))
        if missing:
            st.caption(text.plain(f"Not shown, without own sales, a rival or a year before: {', '.join(missing)}"))


def _cuts(growth: float) -> tuple[float, float]:
    """Where the quadrants meet, as the visitor moves it; the growth cut begins at that of the own markets."""
    with st.popover("Move the cuts", icon=":material/tune:"):
        share = st.slider("Relative share", 0.2, 3.0, 1.0, 0.05, key="cut-share")
        start = min(50.0, max(-20.0, round(growth * 100, 1)))
        rate = st.slider("Growth of the market, in percent", -20.0, 50.0, start, 0.5, key="cut-growth")
    return share, rate / 100 if rate != start else growth


def over_time(markets: Markets, name: str) -> None:
    """Shares of one market by period, with the largest competitors."""
    months = _by_period(markets, name)
    if months.empty:
        st.info(f"No vendor's sales are given for {name}.")
        return
    chart = charts.over_time(months, f"{name}: share over time", theme.tokens())
    table = months.pivot_table(index="month", columns="vendor", values="share").reset_index()
    table["month"] = [formats.month(month.date()) for month in table["month"]]
    table = table.rename(columns={"month": "Month"})
    ratios = tuple(str(column) for column in table.columns[1:])
    last = months[months["month"] == months["month"].max()].sort_values("share", ascending=False)
    takeaway = ", ".join(f"{r['vendor']} {formats.percent(r['share'])}" for r in last.to_dict("records"))
    panels.show(Panel("over-time", chart, f"{name} at the end: {takeaway}", definitions.SHARE, table, ratios))


def _by_period(markets: Markets, name: str) -> pd.DataFrame:
    """Shares by period of the own company and the largest rivals, in the window."""
    rows: pd.DataFrame = markets.shown.read("market_shares_by_period", own=markets.own, market=name)
    if rows.empty:
        return rows
    rows = rows.assign(share=rows["sales"] / rows["size"].mask(rows["size"] == 0)).dropna(subset=["share"])
    sums = rows.groupby("vendor").agg(sales=("sales", "sum"), own=("own", "max"))
    named = [vendor for vendor in sums.index if not market.hides_firms(vendor)]
    ranked = sums.loc[named].sort_values(["own", "sales"], ascending=[False, False], kind="stable")
    kept = ranked.index[: charts.MOST_RIVALS + max(1, int(sums["own"].sum()))]
    return rows[rows["vendor"].isin(kept)].rename(columns={"first_month": "month"})


def gains(markets: Markets, name: str) -> None:
    """Who gained share of one market, and from whom."""
    if markets.pair is None:
        st.info("There is no year before to compare shares with.")
        return
    sides = [market.by_vendor(side.sizes, side.sales) for side in (markets.before, markets.now)]
    found = market.gains(*(side[side["market"] == name] for side in sides))
    known = found.dropna(subset=["change"])
    if known.empty:
        st.info(f"No vendor of {name} is known in both years.")
        return
    largest = known["change"].abs().sort_values(ascending=False, kind="stable").index[: movers.MOST]
    bars = known[known.index.isin(largest)].assign(product=lambda each: each["vendor"])
    scale = movers.Scale(marks.points, formats.points)
    title = f"{name}: who gained, who lost"
    chart = movers.changes(bars, scale, (title, f"points of share · {markets.words}"), theme.tokens())
    table = found[["vendor", "before", "now", "change"]].rename(columns={n: str(n).capitalize() for n in found})
    best, worst = known.iloc[0], known.iloc[-1]
    takeaway = (
        f"{best['vendor']} gained {formats.points(best['change'])}, {worst['vendor']} {formats.points(worst['change'])}"
    )
    panels.show(Panel("gains", chart, takeaway, definitions.GAINS, table, ("Before", "Now", "Change")))
