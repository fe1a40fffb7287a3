"""Cells that say in words why they give no amount or no day: nothing is given there, which is counted and said."""

import re
from collections import Counter

from data.problems import Place, Problem, Severity
from data.reading.cells import CellValue, as_text, is_blank
from data.reading.evidence import words

NOT_KNOWN = re.compile(
    r"(?i)\W*(?:n\s?[/.]\s?a\.?|#n/a|na|not (?:available|applicable|known|given)|unknown|undated|none|null|nan|tb[acd]|"
    r"unbekannt|k\. ?a\.|inconnue?|desconocid[oa]|sconosciut[oa]|desconhecid[oa]|onbekend|ok[äa]nd)\W*"
)
FEWEST_WORDS = 3  # that make a sentence


def says_why(value: CellValue) -> bool:
    """Whether a cell that should hold an amount or a day holds words about it instead.

    >>> says_why("Exempt under section 43"), says_why("Not reported"), says_why("about 5"), says_why("12 exempt")
    (True, True, False, False)
    """
    if not isinstance(value, str) or re.match(r"\W*\d", text := as_text(value)):
        return False
    return bool(words.said_of(text, "withheld")) or len(re.findall(r"[^\W\d_]{2,}", text)) >= FEWEST_WORDS


def is_not_known(value: CellValue) -> bool:
    """Whether a cell says that what it should hold is not known.

    >>> is_not_known("N/A"), is_not_known("unknown"), is_not_known("Nancy"), is_not_known(None)
    (True, True, False, False)
    """
    return isinstance(value, str) and bool(NOT_KNOWN.fullmatch(as_text(value)))


def problem(place: Place, heading: str, cells: list[CellValue]) -> Problem:
    """What is said of a column some of whose cells say in words that they give nothing."""
    said = Counter(as_text(cell) for cell in cells if says_why(cell))
    ((example, _),) = said.most_common(1)
    rows = sum(not is_blank(cell) for cell in cells)
    found = (
        f"{rows - said.total():,} of {rows:,} cells under “{heading}” are figures, others are words such as “{example}”"
    )
    return Problem("withheld", place, found, "", "The words were taken as not given.", Severity.WARNING)
