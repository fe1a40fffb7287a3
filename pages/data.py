"""Can we trust it?"""

from ui import aliases, blanks, differences, importing, opening, uploads, widgets

opening.enter("data")

widgets.message(uploads.headline())
waiting = importing.upload()
if not waiting:
    importing.hoped_for()
else:
    importing.review(importing.choose(waiting) if len(waiting) > 1 else waiting[0])
uploads.history()
aliases.names()
blanks.table()
differences.between_versions()
