"""The board's transfers one by one: when each starts, how its people settle in, and which is taken back."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics.transfers import LAST_START, Edit, Impossible, Scenario, Transfer
from ui import formats, scenarios, text, whatif
from ui.moved import NEW, SAVED
from ui.whatif import WhatIf

START, AT_START, SETTLES, BACK = "Start month", "Initial productivity", "Ramp-up", "Undo"


def shown(scene: WhatIf) -> None:
    """The table of transfers, the last one first; what is changed in it is kept with a press."""
    transfers = scene.scenario.transfers
    if not transfers:
        return
    many = "One budget transfer" if len(transfers) == 1 else f"{len(transfers)} budget transfers"
    with st.expander(f"{many}: start and ramp-up", icon=":material/schedule:", key="transfers"):
        table = pd.DataFrame([_row(each) for each in reversed(transfers)])
        given = st.data_editor(
            table,
            hide_index=True,
            disabled=[str(name) for name in table if name not in {START, AT_START, SETTLES, BACK}],
            column_config=_columns(),
            key=f"transfers {hash(transfers)}",
        )
        if st.button("Apply changes", key="use-transfers"):
            _use(scene, given[::-1].to_dict("records"))


def _row(transfer: Transfer) -> dict[str, Any]:
    return {
        "From": transfer.giver or NEW,
        "To": transfer.taker or SAVED,
        "Amount": formats.exact(transfer.cents / 100) if transfer.cents else "",
        "FTE": formats.plain(transfer.people / 100) if transfer.people else "",
        START: transfer.start,
        AT_START: transfer.at_start,
        SETTLES: transfer.settles,
        BACK: False,
    }


def _columns() -> dict[str, Any]:
    months = "Month in which the transfer starts, 0 = now. Its amount is spread over the remaining months."
    at_first = "Productivity of moved staff at the start, 0 to 1."
    settle = "Time constant in months: after it, about two thirds of the productivity gap is closed."
    return {
        START: st.column_config.NumberColumn(min_value=0, max_value=LAST_START, step=1, required=True, help=months),
        AT_START: st.column_config.NumberColumn(min_value=0.0, max_value=1.0, required=True, help=at_first),
        SETTLES: st.column_config.NumberColumn(min_value=0.0, required=True, help=settle),
        BACK: st.column_config.CheckboxColumn(help="Undo this transfer."),
    }


def _use(scene: WhatIf, rows: list[Any]) -> None:
    """Keep the transfers as the table has them."""
    try:
        scenario = rewritten(scene.scenario, rows)
    except Impossible as reason:
        st.error(text.plain(str(reason)))
        return
    scenarios.go_on(whatif.written(scenario, scene.content))


def rewritten(scenario: Scenario, rows: list[Any]) -> Scenario:
    """The scenario with other times of its transfers, a row for each in their order, without those taken back.

    Raises
    ------
    Impossible
        What is left gives away more than there is.
    """
    left = iter(rows)
    again = scenario.reset()
    for edit in scenario.edits:
        kept = _edited(edit, [next(left) for _ in edit])
        again = again.moved(kept) if kept else again
    return again


def _edited(edit: Edit, rows: list[Any]) -> Edit:
    """One edit with the times of the table, without what is taken back."""
    pairs = zip(edit, rows, strict=True)
    return tuple(
        replace(each, start=int(row[START]), at_start=float(row[AT_START]), settles=float(row[SETTLES]))
        for each, row in pairs
        if not row[BACK]
    )
