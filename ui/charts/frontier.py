"""Gain against downside: what each caution allows, and where the board, the best and the ranking by ROI stand."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from ui.charts import marks
from ui.theme import Tokens, styled

CLOSE = 0.06  # of what is shown: texts nearer than that cover each other
RANKING = "ranking by ROI"
SHAPES = {"today": "circle", "you are here": "square", "best": "diamond", RANKING: "triangle-up"}


def frontier(
    points: pd.DataFrame, named: pd.DataFrame, ranking: pd.DataFrame, titles: tuple[str, str], look: Tokens
) -> Any:
    """The efficient allocations as a line, the way to the sorted list as a dashed one, and the named ones as marks.

    All have `tail` (mean of the worst 5 %), `median` and `said`; `named` has `what` besides.
    """
    x = alt.X("tail:Q", title="average gain in the worst 5 %", axis=marks.money())
    y = alt.Y("median:Q", title="median gain", axis=marks.money())
    line = alt.Chart(points).mark_line(color=look.action, point={"color": look.action, "size": 30}).encode(x=x, y=y)
    shape = alt.Shape("what:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=None)
    tooltip = marks.tooltip(what="Allocation", said="Gain")
    ends = alt.Chart(named).mark_point(size=130, strokeWidth=2, color=look.text, fill=look.background)
    dashed = alt.Chart(ranking.assign(step=range(len(ranking)))).mark_line(color=look.muted, strokeDash=[4, 4])
    layers = [line, dashed.encode(x=x, y=y, order="step:O"), ends.encode(x=x, y=y, shape=shape, tooltip=tooltip)]
    titled = _titled(named)
    tails = pd.concat([titled["tail"], points["tail"], ranking["tail"]])
    right = titled["tail"] > (tails.min() + tails.max()) / 2
    for side, align, shift in ((right, "right", -10), (~right, "left", 10)):
        texts = alt.Chart(titled[side]).encode(x=x, y=y, text="what:N")
        layers += marks.labels(texts, look, align=align, dx=shift, dy=-8)
    return styled(alt.layer(*layers).properties(height=280), *titles, look)


def _titled(named: pd.DataFrame) -> pd.DataFrame:
    """The named marks with one text where several stand so close that theirs would cover each other."""
    reach = [float(np.ptp(named[side])) or 1.0 for side in ("tail", "median")]
    kept: list[dict[str, Any]] = []
    for row in named.to_dict("records"):
        beside = [abs(row["tail"] - other["tail"]) / reach[0] < CLOSE and
                  abs(row["median"] - other["median"]) / reach[1] < CLOSE for other in kept]  # fmt: skip
        if True in beside:
            kept[beside.index(True)]["what"] += f", {row['what']}"
        else:
            kept.append({str(name): value for name, value in row.items()})
    return pd.DataFrame(kept)
