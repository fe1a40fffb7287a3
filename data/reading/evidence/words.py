"""What the words of a heading say of its column's role, in the languages that are read; known synonyms apart."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from data.reading import headings
from data.reading.evidence.clue import Clue
from data.reading.evidence.glance import Glance
from data.reading.evidence.weights import WORD

SPOKEN = (("kpi", "kpi"), ("revenue", "earned"), ("investment", "spend"))  # measures by the role of words for them
NO_ROLES = {  # words of a whole table, of a unit, of a ledger, or of no time of figures
    *("trade", "flow", "each", "aside", "way"),
    *("debit", "credit", "balance", "profit", "event", "seat"),
}
IN_HEADINGS = (
    *SPOKEN[:2],
    ("shared_cost", "overhead"),
    ("variable_cost", "cost"),
    SPOKEN[2],
    ("kpi", "aim"),
)


@cache
def _known() -> dict[str, dict[str, frozenset[str]]]:
    """By role and strength the words that speak for it."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {
        role: {strength: frozenset(words.split()) for strength, words in strengths.items()}
        for role, strengths in table.items()
    }


def clues(glance: Glance) -> Iterator[Clue]:
    """The roles that a heading's words speak for or against."""
    for role in _known().keys() - NO_ROLES:
        for strength, word in said_of(glance.heading, role).items():
            yield Clue(glance.column, role, WORD[strength], f"“{word}” is in its heading")


def said_of(text: str, role: str) -> dict[str, str]:
    """By strength a word of a text that speaks for or against a role.

    >>> said_of("Plan name", "product"), said_of("Expenses by team", "spend")
    ({'likely': 'plan', 'perhaps': 'name'}, {'likely': 'expenses'})
    >>> said_of("budget2", "spend"), said_of("Share in %", "share")
    ({'likely': 'budget'}, {'likely': '%'})
    """
    words = {word.rstrip("0123456789") for word in re.split(r"[\s_]+", headings.plain(text))}
    words |= {"%"} if "%" in text else set()
    found = {strength: sorted(words & known) for strength, known in _known()[role].items()}
    return {strength: matched[0] for strength, matched in found.items() if matched}


def measure_in(headings_of: Iterable[str], titles: Iterable[str] = ()) -> str:
    """The measure that words of headings speak for, else those of titles; empty where none does.

    >>> measure_in(["SalesAmount"]), measure_in(["Conversion rate of sales"]), measure_in(["Churn target"])
    ('revenue', 'kpi', 'kpi')
    >>> measure_in(["TotalProductCost"]), measure_in(["Q1"], ["Costs of stores"])
    ('variable_cost', 'investment')
    >>> measure_in(["fixed_costs"]), measure_in(["Fixed price"])
    ('shared_cost', 'revenue')
    >>> measure_in(["Q1"], ["Store spending"]), measure_in(["Q1"], ["Targets by quarter"])
    ('investment', '')
    """
    return _spoken(headings_of, IN_HEADINGS) or _spoken(titles, SPOKEN)


def speak_of_trade(texts: Iterable[str]) -> bool:
    """Whether texts have a word of products, of customers or of amounts: figures of unknown meaning may be revenue.

    >>> speak_of_trade(["Store", "January"]), speak_of_trade(["Airport", "January"])
    (True, False)
    """
    roles = ("product", "trade", "flow")
    return any("likely" in said_of(text, role) for text in texts for role in roles)


def _spoken(texts: Iterable[str], roles: tuple[tuple[str, str], ...]) -> str:
    said = list(texts)
    spoken = (measure for measure, role in roles if any("likely" in said_of(text, role) for text in said))
    return next(spoken, "")
