"""Tables with periods, bases or products across: what each column's heading, in one row or several, says of its cells.

What cannot be told (which measure the months of a table hold) stays open: `read` asks.
"""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from data.reading import accounts, aims, fiscal, headings, holding, names, periods, siblings
from data.reading.begun import without_begun
from data.reading.cells import CellValue, is_blank
from data.reading.evidence.glance import LABELS
from data.reading.fields import NUMERIC, Form, Kind
from data.reading.grains import Grain
from data.reading.grid import Sheet
from data.reading.heads import FEWEST_ACROSS, Head, head, unique
from data.reading.kinds import ACROSS, FINANCE
from data.reading.mapping import WHICH_MEASURE, ColumnMapping, TableMapping
from data.reading.meaning import Meaning, meaning
from data.reading.overlaps import without_overlaps
from data.reading.surroundings import Surroundings
from data.reading.times import PERIOD

ROWS_SUMMED = 2_000
Context = tuple[tuple[str, str], ...]
OTHER_MEASURE = "another measure than those that are read"
YEAR_IN_ROWS = -1  # a column gives it, row by row


def figures_by_period(sheet: Sheet, row: int) -> bool:
    """Whether figures stand below headings of a row that are periods: then it is no list of things."""
    for number, value in enumerate(sheet.row(row), 1):
        said = meaning(value, FINANCE)
        if (said.period or said.year or said.part) and holding.means_figures(sheet, row, number):
            return True
    return False


def crossed(kind: Kind, sheet: Sheet, row: int, file: str, fewest: int = FEWEST_ACROSS) -> TableMapping | None:
    """The table below the headings that begin in a row, if some of them are periods, bases or products."""
    found = head(sheet, row, kind, fewest)
    if found is None:
        return None
    said = Surroundings.around(sheet, found.last_row, kind, file)
    return _table(kind, sheet, _to_date(found) if said.to_date else found, said)


def _to_date(found: Head) -> Head:
    """The headings, those of months and quarters as of amounts since their year's first day."""
    parts = [n for n, m in found.meanings.items() if m.resolved and m.resolved.grain is not Grain.YEAR]
    if len(parts) < FEWEST_ACROSS:
        return found
    return replace(found, meanings={n: replace(m, cumulative=n in parts) for n, m in found.meanings.items()})


def _table(kind: Kind, sheet: Sheet, found: Head, said: Surroundings) -> TableMapping:
    labels = _label_column(sheet, found)
    across = {n for n, m in found.meanings.items() if n != labels and (m.is_context or m.comparison or m.total)}
    keys = _keys(kind, sheet, found, [n for n in found.texts if n not in across], labels)
    year = YEAR_IN_ROWS if any(c.field == "year" for c in keys.values()) or _without_years(found) else said.year
    columns = [
        replace(keys[number], heading=text)
        if number in keys
        else _column(kind, number, text, found.meanings[number], year)
        for number, text in unique(found.texts).items()
    ]
    columns = accounts.with_labels(columns, kind, sheet, found.last_row)
    measure = said.measure or ("actual" if kind.name == "kpi" else "")
    columns = _without_sums(_with_names(columns, found, kind), sheet, found)
    columns = fiscal.without_quarters(columns, lambda number: figures(sheet, found.last_row, number))
    columns = _all_timed(aims.beside(with_measures(columns, measure, kind), kind), kind)
    if not any(said.cumulative for said in found.meanings.values()):
        columns = without_begun(columns, lambda number: figures(sheet, found.last_row, number))
    table = TableMapping(sheet.name, found.last_row, kind.name, without_overlaps(columns, found.meanings))
    return replace(table, implied=_implied(table, said))


def _without_years(found: Head) -> bool:
    """Whether headings give months or quarters, and none of them a year: then it is asked for, or stands in a title."""
    said = found.meanings.values()
    return any(m.part for m in said) and not any(m.year or m.period for m in said)


def _all_timed(columns: list[ColumnMapping], kind: Kind) -> list[ColumnMapping]:
    """The columns, figures without a period left out where periods stand across."""
    if any(c.field in {"period", "year"} for c in columns) or not any("period" in dict(c.context) for c in columns):
        return columns
    return [
        replace(c, field=None, reason="no period is given for it")
        if _is_of_figures(c, kind) and "period" not in dict(c.context)
        else c
        for c in columns
    ]


def _is_of_figures(column: ColumnMapping, kind: Kind) -> bool:
    """Whether a column holds figures, be it open of what, and nothing that is said of a KPI as a whole."""
    field = kind.by_name.get(column.field or "")
    return column.is_open or bool(field and field.form in NUMERIC and not field.about)


def _with_names(columns: list[ColumnMapping], found: Head, kind: Kind) -> list[ColumnMapping]:
    """The columns, several of one context told apart by the names above them: of products, vendors or KPIs."""
    field = ACROSS.get(kind.name, "")
    if kind is FINANCE and any(c.field and c.context for c in columns):  # headings name measures: others do, too
        named_too = {n for n, m in found.meanings.items() if m.rest}
        return [c.left_out(OTHER_MEASURE) if c.is_open and c.column in named_too else c for c in columns]
    contexts = Counter((c.field, c.context) for c in columns if c.context)
    if all(count == 1 for count in contexts.values()):
        return columns
    named = []
    for column in columns:
        rest = names.name(found.meanings[column.column].rest) if column.column in found.meanings else ""
        if column.context and rest and field:
            named.append(replace(column, context=(*column.context, (field, rest))))
        else:
            named.append(column)
    return named


def _without_sums(columns: list[ColumnMapping], sheet: Sheet, found: Head) -> list[ColumnMapping]:
    """The columns without those that sum the names beside them, of the same period and basis."""
    groups: dict[Context, list[ColumnMapping]] = defaultdict(list)
    for column in columns:
        named = [pair for pair in column.context if pair[0] in ACROSS.values()]
        if named:
            groups[tuple(pair for pair in column.context if pair not in named)].append(column)
    why: dict[int, str] = {}
    for group in groups.values():
        names_of = {c.column: next(text for name, text in c.context if name in ACROSS.values()) for c in group}
        why |= siblings.sums({n: figures(sheet, found.last_row, n) for n in names_of}, names_of)
    return [c.left_out(why[c.column]) if c.column in why else c for c in columns]


def figures(sheet: Sheet, row: int, column: int) -> list[float]:
    """The first figures below a row of headings, zero where there is none, to look for sums in."""
    return [_figure(value) for _, value in islice(sheet.column(column, row + 1), ROWS_SUMMED)]


def _figure(value: CellValue) -> float:
    if isinstance(value, Decimal):
        return float(value)
    plain = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s?%?", value.strip()) if isinstance(value, str) else None
    return float(plain[1]) if plain else 0.0


def with_measures(columns: list[ColumnMapping], title: str, kind: Kind) -> list[ColumnMapping]:
    """The columns whose headings name no measure, holding the one of their rows' labels or the title's, in its unit."""
    labelled = any(column.field == "measure" for column in columns)
    field = "amount" if labelled else title
    reason = "its row's label says what it holds" if labelled else "the title says what it holds"
    if field:
        columns = [replace(c, field=field, reason=reason) if c.is_open else c for c in columns]
    return [replace(c, scale=headings.scale(c.heading)) if _is_money(kind, c) else c for c in columns]


def _implied(table: TableMapping, said: Surroundings) -> dict[str, str]:
    """The year of a title, where nothing else gives the period."""
    timed = table.given & {"period", "year"} or any("period" in dict(c.context) for c in table.columns)
    return {} if timed else said.implied(table.given)


def _is_money(kind: Kind, column: ColumnMapping) -> bool:
    return bool(column.field) and kind.by_name[column.field or ""].form is Form.AMOUNT


def _column(kind: Kind, number: int, text: str, said: Meaning, year: int | None) -> ColumnMapping:
    """A column of figures: its measure, and what its heading says of all of them."""
    said = aims.meant(said, kind)
    if said.comparison:
        return ColumnMapping(number, text, None, 1.0, "compares other columns")
    if said.total and not said.is_context:
        return ColumnMapping(number, text, None, 1.0, "the sum of other columns")
    if not said.is_context:
        field = said.field if said.field in kind.by_name else ""
        return ColumnMapping(number, text, field or None, 0.9 if field else 0.0, "its name" if field else "not known")
    context = _context(said, year, "basis" in kind.by_name)
    if context is None:
        return ColumnMapping(number, text, None, 0.0, "its period cannot be told")
    field = "" if said.field == "amount" else said.field  # a word that says nothing of which
    reason = "its heading" if field else WHICH_MEASURE
    return ColumnMapping(number, text, field or None, 0.9 if field else 0.5, reason, context=context)


def _context(said: Meaning, year: int | None, with_basis: bool) -> tuple[tuple[str, str], ...] | None:
    """The fields that a heading gives; None where its period lacks a year that nothing else gives."""
    if said.year is None and said.period is None and said.part and year != YEAR_IN_ROWS:
        said = replace(said, year=year)
    pairs = []
    if (period := said.resolved) is not None:
        pairs.append(("period", period.written))
    elif said.part and year == YEAR_IN_ROWS:
        pairs.append((said.part[0].value, str(said.part[1])))
    elif said.part or said.period:
        return None
    if said.basis and with_basis:
        pairs.append(("basis", said.basis))
    return tuple(pairs)


def _keys(kind: Kind, sheet: Sheet, found: Head, columns: list[int], labels: int | None) -> dict[int, ColumnMapping]:
    """The columns that name their rows: by their headings, else the first column of words.

    A column called "Account" whose rows name no measure is none of them.
    """
    keys: dict[int, ColumnMapping] = {}
    fields = [f for f in kind.fields if f.form not in NUMERIC]
    for number in columns:
        text = found.texts[number]
        taken = {column.field for column in keys.values()}
        free = [f for f in fields if f.name not in taken and holding.holds(sheet, found.last_row, number, f)]
        if not accounts.names_measures(kind, sheet, number, found.last_row):
            free = [f for f in free if f.name != "measure"]
        field = headings.likeliest(text, free)
        if field and not _is_figures(sheet, found.last_row, number):
            keys[number] = ColumnMapping(number, text, field.name, headings.likeness(text, field), "its name")
    named = (
        {column.field for column in keys.values()} & {ACROSS[kind.name], "measure"} if kind.name in ACROSS else set()
    )
    if labels and labels not in keys and not named and kind.name in {"finance", "market"}:
        field_name = "measure" if accounts.names_measures(kind, sheet, labels, found.last_row) else ACROSS[kind.name]
        if field_name in kind.by_name:
            text = found.texts.setdefault(labels, LABELS)
            keys[labels] = ColumnMapping(labels, text, field_name, 0.8, "the labels of its rows")
    return keys


def _label_column(sheet: Sheet, found: Head) -> int | None:
    """The first column whose cells below the headings are mostly words, and no days or months."""
    across = [n for n, m in found.meanings.items() if m.is_context]
    for number in range(1, (across[1] if len(across) > 1 else sheet.width) + 1):
        cells = [value for _, value in islice(sheet.column(number, found.last_row + 1), accounts.LOOKED_AT)]
        words = [v for v in cells if isinstance(v, str) and any(map(str.isalpha, v))]
        if len(words) > sum(not is_blank(v) for v in cells) / 2 and not holding.holds(
            sheet, found.last_row, number, PERIOD
        ):
            return number
    return None


def _is_figures(sheet: Sheet, header_row: int, column: int) -> bool:
    cells = [v for _, v in islice(sheet.column(column, header_row + 1), 50) if not is_blank(v)]
    return bool(cells) and all(isinstance(v, Decimal) and not periods.year(v) and v != int(v) for v in cells)
