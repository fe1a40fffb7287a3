"""Regret: what each scenario loses against the best of them, under assumptions that people name."""

import pandas as pd
import streamlit as st

from analytics import chances, horizon
from analytics.trend import Array
from ui import formats, scenarios, text
from ui.whatif import WhatIf

SETS = "sets"  # in a scenario's content: by name, how many times as strongly products answer as was measured
ENDS = {"Finance (low end)": -1.0, "As measured": 0.0, "Product (high end)": 1.0}
NAME, TIMES = "Set of assumptions", "Elasticity, % of measured"


def shown(scenes: dict[str, WhatIf], board: WhatIf) -> None:
    """The table of regrets, and the sets of assumptions that the room adds."""
    st.markdown("**Regret**: shortfall against the best scenario, by set of assumptions")
    own = board.content.get(SETS, {})
    titled = regrets(scenes, own).map(formats.short).rename(index=text.plain)
    st.table(titled.rename(columns={name: text.plain(name) for name in own}))
    with st.expander("Add sets of assumptions", key="sets"):
        st.caption("Finance and Product take the ends of each elasticity's 80 % range. Add the assumptions of others:")
        table = pd.DataFrame({NAME: list(own), TIMES: [100 * times for times in own.values()]}).astype(
            {NAME: "str", TIMES: "float"}
        )
        limits = {TIMES: st.column_config.NumberColumn(min_value=1.0, max_value=1000.0, format=formats.WHOLE_NUMBER)}
        given = st.data_editor(
            table, num_rows="dynamic", hide_index=True, column_config=limits, key=f"sets {sorted(own.items())}"
        )
        if st.button("Use these assumptions", key="use-sets"):
            scenarios.go_on({**board.content, SETS: _named(given)})


def _named(given: pd.DataFrame) -> dict[str, float]:
    """The rows that have a name and a number."""
    rows = given.dropna().to_dict("records")
    return {str(row[NAME]).strip(): row[TIMES] / 100 for row in rows if str(row[NAME]).strip()}


def regrets(scenes: dict[str, WhatIf], own: dict[str, float]) -> pd.DataFrame:
    """What each scenario loses against the best of them, today too, under each set of assumptions.

    Finance's set takes the low end of every curve's 80 % range, Product's the high end; a set of one's own multiplies
    every elasticity (the steepness of a judged curve).
    """
    values = pd.DataFrame({name: _under(scene, own) for name, scene in scenes.items()}).T
    values.loc["Today"] = 0.0
    return chances.regret(values)


def _under(scene: WhatIf, own: dict[str, float]) -> dict[str, float]:
    """A scenario's gain under each set."""
    ends = {name: _gain(scene, chances.powers_at(scene.evidence, end)) for name, end in ENDS.items()}
    return ends | {name: _gain(scene, chances.powers_times(scene.evidence, times)) for name, times in own.items()}


def _gain(scene: WhatIf, powers: Array) -> float:
    gains = horizon.gains_with(scene.evidence.curves, powers[None, :], scene.course)
    return float(gains.sum()) + scene.ventures_bring
