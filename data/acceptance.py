"""What of a sheet's figures is not loaded: it bars the load until someone accepts it, by name and with a reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.problems import Place, Problem, Refused, Severity
from data.reading.read import Reading

ACCEPT = "accept, by name and with a reason"


@dataclass(frozen=True)
class Acceptance:
    """Who lets a load count although not all of its sheets' figures are in it, and why."""

    by: str
    why: str

    @property
    def given(self) -> bool:
        """Whether both are said."""
        return bool(self.by.strip() and self.why.strip())


def refuse_differences(reading: Reading, file: str, accepted: Acceptance | None) -> None:
    """Refuse a reading whose totals differ from its sheets', unless that is accepted.

    Raises
    ------
    Refused
        Something differs; each difference is a question of code `ask_difference`.
    """
    if accepted is not None and accepted.given:
        return
    if found := list(differences(reading, file)):
        raise Refused(found)


def differences(reading: Reading, file: str) -> Iterator[Problem]:
    """Every measure column of which rejected rows hold figures, and every table with figures that cannot be read."""
    remedy = "Correct the rejected cells, or accept the difference with your name and a reason."
    for table in reading.tables:
        for total in table.totals:
            if total.rejected_total:
                place = Place(file, table.mapping.sheet, column=total.column)
                found = f"{total.rejected_total:,.2f} of “{total.heading}” is in rejected rows and would not be loaded"
                yield Problem(
                    "ask_difference", place, found, "0.00", remedy, Severity.REFUSED, (ACCEPT,), total.heading
                )
        if table.garbled:
            found = f"{table.garbled:,} cells look like figures but cannot be read"
            place = Place(file, table.mapping.sheet)
            yield Problem("ask_difference", place, found, "figures", remedy, Severity.REFUSED, (ACCEPT,))
