"""What a scenario does: gain or loss by product, and what would have to be true for it to hold."""

import pandas as pd
import streamlit as st

from analytics import flips
from ui import filters, formats, panels, text, theme
from ui.charts import marks, movers
from ui.charts.movers import Scale
from ui.panels import Panel
from ui.whatif import WhatIf

NEAREST = 5
MEANING = (
    "The change of contribution over the next 12 months against today's budgets, from each product's response curve."
)


def shown(scene: WhatIf) -> None:
    """Gain or loss by product, how sure the whole is, and the assumptions nearest to changing it."""
    names = [*scene.evidence.products, *(each.name for each in scene.ventures)]
    gains = pd.DataFrame({"product": names, "change": [*scene.gains, *(each.expected for each in scene.ventures)]})
    gains = gains[gains["change"] != 0].sort_values("change", key=abs, ascending=False, ignore_index=True)
    if gains.empty:
        st.markdown("Nothing is moved yet. Drag a budget on the board, or take one of the **best moves**.")
        return
    sure = scene.range
    span = f"{formats.signed(sure.p10)} to {formats.signed(sure.p90)}"
    title = (
        f"Gain or loss by product: {formats.signed(scene.gain)} in all",
        f"{filters.currency()}, next 12 months · 80 % range {span}",
    )
    chart = movers.changes(gains, Scale(marks.money, formats.signed), title, theme.tokens())
    table = gains.rename(columns={"product": "Product", "change": "Gain"})
    panels.show(Panel("effect", chart, title[0], MEANING, table))
    worst = f"the worst 5 % of draws bring {formats.signed(sure.tail)} on average"
    st.caption(f"Better than today in {formats.percent(sure.better, 0)} of draws; {worst}.")
    _assumptions(scene)


def _assumptions(scene: WhatIf) -> None:
    """The five assumptions nearest to changing the decision."""
    found = flips.assumptions(scene.evidence, scene.spent).head(NEAREST)
    if found.empty:
        return
    st.markdown("**What would have to be true** (the nearest first)")
    rows = [
        {
            "Product": row["product"],
            "1 % more money brings": f"{formats.plain(row['value'], 2)} %",
            "Decision turns at": "no value" if pd.isna(row["flip"]) else f"{formats.plain(row['flip'], 2)} %",
            "Gain over its range": f"{formats.signed(row['gain_low'])} to {formats.signed(row['gain_high'])}",
        }
        for row in found.to_dict("records")
    ]
    st.table(pd.DataFrame(rows).map(text.plain).set_index("Product"))
