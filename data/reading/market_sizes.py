"""A market's size among its vendors: in a row called total, which is no vendor, or repeated beside each of them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading.fields import Kind
from data.reading.keys import without_dictionary
from data.reading.kinds import MARKET
from data.reading.mapping import TableMapping
from data.reading.said import TableReading

SIZE = "the market's size"  # a choice, beside leaving the row out and counting it
SALES, ACTUAL = "Vendor sales", "actual"
CELL = ("market", "segment", "region", "period", "grain")
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
    facts = _with(facts, "measure", pc.if_else(sales, "size", measure))
    for name in NOBODY:
        if name in facts.column_names:
            plain = without_dictionary(facts[name])
            facts = _with(facts, name, pc.if_else(totals, pa.scalar(None, plain.type), plain))
    return facts


def with_basis(facts: pa.Table, kind: Kind) -> pa.Table:
    """The facts of a market with an empty basis where they are of what is or was; as they are of another kind."""
    if kind is not MARKET or "basis" not in facts.column_names:
        return facts
    basis = pc.fill_null(facts["basis"].cast(pa.string()), ACTUAL)
    return _with(facts, "basis", pc.if_else(pc.equal(basis, ACTUAL), "", basis))


def differing(table: TableReading, file: str) -> Iterator[Problem]:
    """The first two sizes of one market and period that differ beside its vendors: the store adds them up."""
    facts = table.records
    if table.kind is not MARKET or "vendor" not in facts.column_names:
        return
    sizes = facts.filter(pc.equal(facts["measure"].cast(pa.string()), "size"))
    names = [name for name in CELL if name in facts.column_names]
    first: dict[tuple[object, ...], Decimal] = {}
    for size in sizes.select([*names, "vendor", "amount", "row_number", "column_number"]).to_pylist():
        if size["vendor"] is None:
            continue
        before = first.setdefault(tuple(size[name] for name in names), size["amount"])
        if before != size["amount"]:
            place = Place(file, table.mapping.sheet, size["row_number"], size["column_number"])
            found = f"a size of {size['amount']:,.2f} where another row of its market and period has {before:,.2f}"
            remedy = "Different sizes were added up: write the one that is right, or the region or segment of each."
            yield Problem("sizes_differ", place, found, "one size", remedy, Severity.WARNING)
            return


def _with(facts: pa.Table, name: str, values: pa.ChunkedArray) -> pa.Table:
    return facts.set_column(facts.column_names.index(name), name, values)
