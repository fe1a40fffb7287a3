"""What the rows of a table of results say of each KPI, read column by column; of many rows only the different ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.reading import limits, quotients, told
from data.reading.aims import TARGETS
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, untagged
from data.reading.given import Given
from data.reading.keys import Keys
from data.reading.names import folded
from data.reading.records import Figures
from data.reading.told import Told, Values

PARTS = ("segment", "region")
_PERCENT = r"^t.*%\s*$"
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """A measure column of results, and the keys of its figures."""

    figures: Figures
    keys: dict[str, Keys]


def of_results(
    given: Given, about: dict[str, Keys], figures: list[Figures], good: pa.Array, first_row: int
) -> list[Told]:
    """What a table of results tells of each KPI, in the order of their first rows; nothing where it is of none.

    `about` are the columns that say something of a KPI as a whole, row by row as the figures are.
    """
    if given.kind.name != "kpi":
        return []
    mapping, rows = given.mapping, np.flatnonzero(good.to_numpy(zero_copy_only=False))
    found: dict[str, Values] = {}
    for column in _columns(given, figures):
        kpis = column.keys["kpi"]
        for kpi, _, row in _pairs(rows, kpis, kpis):
            found.setdefault(folded(kpi), Values(kpi, row + first_row))
        for name, keys in about.items():
            for kpi, value, _ in _pairs(rows, kpis, keys):
                found[folded(kpi)].add(name, value)
        for name in PARTS:
            for kpi, value, _ in _pairs(rows, kpis, column.keys[name]) if name in column.keys else ():
                found[folded(kpi)].parts |= {(name, value)} if value else set()
        _add_figures(found, column, rows, mapping.decimal_mark or DecimalMark.POINT)
    return [told.of_values(values, mapping) for values in found.values()]


def _columns(given: Given, figures: list[Figures]) -> Iterator[Column]:
    """The measure columns whose KPIs are given."""
    for each in figures:
        keys = given.of(each.column)
        if "kpi" in keys:
            yield Column(each, keys)


def _add_figures(found: dict[str, Values], column: Column, rows: Rows, mark: DecimalMark) -> None:
    """What cells say beside their figures: signs, ranges and units of targets, signs of per cent."""
    written, kpis = column.figures.cells, column.keys["kpi"]
    encoded = written.dictionary_encode(null_encoding="encode")
    cells = [None if cell is None else untagged(cell) for cell in encoded.dictionary.to_pylist()]
    sides = quotients.of_sides(column.keys, column.figures.column.field or "", len(written))
    filled = rows[written.is_valid().to_numpy(zero_copy_only=False)[rows]]
    divided = sides.to_numpy(zero_copy_only=False)[filled]
    for kpi, _, _ in _pairs(filled[divided], kpis, kpis):
        found[folded(kpi)].quotient = True
    filled = filled[~divided]
    aimed = _of_targets(column, len(written))[filled]
    if aimed.any():
        said = Keys(limits.of_cells(cells, mark), encoded.indices)
        for kpi, limit, _ in _pairs(filled[aimed], kpis, said):
            found[folded(kpi)].targets += [limit] if limit else []
            found[folded(kpi)].percent |= bool(limit and limit.percent)
    signed = pc.match_substring_regex(written, _PERCENT).to_numpy(zero_copy_only=False)
    sizes = np.abs(column.figures.read.floats.to_numpy(zero_copy_only=False))
    codes = kpis.rows.to_numpy(zero_copy_only=False)
    for code in np.unique(codes[filled]):
        of_kpi = filled[codes[filled] == code]
        values = found[folded(kpis.values[code])]
        with_sign = of_kpi[signed[of_kpi].astype(bool)]
        values.percent |= bool(len(with_sign))
        values.points |= any(
            _is_of_points(untagged(written[int(row)].as_py()), sizes[row], mark) for row in with_sign[:1]
        )


def _of_targets(column: Column, rows: int) -> NDArray[np.bool_]:
    """The rows of a column that are targets: all of it, or those whose label says so."""
    found = quotients.holding(column.keys, column.figures.column.field or "", rows, TARGETS)
    aimed: NDArray[np.bool_] = found.to_numpy(zero_copy_only=False)
    return aimed


def _is_of_points(cell: CellValue, size: float, mark: DecimalMark) -> bool:
    """Whether a percentage was kept as per cent points: it is larger than the fraction that it says."""
    said = limits.of_cells([cell], mark)[0]
    return bool(said and said.value and size > abs(float(said.value)) * 10)


def _pairs(rows: Rows, kpis: Keys, values: Keys) -> Iterator[tuple[str, Any, int]]:
    """Each KPI with each of its different values, and the first row of both, in the order of these."""
    ours, theirs = (keys.rows.to_numpy(zero_copy_only=False).astype(np.int64)[rows] for keys in (kpis, values))
    codes, first = np.unique(ours * len(values.values) + theirs, return_index=True)
    for at in np.argsort(first):
        kpi = kpis.values[int(codes[at]) // len(values.values)]
        if kpi is not None:
            yield kpi, values.values[int(codes[at]) % len(values.values)], int(rows[first[at]])
