"""What is said of a reading beside its figures: what was left out, ignored, hidden, or taken in another way."""

from collections import Counter
from collections.abc import Iterable, Iterator

import pyarrow.compute as pc

from data.problems import Place, Problem, Severity, column_letters
from data.reading import lookalikes
from data.reading.grid import Sheet, Workbook
from data.reading.mapping import Mapping
from data.reading.said import TableReading

SHOWN_REJECTIONS = 5
NOTES = {
    "encoding": ("text that is not UTF-8", "It was read as Windows-1252: check names with accents."),
    "macros": ("macros", "They were ignored, never run."),
    "links": ("links to other workbooks", "They were not followed: what they last showed was read."),
}


def of(workbook: Workbook, mapping: Mapping, tables: Iterable[TableReading]) -> Iterator[Problem]:
    """Everything that is said of a workbook that was read."""
    tables = list(tables)
    yield from _sheets_left_out(workbook, mapping)
    yield from _look_alikes(tables, workbook.file)
    for table in tables:
        sheet = workbook.sheet(table.mapping.sheet)
        yield from _columns_left_out(table, workbook.file)
        yield from _implied(table, workbook.file)
        yield from _joined(table, workbook.file)
        yield from _reversed(table, workbook.file)
        yield from _hidden(table, sheet, workbook.file) if sheet else ()
    for code in workbook.notes:
        found, remedy = NOTES[code]
        yield Problem(code, Place(workbook.file), found, "", remedy, Severity.WARNING)


def nothing_loaded(table: TableReading, file: str) -> Problem:
    """The refusal of a table of which no row can be read."""
    place = Place(file, table.mapping.sheet)
    if table.rows == 0:
        found, remedy = "no rows below the headings", "Leave the sheet out, or fill it in."
    else:
        found = f"{table.rows:,} rows, none of which can be read"
        remedy = "Check the mapping. " + " ".join(p.sentence for p in table.problems[:SHOWN_REJECTIONS])
    return Problem("no_rows", place, found, "rows with figures", remedy, Severity.REFUSED)


def _sheets_left_out(workbook: Workbook, mapping: Mapping) -> Iterator[Problem]:
    for table in mapping.tables:
        if table.kind is None:
            place = Place(workbook.file, table.sheet)
            found, remedy = f"a sheet that was left out: {table.reason}", "Map it if it holds figures."
            yield Problem("left_out", place, found, "", remedy, Severity.WARNING)


def _look_alikes(tables: list[TableReading], file: str) -> Iterator[Problem]:
    """Products whose names differ by little: they stay two, and it is said."""
    counts: Counter[str] = Counter()
    for table in tables:
        if "product" in table.records.column_names:
            chunks = table.records["product"].chunks
            for each in (each for chunk in chunks for each in pc.value_counts(chunk).to_pylist()):
                counts[each["values"]] += each["counts"]
    for group in lookalikes.groups(name for name, _ in counts.most_common() if name):
        found = " beside ".join(f"“{name}” ({counts[name]:,} figures)" for name in group)
        remedy = "They are kept apart: if they are one product, say so under Names on the Data page."
        yield Problem("look_alike", Place(file), found, "", remedy, Severity.WARNING)


def _columns_left_out(table: TableReading, file: str) -> Iterator[Problem]:
    """Columns beside others of their kind: totals, comparisons, amounts to date."""
    if not any(column.context for column in table.mapping.mapped):
        return
    for column in table.mapping.columns:
        if column.field is None and column.reason != "not known":
            place = Place(file, table.mapping.sheet, table.mapping.header_row, column.column)
            found = f"the column “{column.heading}”: {column.reason}"
            yield Problem("column_left_out", place, found, "", "It was left out.", Severity.WARNING)


def _implied(table: TableReading, file: str) -> Iterator[Problem]:
    """What is taken from a title or a name."""
    for name, text in table.mapping.implied.items():
        if name in table.mapping.constants:
            continue
        title = table.kind.by_name[name].title.lower()
        found = f"the {title} in a title or a name alone: {text}"
        remedy = "All rows were taken as of it."
        yield Problem("implied", Place(file, table.mapping.sheet), found, "", remedy, Severity.WARNING)


def _joined(table: TableReading, file: str) -> Iterator[Problem]:
    """Which other sheets say what the cells of this one refer to."""
    for heading, other in table.mapping.joined.items():
        found, remedy = f"“{heading}”, which the sheet “{other}” spells out", "It was looked up there."
        yield Problem("joined", Place(file, table.mapping.sheet), found, "", remedy, Severity.WARNING)


def _reversed(table: TableReading, file: str) -> Iterator[Problem]:
    for measure in table.reversed:
        title = table.kind.by_name[measure].title.lower()
        found = f"{title} written as negative amounts"
        remedy = "They were taken as costs, with the other sign."
        yield Problem("sign", Place(file, table.mapping.sheet), found, "", remedy, Severity.WARNING)


def _hidden(table: TableReading, sheet: Sheet, file: str) -> Iterator[Problem]:
    """Hidden rows and columns of a table: they count as what is seen does."""
    rows = [row for row in sheet.hints.hidden_rows if row > table.mapping.header_row]
    columns = sorted({c.column for c in table.mapping.mapped} & set(sheet.hints.hidden_columns))
    place = Place(file, table.mapping.sheet)
    if rows:
        found = f"{len(rows):,} hidden rows, the first of them row {rows[0]}"
        yield Problem("hidden_rows", place, found, "", "They were loaded as the others were.", Severity.WARNING)
    if columns:
        found = f"the hidden column{'s' if len(columns) > 1 else ''} {', '.join(map(column_letters, columns))}"
        yield Problem("hidden_columns", place, found, "", "What is mapped of them was loaded.", Severity.WARNING)
