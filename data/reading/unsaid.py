"""What a table with something across leaves open and its owner can say in a word: its measure, its product."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from data.problems import Place, Problem, Severity
from data.reading import periods, priced
from data.reading.evidence import words
from data.reading.grid import Workbook
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping

NEVER_ASKED = {"amount", "served", "winnable", "installed"}  # what figures without a word are not
NAMES = {"product", "line", "segment"}
GONE, NO_REVENUE, NO_COST = "given no longer", "no revenue", "no variable cost"


def unsaid(table: TableMapping) -> set[str]:
    """The fields of a table that are asked for."""
    open_measure = any(column.is_open for column in table.columns)
    across = any(column.context for column in table.columns)
    found = {doubt.gives for doubt in table.doubts} | ({"measure"} if open_measure else set())
    of_one = "product" in table.partly or ("measure" in table.fields and "product" not in table.given)
    if across and table.kind == "finance" and of_one:
        found.add("product")
    if across and table.kind == "market" and "market" not in table.given:
        found.add("market")
    if table.priced and not table.unpriced and not table.fields.get("revenue"):
        found.add("revenue")
    if table.costed and not table.uncosted and not table.fields.get("variable_cost"):
        found.add("cost")
    if not table.future and table.basis == "actual" and any(_is_to_come(column) for column in table.columns):
        found.add("future")
    return found


def _open(table: TableMapping) -> set[str]:
    """The fields that are asked for, but for those of which a doubt asks with what is likely."""
    return unsaid(table) - {doubt.about for doubt in table.doubts} - {doubt.gives for doubt in table.doubts}


def gone(table: TableMapping) -> dict[str, str]:
    """By heading, the field of each column that the feed's files had before and that nothing gives now."""
    return {heading: field for heading, field in table.missed.items() if field not in table.given}


def _is_to_come(column: ColumnMapping) -> bool:
    """Whether a heading gives a period that has not begun, and no basis."""
    context = dict(column.context)
    return "basis" not in context and "period" in context and begins_later(context["period"])


def begins_later(text: str) -> bool:
    """Whether a period has not begun yet."""
    found = periods.period(text, with_weeks=True)
    return found is not None and found.start > datetime.now(UTC).date()


def questions(table: TableMapping, file: str) -> Iterator[Problem]:
    """A question for each, and for each doubt."""
    place = Place(file, table.sheet, table.header_row)
    yield from _of_doubts(table, place)
    open_fields = _open(table)
    for field, asked in _ASKED:
        if field in open_fields:
            yield asked(table, place)
    for field, of_what in (("product", "product"), ("market", "market")):
        if field in open_fields:
            found = f"the figures are of one {of_what} that is not named"
            remedy = "Choose its name, or enter another."
            choices = tuple(dict.fromkeys((table.sheet, Path(file).stem)))
            yield Problem(f"ask_{field}", place, found, f"a {field}", remedy, Severity.REFUSED, choices, field)


def _of_doubts(table: TableMapping, place: Place) -> Iterator[Problem]:
    numbers = {column.heading: column.column for column in table.columns}
    first = [doubt for doubt in table.doubts if doubt.about == "review" or doubt.choices[:1] == ("kpi",)]
    for doubt in first[:1] or table.doubts:  # by which there may be nothing else to ask
        at = replace(place, column=numbers.get(doubt.heading))
        said = (doubt.found, doubt.expected, "Choose one.", Severity.REFUSED, doubt.choices, doubt.heading)
        yield Problem(f"ask_{doubt.about}", at, *said)


def _of_measure(table: TableMapping, place: Place) -> Problem:
    heading = next(c.heading for c in table.columns if c.is_open)
    choices = [m.name for m in KINDS[table.kind or ""].measures if m.name not in NEVER_ASKED]
    if table.kind == "finance":
        titles = (table.title, table.sheet, Path(place.file).stem)
        own = [c.heading for c in table.columns if c.is_open]
        beside = [c.heading for c in table.columns if not c.field and not c.is_open and c.confidence < 1]
        traded = words.speak_of_trade((*titles, *(column.heading for column in table.columns)))
        others = "investment" if "basis" in table.given else "kpi"
        names = [c.heading for c in table.columns if c.field in NAMES]  # of cost centres, say
        spoken = words.measure_in(own) or words.measure_in(beside, (*titles, *names))
        is_money = any("likely" in words.said_of(each, "flow") for each in own)
        likely = spoken if spoken and not (spoken == "kpi" and is_money) else "revenue" if traded else others
        choices = sorted([*choices, "kpi"], key=likely.__ne__)
    elif "vendor" in table.given:
        choices = ["sales", "share", "size"]  # the last is a market's, and no vendor's
    found = f"the figures under “{heading}” have no measure (such as revenue or cost)"
    remedy = "Choose the measure."
    return Problem("ask_measure", place, found, "a measure", remedy, Severity.REFUSED, tuple(choices), heading)


def _of_revenue(table: TableMapping, place: Place) -> Problem:
    found = "there is no revenue column"
    remedy = f"Use {priced.in_words(table.priced)} as revenue?"
    choices = (priced.in_words(table.priced), NO_REVENUE)
    return Problem("ask_revenue", place, found, "a revenue", remedy, Severity.REFUSED, choices, table.priced[0])


def _of_cost(table: TableMapping, place: Place) -> Problem:
    found, remedy = "there is no variable cost column", f"Use {priced.in_words(table.costed)} as variable cost?"
    choices = (priced.in_words(table.costed), NO_COST)
    said = (found, "a variable cost", remedy, Severity.REFUSED, choices, table.costed[0])
    return Problem("ask_cost", place, *said)


def _of_future(table: TableMapping, place: Place) -> Problem:
    heading = next(c.heading for c in table.columns if _is_to_come(c))
    found = f"“{heading}” has not begun yet, but stands among actual figures"
    remedy = "Choose whether future periods are forecast or budget."
    choices = ("forecast", "budget")
    return Problem("ask_future", place, found, "forecast or budget", remedy, Severity.REFUSED, choices, heading)


_ASKED = (("measure", _of_measure), ("revenue", _of_revenue), ("cost", _of_cost), ("future", _of_future))


def questions_of_gone(table: TableMapping, file: str) -> Iterator[Problem]:
    """A question for each column that the feed's files had before and that nothing gives now."""
    place = Place(file, table.sheet, table.header_row)
    for heading, field in gone(table).items():
        title = KINDS[table.kind or ""].by_name[field].title
        found = f"column “{heading}” is missing; in the last file of this feed it held {title}"
        remedy = "Choose the column that holds it now, or that none does."
        choices = (*(column.heading for column in table.columns if not column.field), GONE)
        yield Problem("ask_gone", place, found, "where it is now", remedy, Severity.REFUSED, choices, heading)


def encoding(workbook: Workbook) -> Problem:
    """The question in which encoding a text is, with its first names as each would read them."""
    names = {each: "”, “".join(workbook.read_in(each).first_names()) for each in workbook.encodings}
    found = (
        f"the encoding of the text is unknown: {'; '.join(f'{each} reads “{read}”' for each, read in names.items())}"
    )
    remedy = "Choose the one that reads right, or export the file again as UTF-8."
    place = Place(workbook.file)
    return Problem("ask_encoding", place, found, "one of them", remedy, Severity.REFUSED, workbook.encodings)
