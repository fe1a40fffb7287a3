"""How values were read, where nobody needs to act: counted, and folded away."""

import streamlit as st

from ui import words


def folded(sentences: list[str]) -> None:
    """The notes behind their number; nothing where there are none."""
    if sentences:
        with st.expander(words.notes(len(sentences)), expanded=False):
            for sentence in sentences:
                st.caption(sentence)
