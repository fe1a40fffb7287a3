"""One file under one mapping: what it says, what is wrong with it, and whether it can be loaded at all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from data.problems import Place, Problem, Refused, Severity
from data.progress import Tell, untold
from data.reading import (
    container,
    continued,
    conventions,
    directing,
    given,
    headings,
    market_shares,
    market_sizes,
    market_twice,
    market_units,
    measures,
    mute,
    quotient_scales,
    remarks,
    repeats,
    row_units,
    sandbox,
    short_rows,
    uncalculated,
    unsaid,
)
from data.reading.amounts import DecimalMark
from data.reading.choices import apply
from data.reading.container import LARGEST_UPLOAD
from data.reading.facts import read_table
from data.reading.grid import Sheet, Workbook
from data.reading.kinds import FINANCE, KINDS
from data.reading.mapping import Mapping, TableMapping
from data.reading.proposal import lacking, propose
from data.reading.said import TableReading
from data.reading.serials import is_serial

DOUBTFUL = Decimal(10) ** 12


@dataclass(frozen=True)
class Proof:
    """A column of the sheet that is not stored, because others determine it: its total against theirs."""

    sheet: str
    heading: str
    statement: str
    sheet_total: Decimal
    computed: Decimal

    @property
    def holds(self) -> bool:
        """Whether both agree to the cent."""
        return abs(self.sheet_total - self.computed) < Decimal("0.005")


@dataclass(frozen=True)
class Reading:
    """All that one workbook says under one mapping."""

    mapping: Mapping
    tables: tuple[TableReading, ...]
    problems: tuple[Problem, ...]
    proofs: tuple[Proof, ...]

    @property
    def refusals(self) -> tuple[Problem, ...]:
        """The problems for which nothing can be loaded."""
        return tuple(p for p in self.problems if p.severity is Severity.REFUSED)

    @property
    def questions(self) -> tuple[Problem, ...]:
        """What is asked: before anything can be loaded, or of what can be loaded without an answer."""
        return tuple(p for p in self.problems if p.choices)


def open_workbook(path: Path, file: str, largest: int = LARGEST_UPLOAD, tell: Tell = untold) -> Workbook:
    """The workbook at `path`, checked and then parsed in a child process.

    Raises
    ------
    Refused
        It is no spreadsheet, empty, too large, damaged, or holds nothing.
    """
    tell("Checking the file", 0)
    kind = container.identify(path, file, largest)
    workbook = sandbox.parse(path, file, kind, tell=tell)
    if Path(file).suffix.lower() not in container.ENDINGS[kind]:
        workbook = replace(workbook, notes=(*workbook.notes, "ending"))
    if not any(sheet.header_row for sheet in workbook.sheets):
        nothing = "a workbook without any filled cell"
        remedy = "Export it again, then upload it."
        raise Refused([Problem("blank", Place(file), nothing, "a table", remedy, Severity.REFUSED)])
    return workbook


def mapping_of(workbook: Workbook, choices: dict[str, Any] | None = None) -> Mapping:
    """The proposed mapping, with the choices of a mapping file or a remembered mapping laid over it."""
    proposal = propose(workbook)
    return apply(choices, proposal, workbook) if choices else proposal


def read(workbook: Workbook, mapping: Mapping) -> Reading:
    """All that the workbook says under the mapping; problems are collected, never raised."""
    for table in [table for table in mapping.tables if table.kind]:
        sheet = table.of(workbook)
        proved = conventions.proved(uncalculated.without_proofs(table, sheet), sheet)
        mapping = mapping.with_table(market_shares.proved(proved, sheet))
    chosen = [table for table in mapping.tables if table.kind]
    refusals = _refusals(workbook, mapping, chosen)
    if refusals:
        return Reading(mapping, (), tuple(refusals), ())
    tables = tuple(quotient_scales.told(read_table(t.of(workbook), t, workbook.file)) for t in chosen)
    mapping = mute.left_out(tables, mapping)
    tables = tuple(table for table in tables if table.mapping in mapping.tables)
    mapping, overlaps = repeats.found(tables, mapping, workbook.file)
    tables = tuple(table for table in tables if table.mapping in mapping.tables)
    problems = [problem for table in tables for problem in table.problems]
    for differing in (
        market_sizes.differing,
        market_twice.differing,
        quotient_scales.questions,
        quotient_scales.faults,
    ):
        problems += [each for table in tables for each in differing(table, workbook.file)]
    problems += overlaps
    problems += [remarks.nothing_loaded(table, workbook.file) for table in tables if not table.records]
    proofs = tuple(proof for table in tables for proof in _proofs(table))
    problems += directing.open_questions(tables, workbook.file)
    said = [*remarks.of(workbook, mapping, tables), *_broken_proofs(proofs, workbook.file)]
    return Reading(mapping, tables, (*problems, *said), proofs)


def _refusals(workbook: Workbook, mapping: Mapping, chosen: list[TableMapping]) -> list[Problem]:
    """What must be settled before any row can be read."""
    if workbook.encodings and mapping.encoding != workbook.encodings[0]:
        return [unsaid.encoding(workbook)]
    if not chosen:
        return list(uncalculated.of_workbook(workbook)) or [_nothing(workbook, mapping)]
    found: list[Problem] = []
    for table in chosen:
        sheet = table.of(workbook)
        if barring := _barring(table, sheet, workbook.file):
            found += barring
            continue
        found += conventions.contradictions(table, sheet, workbook.file)
        found += [] if found else conventions.open_questions(table, sheet, workbook.file)
        found += market_shares.questions(table, sheet, workbook.file)
        found += market_units.questions(table, sheet, workbook.file)
        found += continued.questions(table, sheet, workbook.file)
        found += short_rows.questions(table, sheet, workbook.file)
        found += row_units.doubtful(table, sheet, workbook.file)
        found += directing.unknown_words(table, sheet, workbook.file)
        found += _serials(table, sheet, workbook)
        found += _rival_columns(table, workbook.file)
        found += _doubtful_units(table, sheet, workbook.file)
    return found


def _barring(table: TableMapping, sheet: Sheet, file: str) -> list[Problem]:
    """The first that a table needs of what else need not be looked at without it."""
    steps = (
        uncalculated.refusals(table, sheet, file),
        unsaid.questions_of_gone(table, file),
        _lacks(table, file),
        given.unreadable(table, file),
        unsaid.questions(table, file),
    )
    return next((found for step in steps if (found := list(step))), [])


def _nothing(workbook: Workbook, mapping: Mapping) -> Problem:
    """Why nothing of a file is loaded: all of it was left out, or no table of it is known."""
    if any(table.reason == "chosen" for table in mapping.tables):
        found, remedy = "only tables that are left out", "Change an answer, or discard the file."
        return Problem("lacks", Place(workbook.file), found, "a table for the review", remedy, Severity.REFUSED)
    names = [c.heading for table in mapping.tables for c in table.columns][:12]
    place = Place(workbook.file)
    found = f"the columns {', '.join(f'“{name}”' for name in names)}"
    expected = "at least a product, a period and one of revenue, variable cost or investment"
    remedy = "Put these headings into the first row, or map the columns by hand."
    return Problem("lacks", place, found, expected, remedy, Severity.REFUSED)


def _lacks(table: TableMapping, file: str) -> Iterator[Problem]:
    if missing := lacking(table):
        title = KINDS[table.kind or ""].title
        expected = f"a column for {' and for '.join(missing)}"
        remedy = f"Map a column to it, or leave the sheet out; a {title} table cannot be loaded without."
        yield Problem("lacks", Place(file, table.sheet), "none", expected, remedy, Severity.REFUSED)


def _serials(table: TableMapping, sheet: Sheet, workbook: Workbook) -> Iterator[Problem]:
    """Dates that are kept as bare numbers in a workbook that counts days in its own way: refused."""
    column = table.fields.get("period")
    if column is None or "1904" not in workbook.notes:
        return
    for row, (value,) in sheet.distinct(table.header_row + 1, column.column):
        if is_serial(value):
            place = Place(workbook.file, table.sheet, row, column.column)
            found = f"{value}, a date as a bare number in a workbook that counts days from 1904"
            yield Problem("serial", place, found, "a date", "Format the column as dates.", Severity.REFUSED)
            return


def _rival_columns(table: TableMapping, file: str) -> Iterator[Problem]:
    """Measures for which two columns are equally good: asked, never guessed."""
    kind = KINDS[table.kind or ""]
    for measure in kind.measures:
        chosen = table.fields.get(measure.name)
        if chosen is None or chosen.reason == "chosen" or chosen.context:
            continue
        for rival in table.columns:
            if rival.field is None and headings.likeness(rival.heading, measure) >= chosen.confidence:
                found = f"two columns could be {measure.title}: “{chosen.heading}” and “{rival.heading}”"
                place = Place(file, table.sheet, table.header_row, rival.column)
                remedy = "Choose one."
                choices = (chosen.heading, rival.heading)
                yield Problem("ask_column", place, found, "one", remedy, Severity.REFUSED, choices, measure.title)


def _doubtful_units(table: TableMapping, sheet: Sheet, file: str) -> Iterator[Problem]:
    """Amounts that a title's unit would make larger than any company's: asked, as they may be in full already."""
    mark = table.decimal_mark or DecimalMark.POINT
    for column in table.columns:
        if column.scale == 1 or "; × " not in column.reason or not column.field:
            continue
        cells = sheet.tagged(column.column, table.header_row + 1).combine_chunks()
        largest = pc.max(pc.abs(measures.read(cells, mark).values)).as_py() or 0
        if largest * column.scale >= DOUBTFUL:
            found = f"{largest:,.2f} stands in a table that says {column.reason.split(' by ')[1]}"
            remedy = "Choose whether the amounts are full amounts or in that unit."
            place = Place(file, table.sheet, table.header_row, column.column)
            choices = ("1", str(column.scale))
            yield Problem(
                "ask_scale",
                place,
                found,
                "full amounts, or that unit",
                remedy,
                Severity.REFUSED,
                choices,
                column.heading,
            )


def _proofs(table: TableReading) -> Iterator[Proof]:
    """The contribution column of a finance sheet against its revenue and variable cost."""
    fields = table.mapping.fields
    if table.kind is not FINANCE or not {"contribution", "revenue", "variable_cost"} <= fields.keys():
        return
    total = table.proof_totals["contribution"]
    by_field = {t.field: t.sheet_total - t.left_out_total for t in table.totals}
    computed = by_field["revenue"] - by_field["variable_cost"]
    heading = fields["contribution"].heading
    yield Proof(table.mapping.sheet, heading, "Revenue − variable cost", total, computed)


def _broken_proofs(proofs: tuple[Proof, ...], file: str) -> Iterator[Problem]:
    for proof in proofs:
        if not proof.holds:
            found = f"a total of {proof.sheet_total:,.2f} in “{proof.heading}”"
            expected = f"{proof.computed:,.2f}, which is {proof.statement.lower()}"
            remedy = "Ask finance which costs the column holds besides; Reallot computes its own."
            place = Place(file, proof.sheet)
            yield Problem("proof", place, found, expected, remedy, Severity.WARNING)
