"""What a blank investment of a product means: nothing was invested, or it is not in the files. Its owner's answer.

Part of a version, as names are: an answer changes figures, and is taken back like any other word.
"""

from data import queries
from data.problems import Place, refuse
from data.store import Store

INVESTMENT = "investment"


def all_of(store: Store) -> dict[str, bool]:
    """By product, whether a blank investment means that nothing was invested; without an answer it is not known."""
    with store.open() as con:
        return {row["product"]: row["nothing"] for row in queries.exact(con, "blanks")}


def answer(store: Store, product: str, nothing: bool | None) -> int:
    """Let a product's blank investment mean nothing, or not reported (None: no answer); the data version then.

    Raises
    ------
    Refused
        No finance figure is of that product.
    """
    with store.open() as con:
        if not con.execute(queries.text("finance_product"), {"product": product}).fetchall():
            found = f"no finance figures of “{product}”"
            raise refuse("product", Place("Blanks"), found, "a product with revenue", "Check the name's spelling.")
    if all_of(store).get(product) is nothing:
        return store.version
    with store.next_generation() as draft:
        key = {"product": product, "measure": INVESTMENT}
        draft.con.execute("delete from blank where product = $product and measure = $measure", key)
        if nothing is not None:
            draft.con.execute("insert into blank values ($product, $measure, $nothing)", {**key, "nothing": nothing})
    return draft.version
