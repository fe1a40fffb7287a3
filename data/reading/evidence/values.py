"""What the cells of a column say of its role: names that come again, dates, months, amounts, numbers of things."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from data.reading import amounts, holding, periods, serials, weeks
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, as_text
from data.reading.evidence import weights, words
from data.reading.evidence.clue import Clue
from data.reading.evidence.glance import LOOKED_AT, Glance
from data.reading.periods import DateOrder

MOST_NAMES = 60  # or a fifth of the rows
SMALL = 1_000


def clues(glance: Glance) -> Iterator[Clue]:
    """The roles that a column's cells speak for or against."""
    timed = list(_of_time(glance)) if glance.filled else []
    yield from timed
    if glance.are_words and not timed:
        yield from _of_names(glance)
    if glance.are_figures and all(clue.role == "year" for clue in timed):
        yield from _of_figures(glance)


def _of_time(glance: Glance) -> Iterator[Clue]:
    tests: dict[str, Callable[[CellValue], bool]] = {
        "period": _is_period,
        "month": lambda value: isinstance(value, str) and periods.month_of_year(as_text(value)) is not None,
        "quarter": lambda value: isinstance(value, str) and periods.quarter_of_year(as_text(value)) is not None,
        "week": lambda value: weeks.number(as_text(value)) is not None,
        "year": lambda value: periods.year(value) is not None,
    }
    numbered = glance.are_whole and not words.said_of(glance.heading, "part")
    for role, test in tests.items():
        if numbered and role in {"month", "quarter"}:
            continue  # numbers are months only where the heading says so
        part = glance.part(test)
        if part >= (weights.MANY if role == "period" else weights.MOST):
            yield Clue(glance.column, role, part, f"its cells are {role}s")


def _is_period(value: CellValue) -> bool:
    """Whether a cell is a day, a month or a quarter with its year."""
    if periods.year(value) is not None:
        return False
    return any(holding.reads(periods.period, serials.from_serial(value), order) for order in DateOrder)


def _of_names(glance: Glance) -> Iterator[Clue]:
    rows, different = len(glance.filled), len(glance.different)
    if all(map(periods.is_weekday, glance.different)):
        yield Clue(glance.column, "product", weights.WEEKDAYS, "its cells are days of the week")
    if different == 1 and rows > 1:
        yield Clue(glance.column, "product", weights.ALL_THE_SAME, "all its cells are the same")
    elif different < rows:
        yield Clue(glance.column, "product", weights.NAMES_AGAIN, f"it has {different:,} names, which come again")
    else:
        yield Clue(glance.column, "product", weights.NAMES_ONCE, f"it has {different:,} names, one a row")
    if 1 < different <= max(MOST_NAMES, rows // 5):
        yield Clue(glance.column, "product", weights.NAMES_FEW, "they are few enough to be products")


def _of_figures(glance: Glance) -> Iterator[Clue]:
    yield Clue(glance.column, "amount", weights.FIGURES, "its cells are figures")
    if not glance.are_whole:
        return
    numbers = [number(value) for value in glance.filled]
    top = numbers[: LOOKED_AT // 2]  # which follow each other
    if len(numbers) > 2 and all(later - earlier == 1 for earlier, later in pairwise(top)):
        yield Clue(glance.column, "amount", weights.COUNTS_UP, "its numbers count up row by row")
    elif all(abs(number) < SMALL for number in numbers):
        yield Clue(glance.column, "count", weights.SMALL_WHOLE, "its cells are small whole numbers")
    elif len(numbers) > 2 and len({len(text) for text in glance.texts}) == 1:
        yield Clue(glance.column, "amount", weights.LIKE_NUMBERS, "its numbers have the same length")


def number(value: CellValue) -> float:
    """A cell as a number of about its size; 0 where it is none."""
    return float(amounts.number(value, DecimalMark.POINT) or 0)
