"""Can we trust it?"""

from ui import aliases, blanks, differences, failures, importing, opening, uploads, widgets

opening.enter("data")

widgets.message(uploads.headline())
waiting = importing.upload()
with failures.noticed():
    if not waiting:
        widgets.hoped_for()
    else:
        importing.review(importing.choose(waiting) if len(waiting) > 1 else waiting[0])
uploads.history()
aliases.names()
blanks.table()
differences.between_versions()
