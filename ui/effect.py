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
MEANING = (
    "The change of contribution over the next 12 months against today's budgets, from each product's response curve."
)

OF_TORNADO = (
    "The gain of the whole board with one assumption at the low and at the high end of its 80 % range, all others as "
    "they are: how strongly a product answers to money, or whether a venture succeeds. The line is the gain as it is."
)


def shown(scene: WhatIf) -> None:
    """Gain or loss by product, how sure the whole is, and the assumptions nearest to changing it."""
    gains = by_product(scene)
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
    st.caption(f"Better than today in {formats.percent(sure.better)} of draws; {worst}.")
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
    st.markdown("**What would have to be true** (the nearest first)")
    rows = [
        {
            "Product": row["product"],
            "1 % more money brings": f"{formats.decimal(row['value'])} %",
            "Decision turns at": "no value" if pd.isna(row["flip"]) else f"{formats.decimal(row['flip'])} %",
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
        f"{widest['product']} moves the gain most: {widest['said']}",
        f"{filters.currency()}, next 12 months · each assumption over its own 80 % range",
    )
    chart = tornado.tornado(swings, scene.gain, title, theme.tokens())
    table = swings[["product", "least", "most"]].set_axis(["Assumption", "Least gain", "Most gain"], axis="columns")
    panels.show(Panel("tornado", chart, title[0], OF_TORNADO, table))
