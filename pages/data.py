"""Can we trust it?"""

from ui import aliases, blanks, differences, door, importing, uploads, widgets

door.enter("data")

widgets.message(uploads.headline())
widgets.newer_version()
waiting = importing.upload()
if not waiting:
    importing.hoped_for()
else:
    importing.review(importing.choose(waiting) if len(waiting) > 1 else waiting[0])
uploads.history()
aliases.names()
blanks.table()
differences.between_versions()
