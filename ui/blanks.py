"""Products without an investment figure: nothing invested, or not in the files? Asked once, changed on Data."""

from collections.abc import Hashable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics import blanks
from ui import formats, importing, session, text, versions

MOST_ASKED = 3
NOTHING, UNKNOWN, OPEN = "nothing was invested", "not in the files", "not answered"
ANSWERS = {True: NOTHING, False: UNKNOWN}


def ask(periods: pd.DataFrame) -> None:
    """The open questions of a page's figures, each with what its answer makes of the return; and the answers given."""
    known = versions.blanks()
    open_questions = blanks.questions(periods)
    open_questions = open_questions[~open_questions["product"].isin(list(known))]
    for row in open_questions.head(MOST_ASKED).to_dict("records"):
        _question(row)
    more = len(open_questions) - MOST_ASKED
    if more > 0:
        st.caption(f"{more:,} more products have no investment figure; answer them on the Data page.")
    _said(known, set(periods["product"]))


def _question(row: dict[Hashable, Any]) -> None:
    product, months = str(row["product"]), int(row["months"])
    now, if_nothing = formats.percent(row["roi"]), formats.percent(row["roi_if_nothing"])
    with st.container(horizontal=True, vertical_alignment="center", key=f"blank-{product}"):
        many = "one month" if months == 1 else f"{months:,} months"
        question = f"“{product}” has no investment for {many}. Was nothing invested, or is it not in the files?"
        effect = f"ROI: {now} without these months, {if_nothing} if nothing was invested."
        st.markdown(f"{text.plain(question)} {effect}", width="content")
        for nothing, label in ((True, "Nothing invested"), (False, "Not in the files")):
            if st.button(label, key=f"blank-{product}-{nothing}"):
                importing.attempt(partial(versions.answer_blank, product, nothing))
                st.rerun()


def _said(known: dict[str, bool], products: set[str]) -> None:
    """Which answers are in the figures."""
    for nothing, answer in ANSWERS.items():
        names = [product for product, said in known.items() if said is nothing and product in products]
        if names:
            st.caption(text.plain(f"Where investment is blank, {answer} for {', '.join(names)} (answered on Data)."))


def table() -> None:
    """Every product that has an answer or needs one, to change."""
    rows = versions.blank_products()
    if rows.empty:
        return
    with st.expander(f"Products without investment figures: {len(rows):,}"):
        st.caption("What a blank means changes the return: nothing invested counts as 0, not in the files as unknown.")
        given = rows["nothing"].map(ANSWERS).fillna(OPEN)
        shown = pd.DataFrame({"Product": rows["product"], "A blank means": given})
        edited = st.data_editor(
            shown,
            hide_index=True,
            disabled=["Product"],
            column_config={
                "A blank means": st.column_config.SelectboxColumn(options=[OPEN, NOTHING, UNKNOWN], required=True)
            },
            key=f"blanks-{session.version()}",
        )
        changed = edited[edited["A blank means"] != given]
        if st.button("Save the answers", disabled=changed.empty, key="save-blanks"):
            meaning = {answer: nothing for nothing, answer in ANSWERS.items()}
            for product, answer in changed.itertuples(index=False):
                importing.attempt(partial(versions.answer_blank, str(product), meaning.get(str(answer))))
            st.rerun()
