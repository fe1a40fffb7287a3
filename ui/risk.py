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
from ui.charts.frontier import RANKING
from ui.panels import Panel
from ui.whatif import SCREEN_DRAWS, WhatIf

DRAWS_OF_GRID = 500
STEPS = 6
MEANING = (
    "Each point is a plan within the limits. Across: average gain in the worst 5 % of its simulations. Up: its median "
    "gain. The line joins the plans found that no other plan found beats in both; it is not proven. The dashed line "
    "goes from today to the ranking by ROI, which cuts products with the lowest ROI to their minimum and raises those "
    "with the highest to their cap."
)


@dataclass(frozen=True)
class Risks:
    """The frontier's points, the named allocations' ranges, and near-ties of the best."""

    points: list[Point]
    best: Allocation | None
    ranking: list[Range]  # from today to the sorted list in equal steps
    ties: list[Tie]


def shown(scene: WhatIf) -> None:
    """The frontier with “you are here”, and up to five alternatives."""
    key = str([scene.content.get("limits"), scene.start])
    found = session.computed(lambda: _risks(scene), "frontier", content=key)
    if found.best is None:
        st.info("The limits conflict: see **Moves**.")
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
    named = {"today": found.points[0].range, "best": found.points[1].range, RANKING: found.ranking[-1]}
    if scene.scenario.edits or scene.ventures:
        named["you are here"] = scene.range
    else:
        named = {"you are here" if what == "today" else what: known for what, known in named.items()}
    points = pd.DataFrame([_said(each) for each in efficient])
    marked = pd.DataFrame([{"what": what, **_said(each)} for what, each in named.items()])
    title = ("Gain against downside", f"{filters.currency()}, next 12 months")
    lost = found.points[1].range.p50 - found.ranking[-1].p50
    takeaway = f"Ranking by ROI alone would forgo {formats.short(lost)} of the best plan's median gain"
    ranking = pd.DataFrame([_said(each) for each in found.ranking])
    chart = charts.frontier(points, marked, ranking, title, theme.tokens())
    table = marked[["what", "median", "tail"]].set_axis(
        ["Plan", "Median gain", "Average of the worst 5 %"], axis="columns"
    )
    panels.show(Panel("frontier", chart, takeaway, MEANING, table))
    st.caption(f"{takeaway}.")


def _said(known: Range) -> dict[str, float | str]:
    words = f"{formats.signed(known.p50)} at the median, {formats.signed(known.tail)} in the worst 5 %"
    return {"tail": known.tail, "median": known.p50, "said": words}


def _ties(scene: WhatIf, found: Risks) -> None:
    """What may be left unchanged at little cost."""
    if not found.ties:
        st.caption("No clearly different plan comes within 2 % of the best plan's gain.")
        return
    st.markdown("**Alternatives close to the best plan**")
    rows = {
        f"Leave {scene.evidence.products[tie.untouched]} unchanged": {
            "Gain": formats.signed(tie.gain),
            "Share of the best plan's gain": formats.percent(tie.share),
            "Products with another budget": str(tie.differing),
        }
        for tie in found.ties
    }
    table = pd.DataFrame.from_dict(rows, orient="index").map(text.plain)
    st.table(table.set_axis([text.plain(name) for name in table.index]))
