"""Which market each product of finance sells in: proposed by name, asked, and kept in the workspace."""

from rapidfuzz import fuzz, process, utils

from data import queries
from data.nearest import nearest
from data.problems import ReallotError
from data.store import Store
from data.workspace import SOLD_IN, Workspace

ALIKE = 75  # of 100, from which a product's name proposes a market's
NOWHERE = ""  # the market of a product that sells in none of them


def all_of(store: Store) -> dict[str, str]:
    """By product the market that it sells in, as it was said; `NOWHERE` for none of them."""
    found: dict[str, str] = Workspace(store.folder).said(SOLD_IN) or {}
    return found


def keep(store: Store, said: dict[str, str]) -> None:
    """Keep in which markets products sell, beside what was said of others.

    Raises
    ------
    ReallotError
        Finance has no such product, or no sheet such a market.
    """
    products, markets = names(store)
    for product, market in said.items():
        if product not in products:
            raise ReallotError(f"Finance has no product “{product}”.{nearest(product, products)}")
        if market not in {*markets, NOWHERE}:
            raise ReallotError(f"No market is called “{market}”.{nearest(market, markets)}")
    Workspace(store.folder).keep(SOLD_IN, {**all_of(store), **said})


def names(store: Store) -> tuple[list[str], list[str]]:
    """The products of finance, and the markets, by their names."""
    with store.open() as con:
        products = {row["product"] for row in queries.exact(con, "finance_by_place")}
        markets = {row["market"] for row in queries.exact(con, "market_sizes_by_period", **queries.UNFILTERED)}
    return sorted(products), sorted(markets)


def proposed(product: str, markets: list[str]) -> str | None:
    """The market whose name a product's is like, None where none is.

    >>> proposed("Pump X200", ["Pumps", "Valves"]), proposed("Zeta", ["Pumps", "Valves"])
    ('Pumps', None)
    """
    found = process.extractOne(product, markets, scorer=fuzz.partial_token_set_ratio, processor=utils.default_process)
    return found[0] if found and found[1] >= ALIKE else None
