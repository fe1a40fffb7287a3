"""What a table is made of: fields with their forms and names, and the kinds that they make up."""

from dataclasses import dataclass, field
from enum import StrEnum

from data.reading import translations


class Form(StrEnum):
    """What the cells of a field hold."""

    TEXT = "text"
    AMOUNT = "amount"  # money, to four decimals
    NUMBER = "number"  # anything else that is counted or measured
    SHARE = "share"  # of a market, kept in per cent points
    TARGET = "target"  # a number, be it with a sign or a word of which side is good, or a range
    PERIOD = "period"  # a day, week, month, quarter or year
    YEAR = "year"  # only together with a week, month or quarter in another column
    MONTH = "month"
    QUARTER = "quarter"
    WEEK = "week"
    DATE = "date"
    YES_NO = "yes or no"


NUMERIC = frozenset({Form.AMOUNT, Form.NUMBER, Form.SHARE, Form.TARGET})
DATED = frozenset({Form.PERIOD, Form.DATE})


@dataclass(frozen=True)
class Field:
    """One thing that a column can hold."""

    name: str
    title: str
    form: Form = Form.TEXT
    measure: bool = False  # a fact kind makes one fact of each of its cells
    proof: bool = False  # not stored: compared with what is computed from the stored measures
    about: bool = False  # said of a KPI as a whole, and not of the figures of its row
    synonyms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that the field may be called, beside its title."""
        return (*self.synonyms, *translations.of(self.name))


@dataclass(frozen=True)
class Kind:
    """One kind of table: its fields, those without which it cannot be loaded, and those of which one is enough."""

    name: str
    title: str
    fields: tuple[Field, ...]
    required: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    register: bool = False
    by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {f.name: f for f in self.fields})

    @property
    def measures(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.measure)


def text(name: str, title: str, *synonyms: str) -> Field:
    return Field(name, title, synonyms=synonyms)


def number(name: str, title: str, *synonyms: str) -> Field:
    return Field(name, title, Form.NUMBER, synonyms=synonyms)


def money(name: str, title: str, *synonyms: str) -> Field:
    return Field(name, title, Form.AMOUNT, measure=True, synonyms=synonyms)


def counted(name: str, title: str, *synonyms: str) -> Field:
    return Field(name, title, Form.NUMBER, measure=True, synonyms=synonyms)


def of_kpi(name: str, title: str, form: Form, *synonyms: str) -> Field:
    return Field(name, title, form, about=True, synonyms=synonyms)


def date(name: str, title: str, *synonyms: str) -> Field:
    return Field(name, title, Form.DATE, synonyms=synonyms)
