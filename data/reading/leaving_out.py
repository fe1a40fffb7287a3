"""Which rows are not loaded because they are no figures of their own, which are asked about, and why.

A row is left out as a total where it says that it is one, or lacks a key that others have, and the sums prove it. A
name alone proves nothing, nor do sums alone of a row with a full key of its own: what lies between is asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log2

import numpy as np

from data.reading import claims, outlined, ratios, wholes
from data.reading.chance import NO_CHANCE, bits
from data.reading.claims import Claim, Tier
from data.reading.ledger import Ledger, Rows
from data.reading.names import is_ratio
from data.reading.times import TIMED
from data.reading.totals import FEWEST_PARTS, SCOPES, Sum, Sums

SUMMED = ("product", "line", "segment", "region", "market", "vendor", "measure")  # what a total row sums over
LOOKED_AT = 200
MOST_RATIOS = 300  # rows of one name
LEAVE_OUT, COUNT = "leave it out", "count it"
ALL_OUT, ALL_COUNT, EACH = "leave them out", "count them", "ask about each"  # of several names


@dataclass(frozen=True)
class Asked:
    """Rows of which their owner has to say whether they sum others."""

    name: str
    dimension: str
    rows: tuple[int, ...]
    words: str


@dataclass(frozen=True)
class LeftOut:
    """A row that is left out: as a total, as the sum of others, or as a label that holds none."""

    code: str
    dimension: str
    remedy: str


@dataclass
class Findings:
    """What of a table's rows is left out, by row, what is asked, and which totals are not what they should be."""

    left_out: dict[int, LeftOut] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    perhaps: set[int] = field(default_factory=set)  # rows without a key that sum others, which may be chance
    differing: list[tuple[int, tuple[int, int, int]]] = field(default_factory=list)  # the row, and `Sum.differs`

    def add(self, rows: Iterable[int], why: LeftOut) -> None:
        self.left_out.update(dict.fromkeys(rows, why))


@dataclass(frozen=True)
class Owner:
    """What the table's owner says of names."""

    counted: tuple[str, ...]
    summed: tuple[str, ...]


def found(ledger: Ledger, labelled: list[str], owner: Owner, incomplete: Rows) -> Findings:
    """What is found of the rows of a table.

    `labelled` are the dimensions in whose names words of sums may stand, `incomplete` the rows that cannot be loaded
    for want of a key.
    """
    findings = Findings()
    _said_by_owner(ledger, labelled, owner, findings)
    _find_ratios(ledger, labelled, owner, findings)
    rest = ledger.without(findings.left_out)
    _judge(rest, claims.found(rest, labelled, (*owner.counted, *owner.summed), incomplete), incomplete, findings)
    return findings


def found_by_sums(ledger: Ledger, owner: Owner, live: Rows, findings: Findings) -> None:
    """Add what is found by sums alone of rows that could be loaded."""
    for find in (outlined.heads, wholes.lacking, wholes.longer, wholes.parents):
        asked = {row for each in findings.asked for row in each.rows}
        now = live & ~ledger.among(findings.left_out.keys() | asked)
        for whole in find(ledger, now):
            if whole.name in owner.counted:
                continue
            rows = whole.rows.tolist()
            if whole.proved or whole.name in owner.summed:
                findings.add(rows, LeftOut("sum", whole.dimension, f"It sums others: {whole.words}."))
            else:
                findings.asked.append(Asked(whole.name, whole.dimension, tuple(rows), whole.words))


def _said_by_owner(ledger: Ledger, labelled: list[str], owner: Owner, findings: Findings) -> None:
    why = "It sums others, as the mapping says."
    for name in labelled:
        for rows, text in _named(ledger, name):
            if text in owner.summed and text not in owner.counted:
                findings.add(rows, LeftOut("sum", name, why))


def _named(ledger: Ledger, name: str) -> Iterator[tuple[list[int], str]]:
    """The rows of each name of a dimension."""
    for number, text in enumerate(ledger.dimensions[name].values):
        if isinstance(text, str):
            yield np.flatnonzero(ledger.filled & (ledger.dimensions[name].rows == number)).tolist(), text


def _find_ratios(ledger: Ledger, labelled: list[str], owner: Owner, findings: Findings) -> None:
    """Rows that are called like percentages: left out where they are ratios of others, asked where they may be."""
    called = [
        (name, text, [row for row in rows if row not in findings.left_out])
        for name in labelled
        if name not in TIMED and ledger.figures
        for rows, text in (_named(ledger, name) if any(map(_may_be_ratio, ledger.dimensions[name].values)) else ())
        if is_ratio(text) and text not in owner.counted
    ]
    others = ledger.filled & ~ledger.among(row for _, _, rows in called for row in rows)
    for name, text, rows in called:
        proofs = {row: ratios.proved(ledger, row, others) for row in rows[:MOST_RATIOS]}
        if rows and all(words or ratios.may_be(ledger, row, others) for row, words in proofs.items()):
            for row, words in proofs.items():
                if words:
                    findings.left_out[row] = LeftOut("label", name, f"It is a ratio of other rows: {words}.")
            if unproved := tuple(row for row in rows if row not in findings.left_out):
                words = "its name and its size are those of a percentage"
                findings.asked.append(Asked(text, name, unproved, words))


def _may_be_ratio(value: object) -> bool:
    return isinstance(value, str) and is_ratio(value)


def _judge(ledger: Ledger, claimed: list[Claim], incomplete: Rows, findings: Findings) -> None:
    """Decide of every row that may be a total by what it says or lacks."""
    if not claimed:
        return
    plain = [claim for claim in claimed if claim.tier in {Tier.SAID, Tier.LACKING}]
    whole, of_plain = (ledger.among(claim.row for claim in some) for some in (claimed, plain))
    sums = Sums(ledger, whole)
    for alike in _alike(claimed, {Tier.OF_NAMED, Tier.HINTED}):
        beside = [sums, Sums(ledger, of_plain | ledger.among(claim.row for claim in alike))]
        _judge_incomplete([claim for claim in alike if incomplete[claim.row]], beside, findings)
        _judge_named(ledger, [claim for claim in alike if not incomplete[claim.row]], beside, findings)
    beside = [sums, Sums(ledger, of_plain | ledger.among(findings.left_out))] if len(plain) < len(claimed) else [sums]
    for alike in _alike(claimed, {Tier.LACKING}):
        _judge_lacking(ledger, alike, beside, findings)
    for alike in _alike(claimed, {Tier.SAID}):
        _judge_said(alike, beside, incomplete, findings)


def _alike(claimed: list[Claim], tiers: set[Tier]) -> list[list[Claim]]:
    """The claims of some tiers, those of one label together; without a label those that lack the same."""
    found: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claimed:
        if claim.tier in tiers:
            key = tuple(claim.holds) if claim.tier is Tier.LACKING else (claim.dimension, claim.label)
            found.setdefault(key, []).append(claim)
    return list(found.values())


def _best(claim: Claim, sums: list[Sums]) -> Sum | None:
    """The sum that agrees best with a row."""
    found: Sum | None = None
    for each in sums:
        best = each.best(claim)
        if best and best.proves:
            return best
        found = found if found and (found.suggests or not best) else best
    return found


def _judge_said(alike: list[Claim], sums: list[Sums], incomplete: Rows, findings: Findings) -> None:
    """Rows of one label that is nothing but words of sums; of a segment “All” beside no other nothing counts twice."""
    asked = []
    for claim in alike:
        best = _best(claim, sums)
        if best and best.proves:
            findings.left_out[claim.row] = _total(claim, best.words)
        elif incomplete[claim.row] or (best and best.suggests) or not sums[0].holds_figures(claim.row):
            findings.left_out[claim.row] = _total(claim, "it would count twice")
            if best and best.differs:
                findings.differing.append((claim.row, best.differs))
        elif best or claim.dimension == "product":
            asked.append(claim.row)
    if asked:
        words = "its name is that of a total, and it is not the sum of the rows beside it"
        findings.asked.append(Asked(alike[0].label, alike[0].dimension, tuple(asked), words))


def _judge_named(ledger: Ledger, alike: list[Claim], sums: list[Sums], findings: Findings) -> None:
    """Rows of one label with words of sums beside others: no sums at all unless all of them are, perhaps rounded."""
    if rounded := _but_for_rounding(ledger, alike[:LOOKED_AT], sums):
        rows = tuple(claim.row for claim in alike)
        words = f"it reads like a total, and but for rounding {rounded}"
        findings.asked.append(Asked(alike[0].label, alike[0].dimension, rows, words))
        return
    few = alike[:LOOKED_AT]  # of a product of many rows the first tell
    if 2 * sum(bool((each := _best(claim, sums)) and each.proves) for claim in few) < max(1, len(few)):
        return
    best = [(claim, each) for claim in alike if (each := _best(claim, sums)) and each.proves]
    if 2 * len(best) < len(alike):
        return
    first, proof = best[0]
    rows = tuple(claim.row for claim in alike)
    if len(best) == len(alike) and first.tier is Tier.OF_NAMED:
        for claim, each in best:
            findings.left_out[claim.row] = _total(claim, each.words)
    elif len(best) == len(alike) and all(each.parts >= FEWEST_PARTS for _, each in best):
        findings.asked.append(Asked(first.label, first.dimension, rows, f"it reads like a total, and {proof.words}"))
    elif _surely(ledger, best, len(alike)):
        words = f"it reads like a total, and {len(best):,} of its {len(alike):,} rows sum others"
        findings.asked.append(Asked(first.label, first.dimension, rows, words))


def _but_for_rounding(ledger: Ledger, alike: list[Claim], sums: list[Sums]) -> str:
    """What the rows of one label sum, where all do but for the rounding of their parts, and not by chance; else empty.

    An amount that lies as near to a sum as rounding explains tells as much less as there are amounts so near.
    """
    best = [(claim, each) for claim in alike if (each := _best(claim, sums)) and not each.other]
    if len(best) < len(alike) or not any(each.near for _, each in best):
        return ""
    agreed = []
    for claim, each in best:
        for column in (each.exact | each.near) & ledger.independent if each.parts >= FEWEST_PARTS else ():
            figures = ledger.figures[column]
            agreed.append(abs(int(figures.whole[claim.row])) / (figures.last_digit * (each.parts + 1)))
    surely = sum(log2(steps) for steps in agreed if steps > 1) - log2(len(alike) * SCOPES)
    return best[0][1].words if surely >= NO_CHANCE else ""


def _judge_incomplete(alike: list[Claim], sums: list[Sums], findings: Findings) -> None:
    """Rows of one label with words of sums beside others that lack a key: totals where they are sums."""
    for claim in alike:
        fewest = 1 if claim.tier is Tier.OF_NAMED else FEWEST_PARTS
        if (best := _best(claim, sums)) and best.proves and best.rows >= fewest:
            findings.left_out[claim.row] = _total(claim, best.words)


def _judge_lacking(ledger: Ledger, alike: list[Claim], sums: list[Sums], findings: Findings) -> None:
    """Rows that lack the same keys: totals where all of them sum others, and not by chance."""
    best = [(claim, each) for claim in alike if (each := _best(claim, sums)) and each.proves]
    nothing_left = not {*SUMMED, *TIMED}.intersection(alike[0].holds)
    for claim, each in best:
        if nothing_left and each.rows >= FEWEST_PARTS:
            findings.left_out[claim.row] = _total(claim, each.words)
    if len(best) < len(alike):
        return
    if not _surely(ledger, best, len(alike)):
        findings.perhaps |= {claim.row for claim in alike}
        return
    for claim, each in best:
        findings.left_out[claim.row] = _total(claim, each.words)


def _surely(ledger: Ledger, best: list[tuple[Claim, Sum]], rows: int) -> bool:
    """Whether it is no chance that rows agree with sums of several others."""
    agreed = [
        (column, int(ledger.figures[column].whole[claim.row]), 0.0)
        for claim, each in best
        if each.parts >= FEWEST_PARTS
        for column in each.exact
    ]
    return bits(ledger, agreed, rows * SCOPES) >= NO_CHANCE


def _total(claim: Claim, why: str) -> LeftOut:
    return LeftOut("total", claim.dimension, f"A total row is left out: {why}.")
