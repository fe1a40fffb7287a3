"""The ledger of a table: its keys as numbers, its amounts as whole numbers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.reading.cells import CellValue, as_text, filled, untagged
from data.reading.fields import Kind
from data.reading.grains import Grain
from data.reading.keys import Keys, parts_of_years
from data.reading.leaving_out import SUMMED
from data.reading.ledger import BLANK, Dimension, Ledger, figures
from data.reading.mapping import TableMapping
from data.reading.times import TIMED

BESIDE = ("kpi", "basis", "currency")


@dataclass(frozen=True)
class SoFar:
    """A table whose keys are read: the cells of its columns, and which of its rows hold something."""

    mapping: TableMapping
    kind: Kind
    keys: dict[str, Keys]
    cells: dict[int, pa.Array]
    filled: pa.Array

    @property
    def labelled(self) -> list[str]:
        """The dimensions in whose names words of sums may stand."""
        summed = SUMMED if self.kind.name in {"finance", "market"} else SUMMED[:1]
        names = [name for name in summed if name in self.keys and name != "measure"]
        given = [name for name in names if name in self.mapping.fields or name == self.mapping.sections]
        return given + [name for name in TIMED if name in self.keys and len(summed) > 1]

    def ledger(self, amounts: Iterable[pa.Array], heads: Collection[int]) -> Ledger:
        """All of it but the rows that only head others."""
        dimensions: dict[str, Dimension] = {}
        for name in (*SUMMED, *BESIDE, *TIMED):
            if name in self.keys:
                dimensions[name] = self._as_written(name) if name in TIMED else self._by_value(name, self.keys[name])
        if timed := self._period():
            dimensions["value of period"] = self._by_value("period", timed)
        rows = np.asarray(self.filled)
        ledger = Ledger(dimensions, [figures(values) for values in amounts], rows, self.mapping.header_row + 1)
        return ledger.without(heads)

    def cell(self, column: int, row: int) -> CellValue:
        """The value of a cell, the row by its index."""
        return untagged(self.cells[column][row].as_py())

    def _title(self, name: str) -> str:
        return self.kind.by_name[name].title.lower()

    def _by_value(self, name: str, keys: Keys) -> Dimension:
        """A key by what its cells mean."""
        numbers: dict[Any, int] = {}
        places = [BLANK if value is None else numbers.setdefault(value, len(numbers)) for value in keys.values]
        rows = np.array([*places, BLANK], np.int64)[np.asarray(keys.rows.fill_null(BLANK))]
        return Dimension(self._title(name), list(numbers), rows, self._inherited(name))

    def _inherited(self, name: str) -> NDArray[np.bool_] | None:
        """The rows whose name stands above them."""
        column = self.mapping.fields.get(name)
        if column is None:
            return np.ones(len(self.filled), bool) if name == self.mapping.sections else None
        return ~np.asarray(filled(self.cells[column.column])) if column.fill else None

    def _as_written(self, name: str) -> Dimension:
        """A part of the time by how its cells are written: a day is told from another one of its month."""
        cells = self.cells[self.mapping.fields[name].column]
        encoded = cells.dictionary_encode(null_encoding="encode")
        texts = [as_text(untagged(cell)) for cell in encoded.dictionary.to_pylist()]
        rows = np.where(np.asarray(filled(cells)), np.asarray(encoded.indices), BLANK).astype(np.int64)
        return Dimension(self._title(name), texts, rows)

    def _period(self) -> Keys | None:
        """What the columns of time say together."""
        if "period" in self.keys or "year" not in self.keys:
            return self.keys.get("period")
        for part, grain in (("week", Grain.WEEK), ("month", Grain.MONTH), ("quarter", Grain.QUARTER)):
            if part in self.keys:
                return parts_of_years(self.keys["year"], self.keys[part], grain)
        return self.keys["year"]
