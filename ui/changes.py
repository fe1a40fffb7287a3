"""What changed, in five sentences made of numbers that exist, each a link to the page that shows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics import bridges, roi, xray
from analytics.roi import Definition
from ui import definitions, filters, formats, own_share, session, text
from ui import kpis as figures_of_kpis
from ui.markets import Markets
from ui.years import Years

MOST = 3  # products named on either side
FEWEST_KPIS = 2  # by which a product is judged


@dataclass(frozen=True)
class Sentence:
    """One finding, and the page that shows it."""

    words: str
    page: str


def shown(returns: pd.DataFrame, both: Years | None, measured: Definition, figures: Markets | None) -> None:
    """The sentences and the X-ray line."""
    st.markdown("#### What changed")
    for sentence in (*_returned(both, measured), *_market(figures), *_kpis(), *_restated()):
        st.page_link(f"pages/{sentence.page}.py", label=text.plain(sentence.words), icon=":material/arrow_forward:")
    line = x_ray(returns, both)
    if line:
        st.caption(text.plain(line))


def _returned(both: Years | None, measured: Definition) -> Iterator[Sentence]:
    """How return and profit moved, and by what most."""
    if both is None:
        return
    steps = roi.bridge(both.before, both.now, measured)
    if len(steps):
        old, new = steps["effect"].iloc[[0, -1]]
        name = definitions.NAMES[measured]
        because = _largest(steps, formats.points)
        yield Sentence(
            f"{name} {_moved(new - old)} {formats.percent(old)} to {formats.percent(new)}: {because}", "returns"
        )
    profit = bridges.profit(both.before, both.now)
    old, new = profit["effect"].iloc[[0, -1]]
    because = _largest(profit, formats.signed)
    yield Sentence(f"Profit {_moved(new - old)} {formats.short(old)} to {formats.short(new)}: {because}", "returns")


def _moved(change: float) -> str:
    return "rose from" if change > 0 else "fell from" if change < 0 else "stayed from"


def _largest(steps: pd.DataFrame, written: Callable[[float], str]) -> str:
    """The two largest steps of a bridge."""
    inner = steps.iloc[1:-1].sort_values("effect", key=abs, ascending=False, kind="stable").head(2)
    return ", ".join(f"{row['step']} {written(row['effect'])}" for row in inner.to_dict("records"))


def _market(figures: Markets | None) -> Iterator[Sentence]:
    if figures is None:
        yield Sentence("No market figures yet: what to upload, and in which format", "market")
    elif figures.knows_own:
        yield Sentence(own_share.headline(figures), "market")


def _kpis() -> Iterator[Sentence]:
    found = filters.standing("kpi")
    if found is None:
        yield Sentence("No KPIs yet: what to upload, and in which format", "kpis")
    else:
        figures = figures_of_kpis.read(found)
        if len(figures.rows):
            yield Sentence(figures_of_kpis.headline(figures), "kpis")


def _restated() -> Iterator[Sentence]:
    """What the newest upload changed of earlier figures."""
    uploads = session.read("history")
    counting = uploads[uploads["counts"]]
    if counting.empty:
        return
    newest = counting.iloc[0]
    changed = int(newest["restated"])
    figures = "no figure" if not changed else "one figure" if changed == 1 else f"{changed:,} figures"
    day = f"{newest['loaded_at']:%d %b %Y}"
    yield Sentence(f"The newest upload, {newest['file_name']} of {day}, restated {figures} of earlier ones", "data")


def x_ray(returns: pd.DataFrame, both: Years | None) -> str:
    """Money moved since last year, spend without an objective, and the underfunded product; as far as it is known."""
    parts = []
    if both is not None:
        spent = [side.set_index("product")["investment"] for side in (both.before, both.now)]
        moved = xray.reallocation(*spent)
        parts += [] if moved is None else [f"{formats.percent(moved)} of spend moved between products in a year"]
    loose = xray.without_objective(session.read("initiatives"))
    parts += [] if loose is None else [f"{formats.percent(loose)} of the spend on initiatives names no objective"]
    short = xray.underfunded(returns)
    if short:
        earned, spent_on = formats.percent(short.contribution_share), formats.percent(short.spend_share)
        parts.append(f"underfunded: {short.product} earns {earned} of contribution on {spent_on} of spend")
    return f"X-ray: {'; '.join(parts)}." if parts else ""


def leaders(returns: pd.DataFrame, measured: Definition) -> None:
    """The products that lead and that lag, by return and by KPIs."""
    st.markdown("#### Who leads, who lags")
    name = definitions.NAMES[measured]
    known = returns.dropna(subset=["roi"]).sort_values("roi", ascending=False, kind="stable")
    _side(name, _listed(known.head(MOST), "roi"), _listed(known.tail(MOST).iloc[::-1], "roi"))
    found = filters.standing("kpi")
    judged = figures_of_kpis.read(found).rows if found is not None else pd.DataFrame()
    if len(judged):
        _side("KPIs on target", *_by_kpi(judged))


def _side(name: str, leads: str, lags: str) -> None:
    st.markdown(f"**{name}** · ▲ {text.plain(leads)} · ▼ {text.plain(lags)}")


def _listed(rows: pd.DataFrame, column: str) -> str:
    return ", ".join(f"{row['product']} {formats.percent(row[column], 0)}" for row in rows.to_dict("records"))


def _by_kpi(rows: pd.DataFrame) -> tuple[str, str]:
    """The products with the largest and the smallest part of their KPIs on target."""
    known = rows[(rows["status"] != "") & (rows["product"] != "")]
    counted = known.assign(met=known["status"] == "green").groupby("product")["met"].agg(["sum", "count"])
    counted = counted[counted["count"] >= FEWEST_KPIS]
    part = (counted["sum"] / counted["count"]).rename("part")
    ordered = counted.join(part).reset_index().sort_values(["part", "count"], ascending=False, kind="stable")

    def listed(some: pd.DataFrame) -> str:
        return ", ".join(f"{row['product']} {row['sum']} of {row['count']}" for row in some.to_dict("records"))

    return listed(ordered.head(MOST)), listed(ordered.tail(MOST).iloc[::-1])
