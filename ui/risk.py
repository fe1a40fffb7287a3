"""How much gain each caution allows, where the board stands, and what is nearly as good as the best."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from analytics import allocation, chances, frontier, moves, near_ties
from analytics.allocation import Allocation
from analytics.chances import Range
from analytics.frontier import Point
from analytics.near_ties import Tie
from ui import filters, formats, panels, session, text, theme
from ui.charts import frontier as charts
from ui.panels import Panel
from ui.whatif import SCREEN_DRAWS, WhatIf

DRAWS_OF_GRID = 500
STEPS = 6
MEANING = (
    "Each point is an allocation within the limits: across, the mean gain of its worst 5 % of draws; up, its median "
    "gain. The line joins those that no other one found beats in both. There is no proof of it: the best found. The "
    "dashed line goes from today to the sorted list, which cuts what returns least to its floor and fills what returns "
    "most."
)


@dataclass(frozen=True)
class Risks:
    """The frontier's points, the named allocations' ranges, and near-ties of the best."""

    points: list[Point]
    best: Allocation | None
    ranking: list[Range]  # from today to the sorted list in equal steps
    ties: list[Tie]


def shown(scene: WhatIf) -> None:
    """The frontier with “you are here”, and up to five near-ties."""
    key = str([scene.content.get("limits"), scene.start])
    found = session.computed(lambda: _risks(scene), "frontier", content=key)
    if found.best is None:
        st.info("The limits cannot hold together: see **Best moves**.")
        return
    _chart(scene, found)
    _ties(scene, found)


def _risks(scene: WhatIf) -> Risks:
    question = scene.from_today
    best = allocation.best(question)
    if best is None:
        return Risks([], None, [], [])
    exact, few = (
        chances.of_question(question, scene.evidence, scene.start, many) for many in (SCREEN_DRAWS, DRAWS_OF_GRID)
    )
    points = frontier.points(question, best, few, exact)
    sorted_list = moves.naive(question.curves, question.today, question.limits)
    way = question.today + np.linspace(0, 1, STEPS)[:, None] * (sorted_list - question.today)
    ranking = [chances.summary(exact.change(question.today, budgets)) for budgets in way]
    return Risks(points, best, ranking, near_ties.near_ties(question, best))


def _chart(scene: WhatIf, found: Risks) -> None:
    efficient = sorted((each.range for each in found.points if each.efficient), key=lambda known: known.tail)
    named = {"today": found.points[0].range, "best": found.points[1].range, "sorted list": found.ranking[-1]}
    if scene.scenario.edits or scene.ventures:
        named["you are here"] = scene.range
    else:
        named = {"you are here" if what == "today" else what: known for what, known in named.items()}
    points = pd.DataFrame([_said(each) for each in efficient])
    marked = pd.DataFrame([{"what": what, **_said(each)} for what, each in named.items()])
    title = ("Gain against downside", f"{filters.currency()}, next 12 months")
    lost = found.points[1].range.p50 - found.ranking[-1].p50
    takeaway = f"A sorted list would leave {formats.short(lost)} of the best's median gain"
    ranking = pd.DataFrame([_said(each) for each in found.ranking])
    chart = charts.frontier(points, marked, ranking, title, theme.tokens())
    table = marked[["what", "median", "tail"]].set_axis(["Allocation", "Median gain", "Worst 5 %"], axis="columns")
    panels.show(Panel("frontier", chart, takeaway, MEANING, table))
    st.caption(f"{takeaway}.")


def _said(known: Range) -> dict[str, float | str]:
    words = f"{formats.signed(known.p50)} at the median, {formats.signed(known.tail)} in the worst 5 %"
    return {"tail": known.tail, "median": known.p50, "said": words}


def _ties(scene: WhatIf, found: Risks) -> None:
    """What may be left alone at little cost."""
    if not found.ties:
        st.caption("Nothing that differs in kind comes within 2 % of the best's gain.")
        return
    st.markdown("**Nearly as good, and different**")
    rows = {
        f"Leave {scene.evidence.products[tie.untouched]} alone": {
            "Gain": formats.signed(tie.gain),
            "Of the best's": formats.percent(tie.share),
            "Products treated otherwise": str(tie.differing),
        }
        for tie in found.ties
    }
    table = pd.DataFrame.from_dict(rows, orient="index").map(text.plain)
    st.table(table.set_axis([text.plain(name) for name in table.index]))
