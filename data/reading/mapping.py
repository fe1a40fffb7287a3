"""Which column means what: a proposal with a confidence and a reason each, for the user to confirm.

A mapping is plain data. It is remembered for its feed, shown on screen, and written as JSON:

    {"feed": "Monthly P&L",
     "tables": [{"sheet": "Data", "kind": "finance", "basis": "actual", "currency": "EUR",
                 "date_order": "day-first", "decimal_mark": ".",
                 "columns": {"Product": "product", "Net sales": "revenue", "Note": null}}]}
"""

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from data.problems import Place, refuse
from data.reading.amounts import DecimalMark
from data.reading.fields import Kind
from data.reading.kinds import KINDS
from data.reading.periods import DateOrder

_T = TypeVar("_T", DateOrder, DecimalMark)


@dataclass(frozen=True)
class ColumnMapping:
    """One column: its 1-based number, its heading, and the field it holds (None: left out)."""

    column: int
    heading: str
    field: str | None
    confidence: float = 1.0
    reason: str = "chosen"
    scale: int = 1  # 1,000 where the heading says "in thousands"


@dataclass(frozen=True)
class TableMapping:
    """One sheet's table: what it is (None: left out), its columns, and what holds for all its rows."""

    sheet: str
    header_row: int
    kind: str | None
    columns: tuple[ColumnMapping, ...]
    basis: str = "actual"
    currency: str = ""
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    reason: str = ""

    @property
    def fields(self) -> dict[str, ColumnMapping]:
        """The mapped columns by field."""
        return {c.field: c for c in self.columns if c.field}

    def with_field(self, column: int, field: str | None) -> "TableMapping":
        """The same table with one column meaning `field`, and no other column meaning it."""
        columns = tuple(
            replace(c, field=field, confidence=1.0, reason="chosen")
            if c.column == column
            else replace(c, field=None)
            if field and c.field == field
            else c
            for c in self.columns
        )
        return replace(self, columns=columns)


@dataclass(frozen=True)
class Mapping:
    """What a whole file means, and the feed that it belongs to."""

    feed: str
    tables: tuple[TableMapping, ...]

    def as_json(self) -> dict[str, Any]:
        """The mapping as it is remembered and written to a file."""
        return {"feed": self.feed, "tables": [_table_as_json(table) for table in self.tables]}

    def with_table(self, changed: TableMapping) -> "Mapping":
        """The same mapping with one sheet's table replaced."""
        tables = (changed if table.sheet == changed.sheet else table for table in self.tables)
        return replace(self, tables=tuple(tables))


def _table_as_json(table: TableMapping) -> dict[str, Any]:
    scales = {c.heading: c.scale for c in table.columns if c.scale != 1}
    return {
        "sheet": table.sheet,
        "kind": table.kind,
        "basis": table.basis,
        "currency": table.currency,
        "date_order": table.date_order,
        "decimal_mark": table.decimal_mark,
        "columns": {c.heading: c.field for c in table.columns},
        **({"scales": scales} if scales else {}),
    }


def apply(choices: dict[str, Any], proposal: Mapping) -> Mapping:
    """The proposal with the choices of a mapping file or a remembered mapping laid over it.

    Raises
    ------
    Refused
        The choices name a sheet, column, kind or field that is not there.
    """
    tables = {table.sheet: table for table in proposal.tables}
    chosen = choices.get("tables", [])
    if len(chosen) == 1 and len(tables) == 1:  # a csv file's only sheet is named after the file of that month
        chosen = [{**chosen[0], "sheet": proposal.tables[0].sheet}]
    for choice in chosen:
        sheet = choice.get("sheet", "")
        if sheet not in tables:
            raise _unknown("sheet", sheet, list(tables))
        tables[sheet] = _apply_to_table(choice, tables[sheet])
    return Mapping(choices.get("feed") or proposal.feed, tuple(tables.values()))


def _apply_to_table(choice: dict[str, Any], table: TableMapping) -> TableMapping:
    kind = choice.get("kind", table.kind)
    if kind is not None and kind not in KINDS:
        raise _unknown("kind of table", kind, list(KINDS))
    changed = replace(
        table,
        kind=kind,
        basis=choice.get("basis", table.basis),
        currency=choice.get("currency", table.currency),
        date_order=_enum(DateOrder, choice.get("date_order"), table.date_order),
        decimal_mark=_enum(DecimalMark, choice.get("decimal_mark"), table.decimal_mark),
        reason="chosen",
    )
    headings = {c.heading: c for c in table.columns}
    scales = choice.get("scales", {})
    for heading, field in choice.get("columns", {}).items():
        if heading not in headings:
            raise _unknown("column", heading, list(headings))
        _refuse_unknown_field(field, kind)
        changed = changed.with_field(headings[heading].column, field)
    columns = (replace(c, scale=int(scales.get(c.heading, c.scale))) for c in changed.columns)
    return replace(changed, columns=tuple(columns))


def _refuse_unknown_field(field: str | None, kind: str | None) -> None:
    known: Kind | None = KINDS.get(kind or "")
    if field is not None and (known is None or field not in known.by_name):
        raise _unknown("field", field, list(known.by_name) if known else [])


def _enum(kind: type[_T], value: str | None, proposed: _T | None) -> _T | None:
    if value is None:
        return proposed
    if value not in [str(member) for member in kind]:
        raise _unknown("choice", value, [str(member) for member in kind])
    return kind(value)


def _unknown(what: str, name: object, known: list[str]) -> Exception:
    remedy = "Correct the mapping."
    return refuse("mapping", Place(), f"the {what} “{name}” in the mapping", f"one of {', '.join(known)}", remedy)
