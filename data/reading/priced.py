"""Revenue that no column gives, while a price, a quantity and perhaps a discount do: asked, and then computed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from data.reading import amounts, headings, measures
from data.reading.amounts import DecimalMark
from data.reading.cells import as_written
from data.reading.grid import Sheet
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.measures import Amounts
from data.reading.readers import BadCell

PRICES = {
    *("price", "unit price", "unitprice", "price per unit", "sale price", "sales price", "selling price", "net price"),
    *("selling price per unit", "price each", "sales price per unit", "unit sales price"),
    *("product price", "item price"),
    *("preis", "einzelpreis", "stuckpreis", "prix unitaire", "precio unitario", "prezzo unitario", "preco unitario"),
}
COSTS = {
    *("unit cost", "unit costs", "unitcost", "cost per unit", "cost per piece", "cost each", "item cost"),
    *("variable cost per unit", "variable cost per piece", "product cost", "standard cost", "product standard cost"),
    *("cost price", "purchase price", "buying price", "einkaufspreis", "stuckkosten"),
}
DISCOUNTS = {"discount", "discount rate", "rabatt", "remise", "descuento", "sconto", "desconto", "korting"}
COMPLEMENT = re.compile(r"1\s*[-−–]\s*(.+)")
LESS = "1 - "


def formula(table: TableMapping, sheet: Sheet) -> tuple[str, ...]:
    """The headings that make up a revenue which no column gives, the price first; empty where none do."""
    fields = table.fields
    if table.kind != "finance" or "units" not in fields or {"revenue", "amount", "measure"} & fields.keys():
        return ()
    if any(column.is_open for column in table.columns):
        return ()  # of which it is asked what it holds
    free = {headings.plain(column.heading): column for column in table.columns if column.field is None}
    prices = [column for words, column in free.items() if words in PRICES]
    discounts = [column for words, column in free.items() if words in DISCOUNTS]
    if len(prices) != 1 or len(discounts) > 1 or not all(_is_share(each, table, sheet) for each in discounts):
        return ()
    return (prices[0].heading, fields["units"].heading, *(f"{LESS}{each.heading}" for each in discounts))


def formula_of_cost(table: TableMapping, others: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The headings that make up a variable cost which no column gives; empty where none do.

    It is asked of only beside a revenue that is a product itself, or where the cost stands in another sheet, headed as
    one of `others`.
    """
    fields = table.fields
    if table.kind != "finance" or "units" not in fields or "variable_cost" in fields:
        return ()
    costs = [c.heading for c in table.columns if c.field is None and headings.plain(c.heading) in COSTS]
    if len(costs) != 1 or not (table.priced or costs[0] in others):
        return ()
    return (costs[0], fields["units"].heading)


def is_of_one(heading: str) -> bool:
    """Whether a heading says what one piece costs, or what is taken off that.

    >>> is_of_one("ProductCost"), is_of_one("Costs")
    (True, False)
    """
    return headings.plain(heading) in PRICES | COSTS | DISCOUNTS


def _is_share(column: ColumnMapping, table: TableMapping, sheet: Sheet) -> bool:
    """Whether a column holds shares from 0 to 1."""
    cells = sheet.tagged(column.column, table.header_row + 1).combine_chunks()
    read = measures.read(cells, table.decimal_mark or DecimalMark.POINT, amounts.number)
    extremes = pc.min_max(read.values).as_py()
    return not read.unreadable and extremes["min"] is not None and 0 <= extremes["min"] <= extremes["max"] <= 1


def column_of(factor: str) -> tuple[str, bool]:
    """The heading that a factor names, and whether its cells are what is taken off 1.

    >>> column_of("1 - Discount"), column_of("Quantity")
    (('Discount', True), ('Quantity', False))
    """
    found = COMPLEMENT.fullmatch(factor)
    return (found[1], True) if found else (factor, False)


def in_words(factors: tuple[str, ...] | list[str]) -> str:
    """A product of columns as people write it.

    >>> in_words(("UnitPrice", "Quantity", "1 - Discount"))
    'UnitPrice × Quantity × (1 − Discount)'
    """
    columns = map(column_of, factors)
    return " × ".join(f"(1 − {heading})" if complement else heading for heading, complement in columns)


@dataclass(frozen=True)
class Factor:
    """A column that another one is multiplied by, or by what it leaves of 1."""

    heading: str
    complement: bool
    cells: pa.Array


def multiplied(read: Amounts, factors: list[Factor], mark: DecimalMark) -> tuple[Amounts, dict[int, BadCell]]:
    """The amounts of a column times others, and the rows in which those hold no number."""
    faults: dict[int, BadCell] = {}
    for factor in factors:
        other = measures.read(factor.cells, mark, amounts.number)
        lost = pc.and_(read.values.is_valid(), pc.invert(other.values.is_valid()))
        for row in pc.indices_nonzero(lost).to_pylist():
            found = f"“{other.unreadable.get(row, '')}” in “{factor.heading}”"
            faults[row] = BadCell(found, "a number to multiply by", "Correct the cell.")
        pairs = zip(read.values.to_pylist(), other.values.to_pylist(), strict=True)
        read = Amounts(measures.exactly([_times(a, b, factor.complement) for a, b in pairs]), read.unreadable)
    return read, faults


def _times(amount: Decimal | None, factor: Decimal | None, complement: bool) -> Decimal | None:
    if amount is None or factor is None:
        return None
    return round(amount * (1 - factor if complement else factor), 20)


def written(cells: pa.Array, factors: list[Factor]) -> pa.Array:
    """The cells of a column as its facts cite them, with those that it is multiplied by."""
    for factor in factors:
        other = as_written(factor.cells)
        other = pc.binary_join_element_wise("(1 − ", other, ")", "") if factor.complement else other
        cells = pc.binary_join_element_wise(cells, other, " × ")
    return cells


def factors(column: ColumnMapping, table: TableMapping, cells: Callable[[int], pa.Array]) -> list[Factor]:
    """The columns that a column is multiplied by; `cells` gives those of a column by its number."""
    numbers = {each.heading: each.column for each in table.columns}
    named = map(column_of, column.times)
    return [Factor(heading, complement, cells(numbers[heading])) for heading, complement in named]
