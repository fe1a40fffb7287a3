"""How values were read, where nobody needs to act: counted, and folded away."""

from collections.abc import Mapping

import streamlit as st

from ui import counts, words


def folded(sentences: list[str]) -> None:
    """The notes behind their number; nothing where there are none."""
    if sentences:
        with st.expander(words.notes(len(sentences)), expanded=False):
            for sentence in sentences:
                st.caption(sentence)


def title(kinds: Mapping[str, int]) -> str:
    """How many problems of each kind there are.

    >>> title({"rejected": 1, "left out": 3, "warning": 0})
    '1 row rejected, 3 left out, 0 warnings'
    """
    rejected, warnings = counts.of(kinds["rejected"], "row"), counts.of(kinds["warning"], "warning")
    return f"{rejected} rejected, {kinds['left out']:,} left out, {warnings}"
