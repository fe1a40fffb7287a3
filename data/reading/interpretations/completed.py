"""A table whose headings alone do not say enough, completed by evidence; what remains open is a doubt, to be asked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from data.reading import headings
from data.reading.doubt import Doubt
from data.reading.evidence import weights, words
from data.reading.evidence.clue import Rated
from data.reading.grid import Sheet
from data.reading.interpretations import meant
from data.reading.interpretations.seen import Seen, free, heading_of, taken_as
from data.reading.interpretations.timed import timed
from data.reading.kinds import ACROSS, KINDS
from data.reading.mapping import WHICH_MEASURE, ColumnMapping, TableMapping
from data.reading.times import TIMED

LEFT_OUT = "nothing of the review"
MOST_CHOICES = 4
MOST_ASKED = 2  # columns of figures of which it is asked what they hold
FEWEST_ACROSS = 2
KNOWN = {"revenue", "variable_cost", "investment", "sales", "size", "installed"}  # beside which nothing is asked
LINES = ("line", "segment", "region")


def completed(table: TableMapping, sheet: Sheet, file: str) -> TableMapping | None:
    """A finance or market table with all that it needs; None where it has no figures."""
    seen = Seen.of(sheet, table.header_row, file)
    if seen.is_of_plans:
        return None
    table = _with_figures(_with_names(timed(table, seen), seen, file), seen)
    held = {column.field for column in table.columns} & {*meant.MEASURES[table.kind or ""], "amount", "installed"}
    return table if held or any(c.is_open for c in table.columns) else None


def _with_names(table: TableMapping, seen: Seen, file: str) -> TableMapping:
    """The table with its products, or its vendors: in a column, each in a column of its own, or one for all rows."""
    name = ACROSS[table.kind or ""]
    table = _named_as_a_whole(table, "market", file) if table.kind == "market" else table
    if name in table.given or _holds_sizes_alone(table):
        return table
    open_columns = free(table)
    likely = seen.names(
        [*open_columns, *(c for c in table.columns if c.field in LINES)], not {*TIMED} & table.fields.keys()
    )
    across = _perhaps_names(table, seen)
    if len(across) >= FEWEST_ACROSS and not likely:
        return _named_across(table, across, name)
    if not likely:
        return _without_names(table, seen, file) if name == "product" else table
    first, *others = likely
    headed = heading_of(table, first.column)
    table = taken_as(table, first.column, name, first.weight, f"perhaps the {name}s: {first.why}")
    near = weights.LEAD if table.header_row else 2 * weights.NAMES_AGAIN  # no heading speaks for any
    close = [each for each in others if first.weight - each.weight < near]
    if close:
        choices = tuple(heading_of(table, each.column) for each in (first, *close))[:MOST_CHOICES]
        found = f"“{choices[0]}” is the likely column of {name}s ({first.why}), “{choices[1]}” is another candidate"
        doubt = Doubt("names", headed, choices, found, f"the {name}s", name)
        table = replace(table, doubts=(*table.doubts, doubt))
    return _with_lines(table, first, [each for each in others if each.column in {c.column for c in open_columns}], seen)


def _without_names(table: TableMapping, seen: Seen, file: str) -> TableMapping:
    """The table with the codes of its products, else with the question of which one product it is."""
    codes = [column for column in free(table) if _are_codes_of_products(column, seen)]
    if codes:
        return taken_as(table, codes[0].column, "product", weights.ACROSS, "codes of products")
    return _named_as_a_whole(table, "product", file)


def _are_codes_of_products(column: ColumnMapping, seen: Seen) -> bool:
    """Whether a heading such as “id_producto” says that its cells are the codes of products."""
    return seen.glances[column.column].names_things and "likely" in words.said_of(column.heading, "product")


def _holds_sizes_alone(table: TableMapping) -> bool:
    """Whether the figures of a market's table are of nobody: its size, and what of it can be served or won."""
    return "size" in table.fields and not table.fields.keys() & {"sales", "share"}


def _perhaps_names(table: TableMapping, seen: Seen) -> list[ColumnMapping]:
    """The columns of figures whose headings may be names; none where one says what its figures are, or of when."""
    if any(_is_measure(column, table) for column in table.columns):
        return []
    unknown = [*free(table), *(column for column in table.columns if column.is_open)]
    return [c for c in unknown if seen.glances[c.column].are_figures and not _says_what(c.heading)]


def _is_measure(column: ColumnMapping, table: TableMapping) -> bool:
    """Whether a column surely is one of a table's measures, and no name that is much like a word of them."""
    kind = KINDS[table.kind or ""]
    if column.field:
        return kind.by_name[column.field].measure
    named = headings.likeliest(column.heading, kind.measures, headings.KNOWN)
    return column.is_open and bool(column.context or named)


def _says_what(heading: str) -> bool:
    """Whether a heading has a word of money, of spending or of numbers of things: else it may be a name."""
    return any(words.said_of(heading, role) for role in ("amount", "spend", "count"))


def _named_across(table: TableMapping, across: list[ColumnMapping], name: str) -> TableMapping:
    """The table whose columns of figures are each a product's or a vendor's."""
    numbers = {column.column for column in across}
    columns = (
        replace(c, confidence=0.5, reason=WHICH_MEASURE, context=((name, c.heading),)) if c.column in numbers else c
        for c in table.columns
    )
    return replace(table, columns=tuple(columns))


def _named_as_a_whole(table: TableMapping, field: str, file: str) -> TableMapping:
    """The table with the question of which one product, or market, it is."""
    if field in table.given:
        return table
    choices = tuple(dict.fromkeys((table.sheet, Path(file).stem)))
    found = f"the figures are of one {field} that is not named"
    return replace(table, doubts=(*table.doubts, Doubt(field, field, choices, found, f"a {field}", field)))


def _with_lines(table: TableMapping, product: Rated, others: list[Rated], seen: Seen) -> TableMapping:
    """The table with further columns of names: what each product has one of is its line, else it is a segment."""
    names = seen.glances[product.column].cells
    for each in others:
        cells = seen.glances[each.column].cells
        pairs = {(a, b) for a, b in zip(names, cells, strict=False) if a is not None}
        one_each = len(pairs) == len({a for a, _ in pairs})
        kept = {"line"} if one_each else {"segment", "region"}
        kept &= KINDS[table.kind or ""].by_name.keys()
        free = [field for field in LINES if field in kept and field not in table.given]
        if free:
            table = taken_as(table, each.column, free[0], each.weight, f"names beside the products: {each.why}")
    return table


def _with_figures(table: TableMapping, seen: Seen) -> TableMapping:
    """The table with what its figures likely are; of the first columns of which nothing is said, asked."""
    if any(column.is_open for column in table.columns):
        return replace(table, doubts=(*table.doubts, *_of_all_figures(table, seen)))
    known = {column.field for column in table.columns} & KNOWN
    figures = [column for column in free(table) if seen.glances[column.column].are_figures]
    if table.kind == "market":
        table = _with_shares(table, figures)
    amounts = [each for each in seen.ranked("amount", figures) if each.weight > weights.FIGURES / 2]
    if table.kind == "finance" and not amounts and not table.given & {"units", "fte"}:
        amounts = [Rated(c.column, 0.5, ("its heading",)) for c in figures if words.measure_in((c.heading,))]
    for each in amounts[:MOST_ASKED] if not known else ():
        headed = heading_of(table, each.column)
        measures = [choice for choice in meant.measures(table, each.column, seen) if choice not in table.fields]
        sure = each is amounts[0] or not table.header_row or words.measure_in((headed,)) == measures[0]
        choices = (*measures, LEFT_OUT) if sure else (LEFT_OUT, *measures)
        field = next(choice for choice in measures if choice != "kpi")  # which is another kind of table
        table = taken_as(table, each.column, field, each.weight, f"perhaps: {each.why}")
        columns = (replace(c, scale=headings.scale(headed)) if c.column == each.column else c for c in table.columns)
        doubt = Doubt(
            "holds", headed, choices, f"the figures under “{headed}” have no known meaning", "what they are", field
        )
        table = replace(table, columns=tuple(columns), doubts=(*table.doubts, doubt))
    return table


def _with_shares(table: TableMapping, figures: list[ColumnMapping]) -> TableMapping:
    """The market's table with its first column of shares, by its heading."""
    shares = [c for c in figures if words.said_of(c.heading, "share")] if "share" not in table.given else []
    return taken_as(table, shares[0].column, "share", 0.8, "its heading") if shares else table


def _of_all_figures(table: TableMapping, seen: Seen) -> Iterator[Doubt]:
    """What the columns hold whose headings only say of when, or of what basis, they are."""
    headed, number = next((c.heading, c.column) for c in table.columns if c.is_open)
    found = f"the figures under “{headed}” have no measure"
    yield Doubt("measure", headed, meant.measures(table, number, seen), found, "a measure", "measure")
