"""The limits that are not on the board: how far products may move, how many, and what each line may have."""

from typing import Any

import streamlit as st

from analytics.brief import REACH
from ui import formats, scenarios, text
from ui.whatif import WhatIf


def shown(scene: WhatIf) -> None:
    """The form of these limits, kept in the scenario."""
    known = scene.content.get("limits", {})
    with st.popover("Limits by line and in total", icon=":material/straighten:", key="limits"):
        reach = st.slider(
            "Default range for products without own limits (±)", 0, 100, round(known.get("reach", REACH) * 100), 5,
            format=formats.WHOLE_PERCENT, key="reach",
        )  # fmt: skip
        most = st.number_input(
            "Maximum number of products changed (0 = no limit)", 0, 1000, known.get("most_changed") or 0, key="most"
        )
        groups = _lines(scene, known.get("groups", {}))
        if st.button("Use these limits", key="use-limits"):
            limits = {**known, "reach": reach / 100, "most_changed": int(most) or None, "groups": groups}
            scenarios.go_on({**scene.content, "limits": limits})


def _lines(scene: WhatIf, known: dict[str, Any]) -> dict[str, Any]:
    """A floor and a ceiling for each line, where given; groups that are no line stay as they are."""
    table = scene.evidence.table
    spent = table.assign(today=scene.evidence.today).dropna(subset=["line"]).groupby("line")["today"].sum()
    groups = {name: each for name, each in known.items() if name not in spent.index}
    for line, today in spent.items():
        if not line:
            continue
        st.caption(f"{text.plain(line)}, today {formats.short(today)}")
        left, right = st.columns(2)
        given = known.get(str(line), {})
        floor = left.number_input("Minimum", 0.0, None, given.get("floor"), 10_000.0, key=f"floor of line {line}")
        ceiling = right.number_input("Cap", 0.0, None, given.get("ceiling"), 10_000.0, key=f"ceiling of line {line}")
        if floor is not None or ceiling is not None:
            groups[str(line)] = {"floor": floor, "ceiling": ceiling}
    return groups
