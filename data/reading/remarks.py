"""What is said of a reading beside its figures: what was left out, ignored, hidden, or taken in another way."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.problems import Place, Problem, Severity, column_letters
from data.reading import directing, headings, holding, joined, lookalikes, measures, notes, priced, strays, uncalculated
from data.reading.amounts import DecimalMark
from data.reading.grid import FEW, Sheet, Workbook
from data.reading.mapping import HOLDS_NONE, ColumnMapping, Mapping
from data.reading.names import hints_total
from data.reading.said import TableReading

SHOWN_REJECTIONS = 5
SHOWN_ALONE = 5  # names that another sheet does not have
NAMING_ROWS = {"id", "no", "nr", "number", "code", "row", "rank", "index"}  # last words of headings of no figures
CENT = Decimal("0.01")  # what rounding may move each figure of a sum
NOTES = {
    "encoding": ("the text is not UTF-8", "It was read as Windows-1252. Check names with accents."),
    "1904": ("dates are counted from 1904", "They were read accordingly."),
    "macros": ("the workbook has macros", "They were ignored and never run."),
    "ending": ("the file is of another kind than its name's ending says", "It was read as what it is."),
    "cut": ("the last line seems to be cut off", "It was read as it is. Check its last figure."),
    "links": (
        "the workbook has links to others",
        "They were not followed; the values that they last showed were read.",
    ),
}


def of(workbook: Workbook, mapping: Mapping, tables: Iterable[TableReading]) -> Iterator[Problem]:
    """Everything that is said of a workbook that was read."""
    tables = list(tables)
    yield from _sheets_left_out(workbook, mapping)
    yield from _look_alikes(tables, workbook.file)
    for table in tables:
        sheet = workbook.sheet(table.mapping.sheet)
        yield from _columns_left_out(table, sheet, workbook.file)
        yield from _sums_that_differ(table, workbook) if sheet else ()
        yield from _negative_revenue(table, workbook.file)
        yield from _implied(table, workbook.file)
        yield from strays.problems(table, workbook.file)
        yield from directing.contradictions(table, workbook.file)
        for noted in (uncalculated.notes, notes.of):
            yield from noted(table.mapping, table.mapping.of(workbook), workbook.file)
        yield from _joined(table, workbook)
        yield from _reversed(table, workbook.file)
        yield from _parted(table, workbook.file)
        yield from _repeated_rows(table, sheet, workbook.file) if sheet else ()
        yield from _hidden(table, sheet, workbook.file) if sheet else ()
    for code in workbook.notes:
        found, remedy = NOTES[code]
        yield Problem(code, Place(workbook.file), found, "", remedy, Severity.NOTE)


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
    looked_up = {name for table in mapping.tables for name in table.joined.values()} & {*workbook.partners}
    for table in mapping.tables:
        if table.kind is None and table.sheet not in looked_up:
            place = Place(workbook.file, table.sheet)
            found, remedy = f"the sheet was left out ({table.reason})", "Map it if it holds figures."
            yield Problem("left_out", place, found, "", remedy, Severity.WARNING)


def _look_alikes(tables: list[TableReading], file: str) -> Iterator[Problem]:
    """Products whose names differ by little, or read like totals: they count as they stand, and it is said."""
    counts: Counter[str] = Counter()
    for table in tables:
        if "product" in table.records.column_names:
            chunks = table.records["product"].chunks
            for each in (each for chunk in chunks for each in pc.value_counts(chunk).to_pylist()):
                counts[each["values"]] += each["counts"] if each["values"] else 0
    counts = +counts  # without the rows of no product
    for name in filter(hints_total, counts):
        found, remedy = f"“{name}” reads like a total", "It sums no rows above it and counts as a product."
        yield Problem("maybe_total", Place(file), found, "", remedy, Severity.WARNING)
    for group in lookalikes.groups(name for name, _ in counts.most_common()):
        found = f"{' and '.join(f'“{name}” ({counts[name]:,} figures)' for name in group)} have similar names"
        remedy = "They are kept separate. If they are one product, merge them under “Product names” on the Data page."
        yield Problem("look_alike", Place(file), found, "", remedy, Severity.WARNING)


def _columns_left_out(table: TableReading, sheet: Sheet | None, file: str) -> Iterator[Problem]:
    """Columns beside others of their kind: totals, comparisons, amounts to date, figures of nothing known."""
    across = any(column.context for column in table.mapping.mapped)
    factors = {priced.column_of(factor)[0] for column in table.mapping.mapped for factor in column.times}
    free = [c for c in table.mapping.columns if _is_other(c) and c.heading not in factors]
    others = [] if across else [c for c in free if _holds_numbers(c, table, sheet)]
    if others:
        names = ", ".join(f"“{column.heading}”" for column in others)
        place = Place(file, table.mapping.sheet)
        yield Problem("columns_left_out", place, f"figures under {names} were left out", "", "", Severity.WARNING)
    for column in table.mapping.columns:
        silent = column.reason == "chosen" or not (column.reason != "not known" or _holds_numbers(column, table, sheet))
        if column.field is None and (column.reason.startswith(HOLDS_NONE) if not across else not silent):
            place = Place(file, table.mapping.sheet, table.mapping.header_row, column.column)
            found = f"the column “{column.heading}” was left out ({column.reason})"
            yield Problem("column_left_out", place, found, "", "", Severity.WARNING)


def _is_other(column: ColumnMapping) -> bool:
    """Whether a column is nothing known, and no number that only counts or names the rows."""
    if column.field is not None or column.reason == "chosen" or column.reason.startswith(HOLDS_NONE):
        return False
    return headings.plain(column.heading).rpartition(" ")[2] not in NAMING_ROWS


def _holds_numbers(column: ColumnMapping, table: TableReading, sheet: Sheet | None) -> bool:
    if sheet is None or table.mapping.turned or table.mapping.joined:
        return False
    return holding.are_numbers(sheet.within(table.mapping.area), table.mapping.header_row, column.column)


def _sums_that_differ(table: TableReading, workbook: Workbook) -> Iterator[Problem]:
    """Columns of a quarter or a year that are not what their months add up to, in rows that were loaded."""
    sums = [column for column in table.mapping.columns if column.covers]
    if not sums:
        return
    sheet, below = table.mapping.of(workbook), table.mapping.header_row + 1
    mark, loaded = table.mapping.decimal_mark or DecimalMark.POINT, set(table.records["row_number"].to_pylist())
    for column in sums:
        whole, *parts = (
            measures.read(sheet.tagged(number, below).combine_chunks(), mark).values.to_pylist()
            for number in (column.column, *column.covers)
        )
        for row, (total, *given) in enumerate(zip(whole, *parts, strict=True), below):
            added = sum(amount or 0 for amount in given)
            if row in loaded and total is not None and None not in given and abs(total - added) >= CENT * len(given):
                place = Place(workbook.file, table.mapping.sheet, row, column.column)
                found = f"“{column.heading}” shows {total:,.2f}, but its months add up to {added:,.2f}"
                remedy = "The months were loaded. Ask finance which is right."
                yield Problem("sum_differs", place, found, "", remedy, Severity.WARNING)
                break


def _negative_revenue(table: TableReading, file: str) -> Iterator[Problem]:
    """Revenue that is negative in every row: some ledgers write what comes in with a minus."""
    records = table.records
    if table.kind.name != "finance" or not len(records) or pc.min(records["amount"]).as_py() >= 0:
        return
    revenue = records["amount"].filter(pc.equal(records["measure"].cast(pa.string()), "revenue"))
    if len(revenue) and (pc.max(revenue).as_py() or 0) < 0:
        found = "no revenue is above zero"
        remedy = "It was loaded as negative. If your ledger writes revenue so, turn the sign and upload the file again."
        yield Problem("negative_revenue", Place(file, table.mapping.sheet), found, "", remedy, Severity.WARNING)


def _implied(table: TableReading, file: str) -> Iterator[Problem]:
    """What is taken from a title or a name."""
    for name, text in table.mapping.implied.items():
        if name in table.mapping.constants:
            continue
        title = table.kind.by_name[name].title.lower()
        found = f"the {title} is only given in a title or a name ({text})"
        remedy = "It was applied to all rows."
        yield Problem("implied", Place(file, table.mapping.sheet), found, "", remedy, Severity.WARNING)


def _joined(table: TableReading, workbook: Workbook) -> Iterator[Problem]:
    """Which other sheets say what the cells of this one refer to, and which cells found nothing there."""
    place = Place(workbook.file, table.mapping.sheet)
    extended = table.mapping.of(workbook) if table.mapping.joined else None
    for heading, other in table.mapping.joined.items():
        found, remedy = f"“{heading}” refers to the sheet “{other}”", "Its values were looked up there."
        yield Problem("joined", place, found, "", remedy, Severity.NOTE)
        sheet = workbook.sheet(other)
        if sheet is None or extended is None:
            continue
        alone = joined.alone(extended, table.mapping.header_row, heading, sheet, SHOWN_ALONE)
        if alone.rows:
            names = ", ".join(f"“{name}”" for name in alone.names)
            found = f"the sheet “{other}” lacks the “{heading}” of {alone.rows:,} of {alone.of:,} rows: {names}"
            remedy = "Nothing was looked up for these rows."
            yield Problem("no_partner", place, found, "", remedy, Severity.WARNING)


def _reversed(table: TableReading, file: str) -> Iterator[Problem]:
    for measure in table.reversed:
        title = table.kind.by_name[measure].title.lower()
        found = f"{title} is written as negative amounts"
        remedy = f"They were read as {'revenue' if measure == 'revenue' else 'costs'}, with the opposite sign."
        yield Problem("sign", Place(file, table.mapping.sheet), found, "", remedy, Severity.NOTE)


def _parted(table: TableReading, file: str) -> Iterator[Problem]:
    """A total of revenue that its segments give: it counts as far as some of them are missing."""
    if parts := table.mapping.parts:
        found = f"the {len(parts)} rows above give this revenue by segment"
        remedy = "Each segment is a product. What the total has beyond the segments is not given by segment."
        yield Problem("parted", Place(file, table.mapping.sheet), found, "", remedy, Severity.NOTE)


def _repeated_rows(table: TableReading, sheet: Sheet, file: str) -> Iterator[Problem]:
    """Rows that are the same in every cell, mapped or not: pasted twice, or two sales of one kind; they all count."""
    if table.kind.register or table.mapping.turned:
        return
    below = table.mapping.header_row + 1
    part = sheet.within(table.mapping.area)
    cells = pa.table({str(number): part.tagged(number, below) for number in range(1, part.width + 1)})
    rows = _repeating(cells)
    groups = cells.take(rows).append_column("row", pa.array(rows + below)).group_by(cells.column_names)
    found = groups.aggregate([("row", "min"), ("row", "count")])
    twice = found.filter(pc.greater(found["row_count"], 1)).to_pylist()
    firsts = {row["row_min"]: row["row_count"] - 1 for row in twice if any(row[name] for name in cells.column_names)}
    if firsts:
        many = sum(firsts.values())
        found = f"{many:,} duplicate row{'' if many == 1 else 's'} (first: row {min(firsts)})"
        remedy = "All are counted; check whether some were pasted twice."
        yield Problem("repeated_rows", Place(file, table.mapping.sheet), found, "", remedy, Severity.WARNING)


def _repeating(cells: pa.Table) -> NDArray[np.int64]:
    """The indices of the rows that are like another in every cell."""
    rows, alike = np.arange(len(cells)), np.zeros(len(cells), np.int64)
    for column in sorted(cells.columns, key=_variety, reverse=True):  # first those that tell most rows apart
        among = column if len(rows) == len(cells) else column.take(rows)
        values = among.combine_chunks().dictionary_encode(null_encoding="encode").indices.to_numpy().astype(np.int64)
        if alike.any():
            values = np.unique(alike * (values.max() + 1) + values, return_inverse=True)[1]
        repeated = np.bincount(values)[values] > 1
        rows, alike = rows[repeated], values[repeated]
    return rows


def _variety(column: pa.ChunkedArray) -> int:
    """How many of a column's first cells are different."""
    return len(pc.unique(column.slice(0, FEW)))


def _hidden(table: TableReading, sheet: Sheet, file: str) -> Iterator[Problem]:
    """Hidden rows and columns of a table: they count as what is seen does."""
    rows = [row for row in sheet.hints.hidden_rows if row > table.mapping.header_row]
    columns = sorted({c.column for c in table.mapping.mapped} & set(sheet.hints.hidden_columns))
    place = Place(file, table.mapping.sheet)
    if rows:
        found = f"{len(rows):,} hidden rows (first: row {rows[0]})"
        yield Problem("hidden_rows", place, found, "", "They were loaded like the others.", Severity.WARNING)
    if columns:
        named = ", ".join(map(column_letters, columns))
        found = f"columns {named} are hidden" if len(columns) > 1 else f"column {named} is hidden"
        yield Problem("hidden_columns", place, found, "", "Mapped columns were loaded all the same.", Severity.WARNING)
