"""In which row the headings of a table likely stand: the one with words above columns of figures and names."""

from collections.abc import Iterable

from data.reading.cells import as_text
from data.reading.evidence.glance import Glance, glances
from data.reading.grid import Sheet

FIRST_ROWS = 60  # below the headings, that are looked at
OF_FIGURES, OF_NAMES, OF_NOTHING = 2.0, 1.0, -1.0


def likeliest(sheet: Sheet, rows: Iterable[int]) -> int | None:
    """The likeliest row of headings among some; None where no row has figures below it."""
    rated = [(_weight(sheet, row), -row) for row in rows]
    best, row = max(rated, default=(0.0, 0))
    return -row if best > 0 else None


def _weight(sheet: Sheet, row: int) -> float:
    """How much speaks for a row of headings: nothing where no figures stand below it."""
    headed = glances(sheet, row, FIRST_ROWS)
    if not any(_heads_figures(glance) for glance in headed.values()):
        return 0.0
    known = sum(
        OF_FIGURES if _heads_figures(glance) else OF_NAMES if glance.filled and _is_words(glance) else OF_NOTHING
        for glance in headed.values()
    )
    below = range(row + 1, min(sheet.height, row + FIRST_ROWS) + 1)
    unheaded = {n for r in below for n, value in enumerate(sheet.row(r), 1) if as_text(value)} - headed.keys()
    return known - len(unheaded)


def _heads_figures(glance: Glance) -> bool:
    """Whether a heading is a word above figures."""
    return glance.are_figures and _is_words(glance)


def _is_words(glance: Glance) -> bool:
    return any(character.isalpha() for character in glance.heading)
