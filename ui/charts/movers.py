"""What moved most: each product's change against the same months of the year before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from ui.charts import marks
from ui.theme import Tokens, styled

MOST = 10


@dataclass(frozen=True)
class Scale:
    """How changes are written: on the axis, and one by one."""

    axis: Callable[[], alt.Axis]
    written: Callable[[float], str]


def changes(moved: pd.DataFrame, scale: Scale, titles: tuple[str, str], look: Tokens) -> Any:
    """One bar a product by the size of its change, blue for better and orange for worse, each with its sign.

    `moved` has one row per product with `product` and `change`, the largest first, and `way`, where more is not better:
    −1 where it is worse, NaN where nobody says.
    """
    shown = moved.head(MOST).copy()
    better = shown["change"] * shown.get("way", 1.0)
    shown["fill"] = np.select([better < 0, better >= 0], [look.worse, look.better], look.muted)
    shown["label"] = shown["change"].map(scale.written)
    shown["behind"] = shown["change"].clip(lower=0)
    y = marks.products(list(shown["product"]))
    x = alt.X("change:Q", title=None, axis=scale.axis())
    tooltip = [alt.Tooltip("product:N", title="Product"), alt.Tooltip("label:N", title="Change")]
    colour = alt.Color("fill:N", scale=None)
    bars = alt.Chart(shown).mark_bar(cursor="pointer").encode(y=y, x=x, color=colour, tooltip=tooltip)
    written = alt.Chart(shown).encode(y=y, x="behind:Q", text="label:N")
    layers = [bars.add_params(marks.picking()), *marks.labels(written, look, align="left", dx=4)]
    return styled(alt.layer(*layers).properties(height=marks.height(len(shown))), *titles, look)
