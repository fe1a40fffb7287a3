"""The door with a screen: the list of pages and the set-up that every one of them stands on."""

import streamlit as st

from ui import door, session

st.set_page_config(page_title="Reallot", layout="wide", initial_sidebar_state="collapsed")
door.opened()
session.start()

pages = door.pages()
chosen = st.navigation(list(pages.values()), position="top")
door.go_on(pages)
chosen.run()
