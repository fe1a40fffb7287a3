"""What is said of rows that are not loaded because they are no figures of their own, or that may be none."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from data.problems import Place, Problem, Severity
from data.reading import periods, withheld
from data.reading.cells import CellValue, as_text
from data.reading.leaving_out import ALL_COUNT, ALL_OUT, COUNT, EACH, LEAVE_OUT
from data.reading.mapping import ColumnMapping
from data.reading.measures import Amounts
from data.reading.readers import BadCell

NO_FIGURES = {"section", "label", "sum", "total"}  # codes of rows that are none of their own

Bad = dict[int, tuple[ColumnMapping, BadCell]]  # of each row the first cell that says so
Effects = list[tuple[str, Decimal, Decimal]]  # by measure its sum with what is asked about and without


def problems(bad: Bad, read: dict[int, Amounts], problem: Callable[[int], Problem]) -> dict[int, Problem]:
    """What is said of each row that is left out."""
    found = {}
    for row, (_, cell) in bad.items():
        if cell.code in NO_FIGURES:
            found[row] = replace(problem(row), severity=Severity.LEFT_OUT)
        elif cell.code == "gap" and read and all(each.values[row].as_py() is None for each in read.values()):
            note = replace(problem(row), code="note", severity=Severity.LEFT_OUT)
            found[row] = replace(note, remedy="Its row holds no figures and was left out.")
    return found


def no_key(title: str, left_out: bool = False) -> BadCell:
    """What is said of a row whose key cell is empty; `left_out` where such rows do not count."""
    if left_out:
        return BadCell("nothing", f"the {_plain(title)} of this row", "Such rows are left out.", "label")
    return BadCell("nothing", f"the {_plain(title)} of this row", "Fill it in, or delete the row.", "gap")


def of_a_statement(key: str, measures: Iterable[ColumnMapping], bad: Bad) -> bool:
    """Whether a row without a key is a line of a statement of which others are left out, for no word of them is known.

    Such a line without a label is a sum of a valuation below, or a check.
    """
    across = any("period" in dict(column.context) for column in measures)
    return key == "measure" and across and any(found.code == "label" for _, found in bad.values())


def of_no_time(bad: BadCell, cell: CellValue) -> BadCell:
    """What is said of a row whose time cannot be read: left out where it is not known, or is of several years."""
    if withheld.is_not_known(cell):
        return BadCell(bad.found, bad.expected, "The row gives no known time and counts in no period.", "label")
    if periods.is_of_several_years(as_text(cell)):
        return BadCell(bad.found, bad.expected, "The row is of several years together and was left out.", "label")
    return bad


def figure_without(key: str, title: str) -> BadCell:
    """What is said of a figure of which nothing gives a key."""
    expected = "a month, quarter or year" if key == "period" else f"a {_plain(title)}"
    return BadCell("none", f"{expected} for this figure", "Add it, or delete the figure.", "gap")


def _plain(title: str) -> str:
    return title if title.isupper() else title.lower()


def mismatch(place: Place, found: Decimal, expected: Decimal) -> Problem:
    """What is said of a total that is not what the rows beside it add up to."""
    said = f"the total row shows {found:,.2f}, but the rows above it add up to {expected:,.2f}"
    remedy = "The rows were loaded, the total was not. Ask finance which is right."
    return Problem("total_differs", place, said, "", remedy, Severity.WARNING)


def question(place: Place, heading: str, subject: str, why: str, effects: Effects) -> Problem:
    """Whether what has a name counts; `effects` are each measure's title with its sum with it and without."""
    with_it, without = _sums(effects)
    choices, follows = (LEAVE_OUT, COUNT), (without, with_it)
    what, expected, remedy = f"“{subject}” may sum others: {why}", "figures of its own", _choose(effects, "it")
    return Problem("ask_sum", place, what, expected, remedy, Severity.REFUSED, choices, heading, subject, follows)


def question_of_several(place: Place, whys: dict[str, str], effects: Effects) -> Problem:
    """Whether several names of a table count, each with why it may sum others; `effects` are of all together."""
    with_them, without = _sums(effects)
    what = f"several names may sum others: {'; '.join(f'“{name}”, as {why}' for name, why in whys.items())}"
    choices = (ALL_OUT, ALL_COUNT, EACH)
    follows = (without, with_them, "each is a question of its own")
    remedy = _choose(effects, "them")
    said = ("ask_sums", place, what, "figures of their own", remedy, Severity.REFUSED, choices)
    return Problem(*said, follows=follows, names=tuple(whys))


def _sums(effects: Effects) -> tuple[str, str]:
    """The sums of the measures, with what is asked about and without."""
    with_it, without = (", ".join(f"{effect[0]} {effect[which]:,.2f}" for effect in effects) for which in (1, 2))
    return with_it, without


def _choose(effects: Effects, them: str) -> str:
    """To choose whether what is asked about counts, with the sums of the measures either way."""
    changes = [f"{title} is {whole:,.2f} with {them} and {rest:,.2f} without" for title, whole, rest in effects]
    whether = f"Choose whether {'it counts' if them == 'it' else 'they count'}"
    return f"{whether}: {', '.join(changes)}." if changes else f"{whether}."
