"""The notice of a version that was published meanwhile; nobody is moved to it unasked, nor left without it."""

import streamlit as st

from ui import door, importing, session

EVERY = 5  # seconds: an idle page learns of it by itself


def shown() -> None:
    """The notice, on every page; where the version that was shown is no longer kept, the page ends here."""
    _notice()
    if session.gone():
        importing.keep_what_was_said()
        st.stop()


@st.fragment(run_every=EVERY)
def _notice() -> None:
    """Only reads the name of the newest version, so that looking often costs nothing."""
    with door.guarded():
        newest = session.newer()
        if newest is None:
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":blue-badge[New] {_sentence(newest)}")
            if st.button("Show the newest", key="newest"):
                session.switch()
                st.rerun()


def _sentence(newest: int) -> str:
    shown = session.seen()
    if session.gone():
        return f"Version {shown}, which you were shown, is no longer kept. The newest is version {newest}."
    return f"Version {newest} was published meanwhile; you see {f'version {shown}' if shown else 'nothing yet'}."
