"""A list of projects: each row has a name, and its first and last days, a rating, or one budget."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from data.reading import headings, holding, periods, serials, withheld
from data.reading.cells import CellValue
from data.reading.doubt import Doubt
from data.reading.evidence import weights, words
from data.reading.evidence.clue import Rated
from data.reading.evidence.glance import MOSTLY, Glance, is_figure
from data.reading.fields import Kind
from data.reading.grid import Sheet
from data.reading.interpretations import belonging, relative
from data.reading.interpretations.seen import Seen, heading_of, taken_as
from data.reading.kinds import INITIATIVE
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.periods import DateOrder
from data.reading.times import TIME

Long = Callable[[Kind, Sheet, int], TableMapping]

SURE = 0.8  # of what a list of projects is taken to hold
MOST_HEADS = 8  # rows that are tried as headings
MOST_ATTRIBUTES = 60  # rows of a sheet that is turned
MOST_CHOICES = 4
MOST_RATINGS = 10
FEWEST_GIVEN = 0.2  # the part of cells that are no words about why nothing is given
LONGEST_HEADING = 100  # what is longer is prose
MOST_LETTERS = 120  # of a project's name, on average
ONCE = 0.9  # the part of a column's names that are different, where each row is a project
DAYS = {"started": "started", "forecasted": "forecast", "shipped": "shipped", "finish": "planned"}  # by role of words


def reading(sheet: Sheet, file: str, rows: Iterable[int], long: Long) -> TableMapping | None:
    """The list of projects whose headings stand in one of some rows, or in a column; None where there is none.

    `long` makes the table of a kind and a row whose headings are one a field.
    """
    first = islice(rows, MOST_HEADS)
    found = next(filter(None, (_listed(sheet, row, file, long) for row in first)), None)
    if (found is None or not found.lasts) and sheet.height <= MOST_ATTRIBUTES:
        turned = sheet.turned()
        across = _listed(turned, 1, file, long)
        if across and (across.lasts or across.is_rated):
            return replace(across.interpreted, turned=True)
    return found.interpreted if found else None


def _listed(sheet: Sheet, row: int, file: str, long: Long) -> "_Listed | None":
    """What is below a row of headings, where a column has a project in each row and others say more of each."""
    seen = Seen.of(sheet, row, file)
    if any(is_figure(each.heading) and periods.year(each.heading) is None for each in seen.glances.values()):
        return None  # a row of data
    table = _with_projects(long(INITIATIVE, sheet, row), seen)
    if "initiative" not in table.fields:
        return None
    found = _Listed(_with_owner(_with_spend(_with_days(table, seen), seen), seen), seen, Path(file).stem)
    if found.lasts:
        return found
    return found if (found.is_rated or "spend" in found.table.fields) and not found.is_over_time else None


@dataclass(frozen=True)
class _Listed:
    """Projects, one a row, with what is known of each."""

    table: TableMapping
    seen: Seen
    file: str

    @property
    def lasts(self) -> bool:
        """Whether projects have two days each, or one and how long they last."""
        days = self.table.fields.keys() & set(DAYS.values())
        lasting = any(words.said_of(glance.heading, "lasting") for glance in self._figures)
        return len(days) + lasting > 1 and bool(days)

    @property
    def is_rated(self) -> bool:
        """Whether a column has one of a few ratings for each."""
        glances = self.seen.glances.values()
        return any(words.said_of(each.heading, "rated") for each in glances if 0 < len(each.different) <= MOST_RATINGS)

    @property
    def is_over_time(self) -> bool:
        """Whether further columns have days or months, or headings several years: then it is of figures over time."""
        taken = {column.column for column in self.table.mapped}
        timed = {c.column for c in self.seen.clues if c.role in {"period", "week", "month", "quarter"} and c.weight > 0}
        across = len(self.seen.years) > 1 or relative.headings_name_years(self.seen.glances)
        return across or any(map(self._is_time, timed - taken))

    def _is_time(self, column: int) -> bool:
        """Whether cells that can be times are: bare numbers are only where their heading says so."""
        glance = self.seen.glances[column]
        return not glance.are_figures or headings.likeliest(glance.heading, TIME) is not None

    @cached_property
    def interpreted(self) -> TableMapping:
        """The projects as initiatives, or, where one amount each is of one year, perhaps as spending by project."""
        taken = {column.column for column in self.table.mapped}
        shared = [heading_of(self.table, each.column) for each in belonging.columns(self.table, self.seen, taken)]
        if not self.lasts and "spend" in self.table.fields and (year := self._year):
            return belonging.by_project(self.table, shared[:1], year)
        return belonging.asked(self.table, shared, (self.file,))

    @property
    def _year(self) -> str:
        """The one year that titles, headings or a column's cells name; empty where none does."""
        columns = {clue.column for clue in self.seen.clues if clue.role == "year" and clue.weight > 0}
        cells = {text for number in columns for text in self.seen.glances[number].different}
        years = {*map(str, self.seen.years), *cells}
        return years.pop() if len(years) == 1 else ""

    @property
    def _figures(self) -> Iterator[Glance]:
        return (glance for glance in self.seen.glances.values() if glance.are_figures)


def _free(table: TableMapping) -> list[ColumnMapping]:
    """The columns of which nothing is known yet, but for those below prose."""
    return [column for column in table.columns if not column.field and len(column.heading) <= LONGEST_HEADING]


def _with_projects(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with the column that has a project in each row; asked where another is about as likely."""
    if "initiative" in table.fields:
        known = table.fields["initiative"]
        return table if _are_names(seen.glances[known.column]) else table.with_field(known.column, None)
    likely = _projects(table, seen)
    if not likely:
        return table
    first, *others = likely
    close = [each for each in others if first.weight - each.weight < weights.LEAD]
    table = taken_as(table, first.column, "initiative", SURE, f"perhaps the projects: {first.why}")
    if not close:
        return table
    choices = tuple(heading_of(table, each.column) for each in (first, *close))[:MOST_CHOICES]
    found = f"“{choices[0]}” is the likely column of projects ({first.why}), “{choices[1]}” is another candidate"
    doubt = Doubt("initiatives", choices[0], choices, found, "the projects", "initiative")
    return replace(table, doubts=(*table.doubts, doubt))


def _projects(table: TableMapping, seen: Seen) -> list[Rated]:
    """The columns that may name the projects: by their headings, or where a title speaks of projects, by any word."""
    named = [column for column in _free(table) if _are_names(seen.glances[column.column])]
    if likely := seen.ranked("initiative", named):
        return likely
    titled = any(words.said_of(title, "initiative") for title in seen.titles)
    by_word = [c for c in named if words.said_of(c.heading, "product")]
    if titled or (seen.is_of_plans and by_word):
        return seen.ranked("product", by_word)
    return seen.ranked("product", [c for c in named if seen.glances[c.column].are_words]) if seen.is_of_plans else []


def _are_names(glance: Glance) -> bool:
    """Whether a column has names, another one in nearly each row."""
    letters = sum(map(len, glance.texts))
    return (
        len(glance.filled) > 1
        and not glance.are_figures
        and glance.part(_is_day) < MOSTLY
        and len(glance.different) >= ONCE * len(glance.filled)
        and letters <= MOST_LETTERS * len(glance.filled)
    )


def _with_days(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with its columns of days, by what their headings say of them."""
    for column in _free(table):
        role = next((role for role in DAYS if words.said_of(column.heading, role)), None)
        if role and DAYS[role] not in table.fields and _mostly(seen.glances[column.column], _is_day):
            table = taken_as(table, column.column, DAYS[role], SURE, "days, as its heading says")
    return table


def _mostly(glance: Glance, test: Callable[[CellValue], bool]) -> bool:
    """Whether most cells pass a test, but for those that say in words why they give nothing."""
    given = [value for value in glance.filled if not withheld.says_why(value)]
    return len(given) > FEWEST_GIVEN * len(glance.filled) and sum(map(test, given)) > MOSTLY * len(given)


def _is_day(value: CellValue) -> bool:
    day = serials.from_serial(value)
    if periods.year(value) is not None:
        return True
    return any(holding.reads(read, day, order) for read in (periods.day, periods.period) for order in DateOrder)


def _with_spend(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with the amount of each project; asked where several columns have one."""
    if "spend" in table.fields:
        return table
    amounts = [c for c in _free(table) if _gives_amounts(seen.glances[c.column])]
    choices = sorted(amounts, key=lambda column: "likely" not in words.said_of(column.heading, "budget"))[:MOST_CHOICES]
    if not choices:
        return table
    first = choices[0]
    table = taken_as(table, first.column, "spend", SURE, "perhaps what each project may spend")
    table = table.with_scale(first.column, headings.scale(first.heading))
    if len(choices) == 1:
        return table
    names = tuple(column.heading for column in choices)
    found = f"“{names[0]}” is the likely spend of each project, “{names[1]}” is another candidate"
    return replace(table, doubts=(*table.doubts, Doubt("spend", names[0], names, found, "one amount each", "spend")))


def _gives_amounts(glance: Glance) -> bool:
    said = words.said_of(glance.heading, "budget")
    return bool(said) and "never" not in said and "%" not in glance.heading and _mostly(glance, is_figure)


def _with_owner(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with the people who answer for its projects."""
    owners = (c for c in _free(table) if words.said_of(c.heading, "owner") and seen.glances[c.column].are_words)
    first = next(owners, None)
    if first is None or "owner" in table.fields:
        return table
    return taken_as(table, first.column, "owner", SURE, "who leads it")
