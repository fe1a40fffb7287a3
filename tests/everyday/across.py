"""Tables with something across: months, quarters, years, regions, products, measures."""

from collections.abc import Callable
from datetime import date
from random import Random

from tests.everyday.drawn import NAMES, REGIONS, Amounts, by_product, grid, months, periods, products, year
from tests.everyday.made import Cell, Fact, Made, Row, delimited, finance
from tests.everyday.words import Words

MEASURES = {"revenue": "Revenue", "variable_cost": "Variable cost", "investment": "Investment"}


def _across(facts: list[Fact], spelled: Callable[[date], Cell], product: str = "Product") -> list[Row]:
    """A product a row, its periods across."""
    rows = [(name, *(fact.amount for fact in part)) for name, part in by_product(facts)]
    return [(product, *map(spelled, periods(facts))), *rows]


def _titled(title: str, rows: list[Row], facts: list[Fact]) -> Made:
    return Made("export.csv", delimited([(title,), (), *rows]), finance(facts))


def month_names(random: Random) -> Made:
    """Months by name across, their year in the title."""
    facts, words = grid(random, months(random)), Words(random)
    (product, revenue), width = words("product", "revenue"), random.choice(("wide", "abbreviated"))
    title = f"{revenue} {facts[0].period.year}"
    return _titled(title, _across(facts, lambda month: words.month(month, width), product), facts)


def month_dates(random: Random) -> Made:
    """First days of months across."""
    facts = grid(random, months(random))
    return _titled("Revenue by product", _across(facts, date.isoformat), facts)


def month_and_year(random: Random) -> Made:
    """Jan-24 across."""
    facts = grid(random, months(random))
    form = random.choice(("%b-%y", "%b %Y", "%B %Y"))
    return _titled("Net sales by product", _across(facts, lambda month: f"{month:{form}}"), facts)


def month_numbers(random: Random) -> Made:
    """01/2024 across."""
    facts = grid(random, months(random))
    form = random.choice(("%m/%Y", "%m.%Y", "%Y-%m"))
    return _titled("Sales by product", _across(facts, lambda month: f"{month:{form}}"), facts)


def quarters(random: Random) -> Made:
    """Q1 2024 across."""
    first = year(random)
    facts = grid(random, [date(first, month, 1) for month in (1, 4, 7, 10)], grain="quarter")
    form = random.choice(("Q{} {}", "Q{}/{}", "{1} Q{0}", "{}Q {}"))
    return _titled("Revenue", _across(facts, lambda day: form.format(day.month // 3 + 1, day.year)), facts)


def years(random: Random) -> Made:
    """2021, 2022, 2023 across."""
    facts = grid(random, [date(year, 1, 1) for year in range(2021, random.randint(2023, 2025))], grain="year")
    return _titled("Turnover by product", _across(facts, lambda day: str(day.year), Words(random)("product")[0]), facts)


def no_year(random: Random) -> Made:
    """Months by name across; nothing says of which year."""
    facts = grid(random, months(random))
    made = _titled("Revenue by product", _across(facts, lambda month: f"{month:%b}"), facts)
    return Made("export.csv", made.content, made.figures, "the year")


def one_product(random: Random) -> Made:
    """Measures down and months across, the one product in the title."""
    name, periods = random.choice(NAMES), months(random)
    facts = _statement(random, name, periods)
    rows = _measures_down(facts, ("",))
    return Made("statement.csv", delimited([(f"Product: {name}",), (), *rows]), finance(facts))


def _statement(random: Random, name: str, months: list[date]) -> list[Fact]:
    amounts = Amounts(random)
    return [Fact(name, month, measure, amounts()) for measure in MEASURES for month in months]


def _measures_down(facts: list[Fact], head: Row) -> list[Row]:
    rows = [(title, *(f.amount for f in facts if f.measure == measure)) for measure, title in MEASURES.items()]
    return [(*head, *(f"{month:%Y-%m}" for month in periods(facts))), *rows]


def blocks(random: Random) -> Made:
    """A block for each product: its name above its measures, months across."""
    spans, facts, rows = months(random), [], []
    for name in products(random, 2, 4):
        block = _statement(random, name, spans)
        facts += block
        rows += [*_measures_down(block, (name,)), ()]
    return Made("blocks.csv", delimited(rows), finance(facts))


def product_and_measure(random: Random) -> Made:
    """Product and measure beside each other, months across."""
    facts = grid(random, months(random), tuple(MEASURES))
    head = ("Product", "Measure", *(f"{month:%Y-%m}" for month in periods(facts)))
    rows = [
        (name, title, *(f.amount for f in part if f.measure == measure))
        for name, part in by_product(facts)
        for measure, title in MEASURES.items()
    ]
    return Made("statement.csv", delimited([head, *rows]), finance(facts))


def regions(random: Random) -> Made:
    """Product, Month and regions across; a product's figures are those of all its regions."""
    names, amounts = random.sample(REGIONS, random.randint(2, 4)), Amounts(random)
    facts, rows = [], []
    for fact in grid(random, months(random)):
        parts = [amounts() for _ in names]
        rows.append((fact.product, f"{fact.period:%Y-%m}", *parts))
        facts += [fact._replace(amount=part) for part in parts]
    return _titled("Revenue by region", [("Product", "Month", *names), *rows], facts)


def products_across(random: Random) -> Made:
    """Months down, products across."""
    facts = grid(random, months(random))
    named = dict(by_product(facts))
    amounts = {(fact.product, fact.period): fact.amount for fact in facts}
    rows = [(f"{month:%Y-%m}", *(amounts[name, month] for name in named)) for month in periods(facts)]
    return _titled("Revenue by product", [("Month", *named), *rows], facts)


KINDS = {
    "months across by name": month_names,
    "months across as dates": month_dates,
    "months across with year": month_and_year,
    "months across as numbers": month_numbers,
    "quarters across": quarters,
    "years across": years,
    "months across without a year": no_year,
    "one product, measures down": one_product,
    "blocks of products": blocks,
    "product and measure, months across": product_and_measure,
    "regions across": regions,
    "products across": products_across,
}
