"""In which row the headings of a table likely stand: the one with words above columns of figures and names."""

import re
from collections.abc import Iterable

from data.reading import periods
from data.reading.cells import as_text
from data.reading.evidence import values
from data.reading.evidence.glance import Glance, glances
from data.reading.grid import Sheet

FIRST_ROWS = 60  # below the headings, that are looked at
MONTHS = set(range(13))
OF_FIGURES, OF_NAMES, OF_NOTHING = 2.0, 1.0, -1.0


def likeliest(sheet: Sheet, rows: Iterable[int]) -> int | None:
    """The likeliest row of headings among some; None where no row has figures below it."""
    rated = [(_weight(sheet, row), -row) for row in rows]
    best, row = max(rated, default=(0.0, 0))
    return -row if best > 0 else None


def _weight(sheet: Sheet, row: int) -> float:
    """How much speaks for a row of headings: nothing where no figures stand below it."""
    headed = glances(sheet, row, FIRST_ROWS)
    codes = numbers_of_names(list(headed.values())) | _years_across(list(headed.values()))
    of_figures = {number for number, glance in headed.items() if number in codes or _heads_figures(glance)}
    if not of_figures:
        return 0.0
    known = sum(
        OF_FIGURES if number in of_figures else OF_NAMES if glance.filled and _is_words(glance) else OF_NOTHING
        for number, glance in headed.items()
    )
    below = range(row + 1, min(sheet.height, row + FIRST_ROWS) + 1)
    unheaded = {n for r in below for n, value in enumerate(sheet.row(r), 1) if as_text(value)} - headed.keys()
    return known - len(unheaded)


def numbers_of_names(headed: list[Glance]) -> set[int]:
    """The columns of figures whose headings are numbers of names, as “01” and “23” beside a column of years.

    A row of data has no zeros before its figures; months are no names.
    """
    codes = {g.column: g.heading for g in headed if re.fullmatch(r"\d{1,4}", g.heading) and g.are_figures}
    numbers = set(map(int, codes.values()))
    timed = any(_is_words(glance) and _holds_times(glance) for glance in headed)
    padded = any(text.startswith("0") for text in codes.values()) and len({len(text) for text in codes.values()}) == 1
    months = numbers <= MONTHS
    return set(codes) if timed and padded and len(numbers) == len(codes) > 1 and not months else set()


def _years_across(headed: list[Glance]) -> set[int]:
    """The columns of figures below years in a row, as “2024” and “2025” beside a column of names.

    A row of data has no years in a row above figures that are none.
    """
    years = {g.column: found for g in headed if g.are_figures and (found := periods.year(g.heading)) is not None}
    below = [value for g in headed if g.column in years for value in g.filled]
    first = min(years.values(), default=0)
    in_a_row = sorted(years.values()) == list(range(first, first + len(years)))
    return set(years) if in_a_row and not all(periods.year(value) for value in below) else set()


def _holds_times(glance: Glance) -> bool:
    return any(clue.role in {"period", "year"} for clue in values.clues(glance))


def _heads_figures(glance: Glance) -> bool:
    """Whether a heading is a word above figures."""
    return glance.are_figures and _is_words(glance)


def _is_words(glance: Glance) -> bool:
    return any(character.isalpha() for character in glance.heading)
