"""The Market page's figures: what the windows hold, whose the vendors are, and what is not known of them."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from analytics import market, share_shift
from analytics.windows import Comparison, Window
from ui import filters, formats, session, text, trace, widgets
from ui.filters import Filters

NOT_SAID = "not said"
MOST_NAMED = 4


@dataclass(frozen=True)
class Sides:
    """The sizes and the vendors' sales of one window."""

    sizes: pd.DataFrame
    sales: pd.DataFrame

    @property
    def own(self) -> pd.DataFrame:
        """The sales of the own products."""
        return self.sales[self.sales["own"].astype(bool)]


@dataclass(frozen=True)
class Markets:
    """What the page shows: its window, and the pair of windows that can be compared, where there is one."""

    shown: Filters
    own: str | None  # the vendor that the visitor named as their company, where the figures do not
    whole: Sides
    pair: Comparison | None
    before: Sides
    now: Sides
    earlier: Sides  # a year before the year before
    mixed: list[str]  # markets that are left out, because their cells are in different units

    @property
    def unit(self) -> str:
        """The unit of the sizes, as far as it is one."""
        units = set(self.whole.sizes["unit"]) - {""}
        return "percent" if units == {"%"} else " and ".join(sorted(units)) or "as given"

    @property
    def adds_up(self) -> bool:
        """Whether sizes of different markets can be added: they are all in one unit."""
        return len(set(self.whole.sizes["unit"]) - {""}) <= 1

    @property
    def words(self) -> str:
        """The two windows in words."""
        if self.pair is None:
            return ""
        now, before = self.pair.now, self.pair.before
        words = f"{formats.span(now.first, now.last)} against {formats.span(before.first, before.last)}"
        return f"{words}: the months that both have" if self.pair.cut else words

    @property
    def knows_own(self) -> bool:
        """Whether any vendor is said to be the visitor's company."""
        return bool(self.whole.sales["own"].any())

    @property
    def places(self) -> pd.DataFrame:
        """One row per market: the own place now, and before where it is known."""
        now = market.positions(self.now.sizes, self.now.sales)
        before = market.positions(self.before.sizes, self.before.sales).set_index("market")
        of = now["market"]
        return now.assign(
            growth=market.growth(self.before.sizes, self.now.sizes).reindex(of).to_numpy(),
            share_before=before["share"].reindex(of).to_numpy(),
            relative_before=before["relative_share"].reindex(of).to_numpy(),
            growth_before=market.growth(self.earlier.sizes, self.before.sizes).reindex(of).to_numpy(),
        ).sort_values("size", ascending=False, kind="stable", ignore_index=True)


def standing() -> Markets | None:
    """The figures under the filters that stand in the bar of another page; None where there are none."""
    shown = filters.standing("market")
    own = st.session_state.get("own")
    return read(shown, own if own in _unmarked() else None) if shown else None


def read(shown: Filters, own: str | None) -> Markets:
    """The figures of the windows; `own` is the vendor that is the visitor's company where the figures do not say."""
    pair = shown.comparison
    mixed = market.mixed(shown.read("market_sizes"))

    def sides(window: Window) -> Sides:
        frames = (shown.read("market_sizes", window), shown.read("market_vendors", window, own=own))
        return Sides(*(frame[~frame["market"].isin(mixed)] for frame in frames))

    whole = sides(shown.window)
    if pair is None:
        nothing = Sides(whole.sizes[:0], whole.sales[:0])
        return Markets(shown, own, whole, None, nothing, whole, nothing, mixed)
    before, now, earlier = (sides(window) for window in (pair.before, pair.now, pair.before.shifted(-12)))
    return Markets(shown, own, whole, pair, before, now, earlier, mixed)


def own_vendor() -> str | None:
    """The vendor that the visitor names as their company; asked where the figures do not say it themselves."""
    names = _unmarked()
    if not names:
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("No vendor is marked as your own company. Which one is it?")
        chosen = st.selectbox(
            "Own company", [NOT_SAID, *names], key="own", label_visibility="collapsed", width=260,
            bind="query-params", persist_state="session",
        )  # fmt: skip
    return None if chosen == NOT_SAID else str(chosen)


def _unmarked() -> list[str]:
    """The vendors among which the visitor's company is to be named; none where the figures mark one as own."""
    vendors = session.read("vendors")
    return [] if vendors["own"].any() else list(vendors["vendor"])


def shift(markets: Markets) -> pd.DataFrame:
    """The cells that both windows report, with own sales; empty where nothing is one's own, or units differ."""
    before, now = markets.before, markets.now
    if not markets.knows_own or markets.pair is None or not markets.adds_up:
        return pd.DataFrame()
    return share_shift.cells((before.sizes, now.sizes), (before.own, now.own))


def headline(markets: Markets) -> str:
    """The share of all watched markets, how it changed, and why."""
    count = markets.whole.sizes["market"].nunique()
    watched = "one market" if count == 1 else f"{count} markets"
    if not markets.knows_own:
        return f"{watched.capitalize()}, and no vendor is said to be your company: shares and rivals, not your place"
    if not markets.adds_up:
        return f"{watched.capitalize()}, given in {markets.unit}: shares of each, and no sum across units"
    cells = shift(markets)
    if cells.empty:
        own, size = markets.whole.own["sales"].sum(), markets.whole.sizes["size"].sum()
        return (
            f"You hold {formats.percent(own / size if size else None)} of {watched}; there is no year before to compare"
        )
    parts = share_shift.summary(cells)
    return f"You hold {formats.percent(parts['now'])} of {watched} and {in_points(parts)}"


def in_points(parts: dict[str, float]) -> str:
    """What a share changed by and why, in words.

    >>> in_points({"before": 0.30, "now": 0.279, "mix": -0.0272, "competitive": 0.0062})
    'lost 2.1 points on the year before: lost 2.7 because your segments shrank, won back 0.6 in them'
    """
    change, mix, won = parts["now"] - parts["before"], parts["mix"], parts["competitive"]
    if round(abs(mix) * 100, 1) == round(abs(won) * 100, 1) == 0:
        return "neither won nor lost on the year before"
    why = f"{_won(mix)} because your segments {'grew' if mix > 0 else 'shrank'} beside the others"
    if (mix > 0) == (won > 0):
        there = f"{_won(won)} in them"
    else:
        there = f"{'won' if won > 0 else 'gave'} back {_points(won)} in them"
    why = why.removesuffix(" beside the others")
    held = "held it" if round(abs(change) * 100, 1) == 0 else f"{_won(change)} points"
    return f"{held} on the year before: {why}, {there}"


def _won(change: float) -> str:
    return f"{'won' if change > 0 else 'lost'} {_points(change)}"


def _points(change: float) -> str:
    return f"{abs(change) * 100:.1f}"


def notes(markets: Markets) -> None:
    """What is not known, or does not fit: it is said, never counted as nothing."""
    said = [*_over_full(markets), *_partly(markets), *_without_vendors(markets)]
    if markets.mixed:
        listed = ", ".join(markets.mixed[:MOST_NAMED])
        said.append(f"Left out, because their parts are given in different units: {listed}.")
    for sentence in said:
        st.caption(text.plain(sentence))


def _over_full(markets: Markets) -> list[str]:
    over = market.over_full(markets.whole.sizes, markets.whole.sales)
    rows = over.head(MOST_NAMED).to_dict("records")
    parts = [f"{row['market']} by {formats.percent(row['over'])}" for row in rows]
    return [f"Vendors add to more than the market: {', '.join(parts)}. Shares are of the stated size."] if parts else []


def _partly(markets: Markets) -> list[str]:
    """Vendors that some periods of their market do not report."""
    sales = markets.whole.sales
    most = sales.groupby(market.CELL, dropna=False)["periods"].transform("max")
    holes = sales[(sales["periods"] < most) & ~sales["own"].astype(bool)]
    names = sorted({f"{row['vendor']} in {row['market']}" for row in holes.to_dict("records")})
    if not names:
        return []
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    listed = ", ".join(names[:MOST_NAMED])
    return [f"Not reported in every period, so that their share is at least what is shown: {listed}{more}."]


def _without_vendors(markets: Markets) -> list[str]:
    known = set(markets.whole.sales["market"])
    names = sorted(set(markets.whole.sizes["market"]) - known)
    return (
        [f"A size and no vendor is given for {', '.join(names[:MOST_NAMED])}: shares are not known."] if names else []
    )


def nothing() -> None:
    """What the page shows while the store holds no market figures: what to upload, and its format."""
    widgets.formats_wanted(
        "No market figures yet: upload the sizes of your markets, and who sells in them",
        ("**Market sizes**, one row per market and month (and segment, region, if you have them)", SIZES),
        ("**Sales of vendors** in them, or their shares in percent; yours marked as own", VENDORS),
    )


SIZES = pd.DataFrame(
    {
        "Market": ["Widgets", "Widgets"],
        "Segment": ["Industry", "Retail"],
        "Region": ["Europe", "Europe"],
        "Month": ["2026-01", "2026-01"],
        "Market size": ["900,000", "400,000"],
    }
)
VENDORS = pd.DataFrame(
    {
        "Market": ["Widgets", "Widgets"],
        "Segment": ["Industry", "Industry"],
        "Month": ["2026-01", "2026-01"],
        "Vendor": ["Our company", "Rival Ltd"],
        "Own": ["yes", "no"],
        "Own product": ["Widget", ""],
        "Vendor sales": ["120,000", "300,000"],
    }
)


def detail(markets: Markets) -> Any:
    """The market that is looked at closely, the largest by default; its cells open on a click."""
    sizes = markets.whole.sizes.groupby("market")["size"].sum().sort_values(ascending=False, kind="stable")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Market", list(sizes.index), key="market", bind="query-params", persist_state="session", width=320
        )
        if st.button("Cells", key="market-cells", icon=":material/table_view:", help="The cells behind this market"):
            trace.of_market(markets.shown, str(name))
    return name
