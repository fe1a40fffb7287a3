"""A table whose products are keys of another one, and that has no money: the other one would complete it."""

from dataclasses import replace

from data.reading import headings
from data.reading.doubt import Doubt
from data.reading.kinds import FINANCE
from data.reading.mapping import TableMapping

WITHOUT = "load it without"  # the only answer: else the file waits
KEYS = {"key", "id", "fk"}  # last words of headings of what stands in another table
NO_MONEY = {"units", "fte"}


def doubted(table: TableMapping) -> TableMapping:
    """The table with the question whether it is loaded without the one that would complete it."""
    product = table.fields.get("product")
    if table.kind != FINANCE.name or product is None or table.joined or table.priced:
        return table
    measures = {column.field for column in table.mapped} & {field.name for field in FINANCE.measures}
    named = headings.plain(product.heading).rpartition(" ")[2] in KEYS
    if not named or not measures <= NO_MONEY or any(column.is_open for column in table.columns):
        return table
    found = f"no money, and “{product.heading}”, which a table of another file may spell out with names and prices"
    doubt = Doubt("partner", product.heading, (WITHOUT,), found, "that file together with this one")
    return replace(table, doubts=(*table.doubts, doubt))
