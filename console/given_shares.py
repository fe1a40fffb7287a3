"""Where a share that a sheet gives and the one that its sales make of the size differ, with the cells of both."""

from typing import Any

from analytics import given_shares
from analytics.given_shares import APART, Cell, Difference
from console.plain import months, number
from data import queries
from data.problems import Place
from data.store import Store


def report(store: Store) -> list[dict[str, Any]]:
    """One entry a vendor and period whose given share differs by over half a point, the largest difference first."""
    with store.open() as con:
        cells = queries.read(con, "market_shares_beside_sales", apart=APART, **queries.UNFILTERED, **queries.ALWAYS)
    return [_entry(each) for each in given_shares.differences(cells)]


def _entry(found: Difference) -> dict[str, Any]:
    names = {name: getattr(found, name) for name in ("market", "segment", "region", "vendor")}
    shares = {"given": number(found.given), "computed": number(found.computed)}
    return {**names, "period": months(found.period), **shares, "cells": [_cell(each) for each in found.cells]}


def _cell(cell: Cell) -> dict[str, Any]:
    place = Place(cell.file, cell.sheet, cell.row, cell.column)
    return {"of": cell.of, "file": cell.file, "sheet": cell.sheet, "cell": place.cell}
