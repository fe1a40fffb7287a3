"""What moved most: each product's change of contribution on the same months of the year before."""

from typing import Any

import altair as alt
import pandas as pd

from ui import formats
from ui.charts.returns import PICK, products_axis
from ui.theme import Tokens, styled

MOST = 10


def changes(movers: pd.DataFrame, title: str, subtitle: str, look: Tokens) -> Any:
    """One bar a product by the size of its change, blue for better and orange for worse, each with its sign."""
    shown = movers.head(MOST).copy()
    shown["label"] = [("+" if c > 0 else "") + formats.short(c) for c in shown["change"]]
    shown["behind"] = shown["change"].clip(lower=0)
    pick = alt.selection_point(name=PICK, fields=["product"])
    y = products_axis(list(shown["product"]))
    x = alt.X("change:Q", title=None, axis=alt.Axis(format="~s", tickCount=5))
    tooltip = [
        alt.Tooltip("product:N", title="Product"),
        alt.Tooltip("before:Q", title="Year before", format=",.0f"),
        alt.Tooltip("now:Q", title="Now", format=",.0f"),
        alt.Tooltip("label:N", title="Change"),
    ]
    colour = alt.condition("datum.change < 0", alt.value(look.worse), alt.value(look.better))
    bars = alt.Chart(shown).mark_bar(cursor="pointer").encode(y=y, x=x, color=colour, tooltip=tooltip).add_params(pick)
    texts = [alt.Chart(shown).mark_text(align="left", dx=4).encode(y=y, x="behind:Q", text="label:N")]
    return styled(alt.layer(bars, *texts).properties(height=max(120, 26 * len(shown))), title, subtitle, look)
