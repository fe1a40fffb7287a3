"""What if we move money and people?"""

import streamlit as st

from ui import (
    curves,
    deeds,
    door,
    effect,
    further,
    kept,
    limits,
    moves,
    opening,
    reallocation,
    risk,
    transfers,
    widgets,
)


@st.fragment
def board() -> None:
    """All of the page that a touch of the board runs again."""
    with door.guarded():
        _board()


def _board() -> None:
    scene = opening.scene()
    said, asked = st.columns([6, 1], vertical_alignment="bottom")
    with said:
        widgets.message(reallocation.headline(scene))
    with asked:
        kept.save(scene)
    kept.title(scene)
    reallocation.problems(scene)
    left, right = st.columns([3, 2])
    with left:
        reallocation.shown(scene)
        with st.container(horizontal=True):
            limits.shown(scene)
            reallocation.assumptions(scene)
        transfers.shown(scene)
    with right:
        views = {
            "Impact": effect.shown,
            deeds.BEST: moves.shown,
            further.VIEW: further.shown,
            "Risk": risk.shown,
            "Curves": curves.shown,
            "Scenarios": kept.listed,
        }
        views[reallocation.view(list(views))](scene)


opening.reallocation("reallocation")
board()
