"""Errors of Reallot's own, on screen: a sentence each, and the report to send to those who mend it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ui import session, text

_KEPT = "errors to be said"
_NAME = "reallot-report.txt"


def kept(refusal: Exception) -> bool:
    """Whether an error is one of Reallot's own, which is kept to be said after the next run."""
    if isinstance(refusal, session.FailedAction):
        st.session_state.setdefault(_KEPT, []).append((str(refusal), refusal.report))
        return True
    return False


def say() -> None:
    """What is kept, each with its report."""
    for number, (sentence, report) in enumerate(st.session_state.pop(_KEPT, [])):
        st.error(text.plain(sentence))
        st.download_button("Save the report to send", report, _NAME, key=f"report-{number}", on_click="ignore")


@contextmanager
def noticed() -> Iterator[None]:
    """Part of a page that is shown again without the file over which it failed."""
    try:
        yield
    except session.FailedAction as failure:
        kept(failure)
        st.rerun()
