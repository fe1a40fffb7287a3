"""Rows that sum others though no label says so: without a key that the others have, of a longer period, or a parent.

A row without a key, and one of a quarter beside its months, is proved by the sums. One with a full key of its own is
none by arithmetic alone: where its sums are no chance, its owner is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from data.reading import runs
from data.reading.chance import NO_CHANCE, Agreed, bits
from data.reading.grains import Grain
from data.reading.ledger import BLANK, Ledger, Numbers, Rows, totals

OPTIONAL = ("line", "segment", "region", "vendor", "market", "product")
PARENTS = ("product", "vendor", "region", "segment", "line", "market")
MOST_SIBLINGS = 2_000
FEW_SIBLINGS = 300  # of which one sum is found at a time, and every run is tried
FEWEST_PARTS, FEWEST_GROUPS, FEWEST_FIGURES = 2, 3, 2
PLAIN_GROUPS = ("region", "vendor", "segment", "market")  # in which a word of sums and the sums of all groups prove it


@dataclass(frozen=True)
class Whole:
    """Some rows that are the sums of others, or may be."""

    rows: NDArray[np.int64]
    proved: bool  # else its owner is asked
    name: str  # by which its owner says what it is
    dimension: str
    words: str


@dataclass(frozen=True)
class _Compared:
    """Rows against the sums of those that may be their parts, group by group."""

    some: Rows  # of each row, whether there is anything to compare it with
    agree: Rows
    agreed: list[Agreed]
    parts: int  # cells summed, in the group of most


def lacking(ledger: Ledger, live: Rows) -> Iterator[Whole]:
    """Rows without a region, a segment or the like that sum the rows which have one, in every group of the others."""
    names = [name for name in OPTIONAL if name in ledger.dimensions]
    pattern = np.zeros(ledger.height, np.int64)
    for place, name in enumerate(names):
        pattern |= ledger.dimensions[name].lacking.astype(np.int64) << place
    for mask in sorted(set(np.unique(pattern[live]).tolist()) - {0}, key=lambda bits: (bits.bit_count(), bits)):
        missing = [name for place, name in enumerate(names) if mask >> place & 1]
        wholes = live & (pattern == mask)
        parts = live & ((pattern & ~np.int64(mask)) == 0) & ~wholes
        found = _compared(ledger, wholes, parts, ledger.numbered(ledger.names(*missing), live), live)
        if (proved := _proved(ledger, found)) is None:
            continue
        title = " and ".join(ledger.dimensions[name].title for name in missing)
        words = f"it has no {title}, and is the sum of the rows that have one"
        rows = np.flatnonzero(wholes)[found.some & found.agree]
        yield Whole(rows, proved, f"without {title}", missing[0], words)
        live = live.copy()
        live[rows] = False


def _proved(ledger: Ledger, found: _Compared) -> bool | None:
    """Whether rows that lack a key are proved to be sums, or may be; None where it is a chance, or nothing is."""
    some, agree = int(found.some.sum()), int((found.some & found.agree).sum())
    if not agree or 2 * agree < some:
        return None
    if bits(ledger, found.agreed, len(found.some) * comb(some, agree)) < NO_CHANCE:
        return None
    return agree == len(found.some) and found.parts >= FEWEST_PARTS


def _compared(ledger: Ledger, wholes: Rows, parts: Rows, groups: NDArray[np.int64], live: Rows) -> _Compared:
    """Rows against the sum of the parts in their group; `groups` are of the live rows. Of two in one none agrees."""
    size = int(groups.max(initial=BLANK)) + 1
    own, others = groups[wholes[live]], groups[parts[live]]
    alone = np.bincount(own, minlength=size)[own] == 1
    some, differ, agreed, most = np.zeros(len(own), bool), np.zeros(len(own), bool), [], 0
    for number, column in enumerate(ledger.figures):
        added = totals(column.whole[parts], others, size)[own]
        cells = np.bincount(others[column.whole[parts] != 0], minlength=size)[own]
        said, given = column.whole[wholes], column.given[wholes]
        comparable = given & (cells > 0)
        some |= comparable
        differ |= given & (said != added)
        held = comparable & (said == added)
        apart = _apart(column.whole[parts], others, size)[own]
        agreed += [(number, int(amount), float(told)) for amount, told in zip(said[held], apart[held], strict=True)]
        most = max(most, int(cells[held].max(initial=0)))
    return _Compared(some, some & ~differ & alone, agreed, most)


def longer(ledger: Ledger, live: Rows) -> Iterator[Whole]:
    """Rows of a quarter or a year that sum the rows of its months; where they do not, the load is refused later on."""
    periods = ledger.dimensions.get("value of period")
    if periods is None:
        return
    for grain in (Grain.QUARTER, Grain.YEAR):
        coarse = {n: p for n, p in enumerate(periods.values) if p and p.grain is grain}
        finer = {n: p for n, p in enumerate(periods.values) if p and 0 < p.grain.months < grain.months}
        container = np.full(len(periods.values) + 1, BLANK)
        months = {month: number for number, period in coarse.items() for month in period.months}
        for number in coarse:
            container[number] = number
        for number, period in finer.items():
            container[number] = months.get(period.months[0], BLANK)
        held = container[periods.rows]
        wholes = live & np.isin(periods.rows, list(coarse))
        parts = live & ~wholes & (held != BLANK)
        if not wholes.any() or not parts.any():
            continue
        both = wholes | parts
        groups = _and(ledger.numbered(ledger.names_beside(), both), held[both])
        found = _compared_together(ledger, wholes, parts, groups, both)
        rows = np.flatnonzero(wholes)
        rows = rows[found.some & found.agree]
        if len(rows):
            yield Whole(rows, True, "", "period", f"it is the sum of the shorter periods of its {grain}")
        live = live.copy()
        live[rows] = False


def _and(numbers: NDArray[np.int64], more: NDArray[np.int64]) -> NDArray[np.int64]:
    both: NDArray[np.int64] = np.unique(numbers * (int(more.max(initial=0)) + 2) + more, return_inverse=True)[1]
    return both.reshape(-1)


def _compared_together(ledger: Ledger, wholes: Rows, parts: Rows, groups: NDArray[np.int64], live: Rows) -> _Compared:
    """As `_compared`, all rows of a group that may be sums added up first."""
    size = int(groups.max(initial=BLANK)) + 1
    own, others = groups[wholes[live]], groups[parts[live]]
    some, differ = np.zeros(size, bool), np.zeros(size, bool)
    for column in ledger.figures:
        said, added = totals(column.whole[wholes], own, size), totals(column.whole[parts], others, size)
        given = np.bincount(own[column.given[wholes]], minlength=size) > 0
        cells = np.bincount(others[column.given[parts]], minlength=size) > 0
        some |= given & cells
        differ |= given & cells & (said != added)
    return _Compared(some[own], ~differ[own], [], 0)


def parents(ledger: Ledger, live: Rows) -> Iterator[Whole]:
    """Names whose figures are the sums of some others' in every group: of all beside it, or of a run of neighbours."""
    for name in [name for name in PARENTS if name in ledger.dimensions]:
        for _ in range(MOST_SIBLINGS):
            found = list(_parents(ledger, name, live))
            if not found:
                break
            yield from found
            live = live.copy()
            for each in found:
                live[each.rows] = False


def _parents(ledger: Ledger, name: str, live: Rows) -> Iterator[Whole]:
    """The names whose figures are the sums of others that are none themselves; of few names the first alone."""
    codes = ledger.dimensions[name].rows[live]
    firsts = np.unique(codes[codes != BLANK], return_index=True)
    order = firsts[0][np.argsort(firsts[1])]
    if not FEWEST_PARTS < len(order) <= MOST_SIBLINGS:
        return
    candidates, tries = runs.of_names(ledger, name, live, order)
    found: set[int] = set()
    for label, parts in candidates:
        if found.isdisjoint((label, *parts)) and (whole := _whole(ledger, (name, label, parts), tries, live)):
            yield whole
            found.add(label)
            if len(order) <= FEW_SIBLINGS:
                return


def _whole(ledger: Ledger, family: tuple[str, int, list[int]], tries: int, live: Rows) -> Whole | None:
    """A name that sums others in every group, where that is no chance."""
    name, label, parts = family
    dimension = ledger.dimensions[name]
    plain = name in PLAIN_GROUPS and runs.says_so(str(dimension.values[label]))
    for others in dict.fromkeys((tuple(ledger.names(name)), tuple(ledger.names(*PARENTS)))):
        agreed, groups = _in_every_group(ledger, family, others, live)
        sure = bits(ledger, agreed, 1 if plain else tries) >= NO_CHANCE
        if (plain and groups >= FEWEST_GROUPS) or (sure and len(agreed) >= FEWEST_FIGURES):
            rows = np.flatnonzero(live & (dimension.rows == label))
            shown = " + ".join(f"“{dimension.values[part]}”" for part in parts[:3])
            more = f" and {len(parts) - 3} others" if len(parts) > 3 else ""
            return Whole(rows, plain, str(dimension.values[label]), name, f"it is {shown}{more} throughout")
    return None


def _in_every_group(
    ledger: Ledger, family: tuple[str, int, list[int]], others: tuple[str, ...], live: Rows
) -> tuple[list[Agreed], int]:
    """The columns and amounts in which a name sums two parts or more, and in how many groups; none if not in all."""
    name, label, parts = family
    codes = ledger.dimensions[name].rows
    both = live & np.isin(codes, [label, *parts])
    groups = ledger.numbered(others, both)
    size, own = int(groups.max(initial=BLANK)) + 1, codes[both] == label
    agreed: list[Agreed] = []
    several = np.zeros(size, bool)
    for number, column in enumerate(ledger.figures):
        amounts = column.whole[both]
        said, added = (totals(amounts[rows], groups[rows], size) for rows in (own, ~own))
        if (said != added).any():
            return [], 0
        held = ~own & (amounts != 0)
        pairs = np.unique(np.stack([groups[held], codes[both][held]]), axis=1)
        two = np.bincount(pairs[0], minlength=size) >= FEWEST_PARTS
        several |= two & (said != 0)
        apart = _apart(amounts[~own], groups[~own], size)
        agreed += [(number, int(amount), float(told)) for amount, told in zip(said[two], apart[two], strict=True)]
    return agreed, int(several.sum())


def _apart(amounts: Numbers, groups: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """What tells the parts of one group from those of another that add up to the same."""
    found: NDArray[np.float64] = np.bincount(groups, amounts.astype(float) ** 2, minlength=size).astype(float)
    return found
