"""Lists of single sales: tills, shops, subscriptions, orders and invoices, with refunds in some."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

from tests.everyday.drawn import Amounts, by_key, days, grid, months, products, year
from tests.everyday.made import Fact, Made, Row, delimited, finance
from tests.everyday.words import Words

Sale = tuple[date, str, int, int]  # day, product, units, price of one


def _sales(random: Random, refunds: float = 0.0) -> list[Sale]:
    """Sales at each product's price, some of them taken back."""
    prices = {name: random.choice((5, 10, 25, 40, 99)) for name in products(random)}
    found = []
    for day in days(random, random.randint(15, 120)):
        name, sign = random.choice(list(prices)), -1 if random.random() < refunds else 1
        found.append((day, name, sign * random.choice((0, *range(1, 15))), prices[name]))
    return found


def _taken(sale: Sale) -> Decimal:
    *_, units, price = sale
    return Decimal(units * price)


def _facts(sales: list[Sale]) -> list[Fact]:
    units = [Fact(name, day, "units", Decimal(count)) for day, name, count, _ in sales]
    return units + [Fact(sale[1], sale[0], "revenue", _taken(sale)) for sale in sales]


def _listed(random: Random, headings: Row, sales: list[Sale], row: Callable[[Sale], Row]) -> bytes:
    return delimited([headings, *map(row, sales)])


def till_list(random: Random) -> Made:
    """Day, Store, Article, Quantity, Turnover."""
    sales, stores = _sales(random), random.sample(("Mitte", "Nord", "Hafen", "Airport"), random.randint(1, 4))
    headings = Words(random)("day", "store", "product", "units", "revenue")
    content = _listed(
        random, headings, sales, lambda s: (s[0], random.choice(stores), s[1], s[2], Decimal(s[2] * s[3]))
    )
    return Made("till.csv", content, finance(_facts(sales)))


def shop_export(random: Random) -> Made:
    """Order ID, Date, SKU, Qty, Unit price, Line total."""
    sales = _sales(random)
    headings = ["Order ID", "Date", "SKU", "Qty", "Unit price", random.choice(("Line total", "Total", "Net total"))]
    content = _listed(random, headings, sales, lambda s: (random.randint(1000, 9999), *s, _taken(s)))
    return Made("orders_export.csv", content, finance(_facts(sales)))


def orders(random: Random) -> Made:
    """Date, Customer, Product, Units, Sales."""
    return _orders(random, 0.0)


def orders_with_refunds(random: Random) -> Made:
    """The same with units and sales below nothing."""
    return _orders(random, 0.15)


def _orders(random: Random, refunds: float) -> Made:
    sales = _sales(random, refunds)
    headings = ["Date", "Customer", "Product", *random.choice((("Units", "Sales"), ("Quantity", "Net amount")))]
    content = _listed(
        random, headings, sales, lambda s: (s[0], random.randint(100, 109), s[1], s[2], Decimal(s[2] * s[3]))
    )
    return Made("orders.csv", content, finance(_facts(sales)))


def invoices(random: Random) -> Made:
    """Invoice no, Invoice date, Item, Document, Net amount, credit notes below nothing."""
    sales = _sales(random, 0.2)
    rows: list[Row] = [("Invoice no", "Invoice date", "Item", "Document", "Net amount")]
    for number, (day, name, units, price) in enumerate(sales, 5001):
        rows.append((number, day, name, "Credit note" if units < 0 else "Invoice", Decimal(units * price)))
    return Made("invoices.csv", delimited(rows), finance([f for f in _facts(sales) if f.measure == "revenue"]))


def subscriptions(random: Random) -> Made:
    """Month, Customer, Plan, Recurring revenue."""
    plans = {name: random.choice((9, 29, 99)) for name in random.sample(("Basic", "Pro", "Team", "Enterprise"), 3)}
    rows: list[Row] = [("Month", "Customer", "Plan", random.choice(("Recurring revenue", "MRR")))]
    facts = []
    for month in months(random):
        for customer in range(1, random.randint(8, 30)):
            plan = random.choice(list(plans))
            rows.append((f"{month:%Y-%m}", f"C{customer:03}", plan, plans[plan]))
            facts.append(Fact(plan, month, "revenue", Decimal(plans[plan])))
    return Made("subscriptions.csv", delimited(rows), finance(facts))


def fees(random: Random) -> Made:
    """Month, Service, Hours, Fees."""
    facts, hours = grid(random, months(random)), Amounts(random, "small")
    rows = [(f"{month:%Y-%m}", name, hours(), *amounts) for name, month, amounts in by_key(facts)]
    return Made("services.csv", delimited([("Month", "Service", "Hours", "Fees"), *rows]), finance(facts))


def tickets(random: Random) -> Made:
    """Date, Event, Tickets, Box office, one row for each show."""
    shows = random.sample(("Aida", "Carmen", "Faust", "Hamlet", "Tosca"), random.randint(2, 5))
    first, takings, count = year(random), Amounts(random), Amounts(random, "small")
    facts, rows = [], []
    for month in range(1, random.randint(4, 12)):
        for show in shows:
            day, sold = date(first, month, random.randint(1, 28)), (count(), takings())
            rows.append((day, show, *sold))
            facts += [Fact(show, day, name, amount) for name, amount in zip(("units", "revenue"), sold, strict=True)]
    return Made("box office.csv", delimited([("Date", "Event", "Tickets", "Takings"), *rows]), finance(facts))


KINDS = {
    "till list": till_list,
    "shop export": shop_export,
    "orders": orders,
    "orders with refunds": orders_with_refunds,
    "invoices with credit notes": invoices,
    "subscriptions": subscriptions,
    "fees of services": fees,
    "takings of events": tickets,
}
