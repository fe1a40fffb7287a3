"""Whether a KPI's name says that its figures are the numerator or the denominator of another one."""

import re
from functools import cache
from typing import NamedTuple

from data.reading import headings

NUMERATOR, DENOMINATOR = "numerator", "denominator"
NAMES = {
    NUMERATOR: "numerator|numerators|num|zahler|numerateur|numerador|numeratore|teller|taljare",
    DENOMINATOR: "denominator|denominators|denom|den|nenner|denominateur|denominador|denominatore|noemer|namnare",
}
_EDGES = " -–—:;,./|_()[]"


class Half(NamedTuple):
    """A side of a KPI, and the name of the whole one."""

    side: str
    kpi: str


def half(name: str) -> Half | None:
    """The side that a name says at its end or its beginning; None where it says none, or nothing of which KPI.

    >>> half("Defect rate (numerator)"), half("Denominator of defect rate")
    (Half(side='numerator', kpi='Defect rate'), Half(side='denominator', kpi='defect rate'))
    >>> half("Churn - Nenner"), half("Numerator"), half("Tickets per teller"), half("Denim sales")
    (Half(side='denominator', kpi='Churn'), None, Half(side='numerator', kpi='Tickets per'), None)
    """
    plain = headings.unaccented(name)
    text = name if len(plain) == len(name) else plain  # of which each letter stands where it stood
    for side, (end, beginning) in _patterns().items():
        if (match := end.search(plain.casefold())) and (kpi := text[: match.start()].strip(_EDGES)):
            return Half(side, kpi)
        if (match := beginning.match(plain.casefold())) and (kpi := text[match.end() :].strip(_EDGES)):
            return Half(side, kpi)
    return None


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """By side how a name of it ends, and how it begins."""
    return {
        side: (
            re.compile(rf"(?<!\w)(?:{words})\.?[)\]]?\s*$"),
            re.compile(rf"[(\[]?(?:{words})\.?(?:[)\]]|\s+(?:of|for|von|de|di|van|av)\s|\s*[-–—:]|\s)"),
        )
        for side, words in NAMES.items()
    }
