"""A bar for what takes long: the step, the rows, about how long it still takes, and a way out of it.

A click on the way out makes Streamlit end the run at the next step that is told; what had begun is cleared away by
those who began it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from ui import counts, formats, text

Tell = Callable[[str, int], None]
OPENED_PER_SECOND = 3_000_000  # bytes of a workbook, as docs/performance.md has it
STORED_PER_SECOND = 250_000  # rows
ALMOST = 0.95
SHORT = 3  # seconds that nobody needs to be told of


@contextmanager
def shown(what: str, seconds: float) -> Iterator[Tell]:
    """A bar while something that is expected to take some seconds is done; gone afterwards."""
    place = st.empty()
    start = time.monotonic()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, text.plain(what))
        st.button("Cancel", key=f"cancel {what}", help="Nothing of this file will be loaded")

    def tell(step: str, rows: int) -> None:
        passed = time.monotonic() - start
        bar.progress(min(passed / max(seconds, 0.1), ALMOST), text.plain(_sentence(what, step, rows, seconds - passed)))

    yield tell
    place.empty()


def _sentence(what: str, step: str, rows: int, left: float) -> str:
    done = f", {counts.of(rows, 'row')}" if rows else ""
    wait = f" · about {formats.count(left)} s left" if left > SHORT else ""
    return f"{what}: {step.lower()}{done}{wait}"
