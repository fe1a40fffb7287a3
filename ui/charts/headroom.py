"""Where there is room: headroom by market and cell, and how concentrated each market is."""

from typing import Any

import altair as alt
import pandas as pd

from analytics.concentration import HIGH, MODERATE
from ui import formats
from ui.charts import marks
from ui.theme import Tokens, styled

_LINES = "split(datum.label, ' · ')"  # segment over region


def heat(cells: pd.DataFrame, subtitle: str, look: Tokens) -> Any:
    """A row a market, a column a segment and region, the darker the more headroom; white space is framed.

    `cells` has one row per cell with `market`, `where`, `shown`, `white_space`, `share`.
    """
    shown = cells.assign(
        label=cells["shown"].map(formats.short),
        known=cells["share"].map(formats.percent),
        space=cells["white_space"].map({True: "white space", False: "own sales"}),
    )
    most = float(shown["shown"].max() or 1)
    markets = list(dict.fromkeys(shown["market"]))
    axis = alt.Axis(
        orient="top", labelExpr=_LINES, labelAngle=0, labelPadding=20, labelLimit=130, ticks=False, domain=False
    )
    x = alt.X("where:N", title=None, axis=axis)
    y = alt.Y("market:N", sort=markets, title=None, axis=alt.Axis(labelLimit=190, ticks=False, domain=False))
    scale = alt.Scale(domain=[0, most], range=[look.background, look.action], interpolate="rgb")
    tooltip = marks.tooltip(market="Market", where="Cell", label="Headroom", known="Own share", space="Here")
    fills = alt.Chart(shown).mark_rect(stroke=look.background, strokeWidth=2)
    colour = alt.Color("shown:Q", scale=scale, legend=None)
    frames = (
        alt.Chart(shown[shown["white_space"]])
        .mark_rect(fillOpacity=0, stroke=look.warning, strokeWidth=2)
        .encode(x=x, y=y)
    )
    stands_out, other = (f"contrast(scale('color', datum.shown), '{ink}')" for ink in (look.background, look.text))
    text = alt.condition(f"{stands_out} > {other}", alt.value(look.background), alt.value(look.text))
    labels = alt.Chart(shown).mark_text().encode(x=x, y=y, text="label:N", color=text)
    layers = [fills.encode(x=x, y=y, color=colour, tooltip=tooltip), frames, labels]
    chart = alt.layer(*layers).properties(height=max(200, 34 * len(markets) + 40))
    return styled(chart, "Headroom: what a share reached elsewhere would bring", subtitle, look)


def concentration(ranges: pd.DataFrame, look: Tokens) -> Any:
    """The HHI of each market as a bar from its lowest to its highest value, against the thresholds of 2023."""
    shown = ranges.assign(
        product=ranges["market"],
        label=[_span(low, high) for low, high in zip(ranges["low"], ranges["high"], strict=True)],
    )
    y = marks.products(list(shown["product"]))
    x = alt.X("low:Q", title="HHI", axis=marks.count(), scale=alt.Scale(zero=True))
    tooltip = marks.tooltip(market="Market", label="HHI", level="The market is")
    bars = alt.Chart(shown).mark_bar(height=12, color=look.actual).encode(y=y, x=x, x2="high:Q", tooltip=tooltip)
    ends = alt.Chart(shown).mark_tick(thickness=3, size=14, color=look.actual).encode(y=y, x=x)
    lines = [
        alt.Chart(pd.DataFrame({"x": [value]}))
        .mark_rule(color=look.warning, strokeDash=[4, 3], size=1.5)
        .encode(x="x:Q")
        for value in (MODERATE, HIGH)
    ]
    written = alt.Chart(shown).encode(y=y, x="high:Q", text="label:N")
    layers = [*lines, bars, ends, *marks.labels(written, look, align="left", dx=6)]
    words = f"from many small “Others” to one · dashed: moderately from {MODERATE:,}, highly from {HIGH:,}"
    return styled(alt.layer(*layers).properties(height=marks.height(len(shown))), "Concentration", words, look)


def _span(low: float, high: float) -> str:
    ends = dict.fromkeys(formats.count(value) for value in (low, high))
    return " – ".join(ends)
