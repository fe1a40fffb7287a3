"""Figures of one KPI with and without a percent sign in one scale: an actual of 86 stands beside a target of “90%”.

A percentage is kept as a fraction, 0.9, unless the other figures of its KPI are per cent points: then it is 90. Figures
about as large as the fractions are fractions, figures about a hundred times as large are points; what lies between is
asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.problems import Place, Problem, Severity
from data.reading import quotients
from data.reading.given import Given
from data.reading.keys import Keys
from data.reading.market_shares import CHOICES, FRACTIONS, POINTS
from data.reading.measures import EXACT, Amounts
from data.reading.records import Figures

_SIGNED = r"^t.*%"
ALIKE, APART, OTHER = 5.0, 20.0, 500.0  # a ratio to fractions up to which figures are fractions, from which points


@dataclass(frozen=True)
class Scaled:
    """The amounts of each column in one scale, and the KPIs of which the scale is not known."""

    read: dict[int, Amounts]
    unknown: tuple[str, ...] = ()


def of_table(given: Given, figures: list[Figures]) -> Scaled:
    """The amounts of a table's measure columns in one scale; of results of KPIs alone anything changes."""
    if given.kind.name != "kpi":
        return Scaled({})
    keys = [(each, given.of(each.column)) for each in figures]
    return in_one_scale([(each, _valued(each, of)) for each, of in keys if "kpi" in of], given.mapping.shares)


def _valued(figures: Figures, keys: dict[str, Keys]) -> pa.Array:
    """The KPI of each row of a column whose figures are values of it, and no numerators or denominators."""
    sides = quotients.of_sides(keys, figures.column.field or "", len(figures.cells))
    return pc.if_else(sides, pa.scalar(None, pa.string()), keys["kpi"].by_row)


def in_one_scale(figures: list[tuple[Figures, pa.Array]], chosen: int | None) -> Scaled:
    """The amounts of measure columns, percentages as points where the other figures of their KPI are points.

    `figures` come with the KPI of each row; `chosen` is what makes points of figures of which nothing proves it.
    """
    read = {each.column.column: each.read for each, _ in figures}
    signs = [_signed(each.cells) for each, _ in figures]
    if not any(sign.any() for sign in signs):
        return Scaled(read)
    names = [np.array(kpis.to_pylist(), dtype=object) for _, kpis in figures]
    sizes = [np.abs(each.read.floats.to_numpy(zero_copy_only=False)) for each, _ in figures]
    points, unknown = set(), []
    for kpi in {name for own, sign in zip(names, signs, strict=True) for name in own[sign]} - {None}:
        of_kpi = [own == kpi for own in names]
        parts = zip(of_kpi, signs, sizes, strict=True)
        known = [(size[own & sign], size[own & ~sign]) for own, sign, size in parts]
        signed, plain = (_middle(np.concatenate(side)) for side in zip(*known, strict=True))
        scale = _scale(signed, plain) or chosen
        points |= {kpi} if scale == POINTS else set()
        unknown += [kpi] if scale is None else []
    for (each, _), own, sign in zip(figures, names, signs, strict=True):
        rows = sign & np.isin(own, list(points))
        if rows.any():
            read[each.column.column] = _times_hundred(each.read, rows)
    return Scaled(read, tuple(sorted(unknown)))


def _signed(cells: pa.Array) -> NDArray[np.bool_]:
    found = pc.fill_null(pc.match_substring_regex(cells, _SIGNED), False)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def _middle(sizes: NDArray[np.float64]) -> float:
    """The median of what is not 0; 0 where there is nothing else."""
    known = sizes[np.isfinite(sizes) & (sizes > 0)]
    return float(np.median(known)) if len(known) else 0.0


def _scale(signed: float, plain: float) -> int | None:
    """What makes points of plain figures beside fractions; fractions where there is nothing to compare."""
    if not signed or not plain:
        return FRACTIONS
    ratio = plain / signed
    return FRACTIONS if ratio <= ALIKE else POINTS if APART <= ratio <= OTHER else None


def _times_hundred(read: Amounts, rows: NDArray[np.bool_]) -> Amounts:
    exact = read.values.cast(EXACT)
    larger = Amounts(exact, {}).times(100).values
    return Amounts(pc.if_else(pa.array(rows), larger, exact), read.unreadable)


def questions(unknown: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """In which scale plain figures are of which nothing proves it."""
    if unknown:
        named = ", ".join(f"“{kpi}”" for kpi in unknown[:4])
        found = f"some figures of {named} have a percent sign, others have none and may be per cent or fractions"
        remedy, refused = "Choose what the figures without a sign are.", Severity.REFUSED
        yield Problem("ask_shares", place, found, "one scale", remedy, refused, tuple(CHOICES))
