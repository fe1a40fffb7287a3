"""What can be wrong with an upload, in sentences.

ReallotError
├── Refused        the upload as a whole cannot be loaded; carries every Problem found
├── Failed         an error of Reallot's own ended it; carries the report to send to those who mend it
└── StoreError     the store itself cannot do what was asked
    ├── StoreBusy      another process is loading
    └── StoreDamaged   the store's files are not what they should be
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How far a problem reaches."""

    REFUSED = "refused"  # nothing of the file is loaded
    REJECTED = "rejected"  # this row is not loaded
    LEFT_OUT = "left out"  # this row is not loaded, because it sums others
    WARNING = "warning"  # loaded, and said
    NOTE = "note"  # loaded: how a value was read, where nobody needs to act


@dataclass(frozen=True)
class Place:
    """Where in a file: sheet, row and column, each 1-based and each as far as it is known."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: int | None = None

    @property
    def address(self) -> str:
        """The cell as a spreadsheet writes it.

        >>> Place(sheet="Sales", row=17, column=4).address
        'Sales!D17'
        >>> Place(sheet="Sales", row=17).address
        'Sales, row 17'
        >>> Place(sheet="Sales", column=28).address
        'Sales, column AB'
        """
        if self.row and self.column:
            return f"{self.sheet}!{column_letters(self.column)}{self.row}"
        if self.row:
            return f"{self.sheet}, row {self.row}"
        if self.column:
            return f"{self.sheet}, column {column_letters(self.column)}"
        return self.sheet or self.file

    @property
    def cell(self) -> str:
        """The address within its sheet.

        >>> Place(sheet="Sales", row=17, column=4).cell
        'D17'
        """
        return self.address.removeprefix(f"{self.sheet}!")


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where, what was expected, what was found, what to do; a question or a remark expects nothing.

    >>> Problem("amount", Place(sheet="Sales", row=17, column=4), found='"12,5 €"',
    ...         expected="a number", remedy="Remove the currency sign.").sentence
    'Sales!D17: expected a number, found "12,5 €". Remove the currency sign.'
    """

    code: str
    place: Place
    found: str
    expected: str
    remedy: str = ""
    severity: Severity = Severity.REJECTED
    choices: tuple[str, ...] = ()  # the answers, where it is a question
    column: str = ""  # the heading that a question is about
    subject: str = ""  # the name of a row that it is about
    about: tuple[str, ...] = ()  # the names that it is about, where these are several
    follows: tuple[str, ...] = ()  # what follows from each answer, in words, where that is known
    names: tuple[str, ...] = ()  # of rows that it is about together

    @property
    def sentence(self) -> str:
        asked_or_noted = self.choices or not self.expected
        said = self.found if asked_or_noted else f"expected {self.expected}, found {self.found}"
        where = f"{self.place.address}: " if self.place.address else ""
        return f"{where or said[:1].upper()}{said if where else said[1:]}. {self.remedy}".strip()


class ReallotError(Exception):
    """An error whose message is written for the user."""


class Refused(ReallotError):
    """The upload cannot be loaded; the store is as it was."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence for problem in self.problems))


class Failed(ReallotError):
    """An error of Reallot's own while a file was on its way in."""

    def __init__(self, sentence: str, report: str, path: Path | None) -> None:
        super().__init__(sentence)
        self.report, self.path = report, path


class StoreError(ReallotError):
    """The store cannot do what was asked."""


class StoreBusy(StoreError):
    """Another process is loading into the same store."""


class StoreDamaged(StoreError):
    """The store's files are not what they should be."""


def refuse(code: str, place: Place, found: str, expected: str, remedy: str) -> Refused:
    """The refusal of a whole file for one reason."""
    return Refused([Problem(code, place, found, expected, remedy, Severity.REFUSED)])


def column_letters(column: int) -> str:
    """A column's letters from its 1-based number.

    >>> [column_letters(n) for n in (1, 26, 27, 702, 703)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
