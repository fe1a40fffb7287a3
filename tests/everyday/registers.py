"""Registers, and what is no figure of a portfolio: rates of currencies."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.everyday.drawn import Amounts, months, products
from tests.everyday.made import Figures, Made, Row, delimited

PROJECTS = ("Apollo", "Borealis", "Cirrus", "Delta wing", "Echo", "Fjord", "Glacier")


def _spans(random: Random) -> list[tuple[str, str, date, date]]:
    """Projects with a product, a start and an end."""
    names, found = products(random), []
    for project in random.sample(PROJECTS, random.randint(3, 7)):
        start = date(2023, 1, 1) + timedelta(random.randrange(400))
        found.append((project, random.choice(names), start, start + timedelta(random.randint(30, 300))))
    return found


def projects(random: Random) -> Made:
    """Project, Product, Owner, Start, Planned end, Budget."""
    amounts, figures = Amounts(random, "hundreds", "thousands"), {}
    rows: list[Row] = [("Project", "Product", "Owner", "Start", "Planned end", "Budget")]
    for project, product, start, end in _spans(random):
        figures["initiative", project, product] = amount = amounts()
        rows.append((project, product, random.choice(("Ada", "Ben", "Cleo")), start, end, amount))
    return Made("projects.csv", delimited(rows), figures)


def roadmap(random: Random) -> Made:
    """Initiative, Product, Start, Finish, Status: no money."""
    figures: Figures = {}
    rows: list[Row] = [("Initiative", "Product", "Start", "Planned finish", "Status")]
    for project, product, start, end in _spans(random):
        figures["initiative", project, product] = Decimal(0)
        rows.append((project, product, start, end, random.choice(("on track", "late", "done"))))
    return Made("roadmap.csv", delimited(rows), figures)


def product_register(random: Random) -> Made:
    """Product, Business line, Owner, Stage, Launch date."""
    figures: Figures = {}
    rows: list[Row] = [("Product", random.choice(("Business line", "Category")), "Owner", "Stage", "Launch date")]
    for name in products(random):
        line = random.choice(("Home", "Office", "Travel"))
        figures["product", name, line] = Decimal(1)
        launched = date(2015, 1, 1) + timedelta(random.randrange(3000))
        rows.append((name, line, random.choice(("Ada", "Ben", "Cleo")), random.choice(("Growth", "Mature")), launched))
    return Made("products.csv", delimited(rows), figures)


def exchange_rates(random: Random) -> Made:
    """Month and a rate for each currency: no figure of any product, market or KPI."""
    currencies = random.sample(("USD", "GBP", "CHF", "SEK", "JPY"), 3)
    rows: list[Row] = [("Month", *currencies)]
    for month in months(random):
        rows.append((f"{month:%Y-%m}", *(Decimal(random.randint(8000, 15000)).scaleb(-4) for _ in currencies)))
    return Made("rates.csv", delimited([("Exchange rates to EUR",), (), *rows]), {})


KINDS = {
    "project register": projects,
    "roadmap": roadmap,
    "product register": product_register,
    "exchange rates": exchange_rates,
}
