"""The door with a screen: the list of pages and the set-up that every one of them stands on."""

import streamlit as st

from ui import door, session, theme

st.set_page_config(page_title="Reallot", layout="wide", initial_sidebar_state="collapsed")
theme.frame()
page = door.navigation()
with door.guarded():
    session.start()
    door.opened()
    page.run()
