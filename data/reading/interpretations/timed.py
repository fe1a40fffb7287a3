"""When a table's figures are of: a column of periods, a year and its parts, or a year that is asked for."""

from dataclasses import replace

from data.reading.doubt import Doubt
from data.reading.evidence import words
from data.reading.grid import Sheet
from data.reading.interpretations.seen import Seen, free, taken_as
from data.reading.kinds import with_weeks
from data.reading.mapping import ColumnMapping, TableMapping


def timed(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with its periods: from a column of them, from a year and its parts, or the year asked."""
    parts = (*(("week",) if with_weeks(table.kind) else ()), "month", "quarter")
    for field in ("period", "year", *parts):
        if "period" in table.given or (field in parts and table.given & {*parts[: parts.index(field)]}):
            break
        if field not in table.given and (likely := seen.ranked(field, _times(table))):
            table = taken_as(table, likely[0].column, field, likely[0].weight, likely[0].why)
    if table.given & {"period", "year"} or any(doubt.about == "year" for doubt in table.doubts):
        return table
    if len(seen.years) == 1:
        return replace(table, implied={**table.implied, "year": str(seen.years[0])})
    across = [c.heading for c in table.columns if {*parts} & {name for name, _ in c.context}]
    part = next((table.fields[name] for name in parts if name in table.fields), None)
    named = across[0] if across else part.heading if part else ""
    found = f"“{named}” has no year" if named else "the figures have no period"
    years = seen.likely_years
    doubt = Doubt("year", part.heading if part else across[0] if across else "", years, found, "their year", "year")
    return replace(table, doubts=(*table.doubts, doubt))


def is_timed(table: TableMapping) -> bool:
    """Whether anything says of when figures are, be it without the year."""
    return not any(doubt.about == "year" and not doubt.heading for doubt in table.doubts)


def _times(table: TableMapping) -> list[ColumnMapping]:
    """The columns of which nothing is known, but for first and last days of things, and days of changes of rows."""
    said = {role: [c for c in table.columns if words.said_of(c.heading, role)] for role in ("started", "finish")}
    lasting = said["started"] + said["finish"] if all(said.values()) else []
    return [c for c in free(table) if c not in lasting and not words.said_of(c.heading, "aside")]


def with_only_days(table: TableMapping, sheet: Sheet, file: str) -> TableMapping | None:
    """The table with its only column of days or months as its periods; None where it has none, or several."""
    seen = Seen.of(sheet, table.header_row, file)
    days = [] if seen.is_of_plans else seen.ranked("period", _times(table))
    return taken_as(table, days[0].column, "period", days[0].weight, days[0].why) if len(days) == 1 else None
