"""The Market page's panels on who holds what: Marimekko, shares then and now, growth and share, one market closely."""

import pandas as pd
import streamlit as st

from analytics import market, pairs, share_shift
from analytics.marimekko import cells
from ui import counts, definitions, formats, panels, text, theme, written
from ui.charts import markets as charts
from ui.charts import marks, movers
from ui.markets import Markets, common_months
from ui.panels import Panel

GROWN = {"Growth": formats.change, "Growth months": formats.count, "Relative share": formats.decimal}
BUBBLES = ["market", "quadrant", "relative_share", "growth", "growth_months", "share", "months", "rival", "own_sales"]


def held(markets: Markets) -> None:
    """Who holds the markets."""
    if not markets.adds_up:
        st.info(f"Markets in {markets.unit} cannot stand side by side by their size. Convert them, or filter.")
        return
    found = cells(markets.whole)
    if found.empty:
        st.info("There is no month whose size and vendors are all known: who holds the markets is not known.")
        return
    span = formats.span(markets.shown.window.first, markets.shown.window.last)
    chart = charts.held(found, f"{markets.unit} · {_complete(markets, span)}", theme.tokens())
    table = market.by_vendor(markets.whole)
    table = table[["market", "vendor", "sales", "share", "relative_share", "months"]]
    table = table.rename(columns={name: str(name).replace("_", " ").capitalize() for name in table})
    takeaway = f"Marimekko of {counts.named(found['market'].nunique(), 'market')} by size and vendor{_leading(found)}"
    styled = written.figures(table, ("Share",), {"Relative share": formats.decimal})
    panels.show(Panel("held", chart, takeaway, definitions.SHARE, styled))


def _leading(found: pd.DataFrame) -> str:
    """Where the own share is highest, of several markets; empty where it is nothing in all of them."""
    shares = found[found["kind"] == "own"].groupby("market", sort=False)["share"].sum()
    highest = shares[shares.map(formats.percent) == formats.percent(shares.max())]
    if found["market"].nunique() == 1 or highest.empty or formats.is_nothing(formats.percent(shares.max())):
        return ""
    return f"; own share is highest in {' and '.join(map(str, highest.index))}"


def _complete(markets: Markets, span: str) -> str:
    """The window, and of how many of its months the columns are where it is not all of them."""
    whole = markets.whole.complete
    least, words = common_months(whole.sizes, markets.shown.window.months)
    return span if least == markets.shown.window.months else f"{span}: {words} in which every vendor is known"


def then_and_now(markets: Markets) -> None:
    """The own share of each market, then and now, over the months that both have."""
    rows = pairs.shared(markets.paired)
    places = share_shift.by_market(rows)
    places = places[(places["share"] > 0) | (places["share_before"] > 0)]
    places = places[~places["market"].isin(market.scattered(markets.whole))]
    if places.empty:
        known = markets.whole.sizes["own_sales"].notna().any()
        st.info("No month has own shares in both years." if known else "Own sales are not reported.")
        return
    shown = places.sort_values("size", ascending=False, kind="stable").head(charts.MOST_MARKETS)
    words = markets.words(rows[rows["market"].isin(shown["market"])])
    chart = charts.then_and_now(shown, words, theme.tokens())
    table = shown[["market", "share_before", "share", "own_sales", "size", "months"]]
    table = table.rename(
        columns={
            "market": "Market",
            "share_before": "Share then",
            "share": "Share now",
            "own_sales": "Own sales",
            "size": "Market size",
            "months": "Months",
        }
    )
    lost = sum(formats.points(change).startswith(formats.MINUS) for change in shown["share"] - shown["share_before"])
    takeaway = f"Own share fell in {counts.part(lost, len(shown), 'market')}"
    panels.show(Panel("then-now", chart, takeaway, definitions.SHARE, table, ("Share then", "Share now")))


def bubbles(markets: Markets) -> None:
    """Growth against relative share, with cuts that move."""
    places = markets.places
    known = places[(places["relative_share"] > 0) & places["growth"].notna()]
    if known.empty:
        st.info("Growth and relative share need known own sales, a named rival and a year before.")
        return
    drawn = st.container()
    cuts = _cuts(market.growth_cut(places))
    quadrants = [market.quadrant(s, g, *cuts) for s, g in zip(known["relative_share"], known["growth"], strict=True)]
    known = known.assign(quadrant=quadrants)
    chart = charts.bubbles(known, cuts, theme.tokens())
    table = known[BUBBLES]
    table = table.rename(columns={name: str(name).replace("_", " ").capitalize() for name in table})
    styled = written.figures(table, ("Share",), GROWN)
    takeaway = ", ".join(f"{row['market']}: {row['quadrant']}" for row in known.to_dict("records"))
    with drawn:
        panels.show(Panel("bubbles-market", chart, takeaway, definitions.GROWTH_SHARE, styled))
        missing = sorted({*places["market"]} - {*known["market"]})
        if missing:
            why = "Not shown, without own sales, a named rival or a known growth"
            st.caption(text.plain(f"{why}: {', '.join(missing)}"))
        _months_of_growth(known, markets.shown.window.months)


def _months_of_growth(known: pd.DataFrame, of: int) -> None:
    """The markets whose growth is of fewer months than the window, and of how many."""
    fewer = known[known["growth_months"] < of].sort_values("market").to_dict("records")
    names = [f"{row['market']} ({counts.of_months(int(row['growth_months']), of)})" for row in fewer]
    if names:
        st.caption(text.plain(f"Growth is of the months that both years have: {', '.join(names)}"))


def _cuts(growth: float) -> tuple[float, float]:
    """Where the quadrants meet, as the visitor moves it; the growth cut begins at that of the own markets."""
    with st.popover("Adjust thresholds", icon=":material/tune:"):
        share = st.slider("Relative share", 0.2, 3.0, market.SHARE_CUT, 0.05, key="cut-share")
        start = min(50.0, max(-20.0, round(growth * 100, 1)))
        rate = st.slider("Growth of the market, in percent", -20.0, 50.0, start, 0.5, key="cut-growth")
    return share, rate / 100 if rate != start else growth


def over_time(markets: Markets, name: str) -> None:
    """Shares of one market by period, with the largest competitors."""
    months = _by_period(markets, name)
    if months.empty:
        st.info(text.plain(f"No share in {name} is known."))
        return
    chart = charts.over_time(months, f"{name}: share over time", theme.tokens())
    table = months.pivot_table(index=["month", "when"], columns="vendor", values="share").reset_index()
    table = table.drop(columns="month").rename(columns={"when": "Period"})
    ratios = tuple(str(column) for column in table.columns[1:])
    last = months[months["month"] == months["month"].max()].sort_values("share", ascending=False)
    takeaway = ", ".join(f"{r['vendor']} {formats.percent(r['share'])}" for r in last.to_dict("records"))
    panels.show(Panel("over-time", chart, f"{name} at the end: {takeaway}", definitions.SHARE, table, ratios))


def _by_period(markets: Markets, name: str) -> pd.DataFrame:
    """Shares by period of the own company and the largest rivals, in the window."""
    of = markets.whole.only(markets.whole.sizes["market"] == name).by_period()
    periods = of.sizes.drop_duplicates("market").set_index("market")
    when = {name: formats.period(row["first_month"], row["months"]) for name, row in periods.iterrows()}
    rows = market.by_vendor(of).dropna(subset=["share"])
    rows = rows.assign(month=rows["market"].map(periods["first_month"]), when=rows["market"].map(when))
    rows = rows.sort_values(["month", "sales"], ascending=[True, False])
    sums = rows.groupby("vendor").agg(sales=("sales", "sum"), own=("own", "max"))
    named = sums[market.is_named(sums.reset_index()).to_numpy()]
    ranked = named.sort_values(["own", "sales"], ascending=[False, False], kind="stable")
    kept = ranked.index[: charts.MOST_RIVALS + max(1, int(sums["own"].sum()))]
    return rows[rows["vendor"].isin(kept)]


def gains(markets: Markets, name: str) -> None:
    """Who gained share of one market, and from whom."""
    rows = markets.paired[markets.paired["market"] == name]
    if rows.empty:
        st.info("No month has a size in both years: there is nothing to compare shares with.")
        return
    found = markets.gains(name)
    known = found.dropna(subset=["change"])
    if known.empty:
        st.info(text.plain(f"No vendor of {name} is known in both years."))
        return
    largest = known["change"].abs().sort_values(ascending=False, kind="stable").index[: movers.MOST]
    bars = known[known.index.isin(largest)].assign(product=lambda each: each["vendor"])
    scale = movers.Scale(marks.points, formats.points)
    title = f"{name}: who gained, who lost"
    chart = movers.changes(bars, scale, (title, f"points of share · {markets.words(rows)}"), theme.tokens())
    table = found[["vendor", "before", "now", "change", "months"]].rename(
        columns={n: str(n).capitalize() for n in found}
    )
    styled = written.figures(table, ("Before", "Now"), {"Change": formats.points})
    panels.show(Panel("gains", chart, _gained(known), definitions.GAINS, styled))


def _gained(known: pd.DataFrame) -> str:
    """Who gained most and who lost most."""
    best, worst = known.iloc[0], known.iloc[-1]
    up, down = formats.points(best["change"]), formats.points(worst["change"])
    gained = [f"{best['vendor']} gained {up[1:]}"] if up.startswith("+") else []
    lost = [f"{worst['vendor']} lost {down[1:]}"] if down.startswith(formats.MINUS) else []
    return ", ".join([*gained, *lost]) or "No vendor gained or lost share"
