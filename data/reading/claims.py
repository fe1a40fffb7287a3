"""Rows that may be totals by what they say or by what they lack: "Total", "Widget total", a row without a product."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from data.reading import periods
from data.reading.ledger import BLANK, Ledger, Rows
from data.reading.names import beside_totals, hints_total, is_everywhere, is_total, rest_of_total

REGIONS = ("region", "market")


class Tier(StrEnum):
    """How plainly a row says that it sums others."""

    SAID = "said"  # its label is nothing but words of sums
    OF_NAMED = "of named"  # its label is words of sums and a name of the table
    HINTED = "hinted"  # its label has a word of sums in it
    LACKING = "lacking"  # it has no label at all, or no period


@dataclass(frozen=True)
class Claim:
    """A row that may sum others: its label, where that stands, and what those others hold in common."""

    row: int
    tier: Tier
    label: str
    dimension: str
    holds: dict[str, int] = field(default_factory=dict)  # by dimension, the number of the value
    inherited: frozenset[str] = frozenset()  # the dimensions that it has from a cell above


@dataclass(frozen=True)
class _Label:
    tier: Tier
    text: str
    of: tuple[str, int] | None = None  # the dimension and the value that it sums


def found(ledger: Ledger, labelled: list[str], counted: tuple[str, ...], incomplete: Rows) -> list[Claim]:
    """Every row that says that it sums others in one of the `labelled` dimensions, and every `incomplete` one."""
    said: dict[int, dict[str, _Label]] = {}
    for name in labelled:
        for number, label in _labels(ledger, name, counted):
            for row in np.flatnonzero((ledger.dimensions[name].rows == number) & ledger.filled).tolist():
                said.setdefault(row, {})[name] = label
    rows = sorted({*said, *np.flatnonzero(incomplete & ledger.filled).tolist()})
    return [_claim(ledger, row, said.get(row, {})) for row in rows]


def _labels(ledger: Ledger, name: str, counted: tuple[str, ...]) -> Iterator[tuple[int, _Label]]:
    for number, value in enumerate(ledger.dimensions[name].values):
        text = value if isinstance(value, str) else ""
        if text and text not in counted and (label := _label(ledger, name, text)):
            yield number, label


def _label(ledger: Ledger, name: str, text: str) -> _Label | None:
    rest = rest_of_total(text)
    if is_total(text) or rest == "" or (name in REGIONS and is_everywhere(text)):
        return _Label(Tier.SAID, text)
    if rest is not None:
        return _of_named(ledger, name, text, rest)
    return _Label(Tier.HINTED, text) if name == "product" and hints_total(text) else None


def _of_named(ledger: Ledger, name: str, text: str, rest: str) -> _Label | None:
    """A label of words of sums and others: of names in the table, of one of its periods, or of nothing known."""
    wanted = {each.casefold() for each in (rest, *beside_totals(text))}
    for other in (name, *(each for each in ledger.dimensions if each != name)):
        for number, value in enumerate(ledger.dimensions[other].values):
            if isinstance(value, str) and value.casefold() in wanted:
                return _Label(Tier.OF_NAMED, text, (other, number))
    names = {value.casefold() for value in ledger.dimensions[name].values if isinstance(value, str)}
    several = [part.strip().casefold() for part in rest.replace("&", "+").replace("/", "+").split("+")]
    if len(several) > 1 and names.issuperset(several):
        return _Label(Tier.OF_NAMED, text)
    if _is_period(ledger, rest):
        return _Label(Tier.SAID, text)
    return _Label(Tier.HINTED, text) if name == "product" else None


def _is_period(ledger: Ledger, text: str) -> bool:
    """Whether a text is a period of the table, or one that has some of them."""
    try:
        period = periods.period(text)
    except periods.Unreadable:
        return False
    known = ledger.dimensions["value of period"].values if "value of period" in ledger.dimensions else []
    return period is not None and any(each and each.months[0] in period.months for each in known)


def _claim(ledger: Ledger, row: int, said: dict[str, _Label]) -> Claim:
    """What a row claims to sum: what it says itself, but for what it lacks and what its labels leave open.

    A name that only sounds like a total is a name where another label says plainly that the row is one.
    """
    plainly = {name: label for name, label in said.items() if label.tier is not Tier.HINTED}
    said = plainly or said
    holds = {name: int(each.rows[row]) for name, each in ledger.dimensions.items() if name not in said}
    holds |= {label.of[0]: label.of[1] for label in said.values() if label.of}
    holds = {name: number for name, number in holds.items() if number != BLANK}
    inherited = {n for n in holds if (held := ledger.dimensions[n].inherited) is not None and held[row]}
    for name, label in said.items():
        return Claim(row, label.tier, label.text, name, holds, frozenset(inherited))
    lacks = next((name for name, each in ledger.dimensions.items() if each.rows[row] == BLANK), "product")
    return Claim(row, Tier.LACKING, "", lacks, holds, frozenset(inherited))
