"""A file of a known feed whose layout changed: what was chosen for its columns before holds for those still there.

Only what changed is asked: a column that held something and is gone, or a new one that nothing explains.
"""

from dataclasses import replace
from typing import Any

from data.reading.choices import apply
from data.reading.grid import Workbook
from data.reading.mapping import Mapping, TableMapping

ALIKE = 2 / 3  # of the columns that held something, the share still there by which a layout is known again

Choices = dict[str, Any]


def carried(before: Choices, proposal: Mapping, workbook: Workbook) -> Mapping | None:
    """The proposal under what was chosen for the feed's last file, None where the file is not much like it."""
    pairs = {table.key: (was, table) for was in before["tables"] if (table := _same_table(was, before, proposal))}
    if not any(was["kind"] for was, _ in pairs.values()):
        return None
    chosen = {"feed": before["feed"], "tables": [of_this_file(was, table) for was, table in pairs.values()]}
    mapping = as_before(chosen, proposal, workbook)
    tables = [
        replace(table, missed=_missed(pairs[table.key][0], table)) if table.key in pairs else proposed
        for table, proposed in zip(mapping.tables, proposal.tables, strict=True)
    ]
    return replace(mapping, tables=tuple(tables))


def as_before(chosen: Choices, proposal: Mapping, workbook: Workbook) -> Mapping:
    """The proposal under what was chosen before; what this file proves of its dates and decimals stands."""
    mapping = apply(chosen, proposal, workbook)
    tables = (
        replace(
            table,
            date_order=proved.date_order or table.date_order,
            decimal_mark=proved.decimal_mark or table.decimal_mark,
        )
        for table, proved in zip(mapping.tables, proposal.tables, strict=True)
    )
    return replace(mapping, tables=tuple(tables))


def of_this_file(before: Choices, table: TableMapping) -> Choices:
    """The choices for the same table of another file: where it stands and which months it has is this file's."""
    known = {column.heading for column in table.columns}
    place = {"sheet": table.sheet, "area": table.area.reference if table.area else "", "header_row": table.header_row}
    kept = {
        part: {heading: said for heading, said in before.get(part, {}).items() if heading in known}
        for part in ("columns", "scales", "times", "joined", "continued")
    }
    own_year = any(doubt.about == "year" for doubt in table.doubts)
    constants = {name: said for name, said in before.get("constants", {}).items() if not (own_year and name == "year")}
    return {**before, **place, **kept, "constants": constants}


def _same_table(was: Choices, before: Choices, proposal: Mapping) -> TableMapping | None:
    """The table of the file that is the one chosen before: alone in both or of the same name, and much like it."""
    only = len(before["tables"]) == len(proposal.tables) == 1
    found = next((table for table in proposal.tables if only or table.key == _key(was)), None)
    return found if found and _alike(was, found) else None


def _key(was: Choices) -> str:
    return f"{was['sheet']}!{was['area']}" if was.get("area") else str(was["sheet"])


def _alike(was: Choices, table: TableMapping) -> bool:
    """Most of what was held is there, of the same basis, in the same currency and unit."""
    held = _held(was)
    known = {column.heading for column in table.columns}
    before = (was["basis"], was["currency"], was.get("title_scale", 1))
    same = before == (table.basis, table.currency or was["currency"], table.title_scale)
    return same and sum(heading in known for heading in held) >= ALIKE * len(held)


def _held(was: Choices) -> dict[str, str]:
    """By heading, the field of each column that held something."""
    return {heading: field for heading, field in was["columns"].items() if field}


def _missed(was: Choices, table: TableMapping) -> dict[str, str]:
    known = {column.heading for column in table.columns}
    return {heading: field for heading, field in _held(was).items() if heading not in known}
