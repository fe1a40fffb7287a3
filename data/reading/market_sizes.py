"""A row called total among a market's vendors that is not their sum: perhaps the size, and never one more vendor."""

from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Problem
from data.reading.mapping import TableMapping

SIZE = "the market's size"  # a choice, beside leaving the row out and counting it
SALES = "Vendor sales"
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
            held = facts[name]
            plain = held.cast(held.type.value_type) if pa.types.is_dictionary(held.type) else held
            facts = _with(facts, name, pc.if_else(totals, pa.scalar(None, plain.type), plain))
    return facts


def _with(facts: pa.Table, name: str, values: pa.ChunkedArray) -> pa.Table:
    return facts.set_column(facts.column_names.index(name), name, values)
