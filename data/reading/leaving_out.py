"""Rows that are not loaded because they are no figures of their own: what sums others, heads others, or only notes."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from data.problems import Place, Problem, Severity
from data.reading.mapping import ColumnMapping
from data.reading.measures import Amounts
from data.reading.readers import BadCell

NO_FIGURES = {"section", "label", "sum"}  # codes of rows that are none of their own

Bad = dict[int, tuple[ColumnMapping, BadCell]]  # of each row the first cell that says so


def problems(
    bad: Bad, proved: dict[int, str], read: dict[int, Amounts], problem: Callable[[int], Problem]
) -> dict[int, Problem]:
    """What is said of each row that is left out; `proved` says of rows which others they sum."""
    found = {}
    for row, (_, cell) in bad.items():
        if cell.code == "total" or row in proved:
            remedy = f"A total row is left out: {proved.get(row, 'it would count twice')}."
            found[row] = replace(problem(row), code="total", severity=Severity.LEFT_OUT, remedy=remedy)
        elif cell.code in NO_FIGURES:
            found[row] = replace(problem(row), severity=Severity.LEFT_OUT)
        elif cell.code == "gap" and read and all(each.values[row].as_py() is None for each in read.values()):
            note = replace(problem(row), code="note", severity=Severity.LEFT_OUT)
            found[row] = replace(note, remedy="Its row holds no figures and was left out.")
    return found


def mismatch(place: Place, found: Decimal, expected: Decimal) -> Problem:
    """What is said of a total that is not what the rows above it add up to."""
    wanted = f"{expected:,.2f}, which the rows above it add up to"
    remedy = "The rows were loaded, the total was not: ask finance which is right."
    return Problem("total_differs", place, f"{found:,.2f} in a total row", wanted, remedy, Severity.WARNING)
