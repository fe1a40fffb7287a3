"""A market's size among its vendors: in a row called total, which is no vendor, or repeated beside each of them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Problem, Severity
from data.reading.fields import Kind
from data.reading.keys import without_dictionary
from data.reading.kinds import MARKET
from data.reading.mapping import TableMapping
from data.reading.said import TableReading

SIZE = "the market's size"  # a choice, beside leaving the row out and counting it
SALES, ACTUAL = "Vendor sales", "actual"
FIRST, LAST, SUM = "the first", "the last", "their sum"
CHOICES = (FIRST, LAST, SUM)  # of sizes that differ beside the vendors of a market
CELL = ("market", "segment", "region", "period", "grain", "basis")
NOBODY = ("vendor", "own", "product")  # whose a size is


def asked(problem: Problem, effects: list[tuple[str, Decimal, Decimal]]) -> Problem:
    """The question whether a vendor called total counts, with the market's size among its answers.

    `effects` are each measure's title with its sum with the row and without. The size is likely where the row is at
    least what the vendors add up to.
    """
    found = next((sums for title, *sums in effects if title == SALES), None)
    if found is None:
        return problem
    whole, vendors = found
    at = 0 if whole - vendors >= vendors else 1
    choices, follows = list(problem.choices), list(problem.follows)
    choices.insert(at, SIZE)
    follows.insert(at, f"{SALES} {vendors:,.2f} of a market of {whole - vendors:,.2f}")
    return replace(problem, choices=tuple(choices), follows=tuple(follows))


def of_totals(facts: pa.Table, mapping: TableMapping) -> pa.Table:
    """The facts, the sales of a vendor that is the market's total as sizes of nobody."""
    if not mapping.sized or "vendor" not in facts.column_names:
        return facts
    vendor, measure = (facts[name].cast(pa.string()) for name in ("vendor", "measure"))
    totals = pc.fill_null(pc.is_in(vendor, pa.array(mapping.sized, pa.string())), False)
    sales = pc.and_(totals, pc.equal(measure, "sales"))
    return _of_nobody(_with(facts, "measure", pc.if_else(sales, "size", measure)), totals)


def with_basis(facts: pa.Table, kind: Kind) -> pa.Table:
    """The facts of a market with an empty basis where they are of what is or was; as they are of another kind."""
    if kind is not MARKET or "basis" not in facts.column_names:
        return facts
    basis = pc.fill_null(facts["basis"].cast(pa.string()), ACTUAL)
    return _with(facts, "basis", pc.if_else(pc.equal(basis, ACTUAL), "", basis))


def differing(table: TableReading, file: str) -> Iterator[Problem]:
    """The question which of the sizes of one market and period counts, where they differ beside its vendors."""
    if table.kind is not MARKET or table.mapping.sizes:
        return
    cells = _sizes(table.records)
    for sizes in cells.values():
        amounts = list(dict.fromkeys(size["amount"] for size in sizes))
        if len(amounts) > 1:
            at = next(size for size in sizes if size["amount"] == amounts[1])
            one, place = table.place(file, sizes[0]).cell, table.place(file, at)
            more = sum(len({size["amount"] for size in each}) > 1 for each in cells.values()) - 1
            others = f" (and so in {more:,} more)" if more else ""
            found = f"the size is {amounts[1]:,.2f} here and {amounts[0]:,.2f} in {one}, for one market and period"
            follows = tuple(f"{amount:,.2f}" for amount in (amounts[0], sizes[-1]["amount"], sum(amounts)))
            said = (found + others, "one size", "Choose which counts.", Severity.REFUSED, CHOICES)
            yield Problem("ask_sizes", place, *said, follows=follows)
            return


def settled(facts: pa.Table, mapping: TableMapping) -> pa.Table:
    """The facts, of sizes that differ beside the vendors of a market the one that was chosen as nobody's: it counts."""
    if mapping.sizes not in {FIRST, LAST}:
        return facts
    chosen = [sizes[0 if mapping.sizes == FIRST else -1] for sizes in _sizes(facts).values()]
    cells = {(size["row_number"], size["column_number"]) for size in chosen}
    at = zip(facts["row_number"].to_pylist(), facts["column_number"].to_pylist(), strict=True)
    return _of_nobody(facts, pa.chunked_array([pa.array([each in cells for each in at], pa.bool_())]))


def _sizes(facts: pa.Table) -> dict[tuple[object, ...], list[dict[str, Any]]]:
    """The sizes beside vendors, by their market, segment, region and period, in the order of their rows."""
    found: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    if "vendor" not in facts.column_names:
        return found
    sizes = facts.filter(pc.equal(facts["measure"].cast(pa.string()), "size"))
    names = [name for name in CELL if name in facts.column_names]
    for size in sizes.select([*names, "vendor", "amount", "row_number", "column_number"]).to_pylist():
        if size["vendor"] is not None:
            found.setdefault(tuple(size[name] for name in names), []).append(size)
    return found


def _of_nobody(facts: pa.Table, rows: pa.ChunkedArray) -> pa.Table:
    """The facts, some of them without a vendor."""
    for name in NOBODY:
        if name in facts.column_names:
            plain = without_dictionary(facts[name])
            facts = _with(facts, name, pc.if_else(rows, pa.scalar(None, plain.type), plain))
    return facts


def _with(facts: pa.Table, name: str, values: pa.ChunkedArray) -> pa.Table:
    return facts.set_column(facts.column_names.index(name), name, values)
