"""What a heading says of all cells below it: their period, basis and measure, in one cell or in several above another.

"Revenue Budget 2024", "FQ118", "Q4 '22 A", "1-9 YTD 2024", or "2024" over "Jan" over "Actual".
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from data.reading import headings, periods
from data.reading.cells import CellValue, as_text
from data.reading.fields import NUMERIC, Kind
from data.reading.grains import Grain, Period, lasting
from data.reading.kinds import KINDS, with_weeks
from data.reading.weeks import number as number_of_week
from data.reading.weeks import of_year

BASES = {
    "actual": r"actuals?|act|ist|r[ée]el|real|r[ée]alis[ée]|consuntivo|werkelijk|utfall",
    "budget": r"budget(?:ed)?|bud|plan(?:ned|ning)?|soll|presupuesto|or[çc]amento|begroting|target",
    "forecast": r"forecast(?:ed)?|fcst|fc|outlook|estimate|prognose|previsto|prévision",
}
SHORT_BASES = {"a": "actual", "ac": "actual", "b": "budget", "e": "forecast", "f": "forecast", "pl": "budget"}
LONGEST_HEADING = 60  # a sentence may hold any word
_COMPARISON = re.compile(
    r"(?i)\b(?:yoy|y/y|y-o-y|qoq|q/q|var(?:iance)?|abw(?:eichung)?|delta|change|diff(?:erence)?|growth|vs\.?|cagr|"
    r"index|margin|mix|share of total|pct|percent(?:age)?)\b|[Δ%]"
)
CUMULATIVE = re.compile(r"(?i)\b(?:ytd|cum(?:ulative)?|kum(?:uliert)?|cumul[ée]?|year[ -]to[ -]date)\b")
_MONTHS_FROM_FIRST = re.compile(r"(?i)\b(?:1\s*[-–]\s*(\d{1,2})|(\d{1,2})\s?m(?:onths)?)(?=\s|$)")
_ENDED = re.compile(r"(?i)\b(\d{1,2}) months ended\b")
_FISCAL = re.compile(r"(?i)\bf(?=q[1-4]|(?:19|20)\d\d\b)")
_QUARTER = re.compile(r"(?i)q([1-4])")
_FOOTNOTE = re.compile(r"\s*(?:\(\d\)|[*†‡¹²³])+$")
_TOTAL = re.compile(r"(?i)(?:grand |sub)?total|sum|summe|gesamt|full year|all (?:year|months|quarters)")


@dataclass(frozen=True)
class Meaning:
    """The parts that a heading gives; what it does not say is None or empty."""

    period: Period | None = None
    year: int | None = None
    part: tuple[Grain, int] | None = None  # a week, month or quarter whose year stands elsewhere: its grain and number
    basis: str = ""
    field: str = ""
    cumulative: bool = False  # from the year's first day to the period's last
    comparison: bool = False  # a ratio or a difference of other columns
    total: bool = False
    span: int = 0  # how many months end with the period: "12 Months Ended"
    rest: str = ""  # the words that say none of this

    @property
    def is_context(self) -> bool:
        """Whether it says to which period or basis the cells below belong."""
        return bool(self.period or self.year or self.part or self.basis)

    def under(self, upper: "Meaning") -> "Meaning":
        """The same with what a heading above it adds."""
        return Meaning(
            self.period or upper.period,
            self.year or upper.year,
            self.part or upper.part,
            self.basis or upper.basis,
            self.field or upper.field,
            self.cumulative or upper.cumulative,
            self.comparison or upper.comparison,
            self.total or upper.total,
            self.span or upper.span,
            " ".join(filter(None, (upper.rest, self.rest))),
        )

    @property
    def resolved(self) -> Period | None:
        """The period, from its parts where they stand in several cells."""
        if self.period and self.span:
            return _ending(self.period, self.span)
        if self.period or self.year is None:
            return self.period
        if self.part is None:
            return Period(date(self.year, 1, 1), Grain.YEAR)
        grain, number = self.part
        if grain is Grain.WEEK:
            return of_year(self.year, number)
        return Period(date(self.year, (number - 1) * grain.months + 1, 1), grain)


def _ending(last: Period, months: int) -> Period | None:
    """The quarter or year that ends with a month; None of any other length."""
    return lasting(last.months[0] - months + 1, months)


def meaning(value: CellValue, kind: Kind) -> Meaning:
    """What one heading cell says, in the fields of one kind of table.

    >>> from data.reading.kinds import FINANCE
    >>> said = meaning("Net sales Budget Q1 2024", FINANCE)
    >>> said.field, said.basis, said.period.start
    ('revenue', 'budget', datetime.date(2024, 1, 1))
    """
    if isinstance(value, date):
        known = periods.FIRST_YEAR <= value.year <= periods.LAST_YEAR
        return Meaning(period=Period(value.replace(day=1))) if known else Meaning(rest=as_text(value))
    if isinstance(value, Decimal):
        year = periods.year(value)
        return Meaning(year=year) if year else Meaning(rest=as_text(value))
    if not isinstance(value, str):
        return Meaning(rest=as_text(value))
    text = " ".join(
        headings.JOINED.sub(" ", re.sub(r"(?<=\d{4})_(?=\d\d(?!\d))", "-", value)).replace("_", " ").split()
    )
    return _of_text(text, kind.name) if len(text) <= LONGEST_HEADING else Meaning(rest=text)


@cache
def _of_text(text: str, kind_name: str) -> Meaning:
    text = _FISCAL.sub("", _FOOTNOTE.sub("", text))
    if field := _field(text, KINDS[kind_name]):
        return Meaning(field=field)
    if _TOTAL.fullmatch(text):
        return Meaning(total=True, rest=text)
    comparison, cumulative = bool(_COMPARISON.search(text)), bool(CUMULATIVE.search(text))
    text = CUMULATIVE.sub(" ", text)
    found = Meaning(comparison=comparison, cumulative=cumulative)
    if match := _ENDED.search(text):
        found, text = found.under(Meaning(span=int(match[1]))), text.replace(match[0], " ")
    if match := _MONTHS_FROM_FIRST.search(text):
        months = int(match[1] or match[2])
        if 1 <= months <= 12:
            found = found.under(Meaning(part=(Grain.MONTH, months), cumulative=True))
            text = text.replace(match[0], " ")
    basis, text = _basis(text)
    timed, text = _time(text.split(), found.part is not None, with_weeks(kind_name))
    field = _field(text, KINDS[kind_name])
    return found.under(timed).under(Meaning(basis=basis, field=field, rest="" if field else text.strip()))


def _basis(text: str) -> tuple[str, str]:
    """The basis that a text names, and the rest of it."""
    for basis, pattern in BASES.items():
        if re.search(rf"(?i)(?<![\w])(?:{pattern})(?![\w])", text):
            return basis, re.sub(rf"(?i)(?<![\w])(?:{pattern})(?![\w])", " ", text, count=1)
    *words, last = text.split() or [""]
    short = SHORT_BASES.get(last.casefold()) or SHORT_BASES.get(last[-1:].casefold() if last[-2:-1].isdigit() else "")
    if not short or not any(char.isdigit() for char in text):
        return "", text
    return short, " ".join(words) if last.casefold() in SHORT_BASES else text[:-1]


def _time(words: list[str], month_known: bool, weeks: bool) -> tuple[Meaning, str]:
    """The longest run of words that is a period, else a part of one, and the other words."""
    for length in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            said = _period(" ".join(words[at : at + length]), month_known, weeks)
            if said.is_context:
                return _with_year(said, [*words[:at], *words[at + length :]])
    return Meaning(), " ".join(words)


def _with_year(said: Meaning, others: list[str]) -> tuple[Meaning, str]:
    """A part of a year with the year that stands elsewhere among the words: "Month 1 2025", "FY26 Q1"."""
    for word in others if said.part else ():
        if year := periods.year(word) or periods.short_year(word):
            return said.under(Meaning(year=year)), " ".join(other for other in others if other is not word)
    for word in others if said.year and not said.part else ():
        if quarter := _QUARTER.fullmatch(word):
            part = Meaning(part=(Grain.QUARTER, int(quarter[1])))
            return said.under(part), " ".join(other for other in others if other is not word)
    return said, " ".join(others)


def _period(text: str, month_known: bool, weeks: bool) -> Meaning:
    bare = text.strip(" .,:;()[]–-")
    year = periods.year(bare) or periods.short_year(bare)
    if year:
        return Meaning(year=year)
    try:
        order = periods.DateOrder.DAY_FIRST if "." in bare else None  # with points nobody writes the month first
        found = periods.period(bare, order, with_weeks=weeks) if any(char.isdigit() for char in bare) else None
    except periods.Unreadable:
        found = None
    if found and found.grain is Grain.YEAR:
        return Meaning(year=found.start.year)
    if found and not month_known:
        return Meaning(period=found)
    if match := re.fullmatch(r"(?i)q([1-4])|([1-4])\.? ?(?:q|quarter|quartal|trimestre|kwartaal|kvartal)", bare):
        return Meaning(part=(Grain.QUARTER, int(match[1] or match[2])))
    if weeks and (week := number_of_week(bare)):
        return Meaning(part=(Grain.WEEK, week))
    month = None if bare.isdigit() else periods.month_of_year(bare)
    return Meaning(part=(Grain.MONTH, month)) if month else Meaning()


def _field(text: str, kind: Kind) -> str:
    """The measure that a text names, empty where it names none surely."""
    likely = headings.likeliest(text, (f for f in kind.fields if f.form in NUMERIC))
    return likely.name if likely else ""
