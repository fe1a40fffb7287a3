"""What one product's curve rests on, and the four questions to its owner."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from analytics import contradictions, drawn, evidence, running_years
from analytics.elasticity import HIGHEST, LOWEST
from analytics.evidence import Source
from analytics.judgement import Judgement, Unanswerable
from ui import counts, deeds, filters, formats, panels, reallocation, scenarios, session, text, theme, whatif
from ui.charts import curves as charts
from ui.panels import Panel
from ui.whatif import WhatIf

QUESTIONS = ("with no budget", "with today's budget", "with 50 % more", "with as much as it can use")
MEANING = (
    "Contribution over 12 months at each budget: solid within the range of past budgets, dashed outside it, with the "
    "80 % range. Dots: past periods of 12 months. Circle: today. Square: the scenario."
)


def shown(scene: WhatIf) -> None:
    """One product's curve, what it rests on, and the owner's answers."""
    names = sorted(scene.evidence.products)
    looked_at = st.session_state.get(deeds.LOOKED_AT)
    name = st.selectbox("Product", names, index=names.index(looked_at) if looked_at in names else 0, key="curve-of")
    place = scene.places[name]
    row = scene.evidence.table.iloc[place]
    st.markdown(f"**{text.plain(name)}** · {text.plain(reallocation.about(row))}")
    if row["source"] != Source.FIXED:
        _chart(scene, place)
    _answers(scene, name, row)
    if row["source"] not in {Source.FIXED, Source.JUDGED}:
        _typed(scene, name, row)
    _foretold()


def _chart(scene: WhatIf, place: int) -> None:
    """The curve with today and the board's budget on it."""
    row, name = scene.evidence.table.iloc[place], scene.evidence.products[place]
    today, now = float(scene.evidence.today[place]), scene.scenario.budgets()[name] / 100
    most = max(today * 1.6, now * 1.1, float(np.nan_to_num(row["seen_to"])) * 1.1)
    curve = drawn.curve(scene.evidence, place, most)
    marked = pd.DataFrame({"what": ["today", "proposal"], "budget": [today, now]}).head(1 if now == today else 2)
    own = scene.evidence.curves[np.array([place])]
    marked["contribution"] = own.value(marked["budget"].to_numpy()[:, None])[:, 0]
    pairs = zip(marked["budget"], marked["contribution"], strict=True)
    marked["said"] = [
        f"contribution {formats.exact(brought)} at a budget of {formats.exact(budget)}" for budget, brought in pairs
    ]
    title = (f"{name}: response to budget", f"{filters.currency()} · contribution by budget, 12 months")
    chart = charts.response(curve, marked, _years(name), title, theme.tokens())
    table = curve[["budget", "contribution", "low", "high"]].rename(columns=str.title)
    panels.show(Panel("curve", chart, f"{title[0]}, {marked['said'].iloc[-1]}", MEANING, table))


def _years(name: str) -> pd.DataFrame:
    """The sums of every 12 months in a row."""
    months = evidence.months(whatif.periods())
    own = running_years.sums(months[months["product"] == name]).dropna()
    return own.rename(columns={"investment": "budget"})


def _answers(scene: WhatIf, name: str, row: Any) -> None:
    """The owner's four answers, kept in the scenario."""
    known = scene.content.get("limits", {}).get("products", {}).get(name, {}).get("answers")
    with st.expander("Ask the product owner: four questions", expanded=row["source"] == Source.FIXED):
        with st.form(f"answers-{name}", border=False):
            st.caption(f"What would {text.plain(name)} contribute over the next 12 months …")
            columns = st.columns(4)
            earned, answers = float(np.nan_to_num(row["contribution"])), []
            usual = known or [0.0, round(earned), round(earned * 1.1), round(earned * 1.4)]
            for column, question, value in zip(columns, QUESTIONS, usual, strict=True):
                answers.append(column.number_input(f"… {question}?", value=float(value), format=formats.WHOLE_NUMBER))
            if st.form_submit_button("Use these answers"):
                _judged(scene, name, (answers, float(row["today"])))
        differs = any(each.product == name for each in contradictions.found_in(scene.evidence, scene.brief))
        if differs and st.button("Keep the answers despite the actuals", key=f"stand-{name}"):
            scenarios.go_on(deeds.with_bounds(scene.content, name, {"answers_stand": True}))
        if known and st.button("Delete the answers", key=f"forget-{name}"):
            _keep(scene, name, None)


def _typed(scene: WhatIf, name: str, row: Any) -> None:
    """An elasticity that somebody knows better than history, kept in the scenario."""
    known = scene.brief.typed.get(name)
    with st.expander("Or enter the elasticity", expanded=known is not None):
        left, right = st.columns([2, 1], vertical_alignment="bottom")
        usual = known if known is not None else float(np.clip(row["elasticity"], LOWEST, HIGHEST))
        value = left.number_input(
            "Elasticity: % contribution per 1 % more budget", LOWEST, HIGHEST, usual, 0.01, key=f"typed-{name}"
        )
        if right.button("Use this elasticity", key=f"type-{name}"):
            scenarios.go_on(deeds.with_bounds(scene.content, name, {"elasticity": round(float(value), 4)}))
        if known is not None and st.button("Reset to measured value", key=f"untype-{name}"):
            scenarios.go_on(deeds.with_bounds(scene.content, name, {"elasticity": None}))


def _judged(scene: WhatIf, name: str, given: tuple[list[float], float]) -> None:
    answers, budget = given
    try:
        Judgement(answers[0], answers[1], answers[2], answers[3], budget)
    except Unanswerable as reason:
        st.error(text.plain(str(reason)))
        return
    _keep(scene, name, answers)


def _keep(scene: WhatIf, name: str, answers: list[float] | None) -> None:
    scenarios.go_on(deeds.with_bounds(scene.content, name, {"answers": answers, "answers_stand": None}))


def _foretold() -> None:
    """How well such curves would have foretold the last year."""
    told = session.computed(lambda: evidence.foretold(whatif.periods()), "foretold")
    if told.empty:
        st.caption("No held-out test of the curves: no product has two full years of data.")
        return
    off = (told["foretold"] / told["contribution"] - 1).abs().median()
    same = (told["unchanged"] / told["contribution"] - 1).abs().median()
    st.caption(
        f"Held-out test: curves fitted without the last year missed its contribution by {formats.percent(off)} "
        f"(median of {counts.named(len(told), 'product')}); assuming no change missed it by {formats.percent(same)}."
    )
