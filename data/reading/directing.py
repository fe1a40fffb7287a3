"""What is asked of KPIs: a word of a direction that is not known, which way is good, and whether parts add up.

All but the first may wait: what a name makes likely is shown as assumed, and parts are kept apart, until it is known.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from data.problems import Place, Problem, Severity, refuse
from data.reading import told
from data.reading.cells import as_text
from data.reading.evidence import directions, parts
from data.reading.grid import Sheet
from data.reading.kinds import KINDS
from data.reading.mapping import TableMapping
from data.reading.names import folded, name
from data.reading.said import TableReading
from data.reading.told import Told

AS_NAMED = "as their names say"
SUMS, MEANS = "they add up", "they do not add up"
SHOWN = 6  # KPIs that a sentence names


def unknown_words(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """A question for each word of a column of directions that is not known."""
    column = table.fields.get("direction")
    if column is None or not KINDS[table.kind or ""].by_name["direction"].about:
        return
    asked: set[str] = set()
    for row, (value,) in sheet.distinct(table.header_row + 1, column.column):
        word = name(as_text(value))
        if not word or folded(word) in asked | table.words.keys() or directions.said(word, column.heading):
            continue
        asked.add(folded(word))
        found, expected = f"“{word}” under “{column.heading}” is unclear", "which way of the KPI is good"
        at, remedy = Place(file, table.sheet, row, column.column), "Choose which way of the KPI is good."
        said = (found, expected, remedy, Severity.REFUSED, directions.CHOICES, column.heading, word)
        yield Problem("ask_direction", at, *said)


def explained(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    """The table with the meaning of a word."""
    return replace(table, words={**table.words, folded(problem.subject): choice})


def open_questions(tables: tuple[TableReading, ...], file: str) -> Iterator[Problem]:
    """What of the KPIs of some tables nobody said, be it in a list of definitions in the same file."""
    defined = {folded(kpi) for table in tables if table.kind.name == "kpi_definition" for kpi in _defined(table)}
    for table in tables:
        place = Place(file, table.mapping.sheet, table.mapping.header_row)
        undecided = [each for each in table.told if each.direction_from in {None, told.NAME}]
        if of_all := [each for each in undecided if folded(each.kpi) not in defined]:
            yield _of_directions(of_all, place)
        if apart := [each for each in table.told if each.in_parts and each.adds_up is None]:
            yield _of_parts(apart, place)


def contradictions(table: TableReading, file: str) -> Iterator[Problem]:
    """What rows of one KPI say of it in different ways, which is not taken."""
    for each in table.told:
        place = Place(file, table.mapping.sheet, each.row_number)
        if each.contradictions:
            found = f"“{each.kpi}” has contradictory rows: {'; '.join(each.contradictions)}"
            remedy = "None of these was taken. Write it in one way, and upload the file again."
            yield Problem("contradicts", place, found, "", remedy, Severity.WARNING)


def _defined(table: TableReading) -> list[str]:
    pairs = zip(table.records["kpi"].to_pylist(), table.records["direction"].to_pylist(), strict=True)
    return [kpi for kpi, direction in pairs if kpi and direction]


def _of_directions(undecided: list[Told], place: Place) -> Problem:
    """Which way is good of some KPIs, with what their names make likely."""
    likely = {side: [each.kpi for each in undecided if each.direction == side] for side in directions.SIDES}
    silent = [each.kpi for each in undecided if not each.direction]
    assumed = [f"{side} for {_listed(kpis)}" for side, kpis in likely.items() if kpis]
    found = "no cell says which way is good"
    found += f"; assumed from the names: {', '.join(assumed)}" if assumed else ""
    found += f"; not known for {_listed(silent)}" if silent else ""
    choices = ((AS_NAMED,) if assumed else ()) + (directions.HIGHER, directions.LOWER, directions.NEITHER)
    remedy = "It is shown as assumed until you confirm it." if assumed else "Without an answer no status is shown."
    expected = "which way of each KPI is good"
    about = tuple(each.kpi for each in undecided)
    return Problem("ask_directions", place, found, expected, remedy, Severity.WARNING, choices, about=about)


def _of_parts(apart: list[Told], place: Place) -> Problem:
    """Whether segments and regions of some KPIs add up."""
    names = [each.kpi for each in apart]
    found = f"{_listed(names)} have segments or regions, and no unit says whether these add up"
    counted = any(parts.of_unit(kpi.split()[-1], kpi) for kpi in names)
    choices = (SUMS, MEANS) if counted else (MEANS, SUMS)
    remedy = "They are kept separate until you answer."
    said = (found, "how they make a whole", remedy, Severity.WARNING, choices)
    return Problem("ask_adding", place, *said, about=tuple(names))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(f"“{each}”" for each in names[:SHOWN]) + more


def directed(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    """The table with which way is good of its KPIs: as their names say, one way for all, or as a text says of each."""
    if choice == AS_NAMED:
        found = {kpi: side for kpi in problem.about if (side := directions.of_name(kpi))}
    elif choice in problem.choices:
        found = dict.fromkeys(problem.about, choice)
    else:
        found = _each(choice, problem, directions.said, "higher, lower, range or neither")
    return replace(table, directions={**table.directions, **{folded(kpi): side for kpi, side in found.items()}})


def added(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    """The table with whether the parts of its KPIs add up: all of them, none, or as a text says of each."""
    if choice in problem.choices:
        found = dict.fromkeys(problem.about, choice == SUMS)
    else:
        found = {kpi: said == "sum" for kpi, said in _each(choice, problem, _sum_or_mean, "sum or mean").items()}
    return replace(table, adding={**table.adding, **{folded(kpi): adds for kpi, adds in found.items()}})


def _sum_or_mean(word: str) -> str:
    adds = parts.said(word)
    return "" if adds is None else "sum" if adds else "mean"


def _each(text: str, problem: Problem, read: Callable[[str], str], expected: str) -> dict[str, str]:
    """What a text says of each KPI: “Churn: lower; Orders: higher”.

    Raises
    ------
    Refused
        It names a KPI that is not asked about, or says nothing that is known of it.
    """
    known = {folded(kpi): kpi for kpi in problem.about}
    found = {}
    for part in filter(str.strip, text.split(";")):
        kpi, _, word = part.rpartition("=" if "=" in part else ":")
        if folded(kpi) not in known or not read(word):
            wanted = f"“KPI: {expected}” for some of {_listed(list(known.values()))}"
            raise refuse("answer", problem.place, f"the answer “{part.strip()}”", wanted, "Correct it.")
        found[known[folded(kpi)]] = read(word)
    return found
