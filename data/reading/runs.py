"""Runs of names whose figures add up to another name's: all beside it, or two or more next to it, above or below it.

By sums from the top, a run is the difference of two of them: those that fit a name are looked up, not tried.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from data.reading.chance import NO_CHANCE
from data.reading.ledger import BLANK, Ledger, Numbers, Rows, totals
from data.reading.names import is_everywhere, rest_of_total

FEWEST = 2  # names of a run
MOST_OF_MANY = 3  # runs of one name and side, where names are many: those more differ by names that sum to nothing
MANY = 300
Run = tuple[int, int]  # the place of its first name, and the one behind its last


def of_names(
    ledger: Ledger, name: str, live: Rows, order: NDArray[np.int64]
) -> tuple[list[tuple[int, list[int]]], int]:
    """Names and the runs of others whose figures add up to theirs over all rows, and how many runs there are.

    `order` has the numbers of the names as they follow each other. A name whose figures could not show that a sum is no
    chance is left out, unless it says that it is one.
    """
    size = len(order)
    places = np.full(len(ledger.dimensions[name].values) + 1, BLANK)
    places[order] = np.arange(size)
    held = live & (ledger.dimensions[name].rows != BLANK)
    at = places[ledger.dimensions[name].rows[held]]
    sums = [totals(column.whole[held], at, size) for column in ledger.figures]
    tries = size + (size - 1) * (size - 2)
    known = _information(ledger, held, at, size) - np.log2(tries) >= NO_CHANCE
    found = []
    for label, (first, last) in _fitting(sums, size):
        if known[label] or says_so(str(ledger.dimensions[name].values[order[label]])):
            found.append((int(order[label]), [int(order[place]) for place in range(first, last) if place != label]))
    return found, tries


def _information(ledger: Ledger, held: Rows, at: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """How many bits the figures of each name could have at most: no sum of some of them has more."""
    found = np.zeros(size)
    for number in ledger.independent:
        column = ledger.figures[number]
        steps = np.abs(column.whole[held].astype(float)) / column.unit
        found += np.bincount(at, np.log2(1 + steps), minlength=size)
    return found


def says_so(name: str) -> bool:
    """Whether a name says that it is all, or what is left of all."""
    return is_everywhere(name) or rest_of_total(name) is not None


def _fitting(sums: list[Numbers], size: int) -> Iterator[tuple[int, Run]]:
    """Each name's place with the runs that add up to it, in the order of the names and of the runs."""
    if not sums:
        return
    own = list(zip(*(each.tolist() for each in sums), strict=True))
    running = list(
        zip(*(np.concatenate([np.zeros(1, each.dtype), np.cumsum(each)]).tolist() for each in sums), strict=True)
    )
    at: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, total in enumerate(running):
        at[total].append(place)
    most = MOST_OF_MANY if size > MANY else size
    for label, said in enumerate(own):
        if not any(said):
            continue
        if all(total == 2 * part for total, part in zip(running[-1], said, strict=True)):
            yield label, (0, size)
        above = at.get(tuple(total - part for total, part in zip(running[label], said, strict=True)), ())
        below = at.get(tuple(total + part for total, part in zip(running[label + 1], said, strict=True)), ())
        for first in [place for place in above if place <= label - FEWEST][-most:]:
            yield label, (first, label)
        for last in [place for place in below if place >= label + 1 + FEWEST][:most]:
            yield label, (label + 1, last)
