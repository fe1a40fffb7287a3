"""The choices of a mapping file or a remembered mapping, laid over what is proposed for a workbook."""

from dataclasses import replace
from typing import Any, TypeVar

from data.problems import Place, Refused, refuse
from data.reading import blanks, market_order, market_shares, market_sizes, priced, proposal, twice
from data.reading.amounts import DecimalMark
from data.reading.evidence import directions
from data.reading.fields import Kind
from data.reading.grid import Workbook
from data.reading.kinds import KINDS
from data.reading.mapping import BASES, ColumnMapping, Mapping, TableMapping
from data.reading.names import folded, name
from data.reading.periods import DateOrder
from data.reading.unsaid import unsaid

_T = TypeVar("_T", DateOrder, DecimalMark)

OF_KPIS = ("words", "directions", "adding", "quotients")
PARTS = (
    "columns",
    "scales",
    "labels",
    "constants",
    "names",
    "joined",
    "times",
    "continued",
    "same",
    "blanks",
    *OF_KPIS,
)


def apply(choices: dict[str, Any], proposed: Mapping, workbook: Workbook | None = None) -> Mapping:
    """The proposal with the choices of a mapping file or a remembered mapping laid over it.

    Where they say another kind of table, another row of headings or to turn a sheet's rows into columns, the sheet of
    the `workbook` is looked at again under that.

    Raises
    ------
    Refused
        The choices have another shape, or name a sheet, column, kind, basis or field that is not there.
    """
    tables = {table.key: table for table in proposed.tables}
    chosen = choices.get("tables", [])
    _refuse_other_shapes(chosen)
    if len(chosen) == 1 and len(tables) == 1:  # a csv file's only sheet is named after the file of that month
        chosen = [{**chosen[0], "sheet": proposed.tables[0].sheet, "area": ""}]
    for choice in chosen:
        key = _key(choice, proposed)
        if key not in tables:
            raise _unknown("sheet", key, list(tables))
        tables[key] = _apply_to_table(choice, _looked_at_again(choice, tables[key], workbook))
    named = {_key(choice, proposed) for choice in chosen}
    for key in [key for key, table in tables.items() if key not in named and unsaid(table)] if named else ():
        tables[key] = replace(tables[key], kind=None, reason="the mapping does not name it")
    overlap = bool(choices.get("overlap", proposed.overlap))
    encoding = str(choices.get("encoding", proposed.encoding))
    return Mapping(choices.get("feed") or proposed.feed, tuple(tables.values()), overlap, encoding)


def _looked_at_again(choice: dict[str, Any], table: TableMapping, workbook: Workbook | None) -> TableMapping:
    """The table as another kind, from another row of headings or turned, where the choice says so."""
    kind, row = choice.get("kind", table.kind), choice.get("header_row", table.header_row)
    turned, joined = bool(choice.get("turned", table.turned)), choice.get("joined", table.joined)
    same = (kind, row, turned, joined) == (table.kind, table.header_row, table.turned, table.joined)
    if (same and not table.doubts) or workbook is None or kind not in KINDS:
        return table
    sheet = workbook.sheet(table.sheet)
    if sheet is None:
        return table
    if row != table.header_row and (not isinstance(row, int) or not 1 <= row <= max(sheet.height, sheet.width)):
        raise _unknown("row of headings", row, [f"1 to {sheet.height}"])
    if turned and not table.turned:
        row = choice.get("header_row", 1)
    for other in joined.values():
        if workbook.sheet(other) is None:
            raise _unknown("sheet", other, [each.name for each in workbook.sheets])
    named = "kpi" in choice.get("columns", {}).values()
    found = proposal.as_kind(replace(table, header_row=row, turned=turned, joined=joined), kind, workbook, named)
    known = {*choice.get("constants", {}), *choice.get("columns", {}).values()}
    open_year = kind == table.kind and not known & {"period", "year"}
    years = [doubt for doubt in table.doubts if doubt.about == "year" and open_year]
    new = [doubt for doubt in found.doubts if doubt.about == "group" and doubt.heading not in choice.get("labels", {})]
    return replace(found, doubts=(*years, *new))  # each file's year is its own, whatever the last one's was


def _key(choice: dict[str, Any], proposed: Mapping) -> str:
    """The key of the table that is meant: by its place, or by its sheet where that holds one table."""
    sheet, area = choice.get("sheet", ""), choice.get("area", "")
    of_sheet = [table.key for table in proposed.tables if table.sheet == sheet]
    if len(of_sheet) == 1:
        return of_sheet[0]
    starts = [key for key in of_sheet if area and key.startswith(f"{sheet}!{area.split(':')[0]}:")]
    return starts[0] if len(starts) == 1 else f"{sheet}!{area}" if area else sheet


def _refuse_other_shapes(tables: object) -> None:
    shaped = isinstance(tables, list) and all(
        isinstance(table, dict) and all(isinstance(table.get(part, {}), dict) for part in PARTS) for table in tables
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
        shares=_of_shares(choice, table),
        columns=tuple(_if_known(c, kind) for c in table.columns),
        basis=basis,
        currency=choice.get("currency", table.currency),
        date_order=_enum(DateOrder, choice.get("date_order"), table.date_order),
        decimal_mark=_enum(DecimalMark, choice.get("decimal_mark"), table.decimal_mark),
        reason="chosen",
    )
    numbers = {c.heading: c.column for c in table.columns}
    scales, fields = choice.get("scales", {}), choice.get("columns", {})
    _refuse_unknown_columns([*fields, *scales], table)
    for heading, field in fields.items() if kind else ():  # a sheet that is left out keeps no fields
        _refuse_unknown_field(field, kind)
        changed = changed.with_field(numbers[heading], field)
    for heading, scale in scales.items():
        changed = changed.with_scale(numbers[heading], _whole(scale))
    return _with_context(choice, changed)


def _with_context(choice: dict[str, Any], table: TableMapping) -> TableMapping:
    """The table with what is chosen for all its rows, for its sections and by its labels."""
    if table.kind is None:
        return table
    for field in (*choice.get("constants", {}), *filter(None, (choice.get("sections"),))):
        _refuse_unknown_field(field, table.kind)
    same = [field for pair in choice.get("same", {}).items() for field in pair]
    for field in (*choice.get("labels", {}).values(), *same, *filter(None, (choice.get("measure"),))):
        _refuse_unknown_field(field, table.kind)
    table = replace(
        _of_kpis(choice, _of_sums(choice, _of_periods(choice, table))),
        labels={**table.labels, **choice.get("labels", {})},
        constants={**table.constants, **{n: str(v) for n, v in choice.get("constants", {}).items()}},
        same={**table.same, **choice.get("same", {})},
        sections=choice.get("sections", table.sections),
        names={**table.names, **{name(str(k)): name(str(v)) for k, v in choice.get("names", {}).items()}},
        only=tuple(name(str(each)) for each in choice.get("only", table.only)),
        unpriced=bool(choice.get("unpriced", table.unpriced)),
        uncosted=bool(choice.get("uncosted", table.uncosted)),
        missed={heading: field for heading, field in table.missed.items() if heading not in choice.get("gone", [])},
    )
    for heading, times in choice.get("times", {}).items():
        _refuse_unknown_columns([heading, *(priced.column_of(each)[0] for each in times)], table)
        cost = choice.get("columns", {}).get(heading) == "variable_cost"
        table = table.with_times(heading, times, "variable_cost" if cost else "revenue")
    table = _of_contradictions(choice, replace(table, blanks=_of_blanks(choice, table)))
    continued = choice.get("continued", {})
    _refuse_unknown_columns(list(continued), table)
    table = table.with_continued({heading: bool(said) for heading, said in continued.items()})
    return table.with_measure(choice["measure"]) if choice.get("measure") else table


def _of_periods(choice: dict[str, Any], table: TableMapping) -> TableMapping:
    """The table with what is said of its periods."""
    weekly = bool(choice.get("weekly", table.weekly))
    future, spans = choice.get("future", table.future), choice.get("spans", table.spans)
    return replace(table, future=future, spans=spans, weekly=weekly)


def _of_sums(choice: dict[str, Any], table: TableMapping) -> TableMapping:
    """The table with what is said of names that may be sums."""
    counted, summed = (
        tuple(choice.get(name, was)) for name, was in (("counted", table.counted), ("summed", table.summed))
    )
    return replace(table, counted=counted, summed=summed, sized=tuple(choice.get("sized", table.sized)))


def _of_contradictions(choice: dict[str, Any], table: TableMapping) -> TableMapping:
    """The table with what counts of rows that contradict others or themselves."""
    return replace(
        table,
        repeated=_one_of(choice, "repeated", table.repeated, twice.CHOICES),
        unordered=_one_of(choice, "unordered", table.unordered, market_order.CHOICES),
        sizes=_one_of(choice, "sizes", table.sizes, market_sizes.CHOICES),
    )


def _of_shares(choice: dict[str, Any], table: TableMapping) -> int | None:
    """What makes per cent points of the shares, where nothing proves it."""
    shares: int | None = choice.get("shares", table.shares)
    if shares not in {None, *market_shares.CHOICES.values()}:
        raise _unknown("scale of shares", shares, [str(each) for each in market_shares.CHOICES.values()])
    return shares


def _one_of(choice: dict[str, Any], name: str, was: str, choices: tuple[str, ...]) -> str:
    """What is chosen by a name, among some choices; what was, where nothing is."""
    chosen: str = choice.get(name, was)
    if chosen not in {*choices, ""}:
        raise _unknown("choice", chosen, list(choices))
    return chosen


def _of_blanks(choice: dict[str, Any], table: TableMapping) -> dict[str, str]:
    """Whether rows without a product, a vendor or a market count."""
    said: dict[str, str] = choice.get("blanks", {})
    for field, each in said.items():
        _refuse_unknown_field(field, table.kind)
        if each not in blanks.CHOICES:
            raise _unknown("choice", each, list(blanks.CHOICES))
    return {**table.blanks, **said}


def _of_kpis(choice: dict[str, Any], table: TableMapping) -> TableMapping:
    """The table with what is said of KPIs: which way is good of each, or by a word, and whether parts add up."""
    said = {part: {folded(str(name)): each for name, each in choice.get(part, {}).items()} for part in OF_KPIS}
    for direction in (*said["words"].values(), *said["directions"].values()):
        if direction not in directions.CHOICES:
            raise _unknown("direction", direction, list(directions.CHOICES))
    return replace(
        table,
        words={**table.words, **said["words"]},
        directions={**table.directions, **said["directions"]},
        adding={**table.adding, **{kpi: bool(adds) for kpi, adds in said["adding"].items()}},
        quotients={**table.quotients, **{kpi: _whole(times) for kpi, times in said["quotients"].items()}},
    )


def _if_known(column: ColumnMapping, kind: str | None) -> ColumnMapping:
    """The column without its field where the chosen kind of table has none of that name."""
    known = kind is None or column.field is None or column.field in KINDS[kind].by_name
    return column if known else replace(column, field=None, confidence=0.0, reason="not known", scale=1)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        found = f"the scale “{value}” in the mapping"
        raise refuse("mapping", Place(), found, "a whole number such as 1000", "Correct the mapping.")
    return value


def _refuse_unknown_columns(headings: list[str], table: TableMapping) -> None:
    known = [column.heading for column in table.columns]
    for heading in headings:
        if heading not in known:
            raise _unknown("column", heading, known)


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
