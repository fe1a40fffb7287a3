"""Which way of a KPI is good: by the words of a column that says it, or likely by the words of the KPI's name."""

import re
import tomllib
from functools import cache
from pathlib import Path

from data.reading import headings

HIGHER, LOWER, RANGE, NEITHER = "higher is better", "lower is better", "range", "neither"
NAMES = {"higher": HIGHER, "lower": LOWER, "range": RANGE, "neither": NEITHER}
SIDES = (HIGHER, LOWER, RANGE)
CHOICES = (NEITHER, HIGHER, LOWER, RANGE)  # of a word that is not known: nothing is likely of it
RANKED = {"rank", "ranking", "ranked", "sort", "sorting", "sorted", "order", "sortierung", "tri", "orden"}
_ARROWS = re.compile(r"[↑⬆▲△↗⇧🔼↓⬇▼▽↘⇩🔽]")
_IN_TIME = re.compile(r"(?i)\b(?:in|within|under|binnen|innerhalb)\s+\d")  # what is done in three days is no delay


@cache
def table(part: str) -> dict[str, tuple[str, ...]]:
    """The phrases, or the signs, of a part of the table of words."""
    known = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))[part]
    split = {name: text.split("|") if "|" in text else text.split() for name, text in known.items()}
    return {name: tuple(" ".join(phrase.split()) for phrase in phrases) for name, phrases in split.items()}


def said(text: str, heading: str = "") -> str:
    """The direction that a cell below a heading says, `neither` where it says that there is none; empty if unknown.

    >>> said("no more than"), said("not lower than"), said("less is more"), said("↓"), said("-1"), said("blue")
    ('lower is better', 'higher is better', 'lower is better', 'lower is better', 'lower is better', '')
    >>> said("Ascending"), said("Ascending", "Ranking_Type"), said("Goldilocks"), said("n.a. (info)")
    ('', 'lower is better', 'range', '')
    """
    bare = text.strip().replace("\ufe0f", "")
    arrows = set(_ARROWS.findall(bare)) or {bare}
    signs = {name for name, known in table("signs").items() if arrows & set(known)}
    if signs:
        return NAMES[signs.pop()] if len(signs) == 1 else ""
    ranked = bool(RANKED & set(headings.plain(heading).split()))
    found = (_found(text, "ranked") if ranked else set()) or _found(text, "said")
    return NAMES[found.pop()] if len(found) == 1 else ""


def of_name(kpi: str) -> str:
    """The direction that the words of a KPI's name make likely; empty where they say nothing, or turn what they say.

    >>> of_name("Customer complaints"), of_name("Order intake"), of_name("Squares"), of_name("Cost savings")
    ('lower is better', 'higher is better', '', '')
    >>> of_name("% shipped in 3 days"), of_name("Lead time (days)"), of_name("Sick days")
    ('', 'lower is better', 'lower is better')
    """
    found = _found(kpi, "named")
    if "turned" in found or _IN_TIME.search(kpi):
        return ""
    return LOWER if "lower" in found else HIGHER if "higher" in found else ""


def _found(text: str, part: str) -> set[str]:
    """The names of the phrases that stand in a text, those within longer ones apart."""
    return {name for name, _, _ in longest(headings.plain(text), table(part))}


def longest(words: str, phrases: dict[str, tuple[str, ...]]) -> list[tuple[str, int, int]]:
    """The phrases that stand in some words, by name and place, those that lie within longer ones apart.

    >>> longest("not less than", {"lower": ("less",), "higher": ("not less than",)})
    [('higher', 0, 13)]
    """
    spans = [
        (name, match.start(), match.end())
        for name, known in phrases.items()
        for phrase in known
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", words)
    ]
    return [s for s in spans if not any(o[1] <= s[1] and s[2] <= o[2] and o[2] - o[1] > s[2] - s[1] for o in spans)]
