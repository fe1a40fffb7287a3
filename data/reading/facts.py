"""Facts from a table: every mapped measure cell becomes one, every row that cannot be read is named.

A row is loaded whole or not at all: a revenue without its unreadable cost would make a wrong return. Columns are read
whole; of a million cells only the different ones are looked at singly.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading import amounts, measures, readers, totals
from data.reading.amounts import DecimalMark
from data.reading.cells import as_text, filled, untagged
from data.reading.fields import Field, Form, Kind
from data.reading.grid import Sheet
from data.reading.keys import Keys, constant, months_of_years
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.measures import Amounts
from data.reading.names import is_total
from data.reading.readers import LARGEST_AMOUNT, BadCell

SUMMED = ("product", "line", "segment", "region", "market", "vendor")  # what a total row sums over
TIMED = ("period", "year", "month")


@dataclass
class ControlTotal:
    """One measure column: what the sheet adds up to, what was rejected, and what is to be loaded."""

    field: str
    heading: str
    column: int
    cells: int = 0
    sheet_total: Decimal = Decimal(0)
    rejected_total: Decimal = Decimal(0)
    loaded_total: Decimal = Decimal(0)  # of the facts, to the decimals that the store keeps
    rounding: Decimal = Decimal(0)  # how far cells with more than four decimals may move the total


@dataclass
class TableReading:
    """What one sheet says: fact or register records with their addresses, problems, control totals."""

    mapping: TableMapping
    kind: Kind
    rows: int = 0
    loaded_rows: int = 0
    left_out_rows: int = 0
    records: pa.Table = field(default_factory=lambda: pa.table({}))
    problems: list[Problem] = field(default_factory=list)
    totals: list[ControlTotal] = field(default_factory=list)
    proof_totals: dict[str, Decimal] = field(default_factory=dict)  # by field, of columns that are not stored

    @property
    def rejected_rows(self) -> int:
        return self.rows - self.loaded_rows - self.left_out_rows


def read_table(sheet: Sheet, mapping: TableMapping, file: str) -> TableReading:
    """Everything that a mapped sheet says."""
    return _TableReader(sheet, mapping, file).reading()


class _TableReader:
    """Reads one table, column by column."""

    def __init__(self, sheet: Sheet, mapping: TableMapping, file: str) -> None:
        self.sheet, self.mapping, self.file = sheet, mapping, file
        self.kind, self.columns = KINDS[mapping.kind or ""], mapping.fields
        self.cells = {name: self._cells(column) for name, column in self.columns.items()}
        self.filled = self._filled_rows()
        self.bad: dict[int, tuple[ColumnMapping, BadCell]] = {}  # the first bad cell of each row, by index

    def _cells(self, column: ColumnMapping) -> pa.Array:
        cells = self.sheet.tagged(column.column, self.mapping.header_row + 1)
        return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells

    def _filled_rows(self) -> pa.Array:
        """Whether any mapped cell of a row holds something."""
        found: Any = pa.array([False] * (self.sheet.height - self.mapping.header_row), pa.bool_())
        for cells in self.cells.values():
            found = pc.or_(found, filled(cells))
        return found

    def reading(self) -> TableReading:
        """All of it: keys first, so that a row is named by its first bad cell."""
        keys = {f.name: self._keys(f) for f in self._key_fields()}
        self._reject_gaps_and_totals(keys)
        if not self.kind.register:
            keys |= self._period()
        amounts_by_field = {f.name: self._amounts(f) for f in self._fields(lambda f: f.measure)}
        good = self._good_rows()
        left_out = self._totals(amounts_by_field)
        counted = pc.invert(self._among(left_out))
        reading = TableReading(self.mapping, self.kind, pc.sum(self.filled).as_py() or 0, pc.sum(good).as_py() or 0)
        reading.left_out_rows = len(left_out)
        reading.problems = [left_out.get(row) or self._problem(row) for row in sorted(self.bad)]
        reading.totals = [
            self._control_total(f, read.filter(counted), good.filter(counted)) for f, read in amounts_by_field.items()
        ]
        for proof in self._fields(lambda f: f.proof):
            reading.proof_totals[proof.name] = self._read_amounts(proof).filter(counted).total
        reading.records = (
            self._register(keys, good) if self.kind.register else self._facts(keys, amounts_by_field, good)
        )
        return reading

    def _fields(self, wanted: Callable[[Field], bool]) -> list[Field]:
        return [f for f in self.kind.fields if f.name in self.columns and wanted(f)]

    def _key_fields(self) -> list[Field]:
        return self._fields(lambda f: f.name not in TIMED and not (f.measure or f.proof))

    def _keys(self, key: Field) -> Keys:
        """A key column, each different cell read once."""
        column = self.columns[key.name]
        encoded = self.cells[key.name].dictionary_encode(null_encoding="encode")
        read = readers.reader(key, column, self.mapping)
        return self._read_each(
            [untagged(cell) for cell in encoded.dictionary.to_pylist()], encoded.indices, column, read
        )

    def _read_each(self, cells: list[Any], rows: pa.Array, column: ColumnMapping, read: Callable[[Any], Any]) -> Keys:
        values: list[Any] = []
        faults: dict[int, BadCell] = {}
        for index, cell in enumerate(cells):
            try:
                values.append(read(cell))
            except BadCell as bad:
                faults[index] = bad
                values.append(None)
        self._reject(rows, column, faults)
        return Keys(values, rows)

    def _reject(self, rows: pa.Array, column: ColumnMapping, faults: dict[int, BadCell]) -> None:
        """Reject the filled rows whose cell is one of the bad ones, unless they were rejected before."""
        if not faults:
            return
        hit = pc.and_(pc.is_in(rows, pa.array(list(faults), rows.type)), self.filled)
        for row in pc.indices_nonzero(hit).to_pylist():
            self.bad.setdefault(row, (column, faults[rows[row].as_py()]))

    def _reject_gaps_and_totals(self, keys: dict[str, Keys]) -> None:
        for name in self.kind.required:
            if name in keys:
                title = self.kind.by_name[name].title.lower()
                gap = BadCell("nothing", f"the {title} of this row", "Fill it in, or delete the row.", "gap")
                self._reject(
                    keys[name].rows, self.columns[name], {i: gap for i, v in enumerate(keys[name].values) if v is None}
                )
        for name in SUMMED if self.kind.name in {"finance", "market"} else SUMMED[:1]:
            if name in keys:
                totals = {i: _total_row(v, name) for i, v in enumerate(keys[name].values) if _is_total(v)}
                self._reject(keys[name].rows, self.columns[name], totals)

    def _period(self) -> dict[str, Keys]:
        """The first day and the grain of each row's period, from one column or from a year and a month."""
        if "period" in self.columns:
            period = self._keys(self.kind.by_name["period"])
        else:
            period = self._keys(self.kind.by_name["year"])
            if "month" in self.columns:
                period = months_of_years(period, self._keys(self.kind.by_name["month"]))
        starts = [value and value.start for value in period.values]
        grains = [value and str(value.grain) for value in period.values]
        return {"period": Keys(starts, period.rows), "grain": Keys(grains, period.rows)}

    def _read_amounts(self, measure: Field) -> Amounts:
        mark, column = self.mapping.decimal_mark or DecimalMark.POINT, self.columns[measure.name]
        reader = amounts.number if measure.form is Form.NUMBER or measure.proof else amounts.amount
        return measures.read(self.cells[measure.name], mark, reader, column.scale)

    def _amounts(self, measure: Field) -> Amounts:
        """A measure column; rows with an unreadable or an impossible amount are rejected."""
        read, column, cells = self._read_amounts(measure), self.columns[measure.name], self.cells[measure.name]
        for row, found in read.unreadable.items():
            if self.filled[row].as_py():
                self.bad.setdefault(row, (column, readers.unreadable(found, measure.form)))
        large = pc.fill_null(pc.greater_equal(pc.abs(read.values), pa.scalar(LARGEST_AMOUNT, measures.EXACT)), False)
        for row in pc.indices_nonzero(large).to_pylist():
            self.bad.setdefault(row, (column, readers.too_large(untagged(cells[row].as_py()))))
        return read

    def _good_rows(self) -> pa.Array:
        return pc.and_(self.filled, pc.invert(self._among(self.bad)))

    def _among(self, rows: Collection[int]) -> pa.Array:
        """For each row whether it is one of some."""
        return pc.is_in(pa.array(range(len(self.filled)), pa.int64()), pa.array(list(rows), pa.int64()))

    def _totals(self, amounts_by_field: dict[str, Amounts]) -> dict[int, Problem]:
        """The rows that sum others: those that say so, and those without a name of which it is proved."""
        first_row = self.mapping.header_row + 1
        rows = {row: bad.code for row, (_, bad) in self.bad.items() if bad.code in {"total", "gap"}}
        proved = totals.proofs(rows, amounts_by_field, pc.invert(self._among(rows)), first_row)
        found = {}
        for row, code in rows.items():
            if code == "total" or row in proved:
                problem = self._problem(row)
                remedy = f"A total row is left out: {proved.get(row, 'it would count twice')}."
                found[row] = replace(problem, code="total", severity=Severity.LEFT_OUT, remedy=remedy)
        return found

    def _problem(self, row: int) -> Problem:
        column, bad = self.bad[row]
        place = Place(self.file, self.sheet.name, row + self.mapping.header_row + 1, column.column)
        return Problem("cell", place, bad.found, bad.expected, bad.remedy)

    def _control_total(self, name: str, read: Amounts, good: pa.Array) -> ControlTotal:
        """The sum of a column as it stands in the sheet, without the rows that sum others."""
        column = self.columns[name]
        kept = read.values.filter(good)
        stored = kept if self.kind.name == "kpi" else measures.rounded(kept)
        moved = pc.abs(pc.subtract(kept.cast(measures.SUMMED), stored.cast(measures.SUMMED)))
        return ControlTotal(
            name,
            column.heading,
            column.column,
            len(kept) - kept.null_count,
            read.total,
            read.total - measures.total(kept),
            measures.total(stored),
            measures.total(moved),
        )

    def _facts(self, keys: dict[str, Keys], read: dict[str, Amounts], good: pa.Array) -> pa.Table:
        """One record a measure cell of a good row."""
        defaults = {"basis": self.mapping.basis} if self.kind.name == "finance" else {}
        if "currency" in self.kind.by_name:
            defaults["currency"] = self.mapping.currency
        for name, default in defaults.items():
            keys[name] = keys[name].or_else(default) if name in keys else constant(default, len(good))
        parts = [self._facts_of(name, read[name], keys, good) for name in read]
        return pa.concat_tables(parts, promote_options="permissive")

    def _facts_of(self, name: str, read: Amounts, keys: dict[str, Keys], good: pa.Array) -> pa.Table:
        rows = pc.indices_nonzero(pc.and_(good, read.values.is_valid()))
        count = len(rows)
        return (
            self._records(keys, rows)
            .append_column("measure", _constant(name, count))
            .append_column("amount", read.values.take(rows))
            .append_column("raw", _raw(self.cells[name].take(rows)))
            .append_column("column_number", _constant(self.columns[name].column, count))
        )

    def _register(self, keys: dict[str, Keys], good: pa.Array) -> pa.Table:
        """One record a good row."""
        return self._records(keys, pc.indices_nonzero(good))

    def _records(self, keys: dict[str, Keys], rows: pa.Array) -> pa.Table:
        """The keys of the given rows, and the rows' numbers."""
        columns = {name: key.of_rows(rows) for name, key in keys.items()}
        return pa.table({**columns, "row_number": pc.add(rows.cast(pa.int64()), self.mapping.header_row + 1)})


def _is_total(value: Any) -> bool:
    return isinstance(value, str) and is_total(value)


def _total_row(value: str, name: str) -> BadCell:
    return BadCell(f"“{value}”", f"a {name}", "", "total")


def _constant(value: Any, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(value), count)


def _raw(cells: pa.Array) -> pa.Array:
    """Cells as they are written: text and numbers as they stand, white space at the ends removed."""
    plain = pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(cells, 1))
    special = pc.match_substring_regex(cells, r"^[be]|^n.*e")
    if not pc.any(special).as_py():
        return plain
    texts = [
        as_text(untagged(cell)) if odd else text
        for cell, text, odd in zip(cells.to_pylist(), plain.to_pylist(), special.to_pylist(), strict=True)
    ]
    return pa.array(texts, pa.string())
