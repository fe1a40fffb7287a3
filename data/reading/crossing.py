"""Tables with periods, bases or products across: what each column's heading, in one row or several, says of its cells.

What cannot be told (which measure the months of a table hold) stays open: `read` asks.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from data.reading import headings, names, periods
from data.reading.cells import is_blank
from data.reading.fields import NUMERIC, Form, Kind
from data.reading.grid import Sheet
from data.reading.heads import Head, head, unique
from data.reading.mapping import WHICH_MEASURE, ColumnMapping, TableMapping
from data.reading.meaning import Meaning
from data.reading.overlaps import without_overlaps
from data.reading.periods import Grain, Period
from data.reading.readers import named_measure

TITLE_ROWS = 12
LABELS_LOOKED_AT = 400
_BESIDE_A_MEASURE = re.compile(
    r"(?i)by|per|of|in|and|the|for|all|our|products?|regions?|countr(?:y|ies)|segments?|lines?|months?|monthly|quarters?|"
    r"quarterly|years?|yearly|annual|fy\d*|q[1-4]|h[12]|\d+|actuals?|budget|plan|forecast|report|overview|data|total|"
    r"thousands?|millions?|k|m|mn|mio|bn|keur|teur|eur|usd|gbp|chf|nach|je|pro|par|por|per|and|v\d+|final|export"
)
YEAR_IN_ROWS = -1  # a column gives it, row by row
ACROSS = {"finance": "product", "market": "vendor", "kpi": "kpi"}  # what stands across where no period does


def crossed(kind: Kind, sheet: Sheet, row: int, file: str) -> TableMapping | None:
    """The table below the headings that begin in a row, if headings of it are periods, bases or products."""
    found = head(sheet, row, kind)
    return _table(kind, sheet, found, Surroundings.around(sheet, found.last_row, kind, file)) if found else None


@dataclass(frozen=True)
class Surroundings:
    """What titles, the sheet's name and the file's name say of a whole table."""

    year: int | None
    measure: str

    @classmethod
    def around(cls, sheet: Sheet, header_row: int, kind: Kind, file: str) -> "Surroundings":
        above = range(max(1, header_row - TITLE_ROWS), header_row + 1)
        titles = [value for row in above for value in sheet.row(row)[:1] if isinstance(value, str)]
        texts = [*titles, sheet.name, file.rsplit(".", 1)[0]]
        years = next((years for text in texts if len(years := _years(text)) == 1), set())
        measure = next((found for text in texts if (found := _measure_in(text, kind))), "")
        return cls(next(iter(years), None), measure)


def _years(text: str) -> set[int]:
    whole = {int(match) for match in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)}
    return whole or {year for word in text.split() if (year := periods.short_year(word))}


def _measure_in(text: str, kind: Kind) -> str:
    """The measure that a title names with one to four of its words, where the others only say of what and when."""
    words = [word for word in re.split(r"[\s_\-,;:()/&€$£]+", text) if word]
    for length in range(4, 0, -1):
        for at in range(len(words) - length + 1):
            found = named_measure(" ".join(words[at : at + length]), kind, headings.KNOWN)
            if found and all(_BESIDE_A_MEASURE.fullmatch(word) for word in (*words[:at], *words[at + length :])):
                return found
    return ""


def _table(kind: Kind, sheet: Sheet, found: Head, said: Surroundings) -> TableMapping:
    labels = _label_column(sheet, found)
    across = {n for n, m in found.meanings.items() if n != labels and (m.is_context or m.comparison or m.total)}
    keys = _keys(kind, sheet, found, [n for n in found.texts if n not in across], labels)
    year = YEAR_IN_ROWS if any(c.field == "year" for c in keys.values()) else said.year
    columns = [
        replace(keys[number], heading=text)
        if number in keys
        else _column(kind, number, text, found.meanings[number], year)
        for number, text in unique(found.texts).items()
    ]
    columns = with_measures(_with_names(columns, found, kind), said.measure, kind)
    table = TableMapping(sheet.name, found.last_row, kind.name, without_overlaps(columns, found.meanings))
    return replace(table, implied=_implied(table, said))


def _with_names(columns: list[ColumnMapping], found: Head, kind: Kind) -> list[ColumnMapping]:
    """The columns, several of one context told apart by the names above them: of products, vendors or KPIs."""
    contexts = Counter((c.field, c.context) for c in columns if c.context)
    if all(count == 1 for count in contexts.values()):
        return columns
    field = ACROSS.get(kind.name, "")
    named = []
    for column in columns:
        rest = names.name(found.meanings[column.column].rest) if column.column in found.meanings else ""
        if column.context and found.meanings[column.column].total:
            named.append(replace(column, field=None, context=(), reason="the sum of other columns"))
        elif column.context and rest and field:
            named.append(replace(column, context=(*column.context, (field, rest))))
        else:
            named.append(column)
    return named


def with_measures(columns: list[ColumnMapping], title: str, kind: Kind) -> list[ColumnMapping]:
    """The columns whose headings name no measure, holding the one of their rows' labels or the title's, in its unit."""
    labelled = any(column.field == "measure" for column in columns)
    field = "amount" if labelled else title
    reason = "its row's label says what it holds" if labelled else "the title says what it holds"
    if field:
        columns = [replace(c, field=field, reason=reason) if c.reason == WHICH_MEASURE else c for c in columns]
    return [replace(c, scale=headings.scale(c.heading)) if _is_money(kind, c) else c for c in columns]


def _implied(table: TableMapping, said: Surroundings) -> dict[str, str]:
    """The year of a title, where nothing else gives the period."""
    timed = table.given & {"period", "year"} or any("period" in dict(c.context) for c in table.columns)
    return {} if timed or said.year is None else {"period": str(said.year)}


def _is_money(kind: Kind, column: ColumnMapping) -> bool:
    return bool(column.field) and kind.by_name[column.field or ""].form is Form.AMOUNT


def _column(kind: Kind, number: int, text: str, said: Meaning, year: int | None) -> ColumnMapping:
    """A column of figures: its measure, and what its heading says of all of them."""
    if said.comparison:
        return ColumnMapping(number, text, None, 1.0, "compares other columns")
    if said.total and not said.is_context:
        return ColumnMapping(number, text, None, 1.0, "the sum of other columns")
    if not said.is_context:
        field = said.field if said.field in kind.by_name else ""
        return ColumnMapping(number, text, field or None, 0.9 if field else 0.0, "its name" if field else "not known")
    context = _context(said, year)
    if context is None:
        return ColumnMapping(number, text, None, 0.0, "its period cannot be told")
    field = said.field
    reason = "its heading" if field else WHICH_MEASURE
    return ColumnMapping(number, text, field or None, 0.9 if field else 0.5, reason, context=context)


def _context(said: Meaning, year: int | None) -> tuple[tuple[str, str], ...] | None:
    """The fields that a heading gives; None where its period lacks a year that nothing else gives."""
    if said.year is None and said.period is None and said.part and year != YEAR_IN_ROWS:
        said = replace(said, year=year)
    pairs = []
    if (period := said.resolved) is not None:
        pairs.append(("period", written(period)))
    elif said.part and year == YEAR_IN_ROWS:
        pairs.append((said.part[0].value, str(said.part[1])))
    elif said.part or said.period:
        return None
    if said.basis:
        pairs.append(("basis", said.basis))
    return tuple(pairs)


def written(period: Period) -> str:
    """A period as text that is read in one way.

    >>> from datetime import date
    >>> written(Period(date(2024, 4, 1), Grain.QUARTER)), written(Period(date(2024, 4, 1)))
    ('2024 Q2', '2024-04')
    """
    start = period.start
    if period.grain is Grain.QUARTER:
        return f"{start.year} Q{(start.month + 2) // 3}"
    return f"{start.year}" if period.grain is Grain.YEAR and start.month == 1 else f"{start:%Y-%m}"


def _keys(kind: Kind, sheet: Sheet, found: Head, columns: list[int], labels: int | None) -> dict[int, ColumnMapping]:
    """The columns that name their rows: by their headings, else the first column of words."""
    keys: dict[int, ColumnMapping] = {}
    fields = [f for f in kind.fields if f.form not in NUMERIC]
    for number in columns:
        text = found.texts[number]
        taken = {column.field for column in keys.values()}
        field = max((f for f in fields if f.name not in taken), key=lambda f: headings.likeness(text, f))
        if headings.likeness(text, field) >= headings.SURE and not _is_figures(sheet, found.last_row, number):
            keys[number] = ColumnMapping(number, text, field.name, headings.likeness(text, field), "its name")
    labels = _label_column(sheet, found)
    named = (
        {column.field for column in keys.values()} & {ACROSS[kind.name], "measure"} if kind.name in ACROSS else set()
    )
    if labels and labels not in keys and not named and kind.name in ACROSS:
        field_name = "measure" if names_measures(kind, sheet, labels, found.last_row) else ACROSS[kind.name]
        if field_name in kind.by_name:
            text = found.texts.setdefault(labels, "(labels)")
            keys[labels] = ColumnMapping(labels, text, field_name, 0.8, "the labels of its rows")
    return _without_lone_measure(kind, sheet, keys, found)


def _without_lone_measure(
    kind: Kind, sheet: Sheet, keys: dict[int, ColumnMapping], found: Head
) -> dict[int, ColumnMapping]:
    """The keys without a column called "Account" whose rows name no measure."""
    return {
        number: column
        for number, column in keys.items()
        if column.field != "measure" or names_measures(kind, sheet, number, found.last_row)
    }


def _label_column(sheet: Sheet, found: Head) -> int | None:
    """The first column whose cells below the headings are mostly words."""
    across = [n for n, m in found.meanings.items() if m.is_context]
    for number in range(1, (across[1] if len(across) > 1 else sheet.width) + 1):
        cells = [value for _, value in islice(sheet.column(number, found.last_row + 1), LABELS_LOOKED_AT)]
        words = [v for v in cells if isinstance(v, str) and v.strip()]
        if len(words) > sum(not is_blank(v) for v in cells) / 2:
            return number
    return None


def labels_of(sheet: Sheet, column: int, header_row: int) -> Iterator[str]:
    """The first texts of a column below the headings."""
    for _, value in islice(sheet.column(column, header_row + 1), LABELS_LOOKED_AT):
        if isinstance(value, str) and value.strip():
            yield value.strip()


def names_measures(kind: Kind, sheet: Sheet, column: int, header_row: int) -> bool:
    """Whether some of a column's labels are measures: two of them, or all."""
    labels = list(dict.fromkeys(labels_of(sheet, column, header_row)))
    named = sum(named_measure(label, kind) is not None for label in labels)
    return "measure" in kind.by_name and named >= min(2, max(1, len(labels)))


def _is_figures(sheet: Sheet, header_row: int, column: int) -> bool:
    cells = [v for _, v in islice(sheet.column(column, header_row + 1), 50) if not is_blank(v)]
    return bool(cells) and all(isinstance(v, Decimal) and not periods.year(v) and v != int(v) for v in cells)
