"""The one way in: every session runs `app.py` first, whatever page its link names.

Streamlit serves a file under `pages/` by itself on a fresh server, past `app.py`. So each page asks `enter` first:
a session that has not come through the door is sent there, with the page's name and the link's parameters.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import streamlit as st
from streamlit.navigation.page import Page

from ui import session, text

GO_TO = "goto"
_OPENED = "came through the door"
_HERE = "page"
_ARRIVED = "has just come to it"
_LOG = logging.getLogger("reallot")
_TITLES = {
    "overview": "Overview",
    "returns": "Return",
    "market": "Market",
    "kpis": "KPIs",
    "reallocation": "Reallocate",
    "data": "Data",
}  # by file, which is the address as well


def opened() -> None:
    """Note that this session came through `app.py`."""
    st.session_state[_OPENED] = True


def enter(page: str) -> None:
    """Send a session that skipped `app.py` there, and from there back to `page`."""
    if _OPENED not in st.session_state:
        parameters = {name: st.query_params.get_all(name) for name in st.query_params}
        st.switch_page("app.py", query_params={**parameters, GO_TO: page})
    st.session_state[_ARRIVED] = st.session_state.get(_HERE) != page
    st.session_state[_HERE] = page


def arrived() -> bool:
    """Whether this run is the first on its page since another one: its widgets have no values yet."""
    return bool(st.session_state.get(_ARRIVED, True))


def navigation() -> Page:
    """The page that this visit is to; the bare address and a link sent through the door go on to theirs.

    An address is the name of its file: by any other a fresh server, which knows the folder alone, says "not found".
    The start page is hidden: Streamlit serves the default page at the bare address alone, and `/overview` has to be
    an address like the others.
    """
    pages = {name: st.Page(f"pages/{name}.py", title=title, url_path=name) for name, title in _TITLES.items()}

    def start() -> None:
        _go_on(pages)

    return st.navigation([st.Page(start, default=True, visibility="hidden"), *pages.values()], position="top")


def _go_on(pages: dict[str, Page]) -> None:
    """Go on to the page that the link named, the Overview where it named none."""
    wanted = st.query_params.get(GO_TO, "overview")
    parameters = {name: st.query_params.get_all(name) for name in st.query_params if name != GO_TO}
    st.switch_page(pages.get(wanted, pages["overview"]), query_params=parameters)


@contextmanager
def guarded() -> Iterator[None]:
    """Say what was refused in its own words; of what should never fail say the number under which the log has it."""
    try:
        yield
    except session.RefusedAction as refusal:
        for sentence in str(refusal).splitlines():
            st.error(text.plain(sentence))
    except Exception:  # noqa: BLE001  the last resort between a defect and the screen
        number = uuid4().hex[:8]
        _LOG.exception("error %s", number)
        st.error(
            f"This page could not be displayed (error {number}). Your data is unchanged. Reload, or open another page."
        )
