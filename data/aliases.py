"""Products by several names: what their owner said that names mean, and which names look as if they meant one product.

Facts keep the name that their cell has; what a name means is looked up when figures are added up, so that an alias can
be taken back like any other word.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from data import conflicts, queries
from data.problems import Place, Refused, refuse
from data.reading import lookalikes
from data.reading.names import name as tidy
from data.store import Store


@dataclass(frozen=True)
class Name:
    """A name of a product as it stands in the files that count."""

    product: str
    cells: int
    files: int


def all_of(store: Store, version: int | None = None) -> dict[str, str]:
    """What each alias means, by its name; in the newest version unless another is named."""
    with store.open(version) as con:
        return {row["name"]: row["product"] for row in queries.exact(con, "aliases")}


def proposals(store: Store, version: int | None = None) -> list[tuple[Name, ...]]:
    """The names that look as if they meant one product and of which nobody said anything, the most frequent first."""
    known = all_of(store, version)
    with store.open(version) as con:
        names = {row["product"]: Name(**row) for row in queries.exact(con, "product_names")}
    said = {*known} | {product for name, product in known.items() if name != product}
    found = (tuple(names[name] for name in group) for group in lookalikes.groups(names))
    return [group for group in found if any(name.product not in said for name in group)]


def replace_all(store: Store, wanted: dict[str, str], seen: dict[str, str] | None = None) -> int:
    """Let these be all aliases, as a generation of its own; the data version that counts then.

    Raises
    ------
    Refused
        An alias is empty, means a name that is an alias itself, or makes figures count twice; or the aliases are not
        those that were `seen`.
    """
    wanted = {tidy(name): tidy(product) for name, product in wanted.items()}
    _refuse_impossible(wanted)
    with store.alone():
        known = all_of(store)
        if seen not in (None, known):
            raise _impossible("the names were changed meanwhile", "", "Check them again.")
        return store.version if wanted == known else _written(store, wanted)


def _written(store: Store, wanted: dict[str, str]) -> int:
    with store.next_generation() as draft:
        draft.con.execute("delete from alias")
        draft.con.executemany("insert into alias values (?, ?)", list(wanted.items())) if wanted else None
        for (upload_id,) in draft.con.execute("select upload_id from upload where withdrawn_at is null").fetchall():
            conflicts.refuse_all(draft.con, upload_id, again=True)
    return draft.version


def merge(store: Store, names: Iterable[str], product: str) -> int:
    """Let names mean a product, and what they meant with them; the data version that counts then.

    Raises
    ------
    Refused
        As `replace_all`.
    """
    with store.alone():
        names, known = [tidy(name) for name in names], all_of(store)
        product = known.get(tidy(product), tidy(product))
        moved = {name: product for name, means in known.items() if means in names and name != means}
        given = {name: product for name in names if name != product}
        return replace_all(store, {**known, **moved, **given})


def keep_apart(store: Store, names: Iterable[str]) -> int:
    """Let each of the names be a product of its own, so that they are not proposed again."""
    with store.alone():
        return replace_all(store, {**all_of(store), **{name: name for name in names}})


def _refuse_impossible(wanted: dict[str, str]) -> None:
    for name, product in wanted.items():
        if not name or not product:
            raise _impossible(f"“{name or product}” alone", "a name and its product")
        if wanted.get(product, product) != product:
            raise _impossible(
                f"“{name}” merged into “{product}”, which is merged into “{wanted[product]}”", "one product"
            )


def _impossible(found: str, expected: str, remedy: str = "Correct the line.") -> Refused:
    return refuse("alias", Place("Names"), found, expected, remedy)
