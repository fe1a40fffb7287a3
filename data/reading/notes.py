"""What reading did to the values of a column, said once a column: nothing of it needs anybody to act."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading import periods, weeks
from data.reading.amounts import DecimalMark
from data.reading.cells import as_text, untagged
from data.reading.fields import DATED, NUMERIC, Form
from data.reading.grid import Sheet
from data.reading.kinds import KINDS, with_weeks
from data.reading.mapping import TableMapping
from data.reading.names import name
from data.reading.serials import is_serial

_FIGURES = r"^t[\s\d.,()$€£¥₹%+'’\-–]*\d[\s\d.,()$€£¥₹%+'’\-–]*$"
REMARKED = "period_remark"  # which may say that a period is not whole
Said = tuple[str, str, str]  # the code, what was found, what was done


def of(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """A note for each column and each thing that was done to its values."""
    kind = KINDS[table.kind or ""]
    typed = any(pc.any(pc.starts_with(column, tag)).as_py() for column in sheet.columns for tag in "nd")
    for column in table.mapped:
        form = kind.by_name[column.field or ""].form
        if form in NUMERIC and not typed and table.decimal_mark is not DecimalMark.COMMA:
            continue  # figures that are text like all else, written with a point
        cells = pc.unique(sheet.tagged(column.column, table.header_row + 1))
        place = Place(file, table.sheet, column=None if table.turned else column.column)
        for code, found, done in (*_done(cells, form, table, typed), *_of_weeks(cells, form, table)):
            severity = Severity.WARNING if code == REMARKED else Severity.NOTE
            yield Problem(code, place, f"{found} in “{column.heading}”", "", done, severity)


def _done(cells: pa.Array, form: Form, table: TableMapping, typed: bool) -> Iterator[Said]:
    """What was done to the different cells of a column; of a sheet that is not `typed`, all cells are text."""
    if form in NUMERIC:
        figures = cells.filter(pc.fill_null(pc.match_substring_regex(cells, _FIGURES), False))
        if typed and len(figures):
            yield "text_number", "figures stored as text", "They were read as numbers."
        if table.decimal_mark is DecimalMark.COMMA and pc.any(pc.match_substring(figures, ",")).as_py():
            yield "decimal_comma", "figures with a decimal comma", "They were read accordingly."
    elif form in DATED | {Form.YEAR}:
        texts = [as_text(untagged(cell)) for cell in cells.to_pylist()]
        if remarked := [text for text in texts if periods.without_remark(text) != text]:
            yield REMARKED, f"“{remarked[0]}”, a period followed by a remark,", "It was read without the remark."
        if any(is_serial(untagged(cell)) for cell in cells.to_pylist()):
            yield "serial", "dates stored as numbers", "They were read as days since 1900."
    elif form is Form.TEXT:
        yield from _tidied(cells)


def _of_weeks(cells: pa.Array, form: Form, table: TableMapping) -> Iterator[Said]:
    """What became of the weeks in a column of periods."""
    if form not in DATED:
        return
    values = [untagged(cell) for cell in cells.to_pylist()]
    if table.weekly and any(map(periods.day_of, values)):
        yield "weeks", "one day a week", "Each stands for the week (Monday to Sunday) that it lies in."
    given = [value for value in values if weeks.is_week(value)]
    if given and not with_weeks(table.kind):
        yield "weeks", f"“{as_text(given[0])}”, a week,", "A week counts in the month of its Thursday."


def _tidied(cells: pa.Array) -> Iterator[Said]:
    """What was taken off names, and which became one by that."""
    written: dict[str, list[str]] = {}
    for cell in cells.to_pylist():
        if isinstance(text := untagged(cell), str) and text.strip():
            written.setdefault(name(text), []).append(text)
    changed = [(kept, texts) for kept, texts in written.items() if texts != [kept]]
    if not changed:
        return
    merged = sum(len(texts) > 1 for _, texts in changed)
    found = f"{len(changed):,} name{'s' if len(changed) > 1 else ''} with invisible spaces or characters"
    became = f", and {merged:,} of them became one with another spelling" if merged else ""
    yield "names_tidied", found, f"These were removed{became}, such as “{changed[0][0]}”."
