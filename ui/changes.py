"""What changed, in five sentences made of numbers that exist, each a link to the page that shows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics import bridges, roi, xray
from analytics.definition import Definition
from analytics.paired import NEEDED, Need
from ui import definitions, filters, formats, kpi_headline, own_share, session, step_names, text
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
    """The sentences and the line of the spend check."""
    st.markdown("#### What changed")
    for sentence in (*_returned(both, measured), *_market(figures), *_kpis(), *_restated()):
        st.page_link(f"pages/{sentence.page}.py", label=text.plain(sentence.words), icon=":material/arrow_forward:")
    line = spend_check(returns, both)
    if line:
        st.caption(text.plain(line))


def _returned(both: Years | None, measured: Definition) -> Iterator[Sentence]:
    """How return and profit moved, and by what most; only what both years know."""
    if both is None:
        return
    need = NEEDED[measured]
    steps = roi.bridge(*both.pair(need).totals(), measured)
    if len(steps):
        yield Sentence(
            _moved(definitions.NAMES[measured], steps, formats.percent, formats.points, both.apart(need)), "returns"
        )
    before, now = both.pair(Need.RETURN).figures(Need.RETURN)
    if len(before) and len(now):
        steps = bridges.profit(before, now)
        yield Sentence(_moved("Profit", steps, formats.short, formats.signed, both.apart(Need.RETURN)), "returns")


Written = Callable[[float], str]


def _moved(name: str, steps: pd.DataFrame, written: Written, signed: Written, months: str) -> str:
    """How a figure moved between the ends of a bridge, and its two largest steps; of which months where not of all."""
    old, new = (written(value) for value in steps["effect"].iloc[[0, -1]])
    of = f" ({months})" if months else ""
    if old == new:
        return f"{name} is unchanged at {new}{of}."
    rose = "rose" if steps["effect"].iloc[-1] > steps["effect"].iloc[0] else "fell"
    return f"{name} {rose} from {old} to {new}{of}; largest effects: {_largest(steps, signed)}."


def _largest(steps: pd.DataFrame, written: Written) -> str:
    """The two largest steps of a bridge."""
    inner = steps.iloc[1:-1].sort_values("effect", key=abs, ascending=False, kind="stable").head(2)
    return ", ".join(f"{step_names.named(row['step'])} {written(row['effect'])}" for row in inner.to_dict("records"))


def _market(figures: Markets | None) -> Iterator[Sentence]:
    if figures is None:
        yield Sentence("No market figures yet: what to upload, and in which format.", "market")
    elif figures.knows_own:
        yield Sentence(own_share.headline(figures), "market")


def _kpis() -> Iterator[Sentence]:
    found = filters.standing("kpi")
    if found is None:
        yield Sentence("No KPIs yet: what to upload, and in which format.", "kpis")
    else:
        figures = figures_of_kpis.read(found)
        if len(figures.rows):
            yield Sentence(kpi_headline.of(figures), "kpis")


def _restated() -> Iterator[Sentence]:
    """What the newest upload changed of earlier figures."""
    uploads = session.read("history")
    counting = uploads[uploads["counts"]]
    if counting.empty:
        return
    newest = counting.iloc[0]
    changed = int(newest["restated"])
    figures = "no earlier figure" if not changed else f"{changed:,} earlier figure{'' if changed == 1 else 's'}"
    day = f"{newest['loaded_at']:%d %b %Y}"
    yield Sentence(f"The latest upload ({newest['file_name']}, {day}) restated {figures}.", "data")


def spend_check(returns: pd.DataFrame, both: Years | None) -> str:
    """Money moved over the year, spend without an objective, and the underfunded product; as far as it is known."""
    parts = []
    moved = _reallocated(both) if both else None
    parts += (
        [] if moved is None else [f"{formats.percent(moved)} of spend was reallocated between products over the year"]
    )
    loose = xray.without_objective(session.read("initiatives"))
    parts += [] if loose is None else [_without_objective(loose)]
    short = xray.underfunded(returns)
    if short:
        earned, spent_on = formats.percent(short.contribution_share), formats.percent(short.spend_share)
        looks = f"{short.product} looks underfunded: it earns {earned} of contribution with {spent_on} of spend"
        parts += [looks] if earned != spent_on else []  # what is equal as shown is no finding
    return f"Spend check: {'; '.join(parts)}." if parts else ""


def _without_objective(part: float) -> str:
    """How much of the spend on initiatives serves no objective.

    >>> _without_objective(0.0), _without_objective(0.25)
    ('all initiative spend has an objective', '25.0 % of initiative spend has no objective')
    """
    return (
        f"{formats.percent(part)} of initiative spend has no objective"
        if part
        else ("all initiative spend has an objective")
    )


def _reallocated(both: Years) -> float | None:
    """The part of spend that moved, of the product-months whose investment both years know."""
    before, now = (side.groupby("product")["invested"].sum() for side in _invested(both))
    return xray.reallocation(before, now)


def _invested(both: Years) -> tuple[pd.DataFrame, pd.DataFrame]:
    pair = both.pair(Need.INVESTMENT)
    return pair.before, pair.now


def leaders(returns: pd.DataFrame, measured: Definition) -> None:
    """The products that lead and that lag, by return and by KPIs; places that tie as shown are neither."""
    name = definitions.NAMES[measured]
    known = returns.dropna(subset=["roi"]).sort_values("roi", ascending=False, kind="stable")
    found = filters.standing("kpi")
    judged = figures_of_kpis.read(found).rows if found is not None else pd.DataFrame()
    counted = _by_kpi(judged) if len(judged) else judged
    if known.empty and counted.empty:
        return
    st.markdown("#### Who leads, who lags")
    if len(known):
        shown_as = [formats.percent(value) for value in known["roi"]]
        _side(name, *_ends(known.assign(written=shown_as, level=shown_as)))
    if len(counted):
        _side("KPIs on target", *_ends(counted))


def _ends(rows: pd.DataFrame) -> tuple[str, str]:
    """Who stands above and who below: up to three a side, and how many more tie with the last of them.

    None of them stands at a level that both sides show.

    `rows` are `product`, `written` (the figure as it is shown) and `level` (by which places tie), the best first.
    """
    count = min(MOST, len(rows) // 2)
    if not count:
        return _listed(rows), ""
    first, last = rows.head(count), rows.tail(count)
    tied = set(first["level"]) & set(last["level"])
    above, below = (side[~side["level"].isin(tied)] for side in (first, last.iloc[::-1]))
    return _listed(above) + _as_well(above, rows), _listed(below) + _as_well(below, rows)


def _as_well(named: pd.DataFrame, rows: pd.DataFrame) -> str:
    """How many that are not named stand at the level of the last who is."""
    level = None if named.empty else named["level"].iloc[-1]
    more = int((rows["level"] == level).sum() - (named["level"] == level).sum())
    return f" and {formats.count(more)} more" if more else ""


def _listed(rows: pd.DataFrame) -> str:
    return ", ".join(f"{row['product']} {row['written']}" for row in rows.to_dict("records"))


def _side(name: str, leads: str, lags: str) -> None:
    sides = [f"{mark} {text.plain(side)}" for mark, side in (("▲", leads), ("▼", lags)) if side]
    st.markdown("  \n".join([f"**{name}**", *(sides or ["all products stand alike"])]))


def _by_kpi(rows: pd.DataFrame) -> pd.DataFrame:
    """The products by the part of their KPIs that is on target, the largest first."""
    known = rows[(rows["status"] != "") & (rows["product"] != "")]
    counted = known.assign(met=known["status"] == "green").groupby("product")["met"].agg(["sum", "count"])
    counted = counted[counted["count"] >= FEWEST_KPIS]
    part = (counted["sum"] / counted["count"]).rename("part")
    ordered = counted.join(part).reset_index().sort_values(["part", "count"], ascending=False, kind="stable")
    written = [f"{met} of {count}" for met, count in zip(ordered["sum"], ordered["count"], strict=True)]
    return ordered.assign(written=written, level=[formats.percent(value) for value in ordered["part"]])
