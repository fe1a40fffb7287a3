"""What a column's heading says: its plain words, the unit in its brackets, and how well it names a field."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz

from data.reading.amounts import ISO_CODES
from data.reading.fields import Field

SURE = 0.90  # from here on a field is chosen
KNOWN = 0.97  # its name or a synonym
SUGGESTED = 0.75  # from here on a field is suggested

_SCALES = {
    1_000_000_000: r"billions?|bn|b",
    100_000_000: r"[亿億]元?",
    10_000_000: r"crores?",
    1_000_000: r"millions?|mn|mio|m|百[万萬]元?",
    100_000: r"lakhs?|lacs?",
    10_000: r"[万萬]元?",
    1_000: r"thousands?|000s?|'000s?|k|tsd|t|千元?",
}
_CURRENCY = "|".join((r"[€$£¥]", *sorted(ISO_CODES)))
_TAIL = re.compile(
    rf"\s(?:(?:{_CURRENCY})\s?(?:mn?|mio|bn|k)|(?:mn?|mio\.?|bn|k|t|tsd\.?)\s?(?:{_CURRENCY}))$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
JOINED = re.compile(r"(?<=[a-z])(?=[A-Z](?:[A-Z]|[a-z]{2}))")  # between two words that a capital tells apart


@cache
def plain(heading: str) -> str:
    """A heading's words without case, accents, punctuation and the remark in its brackets.

    >>> plain(" Net  Sales (k€)"), plain("R&D"), plain("Größe"), plain("(Total)"), plain("OrderDate"), plain("SaaS")
    ('net sales', 'r d', 'grosse', 'total', 'order date', 'saas')
    """
    outside = JOINED.sub(" ", _IN_BRACKETS.sub(" ", heading))
    text = outside if outside.strip() else heading
    kept = (c if c.isalnum() else " " for c in unaccented(text.casefold()))
    return " ".join("".join(kept).split())


def unaccented(text: str) -> str:
    """A text without the accents of its letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def scale(heading: str) -> int:
    """What the amounts below a heading are multiplied by.

    >>> scale("Revenue (k€)"), scale("Cost in millions"), scale("Revenue EURm"), scale("Sales (TEUR)"), scale("Revenue")
    (1000, 1000000, 1000000, 1000, 1)
    >>> scale("funding_usd_bn"), scale("value_bn_inr"), scale("Exchange earnings in crore"), scale("收入 (万元)")
    (1000000000, 1000000000, 10000000, 10000)
    """
    remarks = " ".join(_IN_BRACKETS.findall(heading))
    if found := re.search(r"\bin\s+(\S.*)$", heading, re.IGNORECASE):
        remarks += " " + found[1]
    if found := _TAIL.search(heading.replace("_", " ")):
        remarks += found[0]
    words = re.sub(rf"[.,;:]|{_CURRENCY}|\b[A-Z]{{3}}\b", " ", remarks).casefold()
    for factor, pattern in _SCALES.items():
        if re.search(rf"(?:^|\s)(?:{pattern})(?:$|\s)", words):
            return factor
    return 1


@cache
def likeness(heading: str, field: Field) -> float:
    """How surely a heading names a field: 1 its own name, 0.97 a synonym, else how alike the words are.

    >>> from data.reading.kinds import PRODUCT
    >>> likeness("Product", PRODUCT), likeness("SKU name", PRODUCT), likeness("Colour", PRODUCT) < SUGGESTED
    (1.0, 0.97, True)
    >>> likeness("02.01.2019", PRODUCT), likeness("3 027,000", PRODUCT)
    (0.0, 0.0)
    """
    words = plain(heading)
    if not any(map(str.isalpha, words)):
        return 0.0  # a figure or a date, of which a row of data has many, each another one
    if words in {plain(field.title), field.name.replace("_", " ")}:
        return 1.0
    names = _names(field)
    if words in names:
        return KNOWN
    return min(0.96, max(fuzz.ratio(words, name) for name in (plain(field.title), *names)) / 100)


def likeliest(heading: str, fields: Iterable[Field], sure: float = SURE) -> Field | None:
    """The field that a heading names best, None where it names none of them as surely as is wanted."""
    best = max(fields, key=lambda field: likeness(heading, field), default=None)
    return best if best and likeness(heading, best) >= sure else None


@cache
def _names(field: Field) -> tuple[str, ...]:
    """Its synonyms in plain words; short ones of other languages are matched whole, never by likeness."""
    return tuple(plain(name) for name in field.names)
