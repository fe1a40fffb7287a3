"""Choices beside budgets that the optimiser may take: projects all or nothing, and products that may be ended."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from analytics import ventures
from analytics.proposal import Proposal
from analytics.transfers import Impossible, Scenario
from analytics.ventures import Ending, Venture
from ui import deeds, formats, scenarios, text, whatif
from ui.whatif import WhatIf


@dataclass(frozen=True)
class Choice:
    """A project or an ending that the best allocation takes: what it costs, and what it brings by itself."""

    name: str
    ends: bool
    cost: float
    brings: float


def projects(scene: WhatIf) -> None:
    """The form of a project, and those that are offered."""
    limits = scene.content.get("limits", {})
    known = limits.get("projects", {})
    st.caption("A project is funded in full or not at all. **Moves** includes those that are worth their cost.")
    with st.form("project", border=False, clear_on_submit=True):
        left, middle, right = st.columns(3)
        name = left.text_input("Project", max_chars=80).strip()
        cost = middle.number_input("Cost over 12 months", 0.0, None, 0.0, 10_000.0)
        value = right.number_input("Contribution over 12 months", 0.0, None, 0.0, 10_000.0)
        if st.form_submit_button("Offer project"):
            if not name or not cost or name in scene.places:
                st.error("A project needs a name that no product has, and a cost.")
                return
            scenarios.go_on(_with(scene, "projects", {**known, name: {"cost": cost, "value": value}}))
    for name, each in known.items():
        if any(venture.kind == "project" and venture.name == name for venture in scene.ventures):
            continue  # it is on the board, and listed there
        brings = f"costs {formats.short(each['cost'])}, adds {formats.short(each['value'])} of contribution"
        if _withdrawn(name, f"**{text.plain(name)}** {brings}"):
            rest = {other: what for other, what in known.items() if other != name}
            scenarios.go_on(_with(scene, "projects", rest))


def ending(scene: WhatIf, names: list[str], exit_cost: float, kept: float) -> None:
    """Leave to the optimiser whether products are ended, and list those that may be."""
    if names and st.button("Let the optimiser choose", key="sunset-offer"):
        content = scene.content
        for name in names:
            content = deeds.with_bounds(content, name, {"sunset": {"exit_cost": exit_cost, "kept": kept}})
        scenarios.go_on(content)
    for name, sunset in scene.brief.sunsets.items():
        how = f"exit cost {formats.short(sunset.exit_cost)}, {formats.stated(sunset.kept)} of customers retained"
        if _withdrawn(name, f"**{text.plain(name)}** may be discontinued: {how}"):
            scenarios.go_on(deeds.with_bounds(scene.content, name, {"sunset": None}))


def _withdrawn(name: str, said: str) -> bool:
    """One offer, and whether it is to be withdrawn."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"offer-{name}"):
        st.markdown(said)
        return st.button("Withdraw", key=f"withdraw-{name}")


def _with(scene: WhatIf, part: str, value: Any) -> dict[str, Any]:
    return {**scene.content, "limits": {**scene.content.get("limits", {}), part: value}}


def chosen(scene: WhatIf, found: Proposal) -> list[Choice]:
    """The projects and endings of a proposal."""
    question, products = found.question, len(scene.evidence.products)
    if question.point_at is None or question.point_value is None:
        return []
    choices = []
    for place in np.flatnonzero(found.whole).tolist():
        cost, brings = float(question.point_at[place]), float(question.point_value[place])
        choices.append(Choice(question.limits.products[place], place < products, cost, brings))
    return choices


def shown_choice(scene: WhatIf, choice: Choice) -> None:
    """One project or ending, to be taken or withdrawn."""
    title = f"Discontinue {text.plain(choice.name)}" if choice.ends else f"Project {text.plain(choice.name)}"
    does = "keeps" if choice.ends else "adds"
    with st.container(border=True, key=f"choice-{choice.name}"):
        st.markdown(
            f"**{title}**: costs {formats.short(choice.cost)}, {does} {formats.short(choice.brings)} of contribution"
        )
        with st.container(horizontal=True):
            if st.button("Accept", key=f"choose-{choice.name}"):
                scenario, content = taken(scene, scene.scenario, scene.content, choice)
                scenarios.go_on(whatif.written(scenario, content))


def taken(scene: WhatIf, at: Scenario, content: dict[str, Any], choice: Choice) -> tuple[Scenario, dict[str, Any]]:
    """The scenario and its content with a project or an ending on the board; what is ended, ends from the start on."""
    venture = Venture("project", choice.name, choice.cost, choice.brings)
    if choice.ends:
        sunset = scene.brief.sunsets[choice.name]
        now = Ending((choice.name,), scene.start, sunset.exit_cost, sunset.kept)
        try:
            ended = ventures.sunset(at, now, scene.earned, scene.pay)
        except Impossible as reason:
            st.session_state[deeds.SAID] = str(reason)
            return at, content
        at, venture = at.moved(ended.edit), ended.venture
    return at, whatif.with_venture(content, venture)
