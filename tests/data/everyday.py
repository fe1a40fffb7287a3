"""Order lists and portfolio tables as people keep them, made at random, with the sums that they have by construction.

Amounts are small whole numbers, so that rows add up to others by chance all the time.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

NAMES = (
    *("Widget", "Gadget", "Gizmo", "Total Fitness", "Margin Call", "Net Zero", "% Off", "Average Joe", "Sum 41"),
    *("Growth %", "Gesamt Plus", "All Clear", r"%_[^]\\", "Überall", "Summa Nova", "Pa", "Pb", "Pc", "Balance"),
)
REGIONS = ("EMEA", "APAC", "Americas", "Nordics")
FIRST = date(2025, 1, 1)
TOTALS = ("Total", "Grand total", "Gesamt", "Totale", "Σ", "TOTAL:", "Portfolio total", "All products", "Итого", "合計")


@dataclass
class Table:
    """A table, the sums of its own rows by heading, and how many rows are none of its own."""

    rows: list[list[object]]
    sums: dict[str, int] = field(default_factory=dict)
    own_rows: int = 0
    totals: int = 0

    @property
    def headings(self):
        return self.rows[0]


def orders(random: Random) -> Table:
    """A list of orders: each has its day, its customer, its product, its units and its sales at the product's price."""
    size = random.choice((random.randint(20, 60), random.randint(60, 400), random.randint(400, 2000)))
    products = random.sample(NAMES, random.randint(2, 6))
    prices = {name: random.choice((10, 25, 40, 40, 99)) for name in products}
    days, refunds, costed = random.choice((28, 90, 360)), random.random() < 0.3, random.random() < 0.4
    table = Table([["Date", "Customer", "Product", "Units", "Sales", *["Cost"] * costed]])
    for _ in range(size):
        name, units = random.choice(products), random.randint(1, 20) * (-1 if refunds and random.random() < 0.05 else 1)
        day = (FIRST + timedelta(random.randrange(days))).isoformat()
        money = [units * prices[name], *[units * prices[name] * 3 // 5] * costed]
        table.rows.append([day, random.randint(100, 109), name, units, *money])
    return _with_sums(table, ("Units", "Sales", "Cost"))


def _with_sums(table: Table, headings: tuple[str, ...]) -> Table:
    """The table with what its rows add up to so far."""
    for heading in set(headings).intersection(table.headings):
        at = table.headings.index(heading)
        table.sums[heading] = sum(row[at] or 0 for row in table.rows[1:])
    table.own_rows = len(table.rows) - 1
    return table


def portfolio(random: Random) -> Table:
    """Products by month, and by region in some: several measures, with totals at the end, between the rows or none."""
    products = random.sample(NAMES, random.randint(3, 9))
    months = [f"{2024 + n // 12}-{n % 12 + 1:02}" for n in range(random.choice((3, 6, 12, 24)))]
    regions = random.sample(REGIONS, random.randint(2, 4)) if random.random() < 0.5 else [None]
    measures, largest = MEASURES[: random.randint(1, 3)], random.choice((20, 200, 5000))
    keys = [(name, region, month) for name in products for region in regions for month in months]
    order = random.choice(("by product", "by product", "by month", "none"))
    if order == "none":
        random.shuffle(keys)
    keys = sorted(keys, key=lambda key: key[2]) if order == "by month" else keys
    table = Table([["Product", *["Region"] * (regions != [None]), "Month", *measures]])
    for name, region, month in keys:
        amounts = [random.randint(0, largest) for _ in measures]
        table.rows.append([name, *[region] * (region is not None), month, *amounts])
    _with_sums(table, tuple(measures))
    wholes = [*WHOLES, *BY_REGION * (regions != [None]), *["subtotals"] * (order == "by product")]
    return with_wholes(table, random.choice(wholes), random)


MEASURES = ["Revenue", "Variable cost", "Investment"]
WHOLES = ("none", "none", "grand", "without a label", "by product", "by month", "by product, and grand")
OF_NAMED = ("{} total", "Total {}", "{} Gesamt", "Σ {}")
BY_REGION = ("of each region", "of no region", "of the world", "of each product and month")


def with_wholes(table: Table, sort: str, random: Random) -> Table:
    """The table with rows that sum others, of one sort."""
    rows, label, beside = table.rows[1:], random.choice(TOTALS), [None] * (table.headings.index("Month") - 1)
    said, world = random.choice(OF_NAMED), random.choice(("World", "Global", "All regions", "Total"))
    month = len(beside) + 1
    groups, keys = {
        "by product": (_alike(rows, 0), lambda key: [said.format(key[0]), *beside, None]),
        "by month": (_alike(rows, month), lambda key: [label, *beside, key[0]]),
        "of each region": (_alike(rows, 1), lambda key: [label, key[0], None]),
        "of each product and month": (_alike(rows, 0, 2), lambda key: [said.format(key[0]), None, key[1]]),
        "of no region": (_alike(rows, 0, 2), lambda key: [key[0], None, key[1]]),
        "of the world": (_alike(rows, 0, 2), lambda key: [key[0], world, key[1]]),
        "without a label": ({(): rows}, lambda key: [None, *beside, None]),
        "grand": ({(): rows}, lambda key: [label, *beside, None]),
    }.get(sort.removesuffix(", and grand"), ({}, list))
    added = [[*keys(key), *_summed(part)] for key, part in groups.items()]
    added += [[label, *beside, None, *_summed(rows)]] * sort.endswith(", and grand")
    if sort == "subtotals":
        parts = _alike(rows, 0).values()
        rows = [row for part in parts for row in (*part, ["Subtotal", *beside, None, *_summed(part)])]
    table.rows = [table.headings, *rows, *added]
    table.totals = len(table.rows) - 1 - table.own_rows
    return table


def _alike(rows: list[list[object]], *places: int) -> dict[tuple[object, ...], list[list[object]]]:
    """The rows by what they hold in some places."""
    found: dict[tuple[object, ...], list[list[object]]] = {}
    for row in rows:
        found.setdefault(tuple(row[place] for place in places), []).append(row)
    return found


def _summed(rows: list[list[object]]) -> list[int]:
    """What rows add up to, from their first amount on."""
    first = next(place for place, cell in enumerate(rows[0]) if isinstance(cell, int))
    return [sum(row[place] for row in rows) for place in range(first, len(rows[0]))]
