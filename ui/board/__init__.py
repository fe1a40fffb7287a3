"""The live board: rows of sliders in the page, whose effect follows the hand; the server decides on release."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent
KEY = "board"
_mount = st.components.v2.component(
    "reallot_board",
    css=(HERE / "board.css").read_text(encoding="utf-8"),
    js="".join((HERE / name).read_text(encoding="utf-8") for name in ("formats.js", "board.js")),
)


def show(rows: dict[str, Any], on_edit: Callable[[dict[str, Any]], None]) -> None:
    """Show the board; `on_edit` gets what a hand did, once it let go."""

    def edited() -> None:
        edit = st.session_state[KEY].edit
        if edit:
            on_edit(dict(edit))

    _mount(key=KEY, data=rows, on_edit_change=edited)
