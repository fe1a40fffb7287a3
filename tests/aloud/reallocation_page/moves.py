"""The best moves, and what a scenario does, in words."""

import math
import random
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.aloud.grammar import Expectation, Expected, Said, Sentence, agrees, constant, near, number
from tests.aloud.reallocation_page.board import NONE
from tests.aloud.reallocation_page.view import DRAWS, Drawn, View
from tests.aloud.screen import Screen
from tests.independent import allocations
from tests.independent.allocations import Move
from ui import effect as effect_panel

ELSEWHERE = "Beyond this amount, other products earn as much per unit"
SHOWN = re.compile(r"\*\*(?P<amount>.+?)\*\* (?P<giver>.+?) → (?P<taker>.+?): \*\*")
NEAREST, CENTS = 5, 100


def proposed(view: View) -> list[dict[str, Any]]:
    """The product's own moves; what each brings is computed anew."""
    return list(view.answer["moves"])


def before(view: View, number: int) -> dict[str, float]:
    """What each product has before a move of the list."""
    has = {name: curve.budget for name, curve in view.curves.items()}
    for each in proposed(view)[:number]:
        has[each["from"]] = has.get(each["from"], 0.0) - each["amount"]
        has[each["to"]] = has.get(each["to"], 0.0) + each["amount"]
    return has


def parts(view: View, number: int) -> tuple[float, float]:
    """What the giver loses and what the taker gains by a move of the list."""
    each, has = proposed(view)[number], before(view, number)
    found = []
    for name, sign in ((each["from"], -1), (each["to"], 1)):
        curve = view.curves.get(name)
        found.append(curve.gain(has[name] + sign * each["amount"]) - curve.gain(has[name]) if curve else 0.0)
    return -found[0], found[1]


def whole(view: View, said: Said) -> dict[str, Expected]:
    """What all moves together bring: as much as the best that we find."""
    found = proposed(view)
    if not found:
        return NONE
    moves = [Move(each["from"], each["to"], round(each["amount"] * CENTS)) for each in found]
    drawn = view.drawn(moves)
    gain = sum(allocations.gains(view.curves, moves).values())
    assert view.best
    near_best = abs(gain - view.best.gain) <= 1 + 1e-4 * abs(gain)
    right = Fraction(gain) if near_best else Fraction(view.best.gain)
    told = {"gain": abs(right), "does": "adds" if right >= 0 else "costs", "count": len(found)}
    return {**told, "low": drawn.at(0.1), "high": drawn.at(0.9)}


def nothing(view: View, said: Said) -> dict[str, Expected]:
    return NONE if proposed(view) else {}


def proof(view: View, said: Said) -> dict[str, Expected]:
    """No more than the best that we find can be missing; the fewest changes gain what we find that they can."""
    best = view.best.gain if view.best else 0.0
    expected: dict[str, Expected] = {"above": said["above"] if _is_small(said["above"], best) else "next to nothing"}
    if "list" in said:
        expected["list"] = said["list"] if all(_few(view, each, best) for each in said["list"].split(", ")) else "else"
    return expected


def _is_small(text: str, gain: float) -> bool:
    read = number(text)
    return read is not None and float(read[0]) <= max(1.0, 0.01 * abs(gain))


def _few(view: View, text: str, best: float) -> bool:
    found = re.fullmatch(r"(one|\d+) products? captures? (.+)", text)
    read = number(found[2]) if found else None
    if not found or read is None:
        return False
    right = view.fewest(1 if found[1] == "one" else int(found[1])) / best
    return abs(float(read[0]) - right) <= float(read[1]) + 0.002


def _place(view: View, said: Said) -> int | None:
    """Which of the moves a text is of."""
    for place, each in enumerate(proposed(view)):
        sides = each["from"] or "unallocated budget", each["to"] or "unallocated budget"
        if (said["giver"], said["taker"]) == sides and near(Fraction(each["amount"]), said["amount"]):
            return place
    return None


def move(view: View, said: Said) -> dict[str, Expected]:
    """One move: its gain after those before it, and how sure that is."""
    place = _place(view, said)
    if place is None:
        return NONE
    each = proposed(view)[place]
    lost, won = parts(view, place)
    earlier = [Move(e["from"], e["to"], round(e["amount"] * CENTS)) for e in proposed(view)[: place + 1]]
    drawn = _difference(view, earlier)
    return {
        "amount": Fraction(each["amount"]), "giver": said["giver"], "taker": said["taker"],
        "gain": Fraction(won - lost), "low": drawn.at(0.1), "high": drawn.at(0.9), "better": drawn.better,
    }  # fmt: skip


def _difference(view: View, moves: list[Move]) -> Any:
    """The gain of the last of some moves, under draws."""
    chance = random.Random(21)
    normals = [{name: chance.gauss(0, 1) for name in view.curves} for _ in range(DRAWS)]
    sums = [allocations.draws(view.curves, some, normals) for some in (moves[:-1], moves)]
    return Drawn(sorted(after - first for first, after in zip(*sums, strict=True)), view.certain)


def flips(view: View, number: int) -> float | None:
    """The β of the taker below which a move brings nothing."""
    each, has = proposed(view)[number], before(view, number)
    curve, lost = view.curves[each["to"]], parts(view, number)[0]
    at = has[each["to"]]
    return allocations.root(lambda beta: curve.gain(at + each["amount"], beta) - curve.gain(at, beta) - lost)


def holds(view: View, said: Said) -> dict[str, Expected]:
    """One of the list's: under which elasticity it brings nothing, and which limit stops it."""
    for place, each in enumerate(proposed(view)):
        right = _stops(view, each) | ({ELSEWHERE} if _free(view, each) else set())
        beta = flips(view, place) if each["to"] else None
        told = None if beta is None else Fraction(beta)
        if said["stop"] in right and agrees(told, said.get("beta")):
            return {"stop": said["stop"], "beta": told}
    return NONE


def _stops(view: View, each: dict[str, Any]) -> set[str]:
    after = view.answer["optimum"]["allocation"]
    found = set()
    for name, side, at in ((each["from"], "minimum", 0), (each["to"], "cap", 1)):
        if name and math.isclose(after[name], view.limits[name][at], rel_tol=1e-6, abs_tol=0.02):
            found.add(f"Limited by the {side} of {name}")
    return found


def _free(view: View, each: dict[str, Any]) -> bool:
    return not _stops(view, each)


def prices(view: View, said: Said) -> dict[str, Expected]:
    """What one further unit would bring: of the total, of a floor or a ceiling."""
    assert view.best
    right = all(_priced(view, each) for each in said["list"].split("; "))
    return {"list": said["list"] if right else "other prices"}


def _priced(view: View, text: str) -> bool:
    assert view.best
    limit, _, price = text.rpartition(" ")
    if limit == "the total":
        return near(Fraction(view.best.price), price)
    found = re.fullmatch(r"the (minimum|cap) of (.+)", limit)
    if not found:
        return False
    slope = view.curves[found[2]].slope(view.best.budgets[found[2]])
    return near(Fraction(abs(slope - view.best.price)), price)


def rejected(side: str) -> Expectation:
    """The button that rejects a product as a source (`from`) or as a recipient (`to`) of a move."""
    return lambda view, said: {"name": said["name"]} if said["name"] in {e[side] for e in proposed(view)} else NONE


def effect(view: View, said: Said) -> dict[str, Expected]:
    return {"gain": Fraction(view.gain)} if view.moves else NONE


def ranged(view: View, said: Said) -> dict[str, Expected]:
    drawn = view.drawn(view.moves)
    return {"low": drawn.at(0.1), "high": drawn.at(0.9)} if view.moves else NONE


def sure(view: View, said: Said) -> dict[str, Expected]:
    drawn = view.drawn(view.moves)
    return {"better": drawn.better, "tail": drawn.tail} if view.moves else NONE


def swings(view: View) -> dict[str, tuple[float, float]]:
    """The gain of all at both ends of each moved product's interval."""
    found = {}
    for name in view.changes:
        if touched(view, name) and view.curves[name].beta is not None:
            row = view.evidence[name]
            ends = [
                sum(allocations.gains(view.curves, view.moves, {name: row[end]}).values()) for end in ("low", "high")
            ]
            found[name] = min(ends), max(ends)
    return {name: ends for name, ends in found.items() if ends[1] > ends[0]}


def touched(view: View, name: str) -> bool:
    """Whether a product's money differs from today's in any month."""
    return any(rate != view.curves[name].budget for rate in allocations.rates(view.curves, view.moves)[name])


def widest(view: View, said: Said) -> dict[str, Expected]:
    known = swings(view)
    if not known:
        return NONE
    most = max(high - low for low, high in known.values())
    name = said["product"]
    if name not in known or known[name][1] - known[name][0] < most * (1 - 1e-9):
        return {"product": max(known, key=lambda each: known[each][1] - known[each][0])}
    return {"product": name, "low": Fraction(known[name][0]), "high": Fraction(known[name][1])}


def unmoved(view: View, said: Said) -> dict[str, Expected]:
    return NONE if any(view.gains.values()) else {}


CONSTANTS = [
    "Accept",
    "Accept the move",
    "**Break-even assumptions** (closest first)",
    "currency not stated, next 12 months · each assumption over its own 80 % range",
    effect_panel.MEANING,
    effect_panel.OF_TORNADO,
]
SENTENCES = [
    *map(constant, CONSTANTS),
    Sentence("Don't cut {name:text}", rejected("from")),
    Sentence("Don't fund {name:text}", rejected("to")),
    Sentence("Accept all {count:n} moves", lambda view, said: {"count": len(proposed(view))}),
    Sentence(
        "**The best plan within the limits {does:does} {gain:money} of contribution (80 % range {low:money} to "
        "{high:money}), in {count:n} move⟦s⟧.**",
        whole,
    ),
    Sentence("**No further move improves the result.** Change a minimum or a cap, or undo a rejection.", nothing),
    Sentence(
        "Proven: no plan within the limits can add more than {above:money} on top of this.⟦ With few changes from "
        "today: {list:list} of the possible gain.⟧",
        proof,
    ),
    Sentence(
        "**{amount:money}** {giver:text} → {taker:text}: **{gain:money}** (80 % range {low:money} to {high:money}; a "
        "gain in {better:pct} of simulations)",
        move,
    ),
    Sentence("⟦Worthwhile while 1 % more budget adds over {beta:real} %. ⟧{stop:text}.", holds),
    Sentence("Gain from relaxing each limit by one unit (shadow price): {list:list}.", prices),
    Sentence("No budget is changed yet. Drag a budget on the board or accept one under **Moves**.", unmoved),
    Sentence("Impact by product: {gain:money} in total", effect),
    Sentence("currency not stated, next 12 months · 80 % range {low:money} to {high:money}", ranged),
    Sentence("Beats today in {better:pct} of simulations; average of the worst 5 %: {tail:money}.", sure),
    Sentence("{product:text} has the largest influence on the impact: {low:money} to {high:money}", widest),
]


def listed(view: View, found: Screen) -> Iterator[str]:
    """Moves of the answer that the page does not show, in their order."""
    told = [(m["giver"], m["taker"]) for text in found.texts if (m := SHOWN.match(text.words))]
    right = [(e["from"] or "unallocated budget", e["to"] or "unallocated budget") for e in proposed(view)][:8]
    if told != right:
        yield f"moves {told}, not {right}"
