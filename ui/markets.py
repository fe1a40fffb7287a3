"""The Market page's figures: what the windows hold, whose the vendors are, and what is not known of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics import cells, covered, doubts, gains, given_shares, market, own_revenue, pairs, share_shift
from analytics.cells import PERCENT, Figures
from analytics.given_shares import Difference
from analytics.windows import Window, year_before
from ui import counts, filters, formats, installed_base, session, text, trace, widgets
from ui import given_shares as words
from ui.filters import Filters

NOT_SAID = "not said"
MOST_NAMED = 4


@dataclass(frozen=True)
class Markets:
    """What the page shows: its window, and the cells and months of it that the year before has too."""

    shown: Filters
    every: Figures  # of all periods
    sizes: pd.DataFrame  # as they are given, and so is what vendors sold
    sales: pd.DataFrame
    revenue: pd.DataFrame  # of finance
    given: pd.DataFrame  # own sales that finance gives
    whole: Figures  # of the window
    paired: pd.DataFrame
    mixed: list[str]  # markets that are left out, because their cells are in different units

    @property
    def unit(self) -> str:
        """The unit of the sizes, as far as it is one."""
        units = set(self.whole.sizes["unit"]) - {""}
        return "percent" if units == {PERCENT} else " and ".join(sorted(units)) or "as given"

    @property
    def adds_up(self) -> bool:
        """Whether sizes of different markets can be added: they are in one unit, and not only shares of several."""
        places = self.whole.sizes.drop_duplicates(cells.CELL)
        units, shares = set(places["unit"]) - {""}, int((places["unit"] == PERCENT).sum())
        return len(units) <= 1 and (shares == 0 or len(places) == 1)

    @property
    def knows_own(self) -> bool:
        """Whether any vendor is said to be the visitor's company."""
        return self.every.knows_own

    @property
    def moved(self) -> pd.DataFrame:
        """The pairs of which both sides have a share, and whose sizes can be added up."""
        return share_shift.rows(self.paired) if self.adds_up else self.paired[:0]

    @property
    def years(self) -> int:
        """How many years lie between the two sides."""
        return -(-self.shown.window.months // 12)

    @property
    def since(self) -> str:
        """What the window is compared with, in words."""
        return "the prior year" if self.years == 1 else f"{self.years} years before"

    def words(self, rows: pd.DataFrame) -> str:
        """The two sides of pairs in words: from when to when, and of how many months where cells miss some."""
        before, now = pairs.sides(rows)
        words = f"{formats.span(now.first, now.last)} against {formats.span(before.first, before.last)}"
        least, common = common_months(rows, self.shown.window.months)
        return words if least == self.shown.window.months else f"{words}: {common} that both have"

    def by_product(self) -> dict[str, pd.DataFrame]:
        """The pairs of each own product of which both sides have a share, by its name."""
        products = cells.of_products(self.every, own_revenue.added(self.sales, self.given))
        return {name: share_shift.rows(pairs.of_product(self.paired, sold)) for name, sold in products.items()}

    @property
    def sold(self) -> pd.DataFrame:
        """The pairs of which both sides have a share of any own product."""
        return pd.concat([self.paired[:0], *self.by_product().values()])

    def gains(self, name: str) -> pd.DataFrame:
        """Who gained share of one market, and who lost it."""
        return gains.by_vendor(self.every, self.paired[self.paired["market"] == name])

    @property
    def places(self) -> pd.DataFrame:
        """One row per market: the own place now; the growth and where it was before, as far as they are known."""
        now, before = market.positions(self.whole), self.every.within(year_before(self.shown.window))
        earlier = pairs.growth(pairs.within(self.every, year_before(self.shown.window)))
        grown, of = pairs.growth(self.paired), now["market"]
        relative = market.positions(before).set_index("market")["relative_share"]
        return now.assign(
            growth=grown["growth"].reindex(of).to_numpy(),
            growth_months=grown["months"].reindex(of).to_numpy(),
            relative_before=relative.reindex(of).to_numpy(),
            growth_before=earlier["growth"].reindex(of).to_numpy(),
        ).sort_values("size", ascending=False, kind="stable", ignore_index=True)


def standing() -> Markets | None:
    """The figures under the filters that stand in the bar of another page; None where there are none."""
    shown = filters.standing("market")
    chosen = st.session_state.get("own") if _unmarked() else None
    return read(shown, session.own_names() if chosen is None else sorted(chosen)) if shown else None


def read(shown: Filters, own: list[str]) -> Markets:
    """The figures of the windows; `own` are the names of the visitor's company where the figures do not say."""
    sizes = session.read("market_sizes_by_period", **shown.cut)
    sales = session.read("market_vendors_by_period", own=own or None, **shown.cut)
    revenue, said = session.read("finance_by_place"), session.sold_in()
    asked = {"own": own, "said": sorted(said.items()), **shown.cut}
    given = session.computed(
        lambda: own_revenue.from_finance(sizes, sales, revenue, said), "own sales in finance", **asked
    )
    known = bool(own) or len(given) > 0 or bool(session.read("vendors")["own"].any())

    def compute() -> Figures:
        return cells.figures(sizes, own_revenue.added(sales, given), known)

    every = session.computed(compute, "market figures", **asked)
    mixed = market.mixed(every.within(shown.window))
    every = every.without(mixed)
    whole, paired = every.within(shown.window), pairs.within(every, shown.window)
    return Markets(shown, every, sizes, sales, revenue, given, whole, paired, mixed)


def reported(shown: Filters) -> list[tuple[date, date]]:
    """The first and the last month of each period that has figures under the filters beside the window."""
    ends = session.read("market_sizes_by_period", **shown.cut)[cells.PERIOD].drop_duplicates()
    return [(first.date(), last.date()) for first, last in ends.itertuples(index=False)]


def common_months(rows: pd.DataFrame, of: int) -> tuple[int, str]:
    """The fewest months that a cell has of rows, and in words from the fewest to the most of so many.

    >>> cells_ = pd.DataFrame({"market": ["M", "N"], "segment": "A", "region": "EU", "months": [3, 12]})
    >>> common_months(cells_.assign(first_month=pd.Timestamp("2025-01-01"), last_month=1), 12)
    (3, '3 to 12 of 12 months')
    """
    known = pairs.months(rows, cells.CELL)
    least, most = int(known.min()), int(known.max())
    found = str(most) if least == most else f"{least} to {most}"
    return least, counts.of_months(found, of)


def own_vendor() -> list[str]:
    """The names of the visitor's company; asked where the figures do not say it themselves, and kept."""
    names = _unmarked()
    if not names:
        return session.own_names()
    kept = [name for name in session.own_names() if name in names]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("No vendor is marked as your own company. Which one is it, by all its names?")
        chosen = st.multiselect(
            "Own company", names, default=kept, key="own", label_visibility="collapsed", width=360,
            placeholder=NOT_SAID, bind="query-params", persist_state="session", on_change=_keep_own,
        )  # fmt: skip
    return sorted(chosen)


def _keep_own() -> None:
    """Keep the names that were just chosen."""
    session.keep_own_names(sorted(st.session_state["own"]))


def _unmarked() -> list[str]:
    """The vendors among which the visitor's company is to be named; none where the figures mark one as own."""
    vendors = session.read("vendors")
    names = [name for name in vendors["vendor"] if not market.hides_firms(name)]
    return [] if vendors["own"].any() else names


def notes(markets: Markets) -> None:
    """What is not known, or does not fit: it is said, never counted as nothing."""
    others = doubts.by_market(markets.whole, doubts.UNKNOWN)
    said = [*_over_full(markets), *(f"{name}: {each}" for name, all_ in others.items() for each in all_)]
    parts = covered.partly(markets.every, markets.whole, markets.shown.window.months)
    said += [f"{name}: {each}" for name, each in parts.items()]
    if len(said) > 2 * MOST_NAMED:
        said = [*said[: 2 * MOST_NAMED], f"{len(said) - 2 * MOST_NAMED} more such notes are on the command line."]
    if markets.mixed:
        listed = ", ".join(markets.mixed[:MOST_NAMED])
        said.append(f"Left out, because their parts are given in different units: {listed}.")
    for sentence in (*said, *_nowhere(markets), *_differences(markets)):
        st.caption(text.plain(sentence))


def _differences(markets: Markets) -> list[str]:
    """The shares that are given otherwise than their sales make them, in the window and in the year before."""
    since, window = year_before(markets.shown.window), markets.shown.window
    both = Window(since.first, window.last)
    found = given_shares.differences(markets.shown.read("market_shares_beside_sales", both, apart=given_shares.APART))
    said = [_difference(each) for each in found[:MOST_NAMED]]
    more = len(found) - MOST_NAMED
    return [*said, f"{more} more shares are given otherwise: they are on the command line."] if more > 0 else said


def _difference(found: Difference) -> str:
    when = formats.period(found.period.first, found.period.months)
    of = ", ".join(filter(None, (found.market, found.segment, found.region, when, found.vendor)))
    cells = [
        (each.of, words.address(each.file, each.sheet, session.address(each.column, each.row))) for each in found.cells
    ]
    return words.sentence(of, found.given, found.computed, cells)


def _nowhere(markets: Markets) -> list[str]:
    """The markets of which the window has no figures, and when there are some."""
    found = covered.nowhere(markets.every, markets.whole)
    spans = {name: ", ".join(formats.span(run.first, run.last) for run in there) for name, there in found.items()}
    names = [f"{name} ({there})" for name, there in list(spans.items())[:MOST_NAMED]]
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return [f"No figures lie wholly in this window: {', '.join(names)}{more}."] if names else []


def _over_full(markets: Markets) -> list[str]:
    over = market.over_full(markets.whole)
    rows = over.head(MOST_NAMED).to_dict("records")
    parts = [f"{row['market']} by {formats.percent(row['over'])}" for row in rows]
    rest = "Shares are of the stated size; what others sold and the concentration are not known."
    return [f"Vendors add to more than the market: {', '.join(parts)}. {rest}"] if parts else []


def nothing() -> None:
    """What the page shows while the store holds no market figures: what to upload, and its format."""
    installed_base.alone()
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
        "Region": ["Europe", "Europe"],
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
