"""Plans: budgets, and plan beside actual as columns, as rows and as sheets."""

from datetime import date
from random import Random

from tests.everyday.drawn import by_key, by_product, grid, months, periods
from tests.everyday.made import Fact, Made, delimited, finance, workbook

BASES = {"actual": ("Actual", "Actuals"), "budget": ("Budget", "Plan")}


def _month(period: date) -> str:
    return f"{period:%Y-%m}"


def budget(random: Random) -> Made:
    """Product, Month, Budget revenue, Budget cost."""
    facts = grid(random, months(random), ("revenue", "variable_cost"), basis="budget")
    headings = random.choice((("Budget revenue", "Budget cost"), ("Revenue budget", "Cost budget")))
    rows = [(name, _month(month), *amounts) for name, month, amounts in by_key(facts)]
    return Made("budget.csv", delimited([("Product", "Month", *headings), *rows]), finance(facts))


def budget_by_name(random: Random) -> Made:
    """Product, Month, Revenue under a title that says that it is a budget."""
    facts = grid(random, months(random), basis="budget")
    title = f"Budget {facts[0].period.year}"
    rows = [(name, _month(month), *amounts) for name, month, amounts in by_key(facts)]
    content = delimited([(title,), (), ("Product", "Month", "Revenue"), *rows])
    return Made(f"{title}.csv", content, finance(facts))


def budget_and_heads(random: Random) -> Made:
    """Product, Month, Investment budget, Headcount budget."""
    facts = grid(random, months(random), ("investment", "fte"), basis="budget")
    rows = [(name, _month(month), *amounts) for name, month, amounts in by_key(facts)]
    headings = ("Product", "Month", "Investment budget", random.choice(("Headcount budget", "FTE budget")))
    return Made("budget.csv", delimited([headings, *rows]), finance(facts))


def _actual_and_plan(random: Random) -> tuple[list[Fact], list[Fact], dict[str, str]]:
    """Two bases of the same products and months, and what they are called."""
    actual = grid(random, months(random))
    plan = [fact._replace(basis="budget", amount=fact.amount + random.randint(0, 9)) for fact in actual]
    return actual, plan, {basis: random.choice(names) for basis, names in BASES.items()}


def as_columns(random: Random) -> Made:
    """Product, Month, Revenue actual, Revenue plan."""
    actual, plan, called = _actual_and_plan(random)
    headings = [f"Revenue {name.lower()}" if random.random() < 0.5 else f"{name} revenue" for name in called.values()]
    rows = [(a.product, _month(a.period), a.amount, p.amount) for a, p in zip(actual, plan, strict=True)]
    return Made("revenue.csv", delimited([("Product", "Month", *headings), *rows]), finance(actual + plan))


def as_bare_columns(random: Random) -> Made:
    """Product, Month, Actual, Plan under a title that says of what."""
    actual, plan, called = _actual_and_plan(random)
    rows = [(a.product, _month(a.period), a.amount, p.amount) for a, p in zip(actual, plan, strict=True)]
    content = delimited([("Revenue, actual and plan",), (), ("Product", "Month", *called.values()), *rows])
    return Made("revenue.csv", content, finance(actual + plan))


def as_rows(random: Random) -> Made:
    """Product, Month, Scenario, Revenue."""
    actual, plan, called = _actual_and_plan(random)
    rows = [(f.product, _month(f.period), called[f.basis], f.amount) for f in actual + plan]
    headings = ("Product", "Month", random.choice(("Scenario", "Version")), "Revenue")
    return Made("revenue.csv", delimited([headings, *rows]), finance(actual + plan))


def as_rows_across(random: Random) -> Made:
    """Product, Scenario and months across under a title that says of what."""
    actual, plan, called = _actual_and_plan(random)
    rows = [
        (name, called[part[0].basis], *(fact.amount for fact in part))
        for basis in (actual, plan)
        for name, part in by_product(basis)
    ]
    headings = ("Product", "Scenario", *map(_month, periods(actual)))
    return Made("revenue.csv", delimited([("Revenue",), (), headings, *rows]), finance(actual + plan))


def as_sheets(random: Random) -> Made:
    """Product, Month, Revenue on a sheet for each."""
    actual, plan, called = _actual_and_plan(random)
    sheets = {
        called[part[0].basis]: [("Product", "Month", "Revenue"), *((f.product, f.period, f.amount) for f in part)]
        for part in (actual, plan)
    }
    return Made("revenue.xlsx", workbook(sheets), finance(actual + plan))


KINDS = {
    "budget": budget,
    "budget by its title": budget_by_name,
    "budget and heads": budget_and_heads,
    "plan and actual as columns": as_columns,
    "plan and actual under a title": as_bare_columns,
    "plan and actual as rows": as_rows,
    "plan and actual as rows, months across": as_rows_across,
    "plan and actual as sheets": as_sheets,
}
