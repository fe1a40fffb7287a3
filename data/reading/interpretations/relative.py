"""Years that headings name only against each other: last year and planning year 1, CY and PY, budget1 and budget2.

One of them is asked for; the others follow from it. Nothing is read so where a column or a heading gives a time.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from data.reading import headings
from data.reading.doubt import Doubt
from data.reading.evidence import words
from data.reading.evidence.glance import Glance
from data.reading.fields import Kind
from data.reading.grid import Sheet
from data.reading.interpretations.seen import Seen
from data.reading.kinds import FINANCE
from data.reading.mapping import WHICH_MEASURE, ColumnMapping, TableMapping
from data.reading.meaning import BASES, meaning
from data.reading.names import name

AHEAD = "ahead"  # what a heading gives: by how many years its figures are ahead of the year that is asked for
FEWEST = 2  # different years that headings name
Long = Callable[[Kind, Sheet, int], TableMapping]
TIMES = {"period", "month", "quarter", "year"}

_NUMBER = r"(?:\s?(?P<number>\d))?"
_NAMED: tuple[tuple[str, Callable[[int], int]], ...] = (
    (rf"(?:last|previous|prior|past) (?:year|yr|fy){_NUMBER}|ly|py|vorjahr|ann[ée]e pr[ée]c[ée]dente", lambda n: -n),
    (rf"(?:next|following|coming) (?:year|yr|fy){_NUMBER}|ny", lambda n: n),
    (r"(?P<number>\d) (?:years?|yrs?) ago", lambda n: -n),
    (rf"(?:plan|planning|planned|budget|forecast) (?:year|yr){_NUMBER}", lambda n: n - 1),
    (r"(?:this|current) (?:year|yr|fy)|cy|ty", lambda _: 0),
    (r"(?:year|yr|jahr|ann[ée]e|a[ñn]o|anno|jaar)\s?(?P<number>[1-9])", lambda n: n - 1),
)
NAMED = tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), ahead) for pattern, ahead in _NAMED)
NUMBERED = re.compile(r"(?P<words>[^\d]*[^\d\s])\s?(?P<number>[1-9])$")
PLANS = re.compile(r"(?<!\w)(?:plan|planning|planned|budget|forecast) (?:year|yr)")


@dataclass(frozen=True)
class Relative:
    """The year that a heading names against others, and its other words."""

    ahead: int
    rest: str
    basis: str


def relative(heading: str) -> Relative | None:
    """What a heading says of its year against the others; None where it names none so.

    >>> relative("last_year_2_exp"), relative("Planning year 1")
    (Relative(ahead=-2, rest='exp', basis=''), Relative(ahead=0, rest='', basis='budget'))
    >>> relative("PY Sales").ahead, relative("Year3").ahead, relative("Year to date")
    (-1, 2, None)
    """
    text = headings.plain(heading)
    for pattern, ahead in NAMED:
        if found := pattern.search(text):
            number = found.groupdict().get("number")
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            basis = "budget" if PLANS.match(found[0]) and not found[0].startswith("forecast") else ""
            return _relative(ahead(int(number or 1)), rest, basis or ("forecast" if PLANS.match(found[0]) else ""))
    return None


def _relative(ahead: int, rest: str, basis: str) -> Relative:
    """A year with the basis that the words beside it name."""
    for named, pattern in BASES.items():
        if re.search(rf"(?i)(?<!\w)(?:{pattern})(?!\w)", rest):
            return Relative(ahead, re.sub(rf"(?i)(?<!\w)(?:{pattern})(?!\w)", " ", rest).strip(), named)
    return Relative(ahead, " ".join(rest.split()), basis)


def across(kind: Kind, sheet: Sheet, row: int, file: str, long: Long) -> TableMapping | None:
    """A finance table whose headings name years against each other; None where something gives a time."""
    if kind is not FINANCE:
        return None
    seen = Seen.of(sheet, row, file)
    figures = [glance for glance in seen.glances.values() if glance.are_figures]
    found = _years(figures)
    if len({each.ahead for each in found.values()}) < FEWEST or _gives_a_time(seen, found):
        return None
    asked = _anchor(found)
    table = long(kind, sheet, row)
    columns = tuple(_column(c, found, found[asked].ahead, kind) for c in table.columns)
    if max(Counter((c.field, c.context) for c in columns if c.context).values()) > 1:
        return None  # nothing tells them apart
    heading = seen.glances[asked].heading
    what = f"the year of “{heading}” is not given; the other years follow from it"
    doubt = Doubt("year", heading, _likely(seen, found[asked].ahead < 0), what, "its year", "year")
    return replace(table, columns=columns, doubts=(*table.doubts, doubt))


def headings_name_years(glances: dict[int, Glance]) -> bool:
    """Whether columns of figures are headed by years against each other."""
    found = _years([glance for glance in glances.values() if glance.are_figures])
    return len({each.ahead for each in found.values()}) >= FEWEST


def _years(figures: list[Glance]) -> dict[int, Relative]:
    """By column the year that its heading names: in words, else by a number behind words that come with others, too."""
    named = {glance.column: said for glance in figures if (said := relative(glance.heading))}
    if named:
        return named
    pairs = {g.column: match for g in figures if (match := NUMBERED.fullmatch(headings.plain(g.heading)))}
    money = {n: m for n, m in pairs.items() if any(words.said_of(m["words"], role) for role in ("earned", "spend"))}
    numbers = {stem: {m["number"] for m in money.values() if m["words"] == stem} for stem in _stems(money)}
    same = len({frozenset(each) for each in numbers.values()}) == 1
    return {n: _relative(int(m["number"]) - 1, m["words"], "") for n, m in money.items()} if same else {}


def _stems(found: dict[int, re.Match[str]]) -> set[str]:
    return {match["words"] for match in found.values()}


def _gives_a_time(seen: Seen, found: dict[int, Relative]) -> bool:
    """Whether a column of times, or a heading with one, says when figures are of."""
    if any(clue.role in TIMES and clue.weight > 0 and clue.column not in found for clue in seen.clues):
        return True
    said = (meaning(glance.heading, FINANCE) for number, glance in seen.glances.items() if number not in found)
    return any(each.period or each.year or each.part for each in said)


def _anchor(found: dict[int, Relative]) -> int:
    """The column whose year is asked for: of the last year that is over, else of the first one."""
    actual = [n for n, each in found.items() if each.ahead < 0 and each.basis in {"", "actual"}]
    return max(actual, key=lambda n: found[n].ahead) if actual else min(found, key=lambda n: found[n].ahead)


def _likely(seen: Seen, is_over: bool) -> tuple[str, ...]:
    """The years that titles name, then the newest ones; first of all the last that `is_over`."""
    this = datetime.now(UTC).year
    first = (*seen.years, this - 1) if is_over else ()
    return tuple(dict.fromkeys((*map(str, first), *seen.likely_years)))


def _column(column: ColumnMapping, found: dict[int, Relative], asked: int, kind: Kind) -> ColumnMapping:
    """A column with the year that its heading names, and the measure where it names one."""
    said = found.get(column.column)
    if said is None:
        return column
    context = [(AHEAD, str(said.ahead - asked))]
    if any(each.basis for each in found.values()):
        context.append(("basis", said.basis or "actual"))
    likely = headings.likeliest(name(said.rest), kind.measures, headings.KNOWN) if said.rest else None
    field = likely.name if likely and likely.name != "amount" else None
    reason = "its heading" if field else WHICH_MEASURE
    return replace(column, field=field, confidence=0.5, reason=reason, context=tuple(context))
