"""What a market sheet says twice and differently: a share beside sales and a size, a year beside its quarters.

It is said, with the cells of both.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow.compute as pc

from data.problems import Problem, Severity
from data.reading.kinds import MARKET
from data.reading.said import TableReading

HALF_A_POINT, ROUNDING = Decimal("0.5"), Decimal("0.005")  # of shares; of a year, by which its parts may miss it
PARTS = {"year": {"quarter": 4, "month": 12}, "quarter": {"month": 3}}  # how many of one grain make up another
NO_SUMS = {"share", "installed"}  # what is no sum of its months
MOST_NAMED = 4  # cells
KEYS = ("market", "segment", "region", "vendor", "product", "basis", "measure")
Row = dict[str, Any]


def differing(table: TableReading, file: str) -> Iterator[Problem]:
    """The first share and the first year of a market's table that differ from what others make of them."""
    if table.kind is MARKET:
        yield from _shares(table, file)
        yield from _periods(table, file)


def _shares(table: TableReading, file: str) -> Iterator[Problem]:
    """A share that is not what its row's sales are of the size, by over half a point; the share was taken."""
    rows: dict[int, dict[str, Row]] = defaultdict(dict)
    if {"share", "sales", "size"} <= table.mapping.fields.keys():
        for each in table.records.to_pylist():
            rows[each["row_number"]][each["measure"]] = each
    apart = [given for given in rows.values() if _apart(given)]
    if apart:
        share, sales, size = (apart[0][name] for name in ("share", "sales", "size"))
        computed = 100 * sales["amount"] / size["amount"]
        more = f"; {len(apart) - 1:,} more shares differ" if len(apart) > 1 else ""
        of = f"its sales ({_cell(sales, table)}) are {computed:,.1f} % of the size ({_cell(size, table)})"
        found = f"the share is {share['amount']:,.1f} %, but {of}{more}"
        remedy = "The share counts as given. Check which of the three is right."
        yield _said(table, file, share, "shares_differ", (found, remedy))


def _apart(given: dict[str, Row]) -> bool:
    """Whether a row's share is not that of its sales in its size."""
    if not {"share", "sales", "size"} <= given.keys() or given["size"]["amount"] <= 0:
        return False
    computed = 100 * given["sales"]["amount"] / given["size"]["amount"]
    return bool(abs(given["share"]["amount"] - computed) > HALF_A_POINT)


def _periods(table: TableReading, file: str) -> Iterator[Problem]:
    """A year, or a quarter, that is not what all its quarters or months add up to; these were taken."""
    if len(pc.unique(table.records["grain"])) < 2:
        return
    sums: dict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    wholes: list[Row] = []
    for each in table.records.to_pylist():
        if each["measure"] not in NO_SUMS:
            wholes.append(each)
            sums[_key(each, each["grain"], each["period"])] += each["amount"]
    for whole in wholes:
        total = sums[_key(whole, whole["grain"], whole["period"])]
        for grain, count in PARTS.get(str(whole["grain"]), {}).items():
            starts = [_later(whole["period"], n * 12 // PARTS["year"][grain]) for n in range(count)]
            keys = {_key(whole, grain, start) for start in starts} & sums.keys()
            parts = [sums[key] for key in keys]
            if len(parts) == count and abs(sum(parts) - total) > ROUNDING * abs(total):
                cells = [_cell(row, table) for row in wholes if _key(row, row["grain"], row["period"]) in keys]
                of = f"{grain}s ({_listed(cells)}) add up to {sum(parts):,.2f}"
                found = f"the {whole['grain']} is {total:,.2f}, but its {of}"
                remedy = f"The {grain}s count wherever all of them are given. Check which is right."
                yield _said(table, file, whole, "periods_differ", (found, remedy))
                return


def _cell(row: Row, table: TableReading) -> str:
    """The address of a fact's cell within its sheet."""
    return table.place("", row).cell


def _listed(cells: list[str]) -> str:
    more = f" and {len(cells) - MOST_NAMED} more" if len(cells) > MOST_NAMED else ""
    return ", ".join(cells[:MOST_NAMED]) + more


def _key(row: Row, grain: object, start: object) -> tuple[object, ...]:
    return (*(row.get(name) for name in KEYS), str(grain), start)


def _later(day: Any, months: int) -> Any:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1)


def _said(table: TableReading, file: str, row: Row, code: str, said: tuple[str, str]) -> Problem:
    found, remedy = said
    return Problem(code, table.place(file, row), found, "", remedy, Severity.WARNING)
