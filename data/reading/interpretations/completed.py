"""A table whose headings alone do not say enough, completed by evidence; what remains open is a doubt, to be asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from data.reading import headings, periods
from data.reading.cells import as_text
from data.reading.doubt import Doubt
from data.reading.evidence import values, weights, words
from data.reading.evidence.clue import Clue, Rated, ranked
from data.reading.evidence.glance import Glance, glances
from data.reading.grid import Sheet
from data.reading.kinds import ACROSS, FINANCE, KINDS
from data.reading.mapping import WHICH_MEASURE, ColumnMapping, TableMapping
from data.reading.meaning import meaning

LEFT_OUT = "nothing of the review"
MOST_CHOICES = 4
MOST_ASKED = 2  # columns of figures of which it is asked what they hold
FEWEST_ACROSS = 2
MEASURES = {
    "finance": ("revenue", "variable_cost", "investment", "shared_cost", "units", "fte"),
    "market": ("sales", "size", "share"),
}
LINES = ("line", "segment", "region")


@dataclass(frozen=True)
class Seen:
    """What is known of a table's columns beside its headings."""

    glances: dict[int, Glance]
    clues: tuple[Clue, ...]
    titles: tuple[str, ...]  # what stands above it, its sheet's name, its file's name

    @classmethod
    def of(cls, sheet: Sheet, header_row: int, file: str) -> "Seen":
        found = glances(sheet, header_row)
        clues = (clue for glance in found.values() for detect in (words.clues, values.clues) for clue in detect(glance))
        above = (as_text(value) for row in range(1, header_row) for value in sheet.row(row))
        return cls(found, tuple(clues), (*filter(None, above), sheet.name, Path(file).stem))

    @property
    def is_of_plans(self) -> bool:
        """Whether it lists things with their first and last days: those are no periods of figures."""
        days = {clue.column for clue in self.clues if clue.role == "period"}
        return sum(bool(words.said_of(self.glances[number].heading, "planned")) for number in days) > 1

    @property
    def says_when(self) -> bool:
        """Whether a column, a heading or a title says of when its figures are, be it without the year."""
        timed = any(clue.role in {"period", "year", "month", "quarter"} for clue in self.clues)
        headed = (meaning(glance.heading, FINANCE) for glance in self.glances.values())
        return timed or bool(self.years) or any(said.part for said in headed)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that titles and headings name."""
        texts = (*self.titles, *(glance.heading for glance in self.glances.values()))
        return tuple(
            dict.fromkeys(
                year for text in texts for word in re.split(r"[\s_,;()]+", text) if (year := periods.year(word))
            )
        )

    def ranked(self, role: str, among: list[ColumnMapping]) -> list[Rated]:
        """Some columns by how likely they have a role."""
        numbers = {column.column for column in among}
        return [each for each in ranked(self.clues, role) if each.column in numbers]


def completed(table: TableMapping, sheet: Sheet, file: str) -> TableMapping | None:
    """A finance or market table with all that it needs; None where it has no figures, or nothing says of when."""
    seen = Seen.of(sheet, table.header_row, file)
    if seen.is_of_plans or not (table.given & {"period", "year"} or seen.says_when):
        return None
    table = _with_figures(_with_names(_with_time(table, seen), seen, file), seen)
    held = {column.field for column in table.columns} & set(MEASURES[table.kind or ""])
    return table if held or any(c.is_open for c in table.columns) else None


def _free(table: TableMapping) -> list[ColumnMapping]:
    """The columns of which nothing is known yet."""
    return [c for c in table.columns if not c.field and not c.context and not c.is_open]


def _holding(table: TableMapping, column: int, field: str, confidence: float, reason: str) -> TableMapping:
    columns = (
        replace(c, field=field, confidence=min(confidence, 0.9), reason=reason) if c.column == column else c
        for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def _heading(table: TableMapping, column: int) -> str:
    return next(each.heading for each in table.columns if each.column == column)


def _with_time(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with its periods: from a column of them, from a year and its parts, or the year asked."""
    for field in ("period", "year", "month", "quarter"):
        if "period" in table.given or (field == "quarter" and "month" in table.given):
            break
        if field not in table.given and (likely := seen.ranked(field, _free(table))):
            table = _holding(table, likely[0].column, field, likely[0].weight, likely[0].why)
    if table.given & {"period", "year"}:
        return table
    if len(seen.years) == 1:
        return replace(table, implied={**table.implied, "year": str(seen.years[0])})
    across = [c.heading for c in table.columns if {"month", "quarter"} & {name for name, _ in c.context}]
    part = table.fields.get("month") or table.fields.get("quarter")
    found = f"“{across[0]}”" if across else f"“{part.heading}” without a year" if part else "figures without a period"
    years = _years(seen)
    doubt = Doubt("year", part.heading if part else across[0] if across else "", years, found, "their year", "year")
    return replace(table, doubts=(*table.doubts, doubt))


def _years(seen: Seen) -> tuple[str, ...]:
    """The years that titles and headings name, then this one and those before it."""
    this = datetime.now(UTC).year
    return tuple(dict.fromkeys(str(year) for year in (*seen.years, this, this - 1, this - 2)))[:MOST_CHOICES]


def _with_names(table: TableMapping, seen: Seen, file: str) -> TableMapping:
    """The table with its products, or its vendors: in a column, each in a column of its own, or one for all rows."""
    name = ACROSS[table.kind or ""]
    table = _named_as_a_whole(table, "market", file) if table.kind == "market" else table
    if name in table.given:
        return table
    open_columns = _free(table)
    likely = seen.ranked("product", [*open_columns, *(c for c in table.columns if c.field in LINES)])
    across = _perhaps_names(table, seen)
    if len(across) >= FEWEST_ACROSS and not likely:
        return _named_across(table, across, name)
    if not likely:
        return _named_as_a_whole(table, "product", file) if name == "product" else table
    first, *others = likely
    heading = _heading(table, first.column)
    table = _holding(table, first.column, name, first.weight, f"perhaps the {name}s: {first.why}")
    close = [each for each in others if first.weight - each.weight < weights.LEAD]
    if close:
        choices = tuple(_heading(table, each.column) for each in (first, *close))[:MOST_CHOICES]
        found = f"“{choices[0]}” as the likely column of {name}s ({first.why}), and “{choices[1]}” beside it"
        doubt = Doubt("names", heading, choices, found, f"the {name}s", name)
        table = replace(table, doubts=(*table.doubts, doubt))
    return _with_lines(table, first, [each for each in others if each.column in {c.column for c in open_columns}], seen)


def _perhaps_names(table: TableMapping, seen: Seen) -> list[ColumnMapping]:
    """The columns of figures whose headings may be names; none where one says what its figures are, or of when."""
    if any(_is_measure(column, table) for column in table.columns):
        return []
    free = [*_free(table), *(column for column in table.columns if column.is_open)]
    return [c for c in free if seen.glances[c.column].are_figures and not _says_what(c.heading)]


def _is_measure(column: ColumnMapping, table: TableMapping) -> bool:
    """Whether a column surely is one of a table's measures, and no name that is much like a word of them."""
    kind = KINDS[table.kind or ""]
    if column.field:
        return kind.by_name[column.field].measure
    named = headings.likeliest(column.heading, kind.measures, headings.KNOWN)
    return column.is_open and bool(column.context or named)


def _says_what(heading: str) -> bool:
    """Whether a heading has a word of money, of spending or of numbers of things: else it may be a name."""
    return any(words.said_of(heading, role) for role in ("amount", "spend", "count"))


def _named_across(table: TableMapping, across: list[ColumnMapping], name: str) -> TableMapping:
    """The table whose columns of figures are each a product's or a vendor's."""
    numbers = {column.column for column in across}
    columns = (
        replace(c, confidence=0.5, reason=WHICH_MEASURE, context=((name, c.heading),)) if c.column in numbers else c
        for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def _named_as_a_whole(table: TableMapping, field: str, file: str) -> TableMapping:
    """The table with the question of which one product, or market, it is."""
    if field in table.given:
        return table
    choices = tuple(dict.fromkeys((table.sheet, Path(file).stem)))
    found = f"figures of one {field}, and nothing that says which"
    return replace(table, doubts=(*table.doubts, Doubt(field, field, choices, found, f"a {field}", field)))


def _with_lines(table: TableMapping, product: Rated, others: list[Rated], seen: Seen) -> TableMapping:
    """The table with further columns of names: what each product has one of is its line, else it is a segment."""
    names = seen.glances[product.column].cells
    for each in others:
        cells = seen.glances[each.column].cells
        pairs = {(a, b) for a, b in zip(names, cells, strict=False) if a is not None}
        one_each = len(pairs) == len({a for a, _ in pairs})
        kept = {"line"} if one_each else {"segment", "region"}
        kept &= KINDS[table.kind or ""].by_name.keys()
        free = [field for field in LINES if field in kept and field not in table.given]
        if free:
            table = _holding(table, each.column, free[0], each.weight, f"names beside the products: {each.why}")
    return table


def _with_figures(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with what its figures likely are; of the first columns of which nothing is said, asked."""
    if any(column.is_open for column in table.columns):
        return replace(table, doubts=(*table.doubts, *_of_all_figures(table, seen)))
    known = {column.field for column in table.columns} & {"revenue", "variable_cost", "investment", "sales", "size"}
    figures = [column for column in _free(table) if seen.glances[column.column].are_figures]
    amounts = [each for each in seen.ranked("amount", figures) if each.weight > weights.FIGURES / 2]
    for each in amounts[:MOST_ASKED] if not known else ():
        heading = _heading(table, each.column)
        choices = (*_measures(table, each.column, seen), LEFT_OUT)
        choices = tuple(choice for choice in choices if choice not in table.fields)
        table = _holding(table, each.column, choices[0], each.weight, f"perhaps: {each.why}")
        columns = (replace(c, scale=headings.scale(heading)) if c.column == each.column else c for c in table.columns)
        doubt = Doubt("holds", heading, choices, f"figures below “{heading}”", "what they are", choices[0])
        table = replace(table, columns=tuple(columns), doubts=(*table.doubts, doubt))
    return table


def _of_all_figures(table: TableMapping, seen: Seen) -> Iterator[Doubt]:
    """What the columns hold whose headings only say of when, or of what basis, they are."""
    heading, number = next((c.heading, c.column) for c in table.columns if c.is_open)
    found = f"figures below “{heading}”, and nothing that says what they are"
    yield Doubt("measure", heading, _measures(table, number, seen), found, "a measure", "measure")


def _measures(table: TableMapping, column: int, seen: Seen) -> tuple[str, ...]:
    """The measures that figures may be, the likely one first: by the words around them, by how large they are."""
    known = MEASURES[table.kind or ""]
    texts = (*seen.titles, *(glance.heading for glance in seen.glances.values()))
    counted = [each for each in ranked(seen.clues, "count") if each.column == column and each.weight > weights.FIGURES]
    likely = known[0]
    if table.kind == "finance" and any(words.said_of(text, "spend") for text in texts):
        likely = "investment"
    elif table.kind == "finance" and counted:
        likely = "units"
    return (likely, *(name for name in known if name != likely))
