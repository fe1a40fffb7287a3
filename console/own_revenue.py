"""Own sales that finance gives: in which markets its products sell, and where it and the sheet differ."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics import own_revenue
from console.plain import money
from data import queries, sold_in
from data.problems import ReallotError
from data.store import Store

PROPOSED = "proposed"


@dataclass(frozen=True)
class OwnRevenue:
    """The sales with those that finance gives, what is said of them, and what the report has of it."""

    sales: pd.DataFrame
    notes: list[str]
    report: dict[str, Any]


def keep(store: Store, said: list[str]) -> None:
    """Keep what is said of products, each as `PRODUCT=MARKET`; `proposed` takes all that is proposed.

    Raises
    ------
    ReallotError
        It has another form, or names no product or no market.
    """
    answers: dict[str, str] = {}
    for text in said:
        product, equals, market = text.partition("=")
        if text == PROPOSED:
            products, markets = sold_in.names(store)
            known = {each: name for each in products if (name := sold_in.proposed(each, markets))}
            answers |= {each: name for each, name in known.items() if each not in sold_in.all_of(store)}
        elif not equals:
            raise ReallotError(f"“{text}” says no market: write PRODUCT=MARKET, or PRODUCT= for none.")
        else:
            answers[product.strip()] = market.strip()
    if answers:
        sold_in.keep(store, answers)


def of(store: Store, sizes: pd.DataFrame, sales: pd.DataFrame) -> OwnRevenue:
    """The sales of every period with the own ones of finance."""
    with store.open() as con:
        revenue = queries.read(con, "finance_by_place")
    said = sold_in.all_of(store)
    own = own_revenue.from_finance(sizes, sales, revenue, said)
    open_markets = own_revenue.asked(sizes, sales)
    products = own_revenue.unplaced(revenue, sales, said) if open_markets else []
    asked = [{"product": name, "proposed": sold_in.proposed(name, open_markets)} for name in products]
    different = own_revenue.differences(sales, revenue, said)
    report = {
        "sold_in": {product: market or None for product, market in said.items()},
        "asked": asked,
        "differences": [_difference(row) for row in different.to_dict("records")],
    }
    return OwnRevenue(own_revenue.added(sales, own), _notes(own, sizes, sales, said), report)


def _difference(row: dict[Any, Any]) -> dict[str, Any]:
    amounts = {name: money(row[name]) for name in ("sheet", "finance")}
    return {"of": row["of"], "markets": list(row["markets"]), **amounts, "months": int(row["months"])}


def _notes(own: pd.DataFrame, sizes: pd.DataFrame, sales: pd.DataFrame, said: dict[str, str]) -> list[str]:
    """Of which products own sales are, and of which markets finance does not give them though products sell there."""
    open_markets = own_revenue.without_own(sizes, sales)
    sold = {m: sorted(p for p, market in said.items() if market == m) for m in open_markets}
    given = set(own["market"])
    return [
        f"{market}: own sales are the revenue of {', '.join(products)} in finance."
        if market in given
        else f"{market}: finance does not give the revenue of {', '.join(products)} for its months, regions and "
        "currency, so that own sales are not known."
        for market, products in sold.items()
        if products
    ]
