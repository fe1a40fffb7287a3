"""Can we trust it?"""

import streamlit as st

from ui import door, importing, uploads, widgets

door.enter("data")

st.markdown("### Bring in a workbook")
candidate = importing.upload()
if candidate is None:
    importing.sample()
else:
    importing.review(candidate)
widgets.newer_version()
uploads.history()
