"""A mapping as it is remembered and written to a file: `choices` lays it over a proposal."""

from typing import Any

from data.reading import headings
from data.reading.mapping import ColumnMapping, Mapping, TableMapping


def as_json(mapping: Mapping) -> dict[str, Any]:
    """The mapping as it is remembered and written to a file."""
    tables = [_table_as_json(table) for table in mapping.tables]
    said = {"overlap": mapping.overlap, "encoding": mapping.encoding}
    return {"feed": mapping.feed, "tables": tables, **{name: value for name, value in said.items() if value}}


def _said_of_rows(table: TableMapping) -> dict[str, Any]:
    """What is said beside the columns; empty where nothing is."""
    scales = {c.heading: c.scale for c in table.columns if c.field and (c.scale, headings.scale(c.heading)) != (1, 1)}
    return {
        "scales": scales,
        "measure": table.measure,
        "labels": table.labels,
        "constants": table.constants,
        "sections": table.sections,
        "names": table.names,
        **{said: list(getattr(table, said)) for said in ("only", "counted", "summed", "sized")},
        "future": table.future,
        "spans": table.spans,
        "weekly": table.weekly,
        "shares": table.shares,
        "turned": table.turned,
        "joined": table.joined,
        "times": {c.heading: list(c.times) for c in table.columns if c.times},
        "unpriced": table.unpriced,
        "uncosted": table.uncosted,
        "continued": table.continued,
        "repeated": table.repeated,
        "unordered": table.unordered,
        "sizes": table.sizes,
        **{name: getattr(table, name) for name in ("same", "words", "directions", "adding", "quotients", "blanks")},
        "title_scale": table.title_scale if table.title_scale != 1 else None,
    }


def _table_as_json(table: TableMapping) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        **({"area": table.area.reference} if table.area else {}),
        "kind": table.kind,
        "basis": table.basis,
        "currency": table.currency,
        "date_order": table.date_order,
        "decimal_mark": table.decimal_mark,
        "columns": {c.heading: c.field for c in table.columns if not c.context or _is_exception(c, table)},
        **{name: value for name, value in _said_of_rows(table).items() if value},
    }


def _is_exception(column: ColumnMapping, table: TableMapping) -> bool:
    """Whether a column with something across was chosen to hold something else than its neighbours."""
    return column.reason == "chosen" and column.field != table.measure
