"""Waterfalls in the notation of business reports: actual solid, last year grey, plan outlined, forecast dashed.

Steps are blue where they raise profit and orange where they lower it, and always carry their sign.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from ui import step_names
from ui.charts import marks
from ui.theme import Tokens, styled

LONGEST_LINE = 14  # letters of a step's name
SMALLEST_STEP = 1 / 2000  # of the larger end: a step that could not be seen is left out


@dataclass(frozen=True)
class Notation:
    """What the ends are (`last_year`, `actual`, `plan`, `forecast`), how steps are named and values written."""

    ends: tuple[str, str]
    names: dict[str, str]
    axis: Callable[[], alt.Axis]
    level: Callable[[float], str]
    change: Callable[[float], str]


def drawn(steps: pd.DataFrame, notation: Notation, titles: tuple[str, str], look: Tokens) -> Any:
    """A waterfall from the first end to the last; `steps` has `step` and `effect`, the ends `before` and `now`."""
    kept = placed(steps, notation)
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelAngle=0, ticks=False, labelLimit=LONGEST_LINE * 8)
    x = alt.X("heading:N", sort=list(kept["heading"]), title=None, axis=axis)
    y = alt.Y("start:Q", title=None, axis=notation.axis(), scale=alt.Scale(nice=True, padding=12))
    tooltip = [alt.Tooltip("name:N", title="Step"), alt.Tooltip("label:N", title="Effect")]
    layers = [alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=look.border).encode(y="y:Q")]
    for kind, style in _styles(look).items():
        of_kind = kept[kept["kind"] == kind]
        if len(of_kind):
            bars = alt.Chart(of_kind).mark_bar(size=44, **style)
            layers.append(bars.encode(x=x, y=y, y2="end:Q", tooltip=tooltip))
    written = alt.Chart(kept).encode(x=x, y="top:Q", text="label:N")
    layers += marks.labels(written, look, dy=-11, fontWeight=600)
    return styled(alt.layer(*layers).properties(height=marks.height(12)), *titles, look)


def _styles(look: Tokens) -> dict[str, dict[str, Any]]:
    return {
        "last_year": {"color": look.last_year},
        "actual": {"color": look.actual},
        "plan": {"fill": look.background, "stroke": look.actual, "strokeWidth": 2},
        "forecast": {"fill": look.actual, "fillOpacity": 0.3, "stroke": look.actual, "strokeDash": [4, 3]},
        "up": {"color": look.better},
        "down": {"color": look.worse},
    }


def placed(steps: pd.DataFrame, notation: Notation) -> pd.DataFrame:
    """Where each step's bar starts and ends; steps too small to be seen are left out, the ends never."""
    ends = steps["step"].isin(["before", "now"])
    smallest = SMALLEST_STEP * steps.loc[ends, "effect"].abs().max()
    kept = steps[ends | (steps["effect"].abs() > smallest)].reset_index(drop=True)
    ends = kept["step"].isin(["before", "now"])
    change = kept["effect"].where(~ends, 0.0)
    level = kept["effect"].iloc[0] + change.cumsum()
    kinds = {"before": notation.ends[0], "now": notation.ends[1]}
    label = [
        (notation.level if end else notation.change)(value) for end, value in zip(ends, kept["effect"], strict=True)
    ]
    kept = kept.assign(
        name=[notation.names.get(step, step_names.named(step)) for step in kept["step"]],
        start=(level - change).where(~ends, 0.0),
        end=level.where(~ends, kept["effect"]),
        kind=[kinds.get(step, "up" if value >= 0 else "down") for step, value in kept.itertuples(index=False)],
        label=label,
    )
    kept["heading"] = ["\n".join(textwrap.wrap(name, LONGEST_LINE)) for name in kept["name"]]
    tops: pd.DataFrame = kept.assign(top=kept[["start", "end"]].max(axis="columns"))
    return tops
