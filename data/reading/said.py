"""What one table says: its facts or records with their addresses, its control totals, and what is wrong with it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa

from data.problems import Place, Problem
from data.reading import measures, priced
from data.reading.fields import Kind
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.measures import Amounts
from data.reading.told import Told


@dataclass
class ControlTotal:
    """One measure column: what all rows of the sheet add up to, and what of it was rejected, left out, and loaded."""

    field: str
    heading: str
    column: int
    cells: int = 0
    sheet_total: Decimal = Decimal(0)
    rejected_total: Decimal = Decimal(0)
    left_out_total: Decimal = Decimal(0)  # of rows that are no figures of their own, such as totals
    loaded_total: Decimal = Decimal(0)  # of the facts, to the decimals that the store keeps
    rounding: Decimal = Decimal(0)  # how far cells with more than four decimals may move the total

    @property
    def own_total(self) -> Decimal:
        """What is left for the store: the sheet's total without what was rejected and left out."""
        return self.sheet_total - self.rejected_total - self.left_out_total


@dataclass
class TableReading:
    """What one sheet says: fact or register records with their addresses, problems, control totals."""

    mapping: TableMapping
    kind: Kind
    rows: int = 0
    loaded_rows: int = 0
    left_out_rows: int = 0
    records: pa.Table = field(default_factory=lambda: pa.table({}))
    told: list[Told] = field(default_factory=list)  # what it says of KPIs beside their results
    problems: list[Problem] = field(default_factory=list)
    totals: list[ControlTotal] = field(default_factory=list)
    proof_totals: dict[str, Decimal] = field(default_factory=dict)  # by field, of columns that are not stored
    garbled: int = 0  # measure cells that look like figures and cannot be read
    reversed: tuple[str, ...] = ()  # measures that the sheet writes as negative amounts

    def place(self, file: str, fact: dict[str, Any]) -> Place:
        """The cell that one of its records was read from, as its spreadsheet shows it."""
        row, column = fact["row_number"], fact["column_number"]
        return Place(file, self.mapping.sheet, *((column, row) if self.mapping.turned else (row, column)))

    @property
    def rejected_rows(self) -> int:
        return self.rows - self.loaded_rows - self.left_out_rows


@dataclass(frozen=True)
class Rows:
    """Of each row of a table, whether it is loaded, and whether it is left out because it is no figure of its own."""

    good: pa.Array
    left_out: pa.Array


def control_total(column: ColumnMapping, read: Amounts, kept_rows: Rows, kind: Kind) -> ControlTotal:
    """The sum of a column as it stands in the sheet, and what became of it."""
    kept, left_out = read.values.filter(kept_rows.good), measures.total(read.values.filter(kept_rows.left_out))
    stored = kept if kind.name == "kpi" else measures.rounded(kept)
    return ControlTotal(
        column.field or "",
        priced.in_words((column.heading, *column.times)),
        column.column,
        len(kept) - kept.null_count,
        read.total,
        read.total - measures.total(kept) - left_out,
        left_out,
        measures.total(stored),
        measures.moved(kept, stored),
    )
