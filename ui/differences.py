"""What changed between two versions of the figures."""

import streamlit as st

from ui import formats, versions, widgets

MOST_SHOWN = 5_000
TITLES = {"subject": "Item", "measure": "Measure", "basis": "Basis", "period": "Period", "was": "Before", "now": "Now"}


def between_versions() -> None:
    """Two versions to choose, and every figure that is not the same in both."""
    kept = versions.kept()
    if len(kept) < 2:
        return
    st.markdown("### What changed")
    if not st.toggle("Compare two versions", key="compare-versions"):
        return
    with st.container(horizontal=True):
        before = st.selectbox("From version", kept, 1, format_func=_title, key="version-before", width=220)
        after = st.selectbox("to version", kept, 0, format_func=_title, key="version-after", width=220)
    changes = versions.changes(before, after)
    if changes.empty:
        st.caption("No figure differs.")
        return
    was, now = changes["was"].notna(), changes["now"].notna()
    parts = {"changed": int((was & now).sum()), "new": int((now & ~was).sum()), "gone": int((was & ~now).sum())}
    st.caption("Figures: " + ", ".join(f"{count:,} {what}" for what, count in parts.items() if count) + ".")
    shown = changes.head(MOST_SHOWN)[list(TITLES)].copy()
    shown["measure"] = shown["measure"].map(versions.measure)
    for name in ("was", "now"):
        shown[name] = [formats.exact(None if amount is None else float(amount)) for amount in shown[name]]
    st.dataframe(shown.rename(columns=TITLES), hide_index=True, column_config=widgets.amounts("Before", "Now"))
    if len(changes) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN:,} of {len(changes):,}; all of them: `python cli.py diff {before} {after}`.")


def _title(version: int) -> str:
    return str(version) if version else "nothing loaded"
