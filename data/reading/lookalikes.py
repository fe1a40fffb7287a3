"""Names that may mean one product: by case, accents, marks between words, letters of another script, a slip.

They are proposed, never merged: only the people who own the products know.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
from confusable_homoglyphs import confusables
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import cdist

SLIP_LENGTH = 6  # letters of a word in which one may be a slip: in a shorter one it is another word
MOST_COMPARED = 4_000  # names compared each with each

_BETWEEN_WORDS = r"[\s\-‐-―_.,'’\"“”()/]+"
_MARKS = re.compile(rf"(?<!\d){_BETWEEN_WORDS}|{_BETWEEN_WORDS}(?!\d)")


def groups(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The names that look alike, two or more in each group, in their order.

    >>> groups(["Widget", "Gadget", "WIDGET", "Gadgets", "Plan A", "Plan B", "Version 1.0", "Version 10"])
    [('Widget', 'WIDGET'), ('Gadget', 'Gadgets')]
    """
    by_form: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        by_form.setdefault(_form(name), []).append(name)
    for kept, other in _slips({form: alike[0] for form, alike in by_form.items()}):
        if kept in by_form and other in by_form:
            by_form[kept] += by_form.pop(other)
    return [tuple(group) for group in by_form.values() if len(group) > 1]


def _form(name: str) -> str:
    """What is left of a name without what one sees only at second sight.

    >>> _form("Wídget-Pro"), _form("widget pro"), _form("Model 1.0")
    ('widgetpro', 'widgetpro', 'model1.0')
    """
    latin = "".join(map(_latin, unicodedata.normalize("NFKD", name)))
    return re.sub(_BETWEEN_WORDS, ".", _MARKS.sub("", latin.casefold()))


@cache
def _latin(letter: str) -> str:
    """The Latin letter that one of another script looks like, nothing for an accent, else the letter itself."""
    if letter.isascii():
        return letter
    if unicodedata.combining(letter):
        return ""
    found = confusables.is_confusable(letter, greedy=True, preferred_aliases=["latin"])
    alike = [each["c"] for each in found[0]["homoglyphs"] if each["c"].isascii()] if found else []
    return alike[0] if alike else letter


def _slips(names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of forms whose names differ by one slip of the keyboard in a long word."""
    long = [form for form in names if len(form) >= SLIP_LENGTH][:MOST_COMPARED]
    distances = cdist(long, long, scorer=DamerauLevenshtein.distance, score_cutoff=1, dtype=np.uint8)
    for first, second in zip(*np.nonzero(np.triu(distances == 1, 1)), strict=True):
        if _is_slip(names[long[first]], names[long[second]]):
            yield long[first], long[second]


def _is_slip(one: str, other: str) -> bool:
    """Whether two names of as many words differ in one long word alone, and in no number or single letter."""
    words = [re.split(_BETWEEN_WORDS, name.casefold()) for name in (one, other)]
    if len(words[0]) != len(words[1]):
        return False
    differing = [pair for pair in zip(*words, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and all(word.isalpha() and len(word) >= SLIP_LENGTH for word in differing[0])
