"""What is given of each cell of a measure column: by its row, by its heading, or for the whole table."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from data.problems import Place, Problem, Severity
from data.reading import blanks, quotients, readers
from data.reading.evidence.halves import Half
from data.reading.fields import Kind
from data.reading.grains import Grain, Period
from data.reading.keys import Keys, constant, parts_of_years
from data.reading.kinds import KINDS
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.names import name
from data.reading.unsaid import begins_later

NO_KEYS = {"quarter", "ahead"}  # what headings say of a year that stands elsewhere


class Given:
    """The keys of a table's facts, column by column."""

    def __init__(self, mapping: TableMapping, kind: Kind, keys: dict[str, Keys], rows: int) -> None:
        self.mapping, self.kind, self.keys, self.rows = mapping, kind, keys, rows

    def of(self, column: ColumnMapping) -> dict[str, Keys]:
        """The keys of one column's facts, among them the first day and the grain of each period."""
        keys = self.keys | self.of_table | self._read_all((*self._future(column), *column.context))
        if column.field != "amount":
            keys.pop("measure", None)
        defaults = blanks.defaults(self.mapping.blanks)
        if self.kind.name == "finance":
            defaults["basis"] = self.mapping.basis
        if "currency" in self.kind.by_name:
            defaults["currency"] = self.mapping.currency
        for field, default in defaults.items():
            keys[field] = keys[field].or_else(default) if field in keys else constant(default, self.rows)
        return self._timed(quotients.applied(keys, column.field or "", self._halves), column)

    @cached_property
    def _halves(self) -> dict[str, Half]:
        """The KPIs that are sides of others, of which rows, headings or the table as a whole give both."""
        if self.kind.name != "kpi":
            return {}
        across = [name(text) for c in self.mapping.mapped for key, text in c.context if key == "kpi"]
        whole = [name(text) for key, text in _of_table(self.mapping).items() if key == "kpi"]
        return quotients.halves([*(self.keys["kpi"].values if "kpi" in self.keys else []), *across, *whole])

    @property
    def of_table(self) -> dict[str, Keys]:
        """The keys that are said of the table as a whole."""
        return self._read_all(_of_table(self.mapping).items())

    def _read_all(self, said: Iterable[tuple[str, str]]) -> dict[str, Keys]:
        return {key: constant(self._read(key, text), self.rows) for key, text in said if key not in NO_KEYS}

    def _future(self, column: ColumnMapping) -> list[tuple[str, str]]:
        """The basis of a column whose period has not begun."""
        period = dict(column.context).get("period")
        return [("basis", self.mapping.future)] if self.mapping.future and period and begins_later(period) else []

    def _read(self, field: str, text: str) -> Any:
        return _read(field, text, self.mapping)

    def _timed(self, keys: dict[str, Keys], column: ColumnMapping) -> dict[str, Keys]:
        """The keys with each row's period as its first day and its grain; from a year and its part where there is none.

        A heading's own period beats what the row says.
        """
        year, week, month, part = (keys.pop(name, None) for name in ("year", "week", "month", "quarter"))
        quarter = dict(column.context).get("quarter")
        period = keys.pop("period", None)
        if period is None and year is not None:
            period = year
            if week is not None:
                period = parts_of_years(year, week, Grain.WEEK)
            elif month is not None:
                period = parts_of_years(year, month, Grain.MONTH)
            elif part is not None:
                period = parts_of_years(year, part, Grain.QUARTER)
            if quarter:
                period = Keys([_quarter(value, int(quarter)) for value in year.values], year.rows)
        if ahead := int(dict(column.context).get("ahead", 0)):
            period = period and Keys([_later(value, ahead) for value in period.values], period.rows)
        if period is None:
            return keys
        starts: list[date | None] = [value and value.start for value in period.values]
        grains = [value and str(value.grain) for value in period.values]
        return {**keys, "period": Keys(starts, period.rows), "grain": Keys(grains, period.rows)}


def _later(year: Period | None, years: int) -> Period | None:
    return year and replace(year, start=year.start.replace(year=year.start.year + years))


def _quarter(year: Period | None, number: int) -> Period | None:
    return year and replace(year, start=year.start.replace(month=3 * number - 2), grain=Grain.QUARTER)


def _of_table(table: TableMapping) -> dict[str, str]:
    return {**table.implied, **table.constants}


def _read(field: str, text: str, table: TableMapping) -> Any:
    """What a text gives as a field of a table; it raises `BadCell`."""
    return readers.reader(KINDS[table.kind or ""].by_name[field], ColumnMapping(0, field, field), table)(text)


def unreadable(table: TableMapping, file: str) -> Iterator[Problem]:
    """What is said of all rows of a table and cannot be read as what it is said to be."""
    for field, text in _of_table(table).items():
        try:
            _read(field, text, table)
        except readers.BadCell as bad:
            found = f"{bad.found} as the {KINDS[table.kind or ''].by_name[field].title.lower()} of all rows"
            yield Problem("said", Place(file, table.sheet), found, bad.expected, bad.remedy, Severity.REFUSED)
