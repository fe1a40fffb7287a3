"""What is said of a share that is given otherwise than its sales make it of the size, with the cells of both."""

from collections.abc import Iterable

from ui import formats

MOST_CELLS = 3


def sentence(of: str, given: float, computed: float, cells: Iterable[tuple[str, str]]) -> str:
    """One difference in words; `cells` are pairs of what a cell holds (`share`, `sales`, `size`) and its address.

    >>> sentence("Pumps, Acme", 0.22, 0.25, [("share", "F2"), ("sales", "D2"), ("size", "E2")])
    'Pumps, Acme: a share of 22.0 % is given (F2); its sales (D2) are 25.0 % of the size (E2). The given share counts.'
    """
    where: dict[str, list[str]] = {"share": [], "sales": [], "size": []}
    for name, address in cells:
        where[name].append(address)
    share, sales, size = (_listed(addresses) for addresses in where.values())
    shares = formats.percent(given), formats.percent(computed)
    return (
        f"{of}: a share of {shares[0]} is given{share}; its sales{sales} are {shares[1]} of the size{size}. "
        "The given share counts."
    )


def _listed(addresses: list[str]) -> str:
    more = f" and {len(addresses) - MOST_CELLS} more cells" if len(addresses) > MOST_CELLS else ""
    return f" ({'; '.join(addresses[:MOST_CELLS])}{more})" if addresses else ""


def address(file: str, sheet: str, cell: str) -> str:
    """A cell with its file, and its sheet where that is not named like the file.

    >>> address("a.csv", "a", "D2"), address("Markets.xlsx", "Vendors", "D2")
    ('a.csv, D2', 'Markets.xlsx, Vendors!D2')
    """
    return f"{file}, {cell}" if file.rpartition(".")[0] == sheet else f"{file}, {sheet}!{cell}"
