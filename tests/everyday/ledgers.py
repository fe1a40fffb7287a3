"""Ledgers, and lists in which a column says what each row's amount is."""

from datetime import date
from decimal import Decimal
from random import Random

from tests.everyday.drawn import Amounts, days, grid, months, products
from tests.everyday.made import Fact, Made, delimited, finance

ACCOUNTS = {
    "revenue": ("Revenue", "Sales", "Net sales"),
    "variable_cost": ("Cost of sales", "COGS", "Cost of goods sold"),
    "investment": ("Investment", "Product investment"),
}


def _postings(random: Random) -> list[tuple[date, str, Fact]]:
    """Postings with their account."""
    names, amounts = products(random), Amounts(random)
    accounts = {measure: random.choice(called) for measure, called in ACCOUNTS.items()}
    found = []
    for day in days(random, random.randint(20, 90)):
        measure = random.choice(list(accounts))
        found.append((day, accounts[measure], Fact(random.choice(names), day, measure, amounts())))
    return found


def of_amounts(random: Random) -> Made:
    """Date, Account, Product, Amount."""
    postings = _postings(random)
    rows = [(day, account, fact.product, fact.amount) for day, account, fact in postings]
    headings = (random.choice(("Date", "Posting date")), "Account", "Product", "Amount")
    return Made("ledger.csv", delimited([headings, *rows]), finance(fact for *_, fact in postings))


def of_two_sides(random: Random) -> Made:
    """Date, Account, Product, Debit, Credit: revenue stands in credit, what is spent in debit."""
    postings = _postings(random)
    rows = [
        (day, account, fact.product, *((None, fact.amount) if fact.measure == "revenue" else (fact.amount, None)))
        for day, account, fact in postings
    ]
    headings = ("Date", "Account", "Product", "Debit", "Credit")
    return Made("journal.csv", delimited([headings, *rows]), finance(fact for *_, fact in postings))


def of_signs(random: Random) -> Made:
    """Date, Account, Product, Amount: what is earned is above nothing and what is spent below, refunds among both."""
    postings, rows, facts = _postings(random), [], []
    for day, account, posted in postings:
        amount = posted.amount * (-1 if random.random() < 0.05 else 1)
        rows.append((day, account, posted.product, amount if posted.measure == "revenue" else -amount))
        facts.append(posted._replace(amount=amount))
    headings = ("Date", "Account", "Product", "Amount")
    return Made("ledger.csv", delimited([headings, *rows]), finance(facts))


def of_measures(random: Random) -> Made:
    """Product, Month, Measure, Amount."""
    called = {measure: names[0] for measure, names in ACCOUNTS.items()}
    facts = grid(random, months(random), tuple(ACCOUNTS))
    rows = [(fact.product, f"{fact.period:%Y-%m}", called[fact.measure], fact.amount) for fact in facts]
    return Made("measures.csv", delimited([("Product", "Month", "Measure", "Amount"), *rows]), finance(facts))


def of_bookings(random: Random) -> Made:
    """Date, Product, Amount: nothing says of what the amounts are."""
    facts = [fact._replace(measure="revenue") for *_, fact in _postings(random)]
    rows = [(fact.period, fact.product, fact.amount if fact.amount else Decimal(1)) for fact in facts]
    facts = [fact._replace(amount=row[2]) for fact, row in zip(facts, rows, strict=True)]
    asks = "what the amounts are"
    return Made("bookings.csv", delimited([("Date", "Product", "Amount"), *rows]), finance(facts), asks)


KINDS = {
    "ledger": of_amounts,
    "ledger of debit and credit": of_two_sides,
    "ledger with signs": of_signs,
    "measures in rows": of_measures,
    "bookings without a measure": of_bookings,
}
