"""Can we trust it?"""

from ui import door, importing, uploads, widgets

door.enter("data")

widgets.message(uploads.headline())
widgets.newer_version()
candidate = importing.upload()
if candidate is None:
    importing.hoped_for()
else:
    importing.review(candidate)
uploads.history()
