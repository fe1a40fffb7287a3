"""Which column means what: a proposal with a confidence and a reason each, for the user to confirm.

A mapping is plain data. It is remembered for its feed, shown on screen, and written as JSON:

    {"feed": "Monthly P&L",
     "tables": [{"sheet": "Data", "kind": "finance", "basis": "actual", "currency": "EUR",
                 "date_order": "day-first", "decimal_mark": ".",
                 "columns": {"Product": "product", "Net sales": "revenue", "Note": null}}]}
"""

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from data.problems import Place, Refused, refuse
from data.reading import headings
from data.reading.amounts import DecimalMark
from data.reading.fields import NUMERIC, Form, Kind
from data.reading.kinds import KINDS
from data.reading.periods import DateOrder

BASES = ("actual", "budget", "forecast")

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
    title_scale: int = 1  # what the title says of all amounts that do not give their own unit

    @property
    def fields(self) -> dict[str, ColumnMapping]:
        """The mapped columns by field."""
        return {c.field: c for c in self.columns if c.field}

    def with_field(self, column: int, field: str | None) -> "TableMapping":
        """The same table with one column meaning `field`, in its heading's unit, and no other column meaning it."""
        columns = tuple(
            replace(c, field=field, confidence=1.0, reason="chosen", scale=self._scale(c.heading, field))
            if c.column == column
            else replace(c, field=None)
            if field and c.field == field
            else c
            for c in self.columns
        )
        return replace(self, columns=columns)

    def with_scale(self, column: int, scale: int) -> "TableMapping":
        """The same table with one column's amounts multiplied by `scale`."""
        columns = (replace(c, scale=scale, reason="chosen") if c.column == column else c for c in self.columns)
        return replace(self, columns=tuple(columns))

    def _scale(self, heading: str, field: str | None) -> int:
        """What the amounts of a column are multiplied by: by its own heading, else by the title."""
        known = KINDS[self.kind].by_name.get(field or "") if self.kind else None
        if known is None or known.form not in NUMERIC:
            return 1
        return self.unit(heading) if known.form is Form.AMOUNT else headings.scale(heading)

    def unit(self, heading: str) -> int:
        """What amounts below a heading are multiplied by: by what it says itself, else by the title."""
        own = headings.scale(heading)
        return self.title_scale if own == 1 else own


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
    scales = {c.heading: c.scale for c in table.columns if c.field and (c.scale, headings.scale(c.heading)) != (1, 1)}
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
        The choices have another shape, or name a sheet, column, kind, basis or field that is not there.
    """
    tables = {table.sheet: table for table in proposal.tables}
    chosen = choices.get("tables", [])
    _refuse_other_shapes(chosen)
    if len(chosen) == 1 and len(tables) == 1:  # a csv file's only sheet is named after the file of that month
        chosen = [{**chosen[0], "sheet": proposal.tables[0].sheet}]
    for choice in chosen:
        sheet = choice.get("sheet", "")
        if sheet not in tables:
            raise _unknown("sheet", sheet, list(tables))
        tables[sheet] = _apply_to_table(choice, tables[sheet])
    return Mapping(choices.get("feed") or proposal.feed, tuple(tables.values()))


def _refuse_other_shapes(tables: object) -> None:
    shaped = isinstance(tables, list) and all(
        isinstance(table, dict) and all(isinstance(table.get(part, {}), dict) for part in ("columns", "scales"))
        for table in tables
    )
    if not shaped:
        expected = "“tables” as a list of objects, each with “columns” as an object"
        raise refuse("mapping", Place(), "a mapping of another shape", expected, "Correct the mapping.")


def _apply_to_table(choice: dict[str, Any], table: TableMapping) -> TableMapping:
    kind, basis = choice.get("kind", table.kind), choice.get("basis", table.basis)
    if kind is not None and kind not in KINDS:
        raise _unknown("kind of table", kind, list(KINDS))
    if basis not in BASES:
        raise _unknown("basis", basis, list(BASES))
    changed = replace(
        table,
        kind=kind,
        columns=tuple(_if_known(c, kind) for c in table.columns),
        basis=basis,
        currency=choice.get("currency", table.currency),
        date_order=_enum(DateOrder, choice.get("date_order"), table.date_order),
        decimal_mark=_enum(DecimalMark, choice.get("decimal_mark"), table.decimal_mark),
        reason="chosen",
    )
    numbers = {c.heading: c.column for c in table.columns}
    scales, fields = choice.get("scales", {}), choice.get("columns", {})
    for heading in (*fields, *scales):
        if heading not in numbers:
            raise _unknown("column", heading, list(numbers))
    for heading, field in fields.items() if kind else ():  # a sheet that is left out keeps no fields
        _refuse_unknown_field(field, kind)
        changed = changed.with_field(numbers[heading], field)
    for heading, scale in scales.items():
        changed = changed.with_scale(numbers[heading], _whole(scale))
    return changed


def _if_known(column: ColumnMapping, kind: str | None) -> ColumnMapping:
    """The column without its field where the chosen kind of table has none of that name."""
    known = kind is None or column.field is None or column.field in KINDS[kind].by_name
    return column if known else replace(column, field=None, confidence=0.0, reason="not known", scale=1)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        found = f"the scale “{value}” in the mapping"
        raise refuse("mapping", Place(), found, "a whole number such as 1000", "Correct the mapping.")
    return value


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


def _unknown(what: str, name: object, known: list[str]) -> Refused:
    remedy = "Correct the mapping."
    return refuse("mapping", Place(), f"the {what} “{name}” in the mapping", f"one of {', '.join(known)}", remedy)
