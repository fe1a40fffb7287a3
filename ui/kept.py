"""Scenarios that were saved: named, opened, compared side by side, copied and archived."""

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from ui import formats, regrets, scenarios, session, text, whatif, written
from ui.whatif import WhatIf

MOST = 4  # side by side


def save(scene: WhatIf) -> None:
    """The form that gives the scenario on the board a name."""
    current = scenarios.current()
    with st.popover("Save", icon=":material/bookmark_add:", key="save", width="stretch"):
        name = st.text_input("Name", value=current.name, key="save-name", max_chars=80)
        author = st.text_input("Author", value=current.author, key="save-author", max_chars=80)
        why = st.text_area("Reason", value=current.why, key="save-why", max_chars=2000)
        if st.button("Save scenario", type="primary", key="save-it"):
            if not name.strip() or not author.strip():
                st.error("A scenario needs a name and an author.")
                return
            outcome = {"gain": scene.gain, "p10": scene.range.p10, "p90": scene.range.p90, "today": scene.contribution}
            written = (
                scenarios.change(current, {**scene.content, "outcome": outcome})
                if scenarios.is_draft(current)
                else current
            )
            scenarios.keep(written, name.strip(), author.strip(), why.strip())
            st.rerun()


def title(scene: WhatIf) -> None:
    """Which scenario is on the board, and what newer data changes of it."""
    current = scenarios.current()
    if scenarios.is_draft(current):
        return
    why = text.plain(current.why or "no reason given")
    st.caption(f"**{text.plain(current.name)}** by {text.plain(current.author)}: {why}")
    if current.data_version != session.version():
        then = current.content.get("outcome", {}).get("gain")
        both = f" Its impact was {formats.signed(then)} there and is {formats.signed(scene.gain)} here."
        was = "" if then is None else both
        st.warning(f"Made on version {current.data_version} of the data; you see version {session.version()}.{was}")


def listed(scene: WhatIf) -> None:
    """The kept scenarios, up to four of them side by side."""
    archived = st.toggle("Show archived", key="archived")
    known = scenarios.kept(archived)
    if not known:
        none = "No saved scenarios yet. Change a budget on the board, then **Save** the scenario with a name."
        st.markdown("No archived scenarios." if archived else none)
        return
    by_id = {each.id: each for each in known}
    ids = list(by_id)
    chosen = st.multiselect(
        "Compare scenarios", ids, ids[:2], max_selections=MOST, format_func=lambda i: _label(by_id[i]), key="compared"
    )
    if chosen:
        _compared([by_id[i] for i in chosen], scene)
    for each in known:
        _one(each, archived)


def _label(each: Any) -> str:
    """A scenario by its name, who made it and when: names repeat."""
    return f"{each.name} · {each.author}" + (f" · {each.changed_at:%Y-%m-%d %H:%M}" if each.changed_at else "")


def _compared(picked: list[Any], board: WhatIf) -> None:
    """Outcomes, then budgets, of up to four scenarios."""
    names = Counter(each.name for each in picked)
    titles = {each.id: each.name if names[each.name] == 1 else _label(each) for each in picked}
    scenes = {titles[each.id]: whatif.of(each.content) for each in picked}
    outcomes = pd.DataFrame(
        {
            name: {
                "Impact": formats.signed(scene.gain),
                "80 % range": f"{formats.signed(scene.range.p10)} to {formats.signed(scene.range.p90)}",
                "Beats today in": formats.percent(scene.range.better) if scene.scenario.edits else "–",
                "Average of the worst 5 %": formats.signed(scene.range.tail),
                "Investment": formats.short(scene.put_in),
                "ROI": formats.percent(scene.roi),
            }
            for name, scene in scenes.items()
        }
    )
    st.table(outcomes.rename(columns=text.plain))
    regrets.shown(scenes, board)
    budgets = pd.DataFrame(
        {name: {p: c / 100 for p, c in scene.scenario.budgets().items()} for name, scene in scenes.items()}
    )
    today = pd.Series({p: c / 100 for p, c in next(iter(scenes.values())).scenario.today.items()}, name="Today")
    table = pd.concat([today, budgets], axis="columns").rename_axis("Product")
    differing = table[table.nunique(axis="columns") > 1]
    if not differing.empty:
        written.show(written.figures(differing.reset_index()))


def _one(each: Any, archived: bool) -> None:
    with st.container(border=True, key=f"kept-{each.id}"):
        said, buttons = st.columns([3, 2], vertical_alignment="center")
        dated = f" · {each.changed_at:%Y-%m-%d}" if each.changed_at else ""
        said.markdown(f"**{text.plain(each.name)}** · {text.plain(each.author)}{dated} · version {each.data_version}")
        if each.why:
            said.caption(text.plain(each.why))
        with buttons.container(horizontal=True):
            if st.button("Open", key=f"open-{each.id}"):
                scenarios.look_at(each.id)
                st.rerun()
            if st.button("Copy", key=f"copy-{each.id}"):
                scenarios.copy(each)
                st.rerun()
            if st.button("Restore" if archived else "Archive", key=f"away-{each.id}"):
                scenarios.archive(each, not archived)
                st.rerun()
            _rename(each)


def _rename(each: Any) -> None:
    with st.popover("Rename", key=f"rename-{each.id}"):
        name = st.text_input("Name", value=each.name, key=f"name-{each.id}", max_chars=80)
        if st.button("Rename", key=f"renamed-{each.id}") and name.strip():
            scenarios.rename(each, name.strip())
            st.rerun()
