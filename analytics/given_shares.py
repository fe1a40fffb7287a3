"""Shares that a sheet gives beside sales and a size that make another share of them: the given ones count."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.cells import CELL, PERIOD
from analytics.windows import Window

APART = 0.005  # of a size, by more than which a given share differs from a computed one: half a point
ORDER = ("share", "sales", "size")
KEY = [*CELL, *PERIOD, "vendor"]


@dataclass(frozen=True)
class Cell:
    """A cell by its file and sheet, and what it holds: `share`, `sales` or `size`."""

    of: str
    file: str
    sheet: str
    column: int
    row: int


@dataclass(frozen=True)
class Difference:
    """One vendor's share in one period as it is given and as it is computed, both fractions, with the cells of both."""

    market: str
    segment: str | None
    region: str | None
    vendor: str
    period: Window
    given: float
    computed: float
    cells: tuple[Cell, ...]


def differences(cells: pd.DataFrame) -> list[Difference]:
    """The shares that differ, in the order of their cells.

    `cells` has one row per cell with what names it, its `measure`, `file`, `sheet`, `column_number`, `row_number`, and
    of its vendor and period the `share` (a fraction), the `sales` and the `size`. Of a size that is repeated, the cells
    in the rows of the share or the sales stand for all where there are any.
    """
    groups = cells.groupby(KEY, dropna=False, sort=False)
    return [_difference(rows) for _, rows in groups]


def _difference(rows: pd.DataFrame) -> Difference:
    first = rows.iloc[0]
    names = {name: first[name] if isinstance(first[name], str) else None for name in CELL[1:]}
    period = Window(first["first_month"].date(), first["last_month"].date())
    given, computed = float(first["share"]), float(first["sales"] / first["size"])
    where = tuple(_cell(row) for row in _named(rows).to_dict("records"))
    return Difference(
        first["market"], names["segment"], names["region"], first["vendor"], period, given, computed, where
    )


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """The cells of a difference: share, sales, size."""
    sizes, others = rows[rows["measure"] == "size"], rows[rows["measure"] != "size"]
    beside = sizes.merge(others[["file", "sheet", "row_number"]].drop_duplicates())
    found = pd.concat([others, beside if len(beside) else sizes])
    order = found["measure"].map({name: at for at, name in enumerate(ORDER)})
    return found.assign(order=order).sort_values("order", kind="stable")


def _cell(row: dict[Hashable, Any]) -> Cell:
    return Cell(row["measure"], row["file"], row["sheet"], int(row["column_number"]), int(row["row_number"]))
