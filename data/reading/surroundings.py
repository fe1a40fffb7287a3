"""What stands around a table and is of all of it: titles above it, its sheet's name, its file's name."""

import re
from collections.abc import Container
from dataclasses import dataclass

from data.reading import headings
from data.reading.fields import Kind
from data.reading.grains import Period
from data.reading.grid import Sheet
from data.reading.meaning import CUMULATIVE, meaning
from data.reading.readers import named_measure

TITLE_ROWS = 12
_BESIDE_A_MEASURE = re.compile(
    r"(?i)by|per|of|in|and|the|for|all|our|products?|regions?|countr(?:y|ies)|segments?|lines?|months?|monthly|quarters?|"
    r"quarterly|years?|yearly|annual|fy\d*|q[1-4]|h[12]|\d+|actuals?|budget|plan|forecast|report|overview|data|total|"
    r"thousands?|millions?|k|m|mn|mio|bn|keur|teur|eur|usd|gbp|chf|nach|je|pro|par|por|per|and|v\d+|final|export"
)


@dataclass(frozen=True)
class Surroundings:
    """What titles, the sheet's name and the file's name say of a whole table."""

    period: Period | None
    measure: str
    to_date: bool  # a title or the sheet's name says that amounts are those since the year's first day

    @classmethod
    def around(cls, sheet: Sheet, header_row: int, kind: Kind, file: str) -> "Surroundings":
        above = range(max(1, header_row - TITLE_ROWS), header_row + 1)
        titles = [value for row in above for value in sheet.row(row)[:1] if isinstance(value, str)]
        texts = [*titles, sheet.name, file.rsplit(".", 1)[0]]
        period = next((said for text in texts if (said := _period_in(text, kind))), None)
        measure = next((found for text in texts if (found := _measure_in(text, kind))), "")
        return cls(period, measure, any(CUMULATIVE.search(text) for text in (*titles, sheet.name)))

    @property
    def year(self) -> int | None:
        """The year that is said, be it of a month or of a quarter."""
        return self.period.start.year if self.period else None

    def implied(self, given: Container[str]) -> dict[str, str]:
        """What a table without any period is of; the year of one whose months or quarters are `given` without."""
        if self.period is None:
            return {}
        if any(part in given for part in ("week", "month", "quarter")):
            return {"year": str(self.period.start.year)}
        return {"period": self.period.written}


def _period_in(text: str, kind: Kind) -> Period | None:
    """The one period that a title or a name gives; of a text with several years, none."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return meaning(text.replace("_", " "), kind).resolved if len(years) < 2 else None


def _measure_in(text: str, kind: Kind) -> str:
    """The measure that a title names with one to four of its words, where the others only say of what and when."""
    words = [word for word in re.split(r"[\s_\-,;:()/&€$£]+", text) if word]
    for length in range(4, 0, -1):
        for at in range(len(words) - length + 1):
            found = named_measure(" ".join(words[at : at + length]), kind, headings.KNOWN)
            if found and all(_BESIDE_A_MEASURE.fullmatch(word) for word in (*words[:at], *words[at + length :])):
                return found
    return ""
