"""Where the money for a change comes from: what other products give up, or get, when one product's budget moves."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analytics import allocation, transfers
from analytics.limits import Limits
from analytics.question import Question
from analytics.transfers import Edit, Impossible, Scenario

EXACT = 1e-4  # of the money given up: the gap at which the search for the cheapest givers ends


class Source(StrEnum):
    """Who gives; the values are kept in scenarios, their names on screen are `ui.reallocation.OFFSETS`."""

    CHEAPEST = "where it costs least"
    SHARE = "by share of budget"
    ONE = "from one product"
    POOL = "from the pool"


@dataclass(frozen=True)
class Wanted:
    """A product's new budget, and who gives or takes the difference; `one` is the product that does, if one does."""

    product: str
    cents: int
    source: Source
    one: str = ""


def edit(question: Question, scenario: Scenario, wanted: Wanted) -> Edit:
    """The transfers that bring one product's budget to what is wanted, within the others' floors and ceilings.

    Raises
    ------
    Impossible
        The others cannot give or take as much.
    """
    now, product, source = scenario.budgets(), wanted.product, wanted.source
    change = wanted.cents - now[product]
    if not change:
        return ()
    if source is Source.POOL:
        return transfers.from_others(product, change, {None: abs(change)})
    others = [name for name in now if name != product]
    if source is Source.ONE:
        if wanted.one not in others:
            raise Impossible(f"Choose a product other than {product} to offset the change.")
        others = [wanted.one]
    rooms = _rooms(question, now, others, change)
    if source is Source.CHEAPEST:
        shares = _cheapest(question, now, (others, rooms), change)
    else:
        shares = transfers.shared(abs(change), [now[name] for name in others], rooms)
    return transfers.from_others(product, change, dict(zip(others, shares, strict=True)))


def _rooms(question: Question, now: dict[str, int], others: list[str], change: int) -> list[int]:
    """How many cents each of the others can give, or take where the product gives."""
    limits = question.limits
    places = {name: place for place, name in enumerate(limits.products)}
    if change > 0:
        return [max(0, now[name] - int(np.ceil(limits.floor[places[name]] * 100 - 1e-4))) for name in others]
    return [max(0, int(np.floor(limits.ceiling[places[name]] * 100 + 1e-4)) - now[name]) for name in others]


def _cheapest(question: Question, now: dict[str, int], others: tuple[list[str], list[int]], change: int) -> list[int]:
    """The shares at which the others lose least, or gain most: the best allocation of what they keep."""
    names, rooms = others
    if abs(change) > sum(rooms):
        return transfers.shared(abs(change), rooms, rooms)  # says how much there is
    places = [question.limits.products.index(name) for name in names]
    at, room = np.array([now[name] for name in names]) / 100, np.array(rooms) / 100
    floor, ceiling = (at - room, at) if change > 0 else (at, at + room)
    limits = Limits(tuple(names), float(at.sum()) - change / 100, np.maximum(floor, 0.0), ceiling)
    found = allocation.best(Question(question.curves[np.array(places)], at, limits), wanted=EXACT)
    wanted = np.abs(at - found.budgets) if found is not None else room
    return transfers.shared(abs(change), wanted.tolist(), rooms)
