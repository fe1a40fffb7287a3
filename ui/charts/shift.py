"""What something changed by and why: a pair of bars a name, and the total beside them."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from ui.charts import marks
from ui.charts.movers import Scale
from ui.theme import Tokens, styled

MOST = 12


@dataclass(frozen=True)
class Parts:
    """The two columns that a change is made of, each with its words, and how they are written."""

    words: dict[str, str]
    scale: Scale


def pairs(moved: pd.DataFrame, parts: Parts, titles: tuple[str, str], look: Tokens) -> Any:
    """Two bars a name, each with its sign by its side of zero; their sum is written beside.

    `moved` has one row per `product`, with the columns of the parts and `change`, in the order that they are shown.
    """
    kept = moved.head(MOST)
    long = kept.melt(["product", "change"], list(parts.words), "part", "effect")
    long["part"] = long["part"].map(parts.words)
    long["label"] = long["effect"].map(parts.scale.written)
    names = list(parts.words.values())
    y = marks.products(list(kept["product"]))
    tooltip = marks.tooltip(product="Of", part="Because", label="Effect")
    colours = alt.Scale(domain=names, range=[look.last_year, look.action])
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            y=y,
            x=alt.X("effect:Q", title=None, axis=parts.scale.axis()),
            yOffset=alt.YOffset("part:N", sort=names),
            color=alt.Color("part:N", scale=colours, legend=alt.Legend(orient="top", title=None, labelLimit=240)),
            tooltip=tooltip,
        )
    )
    ends = kept[list(parts.words)].clip(lower=0).max(axis=1)
    totals = alt.Chart(kept.assign(label=kept["change"].map(parts.scale.written), at=ends))
    written = totals.encode(y=y, x="at:Q", text="label:N")
    layers = [bars, *marks.labels(written, look, align="left", dx=5, fontWeight=600)]
    return styled(alt.layer(*layers).properties(height=116 + 26 * max(3, len(kept))), *titles, look)
