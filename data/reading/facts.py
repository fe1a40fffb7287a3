"""Facts from a table: every mapped measure cell becomes one, every row that cannot be read is named.

A row is loaded whole or not at all: a revenue without its unreadable cost would make a wrong return. Columns are read
whole; of a million cells only the different ones are looked at singly.
"""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem
from data.reading import (
    about_kpis,
    amounts,
    balances,
    beside,
    blanks,
    continued,
    market_order,
    measures,
    parted,
    percent_lines,
    percents,
    priced,
    readers,
    records,
    row_bases,
    sections,
    signs,
    target_rows,
    telling,
    twice,
    verdicts,
    withheld,
)
from data.reading.amounts import DecimalMark
from data.reading.cells import any_filled, as_text, filled, held_down, untagged
from data.reading.fields import DATED, NUMERIC, Field
from data.reading.given import Given
from data.reading.grid import Sheet
from data.reading.keyed import SoFar
from data.reading.keys import Keys, constant
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.measures import Amounts
from data.reading.names import name
from data.reading.parallel import of_each
from data.reading.readers import LARGEST_AMOUNT, BadCell
from data.reading.records import Figures
from data.reading.said import ControlTotal, Rows, TableReading, control_total
from data.reading.summing import Summing
from data.reading.times import TIMED


def read_table(sheet: Sheet, mapping: TableMapping, file: str) -> TableReading:
    """Everything that a mapped sheet says."""
    return _TableReader(sheet, mapping, file).reading()


class _TableReader:
    """Reads one table, column by column."""

    def __init__(self, sheet: Sheet, mapping: TableMapping, file: str) -> None:
        self.sheet, self.asked_for, self.file = sheet, mapping, file
        self.mapping = mapping = beside.without_sums(mapping)
        self.mark = mapping.decimal_mark or DecimalMark.POINT
        self.kind, self.columns = KINDS[mapping.kind or ""], mapping.fields
        self.measures = [c for c in mapping.mapped if self._field(c).measure]
        self.cells = {column.column: self._cells(column.column) for column in mapping.mapped}
        self.filled = any_filled(self.cells.values(), sheet.height - mapping.header_row)
        self.garbled = 0
        self.cells, self.doubts = percent_lines.settled(self.cells, mapping, self._place(0, 0))
        self.bad: dict[int, tuple[ColumnMapping, BadCell]] = {}  # the first bad cell of each row, by index

    @property
    def _label(self) -> ColumnMapping:
        """The column whose rows without figures head others; where no column names the rows, the first."""
        return self.columns.get("measure") or self.columns.get("product") or self.mapping.mapped[0]

    def _field(self, column: ColumnMapping) -> Field:
        return self.kind.by_name[column.field or ""]

    def _cells(self, column: int) -> pa.Array:
        cells = self.sheet.tagged(column, self.mapping.header_row + 1)
        return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells

    def reading(self) -> TableReading:
        """All of it: keys first, so that a row is named by its first bad cell."""
        of_rows = {f.name: self._keys(f) for f in self._key_fields()} | self._sections()
        keys = (self._given({}).of_table if self.kind.register else {}) | of_rows  # a register has no other figures
        keys |= {field: keys[other] for field, other in self.mapping.same.items()}
        about = {} if self.kind.register else {name: keys.pop(name) for name in [*keys] if name in about_kpis.NAMES}
        self._name_products(keys)
        self._reject_gaps(keys)
        given = self._given(keys)
        labels = keys["measure"].by_row if "measure" in keys else None
        read, turned = signs.as_counted(self.measures, self._amounts(), labels)
        read = self._in_one_scale(read, given)
        self._leave_out_sums(read, keys)
        self._settle_repeats(read, keys)
        good = self._good_rows()
        left_out = verdicts.problems(self.bad, read, self._problem)
        counted = pc.invert(self._among(left_out))
        reading = TableReading(self.asked_for, self.kind, pc.sum(self.filled).as_py() or 0, pc.sum(good).as_py() or 0)
        reading.left_out_rows = len(left_out)
        reading.problems = [left_out.get(row) or self._problem(row) for row in sorted(self.bad)] + self.doubts
        reading.garbled, reading.reversed = self.garbled, tuple(sorted(turned))
        reading.totals = self._control_totals(read, good, counted)
        for proof in (c for c in self.mapping.mapped if self._field(c).proof):
            reading.proof_totals[proof.field or ""] = self._read_amounts(proof).filter(counted).total
        first_row = self.mapping.header_row + 1
        if self.kind.register:
            reading.records = records.register(keys, good, first_row)
        else:
            figures = [self._figures(c, read[c.column]) for c in self.measures]
            reading.records = records.facts(given, figures, good, first_row)
            reading.told = telling.of_results(given, about, figures, good, first_row)
        return reading

    def _in_one_scale(self, read: dict[int, Amounts], given: Given) -> dict[int, Amounts]:
        """The amounts, of one KPI in one scale, whether they are written with a percent sign or not."""
        scaled = percents.of_table(given, [self._figures(c, read[c.column]) for c in self.measures])
        self.doubts += percents.questions(scaled.unknown, self._place(self.mapping.header_row, 0))
        return {**read, **scaled.read}

    def _figures(self, column: ColumnMapping, read: Amounts) -> Figures:
        cells = balances.written(self.cells[column.column], column.credit and self._cells(column.credit))
        return Figures(column, read, priced.written(cells, priced.factors(column, self.mapping, self._cells)))

    def _control_totals(self, read: dict[int, Amounts], good: pa.Array, counted: pa.Array) -> list[ControlTotal]:
        rows = Rows(good, pc.invert(counted))
        return of_each(self.measures, lambda c: control_total(c, read[c.column], rows, self.kind))

    def _key_fields(self) -> list[Field]:
        return [f for f in self.kind.fields if f.name in {*self.columns} - {*TIMED} and not (f.measure or f.proof)]

    def _keys(self, key: Field) -> Keys:
        """A key column, each different cell read once."""
        column, product = self.columns[key.name], self.columns.get("product")
        products = continued.held(self.cells[product.column], product, None) if product else None
        cells = continued.held(self.cells[column.column], column, products)
        encoded = cells.dictionary_encode(null_encoding="encode")
        read = readers.reader(key, column, self.mapping)
        values = [untagged(cell) for cell in encoded.dictionary.to_pylist()]
        return self._read_each(values, encoded.indices, column, read)

    def _read_each(self, cells: list[Any], rows: pa.Array, column: ColumnMapping, read: Callable[[Any], Any]) -> Keys:
        values: list[Any] = []
        faults: dict[int, BadCell] = {}
        for index, cell in enumerate(cells):
            try:
                values.append(read(cell))
            except BadCell as bad:
                faults[index] = bad
                values.append(None)
        self._reject(rows, column, self._given_or_bad(faults, cells, rows, column))
        return Keys(values, rows)

    def _given_or_bad(
        self, faults: dict[int, BadCell], cells: list[Any], rows: pa.Array, column: ColumnMapping
    ) -> dict[int, BadCell]:
        """The bad cells, but for those of a register that say in words why they give nothing: these are counted."""
        field_of = self._field(column)
        if field_of.name in TIMED and not self.kind.register:
            return {index: verdicts.of_no_time(bad, cells[index]) for index, bad in faults.items()}
        if not self.kind.register or field_of.name in self.kind.required or field_of.form not in NUMERIC | DATED:
            return faults
        if silent := {index for index in faults if withheld.says_why(cells[index])}:
            read = [cells[index] for index in rows.to_pylist()]
            place = self._place(self.mapping.header_row, column.column)
            self.doubts.append(withheld.problem(place, column.heading, read))
        return {index: bad for index, bad in faults.items() if index not in silent}

    def _reject(self, rows: pa.Array, column: ColumnMapping, faults: dict[int, BadCell]) -> None:
        """Reject the filled rows whose cell is one of the bad ones, unless they were rejected before."""
        if not faults:
            return
        hit = pc.and_(pc.is_in(rows, pa.array(list(faults), rows.type)), self.filled)
        for row in pc.indices_nonzero(hit).to_pylist():
            self.bad.setdefault(row, (column, faults[rows[row].as_py()]))

    def _sections(self) -> dict[str, Keys]:
        """What rows with only a label say for the rows below them; those rows themselves are left out."""
        if not self.mapping.sections:
            return parted.products(self.mapping, self.cells)
        column, empty = self._label, self.filled
        labels = self.cells[column.column]
        for measure in self.measures:
            empty = pc.and_(empty, pc.invert(filled(self.cells[measure.column])))
        heads = pc.and_(empty, sections.labels(labels))
        for row in pc.indices_nonzero(heads).to_pylist():
            found = BadCell(f"“{as_text(untagged(labels[row].as_py()))}”", "", "It heads the rows below it.", "section")
            self.bad[row] = (column, found)
        current = held_down(labels, heads).dictionary_encode(null_encoding="encode")
        names = [name(as_text(untagged(cell)).strip(" :")) or None for cell in current.dictionary.to_pylist()]
        return {self.mapping.sections: Keys(names, current.indices)}

    def _name_products(self, keys: dict[str, Keys]) -> None:
        """Products by the names that they have elsewhere; those that the mapping does not count are left out."""
        if "product" not in keys:
            return
        keys["product"] = products = keys["product"].renamed(self.mapping.names)
        if self.mapping.only:
            others = {i: v or "nothing" for i, v in enumerate(products.values) if v not in self.mapping.only}
            left_out = {i: BadCell(f"“{v}”", "", "The mapping leaves it out.", "label") for i, v in others.items()}
            self._reject(products.rows, self.columns.get("product") or self._label, left_out)

    def _reject_gaps(self, keys: dict[str, Keys]) -> None:
        counted = {*blanks.defaults(self.mapping.blanks), *self.mapping.same}
        for field_name in (*self.kind.required, "measure"):
            if field_name in keys and field_name not in counted:
                out = field_name in self.mapping.blanks or verdicts.of_a_statement(field_name, self.measures, self.bad)
                gap = verdicts.no_key(self.kind.by_name[field_name].title, out)
                faults = {i: gap for i, v in enumerate(keys[field_name].values) if v is None}
                self._reject(keys[field_name].rows, self.columns.get(field_name) or self._label, faults)

    def _given(self, keys: dict[str, Keys]) -> Given:
        """The keys of the table's figures; what columns of time say joins `keys`, a figure that lacks one is bad."""
        timed = [] if self.kind.register else [part for part in TIMED if part in self.columns]
        keys |= {part: self._keys(self.kind.by_name[part]) for part in timed} | row_bases.keys(self.mapping, self.cells)
        given = Given(self.mapping, self.kind, keys, len(self.filled))
        for column in [] if self.kind.register else self.measures:
            of_column = given.of(column)
            for key in self.kind.required:
                self._reject_without(key, of_column.get(key) or constant(None, len(self.filled)), column)
        return given

    def _reject_without(self, key: str, values: Keys, column: ColumnMapping) -> None:
        """Reject the rows in which a column has a figure and nothing gives one of its keys."""
        if None in values.values:
            gap = verdicts.figure_without(key, self.kind.by_name[key].title)
            rows = pc.if_else(filled(self.cells[column.column]), values.rows, pa.scalar(None, values.rows.type))
            self._reject(rows, column, {i: gap for i, value in enumerate(values.values) if value is None})

    def _read_amounts(self, column: ColumnMapping) -> Amounts:
        reader = readers.of_figures(self._field(column), column.scale)
        sides = [self.cells[column.column], *([self._cells(column.credit)] if column.credit else [])]
        return balances.of_sides([measures.read(cells, self.mark, reader, column.scale) for cells in sides])

    def _amounts(self) -> dict[int, Amounts]:
        """The measure columns by number; rows with an unreadable or an impossible amount are rejected."""
        read = of_each(self.measures, lambda c: target_rows.settled(self._read_amounts(c), c, self.mapping, self.cells))
        sound = {c.column: self._sound(c, amounts_of) for c, amounts_of in zip(self.measures, read, strict=True)}
        return parted.less_segments(sound, self.mapping, self.cells)

    def _sound(self, column: ColumnMapping, read: Amounts) -> Amounts:
        """The amounts of a column, each of one period; rows whose amount is none are rejected."""
        cells = self.cells[column.column]
        for row, found in read.unreadable.items():
            if self.filled[row].as_py():
                self.bad.setdefault(row, (column, readers.unreadable(found, self._field(column).form)))
                self.garbled += amounts.looks_like_a_figure(found)
        for row in measures.at_least(read.values, LARGEST_AMOUNT):
            self.bad.setdefault(row, (column, readers.too_large(untagged(cells[row].as_py()))))
        if column.minus is not None:
            before = measures.read(self._cells(column.minus), self.mark)
            return measures.since(read, before.times(column.scale))
        read, faults = priced.multiplied(read, priced.factors(column, self.mapping, self._cells), self.mark)
        for row, bad in faults.items():
            self.bad.setdefault(row, (column, bad))
            self.garbled += 1  # a price without its quantity is money that nobody can count
        return read

    def _leave_out_sums(self, read: dict[int, Amounts], keys: dict[str, Keys]) -> None:
        """Leave out the rows that sum others, and ask of those that may."""
        table = SoFar(self.mapping, self.kind, keys, self.cells, self.filled)
        found = Summing(table, [read[c.column].values for c in self.measures], self.bad)
        self.bad.update(found.left_out)
        self.doubts += found.problems(self._place)

    def _settle_repeats(self, read: dict[int, Amounts], keys: dict[str, Keys]) -> None:
        """Of rows that contradict others or themselves leave out those that do not count; ask where nobody said."""
        for settled in (twice.settled, market_order.settled):
            table = twice.Table(self.sheet, self.mapping, self.kind, keys, read, self._good_rows())
            asked, others = settled(table, self._place)
            self.doubts += asked
            self.bad |= {row: (self._label, bad) for row, bad in others.items()}

    def _good_rows(self) -> pa.Array:
        return pc.and_(self.filled, pc.invert(self._among(self.bad)))

    def _among(self, rows: Collection[int]) -> pa.Array:
        """For each row whether it is one of some."""
        if not rows:
            return pa.repeat(pa.scalar(False), len(self.filled))
        return pc.is_in(pa.array(np.arange(len(self.filled))), pa.array(list(rows), pa.int64()))

    def _problem(self, row: int) -> Problem:
        column, bad = self.bad[row]
        place = self._place(row + self.mapping.header_row + 1, column.column)
        code = bad.code if bad.code in verdicts.NO_FIGURES else "cell"
        return Problem(code, place, bad.found, bad.expected, bad.remedy)

    def _place(self, row: int, column: int) -> Place:
        column = self.sheet.hints.stands_for.get(column, column)
        row, column = (column, row) if self.mapping.turned else (row, column)
        return Place(self.file, self.sheet.name, row, column)
