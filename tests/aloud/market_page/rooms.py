"""Where there is room, and how concentrated markets are, in words."""

from fractions import Fraction
from typing import Any

from tests.aloud.grammar import Expected, Said, Sentence
from tests.aloud.market_page.shift import NONE
from tests.aloud.market_page.view import View
from tests.independent import market_places

HARMFUL = {
    frozenset({True}): "presumed to lessen competition",
    frozenset({False}): "not presumed to lessen competition",
    frozenset({True, False}): "presumed to lessen competition or not, depending on who “Others” are",
}
NO_ROOM = "No submarket has headroom: your share is at what is within reach wherever it is known"
WHITE = " White space (no product of yours): {white:list}, {size:money} in total."


def cell_text(cell: tuple[Any, ...]) -> str:
    """A segment and a region in words."""
    return " · ".join(each for each in cell[1:] if each) or "all"


def most(view: View) -> Fraction:
    return max((row["shown"] for row in view.rooms.values() if row["shown"] is not None), default=Fraction(0))


def white(view: View) -> dict[str, Expected]:
    """The markets without any product of one's own, and all that is untapped in them."""
    of = [row["untapped"] for cell, row in view.rooms.items() if cell[0] in view.white and row["untapped"] is not None]
    return {"white": ", ".join(view.white), "size": sum(of, Fraction(0))} if view.white else {}


def room(view: View, said: Said) -> dict[str, Expected]:
    """The cell with the most headroom."""
    if not view.has_room or not most(view) > 0:
        return NONE
    best = [f"{cell[0]}, {cell_text(cell)}" for cell, row in view.rooms.items() if row["shown"] == most(view)]
    return {"where": said["where"] if said["where"] in best else " or ".join(best), "room": most(view), **white(view)}


def none_left(view: View, said: Said) -> dict[str, Expected]:
    return NONE if not view.has_room or most(view) > 0 else white(view)


def no_room(view: View, said: Said) -> dict[str, Expected]:
    return NONE if view.has_room else {}


def unit(view: View, said: Said) -> dict[str, Expected]:
    grown = any(row["weighted"] is not None for row in view.rooms.values())
    return {"on": "a year" if grown else None}


def not_grown(view: View, said: Said) -> dict[str, Expected]:
    rows = view.rooms.items()
    names = {cell[0] for cell, row in rows if row["weighted"] is None and row["headroom"] is not None}
    return {"names": ", ".join(sorted(names))}


def enter(view: View, said: Said) -> dict[str, Expected]:
    return {"market": view.white[0]} if view.white else NONE


def concentrated(view: View, said: Said) -> dict[str, Expected]:
    known = view.concentrations.values()
    highly = sum(each.low > market_places.ABOVE_HIGH for each in known)
    return (
        {"highly": highly, "count": len(known), "are": "is" if 1 in {highly, len(known)} else "are"} if known else NONE
    )


def no_index(view: View, said: Said) -> dict[str, Expected]:
    return NONE if view.concentrations else {}


def merger(view: View, said: Said) -> dict[str, Expected]:
    known = view.concentrations.get(view.looked_at)
    effect = market_places.merged(known) if known else None
    if effect is None:
        return NONE
    low, high = effect["after"]
    told = {"share": effect["share"], "added": effect["added"], "low": low, "high": high if "high" in said else None}
    if "high" not in said and round(high) != round(low):
        told["high"] = high
    return {**told, "verdict": HARMFUL[frozenset(effect["harmful"])]}


SENTENCES = [
    Sentence(f"Largest headroom: {{where:text}}, {{room:money}}.⟦{WHITE}⟧", room),
    Sentence(f"{NO_ROOM}.⟦{WHITE}⟧", none_left),
    Sentence("Headroom needs sizes in one currency and own sales that are known in the same months.", no_room),
    Sentence("as given⟦ {on:text} on⟧ · framed: white space", unit),
    Sentence("Growth is not known, so that headroom is as it is today: {names:list}.", not_grown),
    Sentence("What would a product in {market:text} bring?", enter),
    Sentence("{highly:n} of {count:n} market⟦s⟧ {are:be} highly concentrated, whoever “Others” are", concentrated),
    Sentence("Concentration needs a month in which the size and every vendor are known and fit together.", no_index),
    Sentence(
        "a share of {share:pct}, HHI +{added:n} to {low:n}⟦ – {high:n}⟧: {verdict:text} (guidelines of 2023).", merger
    ),
]
