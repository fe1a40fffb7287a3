"""Costs, or credits, that a sheet writes as negative amounts: they are taken with the other sign, and it is said."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import measures
from data.reading.mapping import ColumnMapping
from data.reading.measures import Amounts

COSTS = ("variable_cost", "investment")
DEBITS = (*COSTS, "shared_cost")


def reversed_costs(read: Iterable[tuple[str | None, pa.Array]]) -> set[str]:
    """The cost measures, of measures with their amounts, that are never positive while revenue is never negative."""
    highest: dict[str, list[float]] = {}
    lowest: dict[str, list[float]] = {}
    for measure, values in read:
        extremes = pc.min_max(values).as_py()
        if measure and extremes["max"] is not None:
            highest.setdefault(measure, []).append(extremes["max"])
            lowest.setdefault(measure, []).append(extremes["min"])
    if min(lowest.get("revenue", [-1])) < 0 or max(highest["revenue"]) <= 0:
        return set()
    return {cost for cost in COSTS if cost in highest and max(highest[cost]) <= 0 > min(lowest[cost])}


def reversed_postings(posted: dict[str, list[pa.Array]]) -> set[str]:
    """The cost measures, of a ledger's measures with their amounts, that are below zero as surely as revenue is above.

    Some postings of both are taken back: most have their measure's sign, by number and by what they add up to.
    """
    signs = {measure: _sign(amounts) for measure, amounts in posted.items()}
    return {cost for cost in COSTS if signs.get("revenue") == 1 and signs.get(cost) == -1}


def credited(posted: dict[str, list[pa.Array]]) -> set[str]:
    """Revenue, where a ledger's is below zero as surely as all that it costs is above: credits are negative in it."""
    costs = {_sign(amounts) for measure, amounts in posted.items() if measure in DEBITS}
    return {"revenue"} if costs == {1} and "revenue" in posted and _sign(posted["revenue"]) == -1 else set()


def _sign(parts: list[pa.Array]) -> int:
    """1 or -1 where most amounts are above or below zero, and their sum is; 0 where they do not agree."""
    values = pa.chunked_array([part.cast(measures.SUMMED) for part in parts])
    number, total = pc.sum(pc.sign(values)).as_py() or 0, pc.sum(values).as_py() or 0
    return 1 if min(number, total) > 0 else -1 if max(number, total) < 0 else 0


def negated(read: Amounts, rows: pa.Array | None = None) -> Amounts:
    """The amounts with the other sign, in some rows or in all."""
    opposite = pc.negate(read.values.cast(measures.SUMMED)).cast(read.values.type)
    values = opposite if rows is None else pc.if_else(rows, opposite, read.values)
    return Amounts(values, read.unreadable)


def _of_balance(column: ColumnMapping, read: Amounts, labels: pa.Array | None) -> Amounts:
    """The debits less credits of a ledger's rows, with the other sign where the account is one of revenue."""
    if column.field == "amount" and labels is not None:
        return negated(read, pc.fill_null(pc.equal(labels, "revenue"), False))
    return negated(read) if column.field == "revenue" else read


def as_counted(
    columns: list[ColumnMapping], read: dict[int, Amounts], labels: pa.Array | None
) -> tuple[dict[int, Amounts], set[str]]:
    """The amounts by column, those that the sheet writes as negative ones with the other sign; and which those are.

    `labels` are the measures of the rows, where rows hold different ones.
    """
    read = {**read, **{c.column: _of_balance(c, read[c.column], labels) for c in columns if c.credit}}
    columns = [column for column in columns if not column.credit]
    by_measure = [(c.field, read[c.column].values) for c in columns if c.field != "amount"]
    posted: dict[str, list[pa.Array]] = {}
    if labels is not None and any(c.field == "amount" for c in columns):
        kinds = [label for label in pc.unique(labels).to_pylist() if label]
        mixed = [read[c.column].values for c in columns if c.field == "amount"]
        posted = {kind: [values.filter(pc.equal(labels, kind)) for values in mixed] for kind in kinds}
    by_measure += [(kind, values) for kind, parts in posted.items() for values in parts]
    found = reversed_costs(by_measure) | reversed_postings(posted) | credited(posted)
    changed = dict(read)
    for column in columns if found else ():
        if column.field in found:
            changed[column.column] = negated(read[column.column])
        elif column.field == "amount" and labels is not None:
            rows = pc.fill_null(pc.is_in(labels, pa.array(sorted(found))), False)
            changed[column.column] = negated(read[column.column], rows)
    return changed, found
