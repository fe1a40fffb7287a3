"""Sentences as patterns, each with what the engine says of every number in it; what no pattern fits, fails.

A pattern is the sentence with `{name:kind}` in place of what varies, and ⟦…⟧ round what may be missing. Its numbers
are told apart by the names: an expectation names each of them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

NUMBER = r"[+−-]?\d[\d,]*(?:\.\d+)?"
KINDS = {
    "pct": rf"–|{NUMBER} %",
    "pp": rf"–|{NUMBER} pp",
    "money": rf"–|{NUMBER}(?: [kmb])?",
    "n": r"\d[\d,]*|[Oo]ne|[Nn]o",
    "real": rf"–|{NUMBER}",
    "span": r"[A-Z][a-z]{2} \d{4}(?: – [A-Z][a-z]{2} \d{4})?",
    "months": r"[A-Z][a-z]{2} \d{4}.*?",
    "way": r"rose|fell",
    "moved": r"up|down|unchanged",
    "since": r"the prior year|\d+ years before",
    "won": r"gained|lost",
    "limits": r".+? – .+?",
    "does": r"adds|costs",
    "be": r"is|are",
    "side": r"better|worse",
    "ended": r"no longer reported",
    "likely": r"–|under 5 %|over 95 %|\d+ %",
    "forecast": r"(?:full-year )?projection",
    "text": r".+?",
    "list": r".+?",
    "return": r"ROI|Fully loaded ROI|Return on cost",
    "amount": r"Profit|Contribution|Revenue",
}
NAMED_NUMBERS = {"one": "1", "no": "0"}
SIZES = {
    "k": Fraction(10**3),
    "m": Fraction(10**6),
    "b": Fraction(10**9),
    "%": Fraction(1, 100),
    "pp": Fraction(1, 100),
    "×": Fraction(1),
}
EXACT = 1e-9
COUNTED = "cell|day|draw|figure|file|KPI|market|month|move|period|product|row|upload|vendor|warning|week|year"
UNGRAMMATICAL = [  # a noun or a verb that does not agree with its number
    re.compile(rf"(?<![\d.,–−-])(?<!\d )\b(?:1|[Oo]ne) (?:{COUNTED})s\b"),
    re.compile(rf"(?<![\d.,])\b1 of \d+ (?:{COUNTED})s? (?:are|make|miss|have|earn|lose|lag|bring|take)\b"),
    re.compile(rf"(?<![\d.,])(?<!of )\b(?!1 )\d+ of \d+ (?:{COUNTED})s (?:is|makes|misses|has|earns|loses|lags)\b"),
]


@dataclass(frozen=True)
class Ranked:
    """A list of the first `count` by rank: each name with its number, in order; places that tie may change."""

    values: dict[str, Fraction]
    count: int
    rank: Callable[[Fraction], Fraction] = lambda value: -value
    joined: str = ", "


@dataclass(frozen=True)
class Within:
    """A number that lies between two others, to the digits that are shown."""

    low: float
    high: float


Expected = Fraction | int | float | str | Ranked | Within | None
Said = dict[str, str]  # the parts that are there
Expectation = Callable[[Any, Said], dict[str, Expected]]


@dataclass(frozen=True)
class Sentence:
    """A pattern and what the engine expects of its parts."""

    pattern: str
    expected: Expectation

    def match(self, words: str) -> re.Match[str] | None:
        return re.fullmatch(_regex(self.pattern), words)


def _regex(pattern: str) -> str:
    parts = re.split(r"(\{\w+:\w+\}|⟦|⟧)", pattern)
    return "".join(_part(part) for part in parts)


def _part(part: str) -> str:
    found = re.fullmatch(r"\{(\w+):(\w+)\}", part)
    if found:
        return f"(?P<{found[1]}>{KINDS[found[2]]})"
    return {"⟦": "(?:", "⟧": ")?"}.get(part, re.escape(part))


def constant(pattern: str) -> Sentence:
    """A sentence without a figure: a heading, a definition, an instruction."""
    return Sentence(pattern, lambda _view, _said: {})


def wrong(words: str, sentences: list[Sentence], view: Any) -> list[str]:
    """What is wrong with a text; that nobody knows it, where no sentence fits."""
    tried: list[str] = []
    for sentence in sentences:
        found = sentence.match(words)
        if found:
            said = {name: text for name, text in found.groupdict().items() if text is not None}
            expected = sentence.expected(view, said)
            differences = [*_apart(said, expected), *ungrammatical(words)]
            if not differences:
                return []
            tried += [f"{words!r}: {each}" for each in differences]
    return tried or [f"nobody taught this sentence: {words!r}"]


def ungrammatical(words: str) -> list[str]:
    """What of a text does not agree with its number."""
    return [f"“{found[0]}” is no English" for each in UNGRAMMATICAL if (found := each.search(words))]


def _apart(said: Said, expected: dict[str, Expected]) -> Iterator[str]:
    for name in said.keys() | expected.keys():
        if name not in expected:
            yield f"nobody knows what {name}, {said[name]!r}, is"
        elif not agrees(expected[name], said.get(name)):
            yield f"{name} is {said.get(name)!r}, not {shown(expected[name])}"


def shown(expected: Expected) -> object:
    if isinstance(expected, Ranked):
        return {name: float(value) for name, value in expected.values.items()}
    return float(expected) if isinstance(expected, Fraction) else expected


def agrees(expected: Expected, text: str | None) -> bool:
    """Whether a text says what is expected, to the digits that it shows."""
    if isinstance(expected, Ranked):
        return text is not None and _ranked(expected, text)
    if isinstance(expected, Within):
        return text is not None and _within(expected, text)
    if isinstance(expected, str):
        return text == expected
    if expected is None or text is None:
        return expected is None and text in {None, "–"}
    return near(Fraction(expected), text)


def _within(expected: Within, text: str) -> bool:
    read = number(text)
    return read is not None and expected.low <= read[0] + read[1] and read[0] - read[1] <= expected.high


def near(expected: Fraction, text: str) -> bool:
    """Whether a number rounds to a text.

    >>> near(Fraction(1255), "1.26 k"), near(Fraction(1254), "1.26 k"), near(Fraction(-1, 8), "−12.5 %")
    (True, False, True)
    """
    read = number(text)
    return read is not None and abs(read[0] - expected) <= read[1] * Fraction(1 + EXACT) + abs(expected) * Fraction(
        EXACT
    )


def number(text: str) -> tuple[Fraction, Fraction] | None:
    """The number that a text shows, and half of its last digit.

    >>> number("−1.50 k"), number("many")
    ((Fraction(-1500, 1), Fraction(5, 1)), None)
    """
    found = re.fullmatch(rf"({NUMBER})(?: (k|m|b|%|pp|×))?", NAMED_NUMBERS.get(text.lower(), text))
    if not found:
        return None
    size = SIZES.get(found[2] or "", Fraction(1))
    value = Fraction(found[1].replace(",", "").replace("−", "-")) * size
    return value, size / 10 ** len(found[1].partition(".")[2]) / 2


def _ranked(expected: Ranked, text: str) -> bool:
    pairs = [_pair(item, expected) for item in text.split(expected.joined)]
    if any(pair is None for pair in pairs):
        return False
    names = [name for name, _ in pairs]  # type: ignore[misc]
    right = sorted(expected.values.values(), key=expected.rank)[: expected.count]
    ranks = [expected.rank(expected.values[name]) for name in names]
    return len(set(names)) == len(names) and ranks == [expected.rank(value) for value in right]


def _pair(item: str, expected: Ranked) -> tuple[str, str] | None:
    """A name of the list with its number, where they belong together."""
    for name, value in expected.values.items():
        if item.startswith(f"{name} ") and near(value, item.removeprefix(f"{name} ")):
            return name, item
    return None
