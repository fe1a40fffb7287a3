"""The one way in: every session runs `app.py` first, whatever page its link names.

Streamlit serves a file under `pages/` by itself on a fresh server, past `app.py`. So each page asks `enter` first:
a session that has not come through the door is sent there, with the page's name and the link's parameters.
"""

import streamlit as st
from streamlit.navigation.page import Page

GO_TO = "goto"
_OPENED = "came through the door"
_FILES = {
    "overview": ("pages/overview.py", "Overview"),
    "return": ("pages/returns.py", "Return"),
    "data": ("pages/data.py", "Data"),
}


def opened() -> None:
    """Note that this session came through `app.py`."""
    st.session_state[_OPENED] = True


def enter(page: str) -> None:
    """Send a session that skipped `app.py` there, and from there back to `page`."""
    if _OPENED not in st.session_state:
        parameters = {name: st.query_params.get_all(name) for name in st.query_params}
        st.switch_page("app.py", query_params={**parameters, GO_TO: page})


def pages() -> dict[str, Page]:
    """The pages of the navigation by their names in links."""
    return {
        name: st.Page(file, title=title, url_path=name, default=name == "overview")
        for name, (file, title) in _FILES.items()
    }


def go_on(pages: dict[str, Page]) -> None:
    """Go on to the page that a link named; a name that is no page is ignored."""
    wanted = st.query_params.get(GO_TO)
    if wanted is None:
        return
    parameters = {name: st.query_params.get_all(name) for name in st.query_params if name != GO_TO}
    st.switch_page(pages.get(wanted, pages["overview"]), query_params=parameters)
