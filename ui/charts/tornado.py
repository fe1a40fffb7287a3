"""A tornado: how far each assumption by itself moves the gain, the one that moves it most on top."""

from typing import Any

import altair as alt
import pandas as pd

from ui.charts import marks
from ui.theme import Tokens, styled

MOST = 6


def tornado(swings: pd.DataFrame, gain: float, titles: tuple[str, str], look: Tokens) -> Any:
    """One bar an assumption from its lower to its upper gain, parted at `gain`.

    `swings` has `product` (what is assumed of whom), `least`, `most` (gains) and `said`.
    """
    ends = swings.assign(width=swings["most"] - swings["least"]).nlargest(MOST, "width")
    below = ends.assign(start=ends["least"], end=ends["most"].clip(upper=gain), side="worse")
    above = ends.assign(start=ends["least"].clip(lower=gain), end=ends["most"], side="better")
    parts = pd.concat([below, above], ignore_index=True)
    parts = parts[parts["end"] > parts["start"]]
    y = marks.products(list(ends["product"]))
    colour = alt.Color(
        "side:N", scale=alt.Scale(domain=["worse", "better"], range=[look.worse, look.better]), legend=None
    )
    x = alt.X("start:Q", title=None, axis=marks.money(), scale=alt.Scale(zero=False))
    tooltip = marks.tooltip(product="Assumption", said="Gain")
    bars = alt.Chart(parts).mark_bar().encode(y=y, x=x, x2="end:Q", color=colour, tooltip=tooltip)
    lines = pd.DataFrame({"at": [gain]})
    rule = alt.Chart(lines).mark_rule(color=look.text, strokeWidth=2).encode(x="at:Q")
    texts = alt.Chart(ends).encode(y=y, x="most:Q", text="said:N")
    layers = [bars, rule, *marks.labels(texts, look, align="left", dx=6)]
    return styled(alt.layer(*layers).properties(height=marks.height(len(ends))), *titles, look)
