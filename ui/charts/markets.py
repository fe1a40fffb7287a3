"""Who holds the markets: the Marimekko, shares then and now, growth against relative share, share over time."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from ui import formats
from ui.charts import marks, names
from ui.theme import Tokens, styled

MOST_MARKETS = 12
MOST_RIVALS = 4
PLOT, LETTER = 560, 6.6  # pixels: the narrowest plot, and a letter
LOWEST_NAMED = 0.055  # of the height, a cell that can carry a name
HEIGHT, NAMES = 330, 150
CORNERS = (
    ("STARS", False, False),
    ("QUESTION MARKS", True, False),
    ("CASH COWS", False, True),
    ("DOGS", True, True),
)


def held(cells: pd.DataFrame, unit: str, look: Tokens) -> Any:
    """The Marimekko: a column a market as wide as the market, a cell a vendor as high as its share.

    `cells` has one row per cell with `market`, `vendor`, `kind` (own, rival, others), `x0`, `x1`, `y0`, `y1`, `share`.
    """
    shown = cells.assign(
        label=cells["share"].map(formats.percent),
        amount=cells["sales"].map(formats.exact),
        middle=(cells["x0"] + cells["x1"]) / 2,
        centre=(cells["y0"] + cells["y1"]) / 2,
        room=(cells["x1"] - cells["x0"]) * PLOT,
    )
    shown["name"] = [_fitting(row) for row in shown[["vendor", "label", "room"]].to_dict("records")]
    colours = alt.Scale(domain=["own", "rival", "others"], range=[look.action, look.last_year, look.grid])
    x = alt.X("x0:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    y = alt.Y("y0:Q", title=None, axis=marks.percent(grid=False), scale=alt.Scale(domain=[0, 1.06], nice=False))
    rectangles = (
        alt.Chart(shown)
        .mark_rect(stroke=look.background, strokeWidth=1.5)
        .encode(
            x=x,
            x2="x1:Q",
            y=y,
            y2="y1:Q",
            color=alt.Color("kind:N", scale=colours, legend=None),
            tooltip=marks.tooltip(market="Market", vendor="Vendor", label="Share", amount="Sales"),
        )
    )
    named = shown[(shown["y1"] - shown["y0"] >= LOWEST_NAMED) & (shown["name"] != "")]
    colour = alt.condition("datum.kind == 'own'", alt.value(look.background), alt.value(look.text))
    inside = alt.Chart(named).mark_text().encode(x="middle:Q", y="centre:Q", text="name:N", color=colour)
    heads = shown.drop_duplicates("market").assign(y=1.01)
    layers = [rectangles, inside, *(_head(row, look) for row in heads.to_dict("records"))]
    chart = alt.layer(*layers).properties(height=HEIGHT)
    return styled(chart, "Who holds the markets", f"width: size of the market, {unit} · blue: own", look)


def _fitting(cell: dict[Any, Any]) -> str:
    """What of a vendor's name and share its cell can carry: both, the share, or nothing."""
    for text in (f"{cell['vendor']} {cell['label']}", cell["label"]):
        if len(text) * LETTER <= cell["room"] - 6:
            return str(text)
    return ""


def _head(row: dict[Any, Any], look: Tokens) -> Any:
    """A market's name above its column, cut off where the next one begins."""
    return (
        alt.Chart(pd.DataFrame([row]))
        .mark_text(color=look.muted, baseline="bottom", limit=max(24, row["room"] - 4), fontSize=12)
        .encode(x="middle:Q", y="y:Q", text="market:N")
    )


def then_and_now(places: pd.DataFrame, words: str, look: Tokens) -> Any:
    """A line a market from the own share then (hollow) to now (solid), with the change beside it.

    `places` has one row per market with `market`, `share_before`, `share`.
    """
    shown = places.assign(
        product=places["market"],
        change=places["share"] - places["share_before"],
        label=[
            f"{formats.percent(now)}  {formats.points(now - then) if then == then else 'not known then'}"  # noqa: PLR0124
            for now, then in zip(places["share"], places["share_before"], strict=True)
        ],
        end=places[["share", "share_before"]].max(axis=1),
    )
    y = marks.products(list(shown["product"]))
    scale = alt.Scale(domain=[0, float(shown["end"].max()) * 1.3], nice=False)
    x = alt.X("share:Q", title=None, axis=marks.percent(), scale=scale)
    colour = alt.condition("datum.change < 0", alt.value(look.worse), alt.value(look.better))
    tooltip = marks.tooltip(market="Market", label="Own share")
    line = alt.Chart(shown).mark_rule(strokeWidth=3).encode(y=y, x="share_before:Q", x2="share:Q", color=colour)
    then = alt.Chart(shown).mark_point(size=70, filled=False, color=look.muted).encode(y=y, x="share_before:Q")
    now = alt.Chart(shown).mark_point(size=90, filled=True, opacity=1).encode(y=y, x=x, color=colour, tooltip=tooltip)
    written = alt.Chart(shown).encode(y=y, x="end:Q", text="label:N")
    chart = alt.layer(line, then, now, *marks.labels(written, look, align="left", dx=9))
    return styled(chart.properties(height=HEIGHT), "Own share, then and now", words, look)


def bubbles(places: pd.DataFrame, cuts: tuple[float, float], look: Tokens) -> Any:
    """Growth against relative share on a log axis, the leader on the left; trails from the period before.

    `places` has one row per market with `market`, `relative_share`, `growth`, `relative_before`, `growth_before`,
    `own_sales`, `quadrant`; `cuts` are the relative share and the growth between the quadrants.
    """
    shown = places.assign(
        times=places["relative_share"].map(formats.times),
        grown=places["growth"].map(formats.change),
        amount=places["own_sales"].map(formats.exact),
    )
    ends = [*shown["relative_share"], *shown["relative_before"].dropna(), cuts[0]]
    domain = [min(ends) / 1.4, max(ends) * 1.4]
    scale = alt.Scale(type="log", domain=domain, reverse=True, nice=False)
    axis = marks.times(values=_steps(domain), grid=False)
    x = alt.X("relative_share:Q", title="Relative share: own ÷ largest rival (log)", axis=axis, scale=scale)
    y = alt.Y("growth:Q", title="Growth of the market", axis=marks.percent(), scale=alt.Scale(zero=True, padding=24))
    size = alt.Size("own_sales:Q", legend=None, scale=alt.Scale(range=[60, 1500], zero=True))
    tooltip = marks.tooltip(
        market="Market", quadrant="Quadrant", times="Relative share", grown="Growth", amount="Own sales"
    )
    circles = alt.Chart(shown).mark_circle(color=look.action, opacity=0.75).encode(x=x, y=y, size=size, tooltip=tooltip)
    layers = [*_cuts(cuts, look), _trails(shown, look), circles]
    for side, point in names.readable(
        shown.assign(across=-np.log(shown["relative_share"])), "across", "growth"
    ).groupby("side"):
        text = alt.Chart(point).encode(x=x, y=y, text="market:N")
        dx = 14 if side == "right" else -14
        layers += marks.labels(text, look, align="left" if side == "right" else "right", dx=dx, limit=170)
    title = "Growth and relative share"
    words = (
        f"size: own sales · line: from a year before · cuts at {formats.times(cuts[0])} and {formats.percent(cuts[1])}"
    )
    return styled(alt.layer(*layers).properties(height=HEIGHT), title, words, look)


def _trails(shown: pd.DataFrame, look: Tokens) -> Any:
    """From where each market stood a year before."""
    known = shown.dropna(subset=["relative_before", "growth_before"])
    line = alt.Chart(known).mark_rule(color=look.muted, strokeWidth=1.5)
    return line.encode(x="relative_before:Q", y="growth_before:Q", x2="relative_share:Q", y2="growth:Q")


def _steps(domain: list[float]) -> list[float]:
    return [step for step in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if domain[0] <= step <= domain[1]]


def _cuts(cuts: tuple[float, float], look: Tokens) -> list[Any]:
    """The two cut lines and the names of the quadrants between them."""
    style: dict[str, Any] = {"color": look.muted, "strokeDash": [4, 3]}
    across = alt.Chart(pd.DataFrame({"x": [cuts[0]]})).mark_rule(**style).encode(x="x:Q")
    up = alt.Chart(pd.DataFrame({"y": [cuts[1]]})).mark_rule(**style).encode(y="y:Q")
    return [across, up, *(_corner(name, right, low, look) for name, right, low in CORNERS)]


def _corner(name: str, right: bool, low: bool, look: Tokens) -> Any:
    x, y = "width - 6" if right else "6", "height - 6" if low else "6"
    text: dict[str, Any] = {"align": "right" if right else "left", "baseline": "bottom" if low else "top"}
    base = alt.Chart(pd.DataFrame([{"name": name}])).mark_text(color=look.muted, fontSize=13, fontWeight=600, **text)
    return base.encode(x=alt.value(alt.ExprRef(x)), y=alt.value(alt.ExprRef(y)), text="name:N")


def over_time(months: pd.DataFrame, title: str, look: Tokens) -> Any:
    """Shares of one market by period: the own line bold, the largest rivals in their colours, named at the end.

    `months` has one row per period and vendor with `month`, `when` (the period in words), `vendor`, `own`,
    `share`.
    """
    shown = months.assign(label=months["share"].map(formats.percent))
    order = list(dict.fromkeys(shown.sort_values("month")["when"]))
    every = max(1, -(-len(order) // 6))
    axis = alt.Axis(values=order[::-1][::every], labelAngle=0, labelFlush=True)
    vendors = list(dict.fromkeys(shown.sort_values(["own", "share"], ascending=[False, False])["vendor"]))
    own = set(shown.loc[shown["own"], "vendor"])
    rivals = iter(look.categories[1:])
    colours = [look.action if vendor in own else next(rivals, look.muted) for vendor in vendors]
    x = alt.X("when:O", sort=order, title=None, axis=axis)
    y = alt.Y("share:Q", title=None, axis=marks.percent(), scale=alt.Scale(zero=True))
    colour = alt.Color("vendor:N", scale=alt.Scale(domain=vendors, range=colours), legend=None)
    width = alt.condition("datum.own", alt.value(3.5), alt.value(1.8))
    tooltip = marks.tooltip(vendor="Vendor", when="Period", label="Share")
    lines = alt.Chart(shown).mark_line().encode(x=x, y=y, color=colour, strokeWidth=width, detail="vendor:N")
    dots = alt.Chart(shown).mark_circle(size=28).encode(x=x, y=y, color=colour, tooltip=tooltip)
    last = shown[shown["when"] == order[-1]] if order else shown
    ends = alt.Chart(_apart(last)).encode(x=x, y="at:Q", text="vendor:N", color=colour)
    layers = [lines, dots, *marks.labels(ends, look, align="left", dx=8, limit=NAMES - 10, fontWeight=600)]
    chart = alt.layer(*layers).properties(height=HEIGHT, padding={"left": 5, "top": 5, "bottom": 5, "right": NAMES})
    return styled(chart, title, "blue: own · the largest rivals beside", look)


def _apart(last: pd.DataFrame, least: float = 0.045) -> pd.DataFrame:
    """Where names stand at the end of their lines, moved up where one would lie on another."""
    ordered = last.sort_values("share", kind="stable")
    room = least * max(float(ordered["share"].max() or 0), 0.01) / 0.6
    at: list[float] = []
    for share in ordered["share"]:
        at.append(max(float(share), at[-1] + room) if at else float(share))
    return ordered.assign(at=at)
