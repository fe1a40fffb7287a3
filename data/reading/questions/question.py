"""Questions: what a reading cannot settle by itself, asked once for all the tables that are alike in it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from data.problems import Place, Problem, Severity, refuse

PREFIX = "ask_"
OPEN = {"ask_product", "ask_market", "ask_belongs", "ask_directions", "ask_adding"}  # to which any text is an answer
Group = tuple[str, str, str, tuple[str, ...]]  # the code, column, subject and choices that questions have in common


@dataclass(frozen=True)
class Question:
    """One thing that is asked, wherever it stands: `id` stays the same for the next file of the same layout."""

    id: str
    problems: tuple[Problem, ...]

    @property
    def code(self) -> str:
        return self.problems[0].code

    @property
    def column(self) -> str:
        """The heading, or the label, that it is about."""
        return self.problems[0].column

    @property
    def choices(self) -> tuple[str, ...]:
        """The answers, the likely one first."""
        return self.problems[0].choices

    @property
    def likely(self) -> str:
        return self.choices[0]

    @property
    def may_wait(self) -> bool:
        """Whether its file can be loaded without an answer."""
        return self.problems[0].severity is not Severity.REFUSED

    @property
    def follows(self) -> dict[str, str]:
        """What follows from each answer, in words; nothing where that is not known, or not the same everywhere."""
        known = self.problems[0].follows if len(self.problems) == 1 else ()
        return dict(zip(self.choices, known, strict=True)) if known else {}

    def takes(self, choice: str) -> bool:
        """Whether a choice answers it: one of its own, or any name where it asks for one."""
        return choice in self.choices or (self.code in OPEN and bool(choice.strip()))

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(problem.place for problem in self.problems)


def asked(problems: Iterable[Problem]) -> list[Question]:
    """The questions among some problems: the alike are one; where two differ, a name has its sheet and row.

    >>> from data.problems import Severity
    >>> both = [Place("f", "one"), Place("f", "two")]
    >>> of = [Problem("ask_spans", at, "", "", "", Severity.REFUSED, ("no", "yes"), "FY") for at in both]
    >>> [(each.id, len(each.problems)) for each in asked(of)]
    [('spans:FY', 2)]
    """
    groups: dict[Group, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.choices:
            groups[problem.code, problem.column, problem.subject, problem.choices].append(problem)
    names = [_name(alike[0]) for alike in groups.values()]
    firsts = [alike[0].place for alike in groups.values()]
    names = _told_apart(_told_apart(names, [f"@{at.sheet}" for at in firsts]), [f":{at.row}" for at in firsts])
    return [Question(name, tuple(alike)) for name, alike in zip(names, groups.values(), strict=True)]


def _told_apart(names: list[str], places: list[str]) -> list[str]:
    """The names, of those that come again each with its place."""
    return [f"{name}{at}" if names.count(name) > 1 else name for name, at in zip(names, places, strict=True)]


def _name(problem: Problem) -> str:
    what, about = problem.code.removeprefix(PREFIX), problem.subject or problem.column
    return f"{what}:{about}" if about else what


def refuse_other_choice(question: Question, choice: str) -> None:
    """Refuse an answer that is none.

    Raises
    ------
    Refused
        It is none of the choices, where these are all.
    """
    if not question.takes(choice):
        choices = ", ".join(question.choices)
        raise refuse("answer", question.places[0], f"the answer “{choice}”", f"one of {choices}", "Correct it.")
