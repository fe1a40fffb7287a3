"""Whether a table may hold something for a review at all: what seems to hold nothing is proposed to be left out."""

from dataclasses import replace

from data.reading.doubt import Doubt
from data.reading.evidence import words
from data.reading.grid import Sheet
from data.reading.interpretations.seen import Seen
from data.reading.interpretations.timed import is_timed
from data.reading.mapping import ColumnMapping, TableMapping

LEAVE_OUT, LOOK_AT = "leave out", "look at it"
CHOICES = (LEAVE_OUT, LOOK_AT)
FLOWS = ("earned", "spend", "budget", "flow")  # roles of words


def doubted(table: TableMapping, sheet: Sheet, file: str) -> TableMapping:
    """The table with the question whether it is looked at, where its figures are of no time and perhaps no money."""
    if is_timed(table):
        return table
    seen = Seen.of(sheet, table.header_row, file)
    known = [(c, seen.glances[c.column]) for c in table.columns if c.column in seen.glances]
    figures = [c for c, glance in known if glance.are_figures and (c.is_open or not glance.are_codes)]
    flows = [c for c in figures if _is_flow(c) or _are_flows_by_a_title(seen)]
    named = "product" in table.given
    if named and flows and not (len(figures) == 1 and _is_cost_of_each(figures[0], table, seen)):
        return table
    missing = "name of what they are of" if not named else "sum of money" if flows else "word of money"
    found = f"the figures have no period and no {missing}"
    return replace(table, doubts=(Doubt("review", "", CHOICES, found, "something for a review"), *table.doubts))


def _are_flows_by_a_title(seen: Seen) -> bool:
    """Whether a title above the headings says that the figures are money that comes in or is spent."""
    *titles, _, _ = seen.titles
    return words.measure_in((), titles) in {"revenue", "investment"}


def _is_flow(column: ColumnMapping) -> bool:
    """Whether a heading has a word of money that comes in or is spent, and none of what a piece costs."""
    spoken = any("likely" in words.said_of(column.heading, role) for role in FLOWS)
    return spoken and not words.said_of(column.heading, "each")


def _is_cost_of_each(column: ColumnMapping, table: TableMapping, seen: Seen) -> bool:
    """Whether a column has one cost of each product, as a price list does."""
    product = table.fields.get("product")
    names = seen.glances[product.column] if product and product.column in seen.glances else None
    once = names is not None and len(names.different) == len(names.filled)
    return once and bool(words.said_of(column.heading, "cost"))
