"""What a scenario does: gain or loss by product, and what would have to be true for it to hold."""

import pandas as pd
import streamlit as st

from analytics import flips
from ui import filters, formats, panels, text, theme
from ui.charts import marks, movers, tornado
from ui.charts.movers import Scale
from ui.panels import Panel
from ui.whatif import WhatIf

NEAREST = 5
MEANING = "Change in contribution over the next 12 months against today's budgets, from each product's response curve."

OF_TORNADO = (
    "The scenario's impact with one assumption at the low and the high end of its 80 % range, all others unchanged: a "
    "product's elasticity, or whether an action succeeds. The line is the impact as it is."
)


def shown(scene: WhatIf) -> None:
    """Gain or loss by product, how sure the whole is, and the assumptions nearest to changing it."""
    gains = by_product(scene)
    if gains.empty:
        st.markdown("No budget is changed yet. Drag a budget on the board or accept one under **Moves**.")
        return
    sure = scene.range
    span = f"{formats.signed(sure.p10)} to {formats.signed(sure.p90)}"
    title = (
        f"Impact by product: {formats.signed(scene.gain)} in total",
        f"{filters.currency()}, next 12 months · 80 % range {span}",
    )
    chart = movers.changes(gains, Scale(marks.money, formats.signed), title, theme.tokens())
    table = gains.rename(columns={"product": "Product", "change": "Impact"})
    panels.show(Panel("effect", chart, title[0], MEANING, table))
    worst = f"average of the worst 5 %: {formats.signed(sure.tail)}"
    st.caption(f"Beats today in {formats.percent(sure.better)} of simulations; {worst}.")
    _assumptions(scene)


def by_product(scene: WhatIf) -> pd.DataFrame:
    """What each product, project or ending changes, the most first, as drawn and exported: `product`, `change`."""
    names = [*scene.evidence.products, *(each.name for each in scene.ventures)]
    gains = pd.DataFrame({"product": names, "change": [*scene.gains, *(each.expected for each in scene.ventures)]})
    return gains[gains["change"] != 0].sort_values("change", key=abs, ascending=False, ignore_index=True)


def _assumptions(scene: WhatIf) -> None:
    """How far each assumption moves the gain, and the five nearest to changing the decision."""
    found = flips.assumptions(scene.evidence, scene.course, scene.ventures_bring)
    _tornado(scene, found)
    if found.empty:
        return
    st.markdown("**Break-even assumptions** (closest first)")
    rows = [
        {
            "Product": row["product"],
            "1 % more budget adds": f"{formats.decimal(row['value'])} %",
            "Break-even at": "no value" if pd.isna(row["flip"]) else f"{formats.decimal(row['flip'])} %",
        }
        for row in found.head(NEAREST).to_dict("records")
    ]
    st.table(pd.DataFrame(rows).map(text.plain).set_index("Product"))


def _tornado(scene: WhatIf, found: pd.DataFrame) -> None:
    """Every answer to money at the ends of its range, and every venture that may fail."""
    curves = pd.DataFrame(
        {
            "product": found["product"],
            "least": found[["gain_low", "gain_high"]].min(axis=1),
            "most": found[["gain_low", "gain_high"]].max(axis=1),
        }
    )
    risky = [
        {"product": each.name, "least": scene.gain - each.expected, "most": scene.gain - each.expected + each.brings}
        for each in scene.ventures
        if 0 < each.chance < 1
    ]
    swings = pd.concat([curves, pd.DataFrame(risky)], ignore_index=True)
    swings = swings[swings["most"] > swings["least"]]
    if swings.empty:
        return
    pairs = zip(swings["least"], swings["most"], strict=True)
    swings["said"] = [f"{formats.signed(least)} to {formats.signed(most)}" for least, most in pairs]
    widest = swings.iloc[int((swings["most"] - swings["least"]).argmax())]
    title = (
        f"{widest['product']} has the largest influence on the impact: {widest['said']}",
        f"{filters.currency()}, next 12 months · each assumption over its own 80 % range",
    )
    chart = tornado.tornado(swings, scene.gain, title, theme.tokens())
    table = swings[["product", "least", "most"]].set_axis(
        ["Assumption", "Lowest impact", "Highest impact"], axis="columns"
    )
    panels.show(Panel("tornado", chart, title[0], OF_TORNADO, table))
