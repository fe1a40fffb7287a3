"""Products by several names: those that look alike, and the table of what names mean, which the user owns."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from ui import formats, importing, text, versions

MOST_PROPOSED = 10
NAME, PRODUCT = "Name in the files", "Product"


def names() -> None:
    """What names mean, and what they may mean."""
    known, proposed = versions.names(), versions.look_alikes()
    if not proposed and not known and not versions.history():
        return
    st.markdown("### Product names")
    for number, group in enumerate(proposed[:MOST_PROPOSED]):
        _proposal(number, group)
    if len(proposed) > MOST_PROPOSED:
        st.caption(f"{len(proposed) - MOST_PROPOSED:,} more groups of similar names follow once these are settled.")
    if not proposed:
        st.caption("No similar product names found.")
    _table(known)


def _proposal(number: int, group: tuple[Any, ...]) -> None:
    """Names that may mean one product: each as the one that stays, or all kept apart."""
    counted = " and ".join(f"“{each.product}” ({_cells(each)})" for each in group)
    with st.container(horizontal=True, vertical_alignment="center", key=f"alike-{number}"):
        st.markdown(f"Same product?  {text.plain(counted)}", width="content")
        all_names = [each.product for each in group]
        for each in group:
            if st.button(f"Merge as “{text.plain(each.product)}”", key=f"merge-{number}-{each.product}"):
                importing.attempt(partial(versions.merge, all_names, each.product))
                st.rerun()
        if st.button("Keep separate", key=f"apart-{number}"):
            importing.attempt(lambda: versions.keep_apart(all_names))
            st.rerun()


def _cells(name: Any) -> str:
    cells = "one cell" if name.cells == 1 else f"{name.cells:,} cells"
    return f"{cells} in {'one file' if name.files == 1 else f'{name.files:,} files'}"


def _table(known: dict[str, str]) -> None:
    """The aliases, to change; a name that means itself was kept apart from its look-alikes."""
    with st.expander(f"Name mapping ({formats.count(len(known))})", expanded=False):
        st.caption("Cells keep their names. The figures of all uploads are added up under the product.")
        rows = pd.DataFrame({NAME: list(known), PRODUCT: list(known.values())}, dtype="str")
        edited = st.data_editor(
            rows,
            hide_index=True,
            num_rows="dynamic",
            column_config={name: st.column_config.TextColumn(required=True) for name in (NAME, PRODUCT)},
            key=f"aliases-{hash(tuple(known.items()))}",
        )
        wanted = dict(zip(edited[NAME].fillna(""), edited[PRODUCT].fillna(""), strict=True))
        if st.button("Save the names", disabled=wanted == known, key="save-names"):
            importing.attempt(lambda: versions.say_names(wanted))
            st.rerun()
