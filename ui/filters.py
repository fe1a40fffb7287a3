"""The bar of filters: what is looked at. Kept in the link, so that it reopens what its sender saw."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics import windows
from analytics.windows import Comparison, Period, Window
from ui import counts, formats, link, session, text
from ui.link import Link

WINDOWS = {"12m": "12 months", "ytd": "YTD", "all": "All", "custom": "Custom"}
BASES = {"actual": "Actual", "budget": "Budget", "forecast": "Forecast"}
CHOICES = {"line": "All lines", "segment": "All segments", "region": "All regions"}
GROUPS = {"line": "Business line", "segment": "Segment", "region": "Region"}  # what tables are grouped by
FITTING = {"finance": CHOICES, "market": CHOICES, "kpi": ("line", "segment")}  # the filters of each kind of figures
MONTHS = {"finance": "months", "market": "market_months", "kpi": "kpi_months"}  # the query of each kind of figures


@dataclass(frozen=True)
class Filters:
    """What the pages show: one window of one basis, and what of the portfolio (None: all of it)."""

    window: Window
    basis: str
    lines: list[str] | None
    segments: list[str] | None
    regions: list[str] | None
    source: str = "finance"  # the kind of figures: finance, market or kpi

    def read(self, query: str, window: Window | None = None, **more: Any) -> Any:
        """The answer of a named query for these filters, in another window where one is given."""
        months = window or self.window
        return session.read(query, first_month=months.first, last_month=months.last, **self.cut, **more)

    def periods(self, window: Window | None = None, by: str | None = None) -> pd.DataFrame:
        """Each product's periods, and the parts of them by line, segment or region where asked for."""
        found: pd.DataFrame = self.read("product_periods", window, by=by)
        return found

    @property
    def narrowed(self) -> str:
        """By what the figures are filtered beside the window, in words; empty where they are not."""
        named = {"business line": self.lines, "segment": self.segments, "region": self.regions}
        return " and ".join(name for name, chosen in named.items() if chosen)

    def of_everything(self) -> "Filters":
        """The same window and basis of all products, segments and regions."""
        return replace(self, lines=None, segments=None, regions=None)

    def of_basis(self, basis: str) -> "Filters":
        """The same filters on another basis."""
        return replace(self, basis=basis)

    @property
    def cut(self) -> dict[str, Any]:
        """The filters beside the window, as the parameters of the queries of this kind of figures."""
        cut = {"lines": self.lines, "segments": self.segments, "regions": self.regions}
        return {"basis": self.basis, **cut} if self.source == "finance" else cut

    @property
    def currency(self) -> str:
        """The currency of every amount."""
        return currency()

    @property
    def comparison(self) -> Comparison | None:
        """The window and the one a year before, cut to the months that both have; None where there are none."""
        return windows.comparison(self.window, self.reported())

    def reported(self, basis: str | None = None) -> list[Period]:
        """The periods that have figures of a basis, the one shown by default, within the filters."""
        if self.source == "finance":
            periods = session.read("months", **{**self.cut, "basis": basis or self.basis})
        else:
            periods = session.read(MONTHS[self.source])
        pairs = zip(periods["first_month"], periods["last_month"], strict=True)
        return [(first.date(), last.date()) for first, last in pairs]


def bar(source: str = "finance") -> Filters | None:
    """The bar at the top of a page, and what it says; None while the store holds no figures of that kind."""
    offered = session.read("choices").groupby("filter")["choice"].agg(list).to_dict()
    if ("basis" if source == "finance" else source) not in offered:
        return None
    asked = Link.now()
    asked.one("window", WINDOWS, "12m")
    with st.container(horizontal=True, vertical_alignment="center", key="filters"):
        basis = _basis(offered["basis"], asked) if source == "finance" else "actual"
        months = _months(source, basis)
        actual = _months(source, "actual")
        window = _window(months, actual, asked) if source != "kpi" else windows.resolve("12m", min(months), max(months))
        fitting = {name: offered.get(name, []) if name in FITTING[source] else [] for name in CHOICES}
        chosen = {name: _several(name, choices, asked) for name, choices in fitting.items()}
        shown = Filters(window, basis, chosen["line"], chosen["segment"], chosen["region"], source)
        _trust(windows.span(months, actual)[1], shown.currency)
    asked.write(_in_words(shown))
    return shown


def _in_words(shown: Filters) -> dict[str, list[str]]:
    """The filters as the link says them; the window always, so that a link that says nothing is told from them."""
    name = str(st.session_state["window"])
    ends = (shown.window.first, shown.window.last) if name == "custom" and shown.source != "kpi" else ()
    return {
        "window": [WINDOWS[name]],
        **{key: [f"{month:%Y-%m}"] for key, month in zip(("from", "to"), ends, strict=False)},
        "basis": [] if shown.basis == "actual" else [BASES[shown.basis]],
        "line": shown.lines or [],
        "segment": shown.segments or [],
        "region": shown.regions or [],
    }


def currency() -> str:
    """The currency of every amount in the store."""
    stated = session.read("badge")["currency"].dropna()
    return "currency not stated" if stated.empty else str(stated.iloc[0])


def priced(amount: str) -> str:
    """An amount with its currency, where that is stated."""
    return f"{currency()} {amount}" if currency().isupper() else amount


def whole() -> bool:
    """As of when and how far the figures can be trusted, without filters: what is asked is asked of all products."""
    offered = session.read("choices")
    if not ((offered["filter"] == "basis") & (offered["choice"] == "actual")).any():
        return False
    with st.container(horizontal=True, vertical_alignment="center", key="filters"):
        months = _months("finance", "actual")
        _trust(max(months), currency())
    return True


def group(key: str, heading: str = "") -> str | None:
    """By which of line, segment and region a table is asked for; None where the figures have none of them."""
    offered = [name for name in GROUPS if session.read("choices")["filter"].eq(name).any()]
    if not offered:
        return None
    if heading:
        st.markdown(f"#### {heading}")
    by = st.segmented_control(
        "By", offered, default=offered[0], required=True, format_func=GROUPS.__getitem__, key=key,
        label_visibility="collapsed" if heading else "visible",
    )  # fmt: skip
    return str(by)


def standing(source: str) -> Filters | None:
    """The filters that stand in the bar, for figures of another kind than the page's; None where there are none."""
    offered = session.read("choices")
    if source not in set(offered["filter"]):
        return None
    months = _months(source, "actual")
    if not months:  # a budget to which no actual figures have come
        return None
    name = str(link.standing("window") or "12m")
    window = windows.resolve(name if name in windows.NAMED and source != "kpi" else "12m", min(months), max(months))
    chosen = {name: sorted(link.standing(name) or []) or None for name in FITTING[source]}
    return Filters(window, "actual", chosen["line"], chosen["segment"], chosen.get("region"), source)


def _months(source: str, basis: str) -> list[date]:
    """The months, quarters or years that have figures of a kind and basis, by their first and their last months."""
    cut = {"basis": basis, **session.UNFILTERED} if source == "finance" else {}
    periods = session.read(MONTHS[source], **cut)
    return [month.date() for month in pd.concat([periods["first_month"], periods["last_month"]])]


def _window(reported: list[date], actual: list[date], asked: Link) -> Window:
    name = st.segmented_control(
        "Window", list(WINDOWS), required=True, format_func=WINDOWS.__getitem__, key="window",
        label_visibility="collapsed",
    )  # fmt: skip
    if name != "custom":
        return windows.resolve(str(name), *windows.span(reported, actual))
    first, last = min(reported), max(reported)
    months = [windows.shift(first, n) for n in range(windows.months_between(first, last) + 1)]
    start = _month("from", months, first, asked)
    end = _month("to", months, last, asked)
    return Window(min(start, end), max(start, end))


def _month(key: str, months: list[date], default: date, asked: Link) -> date:
    texts = {f"{month:%Y-%m}": month for month in months}
    asked.one(key, {each: each for each in texts}, f"{default:%Y-%m}")
    chosen = st.selectbox(key.title(), list(texts), key=key, label_visibility="collapsed", width=110)
    return texts[str(chosen)]


def _basis(offered: list[str], asked: Link) -> str:
    bases = {basis: title for basis, title in BASES.items() if basis in offered}
    asked.one("basis", bases, next(iter(bases)))
    chosen = st.selectbox(
        "Basis", list(bases), key="basis", format_func=BASES.__getitem__, label_visibility="collapsed", width=105,
    )  # fmt: skip
    return str(chosen)


def _several(name: str, offered: list[str], asked: Link) -> list[str] | None:
    if not offered:
        return None
    asked.several(name, offered)
    chosen = st.multiselect(
        name.title(), offered, key=name, placeholder=CHOICES[name], label_visibility="collapsed", width=150,
    )  # fmt: skip
    return sorted(chosen) or None


def _trust(last: date, currency: str) -> None:
    """As of when, in what currency, from which version, and whether anything is not as it should be."""
    badge = session.read("badge").iloc[0]
    words = f"As of {formats.month(last)} · {text.plain(currency)} · version {session.version()}"
    states = [f":orange[▲ {counts.of(badge['rejected_rows'], 'row')} rejected]"] if badge["rejected_rows"] else []
    if pd.notna(badge["accepted"]):
        states.append(f":orange[▲ not all figures loaded: {text.plain(badge['accepted'])}]")
    state = " · ".join(states) or "✔ Reconciled"
    sample = ":orange-badge[SAMPLE] " if badge["sample"] else ""
    st.markdown(f"{sample}{words} · {state}", width="content")
