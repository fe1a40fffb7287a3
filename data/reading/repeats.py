"""Sheets of one workbook that give the same figures: a copy, a year beside its quarters, a sheet that sums the others.

What is proved to repeat others is left out and said; what only overlaps is asked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa

from data.problems import Place, Problem, Severity
from data.reading.grains import Grain, Period
from data.reading.keys import without_dictionary
from data.reading.mapping import Mapping
from data.reading.measures import SUMMED
from data.reading.said import TableReading

KEYS = ("product", "line", "segment", "region", "measure", "basis", "currency")
Key = tuple[object, ...]  # of KEYS and a month
TOLERANCE = Decimal("0.005")
BOTH = "both"


class _Figures:
    """What one table gives, by key and by months."""

    def __init__(self, table: TableReading) -> None:
        self.table = table
        records = table.records
        names = [name for name in KEYS if name in records.column_names]
        keys = [*names, "period", "grain"]
        plain = {name: without_dictionary(records[name]) for name in keys}
        summed = pa.table({**plain, "amount": records["amount"].cast(SUMMED)}).group_by(keys)
        self.amounts: dict[Key, Decimal] = {}
        self.months: set[Key] = set()
        self.yearly: dict[Key, Decimal] = defaultdict(Decimal)  # without lines, segments and regions
        for row in summed.aggregate([("amount", "sum")]).to_pylist():
            key = tuple(row.get(name) for name in KEYS)
            self.amounts[*key, row["period"], row["grain"]] = row["amount_sum"]
            self.months |= {(*key, month) for month in Period(row["period"], Grain(row["grain"])).months}
            self.yearly[row["product"], row["measure"], row["basis"], row["period"].year] += row["amount_sum"]


def found(tables: Iterable[TableReading], mapping: Mapping, file: str) -> tuple[Mapping, list[Problem]]:
    """The mapping without the tables that repeat others, and what is said or asked of tables that overlap."""
    comparable = [table for table in tables if table.kind.name == "finance" and len(table.records)]
    figures = [_Figures(table) for table in comparable] if len(comparable) > 1 else []
    for one in list(figures):
        others = [other for other in figures if other is not one and other.months & one.months]
        why = _repeats(one, others) if others else ""
        if why:
            figures.remove(one)
            left_out = replace(one.table.mapping, kind=None, reason=why)
            mapping = mapping.with_table(left_out)
    return mapping, list(_overlaps(figures, mapping, file))


def _repeats(one: _Figures, others: list[_Figures]) -> str:
    """Why a table repeats others; empty where that is not proved."""
    for other in others:
        earlier = other.table.mapping.key < one.table.mapping.key
        if one.amounts == other.amounts and earlier:
            return f"it repeats the sheet “{other.table.mapping.sheet}”"
    mine = one.yearly
    together: dict[Key, Decimal] = defaultdict(Decimal)
    for other in others:
        for key, amount in other.yearly.items():
            together[key] += amount
    coarser = len(others) > 1 or any(len(other.amounts) > len(one.amounts) for other in others)
    if coarser and mine.keys() == together.keys() and all(abs(mine[k] - together[k]) < TOLERANCE for k in mine):
        sheets = ", ".join(f"“{other.table.mapping.sheet}”" for other in others)
        return f"it is the sum of {sheets}"
    return ""


def _overlaps(figures: list[_Figures], mapping: Mapping, file: str) -> Iterable[Problem]:
    """A question for the first two tables that give the same figures of the same months."""
    if mapping.overlap:
        return
    for index, one in enumerate(figures):
        for other in figures[:index]:
            if common := one.months & other.months:
                product, measure = min((str(key[0]), str(key[4])) for key in common)
                sheets = (other.table.mapping.key, one.table.mapping.key)
                found = f"“{sheets[0]}” and “{sheets[1]}” both give {measure} of “{product}” and others"
                remedy = "Choose which sheet counts, or that both do, or map its region or segment."
                place = Place(file, one.table.mapping.sheet, one.table.mapping.header_row)
                choices = (BOTH, *sheets) if _are_parts(one, other) else (*sheets, BOTH)
                yield Problem("ask_sheets", place, found, "each figure once", remedy, Severity.REFUSED, choices)
                return


def _are_parts(one: _Figures, other: _Figures) -> bool:
    """Whether two tables are likely parts of one list: of lines that give a key again and again, or of few keys shared.

    Those of one list hardly ever give an amount twice.
    """
    shared = one.amounts.keys() & other.amounts.keys()
    equal = sum(one.amounts[key] == other.amounts[key] for key in shared)
    lines = all(len(each.table.records) > len(each.amounts) for each in (one, other))
    few = len(shared) <= min(len(one.amounts), len(other.amounts)) / 2
    return bool(shared) and equal <= len(shared) / 10 and (lines or few)
