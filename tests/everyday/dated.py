"""Lists whose dates need a second look: their order, two columns, names without a year, fiscal quarters."""

from datetime import date
from random import Random

from tests.everyday.drawn import Amounts, by_key, grid, months, products, year
from tests.everyday.made import Fact, Made, delimited, finance
from tests.everyday.words import Words


def day_first(random: Random) -> Made:
    """31/12/2024, proved by days above twelve."""
    return _daily(random, random.choice(("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")), 28)


def month_first(random: Random) -> Made:
    """12/31/2024, proved by days above twelve."""
    return _daily(random, "%m/%d/%Y", 28)


def unproved(random: Random) -> Made:
    """03/04/2024: every day may be a month."""
    made = _daily(random, random.choice(("%d/%m/%Y", "%m/%d/%Y")), 12)
    return Made(made.name, made.content, made.figures, "the order of day and month")


def _daily(random: Random, form: str, last_day: int) -> Made:
    """A list with each day up to one that a month has."""
    names, amounts, first = products(random), Amounts(random), year(random)
    facts = [
        Fact(random.choice(names), date(first, random.randint(1, 12), day), "revenue", amounts())
        for day in list(range(1, last_day + 1)) * random.randint(1, 3)
    ]
    rows = [(f"{fact.period:{form}}", fact.product, fact.amount) for fact in facts]
    return Made("sales.csv", delimited([("Date", "Product", "Revenue"), *rows]), finance(facts))


def two_columns(random: Random) -> Made:
    """Year and month in a column each."""
    facts, words = grid(random, months(random)), Words(random, "en")
    by_name = random.random() < 0.5
    rows = [
        (month.year, words.month(month) if by_name else month.month, name, *amounts)
        for name, month, amounts in by_key(facts)
    ]
    return Made("sales.csv", delimited([("Year", "Month", "Product", "Revenue"), *rows]), finance(facts))


def year_in_title(random: Random) -> Made:
    """Months by name below each other, their year in the title."""
    facts, words = grid(random, months(random)), Words(random)
    rows = [(name, words.month(month), *amounts) for name, month, amounts in by_key(facts)]
    title = f"{words('revenue')[0]} {facts[0].period.year}"
    return Made("sales.csv", delimited([(title,), (), words("product", "month", "revenue"), *rows]), finance(facts))


def year_nowhere(random: Random) -> Made:
    """Months by name below each other; nothing says of which year."""
    facts, words = grid(random, months(random)), Words(random)
    rows = [(name, words.month(month), *amounts) for name, month, amounts in by_key(facts)]
    content = delimited([words("product", "month", "revenue"), *rows])
    return Made("sales.csv", content, finance(facts), "the year")


def fiscal_quarters(random: Random) -> Made:
    """Q1 FY24."""
    first = year(random)
    facts = grid(random, [date(first, month, 1) for month in (1, 4, 7, 10)], grain="quarter")
    form = random.choice(("Q{} FY{:02}", "FY{1:02} Q{0}", "Q{}/{:02}"))
    rows = [(name, form.format(day.month // 3 + 1, day.year % 100), *amounts) for name, day, amounts in by_key(facts)]
    return Made("sales.csv", delimited([("Product", "Period", "Revenue"), *rows]), finance(facts))


KINDS = {
    "days first": day_first,
    "months first": month_first,
    "dates of either order": unproved,
    "year and month in two columns": two_columns,
    "months by name, year in the title": year_in_title,
    "months by name, no year": year_nowhere,
    "fiscal quarters": fiscal_quarters,
}
