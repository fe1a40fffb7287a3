"""The Reallocate page's board: what it shows of a scenario, and what each touch of it means."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from analytics import contradictions
from analytics.complete import NOT_GIVEN
from analytics.evidence import Source as Rests
from analytics.sources import Source
from ui import board, counts, deeds, filters, formats, gaps, moved, scenarios, text, theme
from ui.whatif import WhatIf

MOST_NAMED = 5
POINTS = 41  # of each curve that the browser gets
WORDS = ["Product", "Today", "Minimum", "", "Cap", "New", "Change", "Marginal", "Impact", "FTE", "Locked"]
_CURVE_SEEN = "curve that was shown"
GRADES = {"A": "strong", "B": "good", "C": "weak", "D": "very weak", "": ""}
HINTS = {
    "Minimum": "The least that the budget may be",
    "Cap": "The most that the budget may be",
    "Marginal": "Contribution that one more unit of budget adds",
    "Impact": "Change in contribution against today's budgets, next 12 months",
    "FTE": "Full-time equivalents",
    "Locked": "The budget may not change",
}
OFFSETS = {Source.CHEAPEST: "optimal split", Source.SHARE: "pro rata to budget", Source.ONE: "one product"}


def shown(scene: WhatIf) -> None:
    """The board; what a hand does to it is kept at once."""
    board.show(_rows(scene), deeds.edited)


def _rows(scene: WhatIf) -> dict[str, Any]:
    look = theme.tokens()
    return {
        "products": _products(scene),
        "contribution": scene.contribution * 100,
        "ventures": {"cost": scene.ventures_cost * 100, "brings": scene.ventures_bring * 100},
        "currency": f", {filters.currency()}" if filters.currency().isupper() else "",
        "hold": scene.hold,
        "source": str(scene.source),
        "sources": [[str(each), label] for each, label in OFFSETS.items()],
        "oneSource": str(Source.ONE),
        "shareSource": str(Source.SHARE),
        "one": scene.one,
        "canUndo": bool(scene.scenario.edits),
        "canRedo": bool(scene.scenario.undone),
        "peopleKnown": any(scene.scenario.people_today.values()),
        "said": st.session_state.pop(deeds.SAID, ""),
        "turn": st.session_state.get(deeds.TURN, 0),
        "words": WORDS,
        "hints": HINTS,
        "colours": {"better": look.better, "worse": look.worse, "muted": look.muted},
    }


def _lines(table: pd.DataFrame) -> pd.Series:
    """Each product's line; one that has none stands under a heading of its own, where others have any."""
    return table["line"].fillna(NOT_GIVEN if table["line"].notna().any() else "").astype(str)


def _order(scene: WhatIf) -> list[int]:
    """Products by line, the line with the largest budget first, and so within it."""
    table = scene.evidence.table
    table = table.assign(today=scene.evidence.today, line=_lines(table))
    table["of_line"] = table.groupby("line")["today"].transform("sum")
    return [
        int(place) for place in table.sort_values(["of_line", "line", "today"], ascending=[False, True, False]).index
    ]


def _products(scene: WhatIf) -> list[dict[str, Any]]:
    """The board's rows, amounts in cents and people in hundredths."""
    table, limits, scenario = scene.evidence.table, scene.question.limits, scene.scenario
    locked = scene.content.get("locked", {})
    now, there = scenario.budgets(), scenario.people()
    rows = pd.DataFrame(
        {
            "name": table["product"],
            "line": _lines(table),
            "today": table["product"].map(dict(scenario.today)),
            "now": table["product"].map(now),
            "floor": (limits.floor * 100).round(),
            "ceiling": (limits.ceiling * 100).round(),
            "locked": table["product"].isin(list(locked)),
            "fixed": table["source"] == Rests.FIXED,
            "returning": scene.evidence.returning,
            "about": [about(row) for row in table.to_dict("records")],
            "people": table["product"].map(dict(scenario.people_today)),
            "peopleNow": table["product"].map(there),
            "gain": scene.gains * 100,
        }
    )
    rows["pay"] = (scene.spent * 100 - rows["now"]).round()
    curves, records = _points(scene, rows), rows.to_dict("records")
    return [{**records[place], "curve": curves[place]} for place in _order(scene)]  # type: ignore[dict-item]


def _points(scene: WhatIf, rows: pd.DataFrame) -> list[dict[str, list[float]]]:
    """Each curve from the board's start on as points, budgets and gains over today in cents, today's among them."""
    least, most = (rows[["floor", "now", "today"]].min(axis=1), rows[["ceiling", "now", "today"]].max(axis=1))
    between = np.linspace(least, most, POINTS)
    at = np.sort(np.vstack([between, rows["today"]]), axis=0)
    before = scene.evidence.curves.value(scene.evidence.today)
    gains = (scene.question.curves.value((at + rows["pay"].to_numpy()) / 100) - before) * 100
    return [{"x": x, "y": y} for x, y in zip(at.round().T.tolist(), gains.round().T.tolist(), strict=True)]


def about(row: Any) -> str:
    """What a product's curve rests on, in a sentence."""
    if row["source"] == Rests.FIXED:
        return f"Budget fixed: {row['reason']}."
    if row["source"] == Rests.JUDGED:
        return "Owner's estimate (four answers)."
    answer = f"1 % more budget adds {formats.decimal(row['elasticity'])} % contribution"
    if row["source"] == Rests.TYPED:
        return f"{answer}. Entered manually."
    answer += f" (80 % range {formats.decimal(row['low'])} to {formats.decimal(row['high'])} %)"
    if row["source"] == Rests.MEASURED:
        lag = f"lag {counts.named(row['lag'], 'month')}" if row["lag"] else "no lag"
        how = f"Evidence: {GRADES[row['grade']]} ({row['grade']}), {counts.named(row['months'], 'month')}"
        return f"{answer}. {how}; {lag}."
    return f"{answer}. Estimated from the whole portfolio: {row['reason']}."


def headline(scene: WhatIf) -> str:
    """What the scenario moves and brings, or how today stands."""
    edits = scene.scenario.edits
    if not edits and not scene.ventures:
        spent = float(scene.evidence.today[scene.evidence.returning].sum())
        earned, budget = formats.consistent(scene.contribution, spent)
        stand = f"Today's budgets of {budget} earn {earned} of contribution"
        return f"{stand}, ROI {formats.percent(scene.roi_today)}. Drag a budget or accept a recommended move."
    points = None if scene.roi is None or scene.roi_today is None else scene.roi - scene.roi_today
    ranged = f"80 % range {formats.signed(scene.range.p10)} to {formats.signed(scene.range.p90)}"
    brings = f"{'adds' if scene.gain >= 0 else 'costs'} {formats.short(abs(scene.gain))} of contribution ({ranged})"
    money = moved.words(scene.scenario) if edits else scene.ventures[0].name
    return f"{money} {brings}; ROI {formats.points(points)}."


def view(names: list[str]) -> str:
    """What stands beside the board; a product that was clicked shows its curve."""
    if st.session_state.get(_CURVE_SEEN) != st.session_state.get(deeds.LOOKED_AT):
        st.session_state[_CURVE_SEEN] = st.session_state[deeds.LOOKED_AT]
        st.session_state[deeds.BESIDE] = "Curves"
        st.session_state["curve-of"] = st.session_state[deeds.LOOKED_AT]
    st.session_state.setdefault(deeds.BESIDE, names[0])
    chosen = st.segmented_control(
        "Beside the board", names, required=True, key=deeds.BESIDE, label_visibility="collapsed"
    )
    return str(chosen)


def assumptions(scene: WhatIf) -> None:
    """When moves start, how moved staff ramp up, and what cost moves with them: assumed, and changed here."""
    content = scene.content
    with st.popover("Assumptions: start, staff and pay", icon=":material/tune:", key="assumed"):
        start = st.number_input("Start month of moves (0 = now)", 0, 11, scene.start, key="start")
        productive = "Initial productivity of moved staff (0 to 1)"
        at_start = st.slider(productive, 0.0, 1.0, scene.ramp("at_start"), key="at-start")
        settles = st.number_input("Ramp-up time constant (months)", 0.0, 24.0, scene.ramp("settles"), key="settles")
        pay = st.number_input("Annual cost that moves with one FTE", 0.0, 1e7, scene.pay, 1000.0, key="pay")
        wanted = {"start": int(start), "at_start": float(at_start), "settles": float(settles), "pay": float(pay)}
        if st.button("Apply to new moves", key="assume") and wanted.items() - content.items():
            scenarios.go_on({**content, **wanted})


def problems(scene: WhatIf) -> None:
    """What of the scenario cannot be on this data, and which products are out of every return."""
    for gap in scene.not_counted:
        st.caption(text.plain(f"{gaps.note(gap)} The budgets below cover only the months that are counted."))
    unknown = scene.unknown
    if unknown:
        spent = float(scene.evidence.today[~scene.evidence.returning].sum())
        budget = f" with {'its' if len(unknown) == 1 else 'their'} budget of {formats.short(spent)}" if spent else ""
        names = ", ".join(unknown[:MOST_NAMED]) + (" …" if len(unknown) > MOST_NAMED else "")
        they = "This product is" if len(unknown) == 1 else f"These {len(unknown)} products are"
        left_out = f"{they} locked and not included{budget} in the portfolio's contribution and ROI."
        st.caption(text.plain(f"ROI unknown for {names}. {left_out}"))
    for each in contradictions.found_in(scene.evidence, scene.brief):
        st.warning(text.plain(f"{each.sentence} Correct the answers under Curves, or confirm them there."))
    for reason in scene.left_out:
        st.warning(text.plain(reason))
