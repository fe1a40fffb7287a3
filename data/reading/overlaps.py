"""Columns of one table that give the same months twice: totals of a year beside its months, amounts to date."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache

from data.reading.grains import Period, lasting
from data.reading.mapping import ColumnMapping
from data.reading.meaning import Meaning
from data.reading.periods import FIRST_YEAR, period

NEVER = Period(date(FIRST_YEAR, 1, 1))  # a heading's period is written from one, and never blank
Key = tuple[str | None, tuple[tuple[str, str], ...]]  # the measure, and the context beside the period


def without_overlaps(columns: list[ColumnMapping], meanings: dict[int, Meaning]) -> tuple[ColumnMapping, ...]:
    """The columns, each month of a measure given by one of them: the finest; amounts to date as their differences."""
    groups: dict[Key, list[ColumnMapping]] = defaultdict(list)
    for column in columns:
        if column.context and "period" in dict(column.context):
            others = tuple(pair for pair in column.context if pair[0] != "period")
            groups[column.field, others].append(column)
    changed: dict[int, ColumnMapping] = {}
    for group in groups.values():
        to_date = [c for c in group if meanings[c.column].cumulative]
        discrete = [c for c in group if not meanings[c.column].cumulative]
        covered = _months(discrete)
        changed |= {c.column: c for c in _without_sums(discrete)}
        changed |= {c.column: c for c in _differences([c for c in to_date if not _year_to(c) <= covered])}
        changed |= {c.column: c.left_out("to date: other columns give it") for c in to_date if _year_to(c) <= covered}
    return tuple(changed.get(column.column, column) for column in columns)


def _period(column: ColumnMapping) -> Period:
    return _written(dict(column.context)["period"])


@cache
def _written(text: str) -> Period:
    return period(text, with_weeks=True) or NEVER


def _span(found: Period) -> set[int]:
    """The months of a period, counted since year 0."""
    return set(found.months)


def _months(columns: list[ColumnMapping]) -> set[int]:
    return set().union(*(_span(_period(column)) for column in columns))


def _year_to(column: ColumnMapping) -> set[int]:
    """The months from a year's first to a period's last."""
    last = max(_span(_period(column)))
    return set(range(last - last % 12, last + 1))


def _without_sums(columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """Columns of a quarter or a year left out where finer ones give all its months."""
    found = []
    months = {column.column: _period(column).grain.months for column in columns}
    for column in columns:
        span = _span(_period(column))
        shorter = [c for c in columns if 0 < months[c.column] < months[column.column]]  # weeks fill no month
        finer = [c for c in shorter if _span(_period(c)) <= span]
        if not finer or not span <= _months(finer):
            found.append(column)
            continue
        shortest = min(_period(c).grain.months for c in finer)
        parts = [c for c in finer if _period(c).grain.months == shortest]
        left_out = column.left_out(f"“{finer[0].heading}” to “{finer[-1].heading}” give it")
        found.append(replace(left_out, covers=tuple(c.column for c in parts) if _months(parts) == span else ()))
    return found


def _differences(columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """Columns to date as the periods between them; those of no whole month, quarter or year are left out."""
    found = []
    for column in sorted(columns, key=lambda c: max(_year_to(c))):
        months = _year_to(column)
        earlier = [c for c in columns if _year_to(c) < months]
        before = max(earlier, key=lambda c: len(_year_to(c)), default=None)
        rest = months - (_year_to(before) if before else set())
        period_of_rest = lasting(min(rest), len(rest))
        if period_of_rest is None or min(rest) % len(rest):
            found.append(column.left_out(f"to date: its {len(rest)} months cannot be told apart"))
            continue
        context = tuple(("period", period_of_rest.written) if pair[0] == "period" else pair for pair in column.context)
        reason = f"{column.reason}; to date, less “{before.heading}”" if before else column.reason
        found.append(replace(column, context=context, minus=before.column if before else None, reason=reason))
    return found
