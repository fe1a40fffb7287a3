"""Names with outline numbers (“06”, “061”, “0611”; “1”, “1.2”) that sum those whose numbers begin with theirs.

Numbers alone prove nothing, as 1 begins 10, too: the sums have to agree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.reading.ledger import BLANK, HALF, Figures, Ledger, Rows, totals
from data.reading.wholes import PARENTS, Whole

NUMBER = re.compile(r"(\d+(?:[.\-/]\d+)*)[.):]?\s+\S")
NUMBERED = 0.9  # of a column's names, that have a number
FEWEST_SUMS = 3  # figures of heads with several names below them, or heads, that tell no chance
MOST_CELLS = 5_000_000  # names times groups

Tree = dict[int, list[int]]  # by a name's place those of the names right below it


@dataclass(frozen=True)
class _Told:
    """How a head's figures compare with the sum of what stands right below it: how many agree, and of how many."""

    agree: int
    of: int


def heads(ledger: Ledger, live: Rows) -> Iterator[Whole]:
    """The names that sum those below them by their numbers; proved where all that have figures do."""
    for name in [name for name in PARENTS if name in ledger.dimensions]:
        dimension = ledger.dimensions[name]
        tree = _tree(dimension.values, np.unique(dimension.rows[live]).tolist())
        told = {head: each for head, each in _told(ledger, name, tree, live).items() if each.of}
        sums = {head: each for head, each in told.items() if each.agree == each.of}
        wide = sum(each.of for head, each in sums.items() if len(tree[head]) > 1)
        if not wide or max(wide, len(sums)) < FEWEST_SUMS or 2 * len(sums) < len(told):
            continue
        for head in sums:
            count = len(tree[head])
            words = f"its number begins theirs, and it is the sum of the {count:,} right below it"
            rows = np.flatnonzero(live & (dimension.rows == head))
            yield Whole(rows, len(sums) == len(told), str(dimension.values[head]), name, words)


def _tree(values: list[object], places: list[int]) -> Tree:
    """Below which numbered name each other one stands; empty where most names have no number, or two have the same.

    >>> _tree(["06 A", "061 B", "0611 C", "062 D", "07 E"], [0, 1, 2, 3, 4])
    {1: [2], 0: [1, 3]}
    """
    names = [place for place in places if place != BLANK]
    found = {place: match[1] for place in names if (match := NUMBER.match(str(values[place])))}
    at = {number: place for place, number in found.items()}
    if len(found) < NUMBERED * len(names) or len(at) < len(found):
        return {}
    tree: Tree = {}
    for place, number in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        above = next((at[number[:end]] for end in range(len(number) - 1, 0, -1) if number[:end] in at), None)
        if above is not None:
            tree.setdefault(above, []).append(place)
    return tree


def _told(ledger: Ledger, name: str, tree: Tree, live: Rows) -> dict[int, _Told]:
    """How the figures of each head compare with those below it, in every group of the other dimensions."""
    rows = live & (ledger.dimensions[name].rows != BLANK)
    groups, width = ledger.numbered(ledger.names(name), rows), len(ledger.dimensions[name].values)
    size = int(groups.max(initial=BLANK)) + 1
    if not tree or size * width > MOST_CELLS:
        return {}
    cells = groups * width + ledger.dimensions[name].rows[rows]
    found = dict.fromkeys(tree, _Told(0, 0))
    for column in ledger.figures:
        sums = totals(column.whole[rows], cells, size * width).reshape(size, width)
        for head, below in tree.items():
            found[head] = _and(found[head], _compared(column, sums, head, below))
    return found


def _compared(column: Figures, sums: NDArray[np.int64], head: int, below: list[int]) -> _Told:
    said, added = sums[:, head], sums[:, below].sum(axis=1)
    some = (said != 0) & (sums[:, below] != 0).any(axis=1)
    near = int(column.last_digit * HALF * (len(below) + 1)) if column.last_digit > 1 or column.places else 0
    return _Told(int((abs(said - added)[some] <= near).sum()), int(some.sum()))


def _and(one: _Told, other: _Told) -> _Told:
    return _Told(one.agree + other.agree, one.of + other.of)
