"""What the room asks of a reallocation, as it is written down: the total, limits by name, and what is to be best.

As JSON, every part of it optional; a group without products is the line of that name:

    {"total": 90e6, "reach": 0.5, "most_changed": 4, "start": 0,
     "products": {"Tremora": {"floor": 2e6, "ceiling": 5e6, "locked": false, "elasticity": 0.3,
                              "answers": [20, 40, 46, 60], "sunset": {"exit_cost": 1e5, "kept": 0.4}}},
     "groups": {"Asset Care": {"floor": 0, "ceiling": 2e7, "products": ["Tremora"]}},
     "projects": {"New screens": {"cost": 1e6, "value": 2e6}}}
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from analytics import evidence, horizon, response
from analytics.checked import a_flag, a_number, a_whole_number, an_object
from analytics.evidence import HORIZON, Evidence, Source
from analytics.horizon import Course
from analytics.judgement import Judgement, Unanswerable
from analytics.limits import Group, Limits, Unusable
from analytics.question import Question
from analytics.trend import Array

REACH = 0.5  # of today's budget: how far a product may move where nothing else is said
DUST = 1e-6  # of a cent: what floating point adds to a whole one
CHANGED = 0.005  # of money: from where on a budget is no longer today's
KNOWN = ("total", "reach", "products", "groups", "most_changed", "projects", "start")
OF_PRODUCT = ("floor", "ceiling", "locked", "elasticity", "answers", "answers_stand", "sunset")
OF_SUNSET = ("exit_cost", "kept")
OF_GROUP = ("floor", "ceiling", "products")
OF_PROJECT = ("cost", "value")


@dataclass(frozen=True)
class Bounds:
    """What one product, or the products of one group, may have; None: what the reach allows, or no limit."""

    floor: float | None = None
    ceiling: float | None = None
    locked: bool = False
    products: tuple[str, ...] = ()  # of a group; none: the line of its name


@dataclass(frozen=True)
class Project:
    """Something that is paid for as a whole or not at all, in money over the horizon."""

    cost: float
    value: float


@dataclass(frozen=True)
class Sunset:
    """What ending a product takes of the total once, and the share of its contribution that other products keep."""

    exit_cost: float = 0.0
    kept: float = 0.0


@dataclass(frozen=True)
class Brief:
    """What is asked; a product of whom nothing is said may move by `reach` of today's budget."""

    total: float | None = None
    reach: float = REACH
    products: Mapping[str, Bounds] = field(default_factory=dict)
    groups: Mapping[str, Bounds] = field(default_factory=dict)
    most_changed: int | None = None
    projects: Mapping[str, Project] = field(default_factory=dict)
    typed: Mapping[str, float] = field(default_factory=dict)  # elasticities
    answers: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # of owners, see `Judgement`
    sunsets: Mapping[str, Sunset] = field(default_factory=dict)  # products that may be ended
    start: int = 0  # the month of the horizon from which on money is moved
    standing: frozenset[str] = frozenset()  # products whose answers hold although the actuals say otherwise


def parsed(written: Any) -> Brief:
    """The brief that a JSON object means.

    Raises
    ------
    Unusable
        A part of it is unknown or of the wrong kind; the text says which.
    """
    parts = an_object("The limits", written, KNOWN)
    products = {
        name: an_object(name, each, OF_PRODUCT) for name, each in an_object("products", parts.get("products")).items()
    }
    groups = {name: an_object(name, each, OF_GROUP) for name, each in an_object("groups", parts.get("groups")).items()}
    projects = {
        name: an_object(name, each, OF_PROJECT) for name, each in an_object("projects", parts.get("projects")).items()
    }
    reach = a_number("The reach", parts.get("reach", REACH)) or 0.0
    if reach < 0:
        raise Unusable(f"The reach is {reach}: give the part of today's budget that a product may move by, 0 or more.")
    for name in projects.keys() & products.keys():
        raise Unusable(f"{name} is a product and a project: give the project a name of its own.")
    return Brief(
        a_number("The total", parts.get("total")),
        reach,
        {name: _bounds(name, each) for name, each in products.items()},
        {name: _bounds(name, each) for name, each in groups.items()},
        a_whole_number("most_changed", parts.get("most_changed")),
        {name: _project(name, each) for name, each in projects.items()},
        {n: _elasticity(n, each["elasticity"]) for n, each in products.items() if each.get("elasticity") is not None},
        {name: _four(name, each["answers"]) for name, each in products.items() if each.get("answers") is not None},
        {name: _sunset(name, each["sunset"]) for name, each in products.items() if each.get("sunset") is not None},
        a_whole_number("The start", parts.get("start"), HORIZON - 1) or 0,
        frozenset(n for n, each in products.items() if a_flag(f"answers_stand of {n}", each.get("answers_stand"))),
    )


def _bounds(name: str, written: dict[str, Any]) -> Bounds:
    inside = written.get("products", [])
    if not isinstance(inside, list):
        raise Unusable(f"The products of {name} must be a list of names, found {inside!r}.")
    floor, ceiling = (a_number(f"The {side} of {name}", written.get(side)) for side in ("floor", "ceiling"))
    return Bounds(floor, ceiling, a_flag(f"locked of {name}", written.get("locked")), tuple(map(str, inside)))


def _project(name: str, written: dict[str, Any]) -> Project:
    cost, value = (a_number(f"The {part} of {name}", written.get(part)) for part in OF_PROJECT)
    if cost is None or value is None or not (np.isfinite([cost, value]).all() and cost >= 0):
        raise Unusable(f"The project {name} needs a cost of 0 or more and a value.")
    return Project(cost, value)


def _sunset(name: str, written: Any) -> Sunset:
    parts = an_object(f"The sunset of {name}", written, OF_SUNSET)
    cost, kept = (a_number(f"The {part} of {name}", parts.get(part, 0.0)) or 0.0 for part in OF_SUNSET)
    if not (np.isfinite(cost) and cost >= 0 and 0 <= kept <= 1):
        raise Unusable(f"The sunset of {name} needs an exit_cost of 0 or more, and kept between 0 and 1.")
    return Sunset(cost, kept)


def _elasticity(name: str, written: Any) -> float:
    value = a_number(f"The elasticity of {name}", written)
    if value is None or not 0 < value < 1:
        raise Unusable(f"The elasticity of {name} is {written!r}: give a number between 0 and 1.")
    return value


def _four(name: str, written: Any) -> tuple[float, ...]:
    if not isinstance(written, list) or len(written) != 4:
        raise Unusable(f"The answers for {name} must be four amounts: at no money, today's, half more, the most.")
    return tuple(a_number(f"An answer for {name}", each) or 0.0 for each in written)


def judged(brief: Brief, budgets: Mapping[str, float]) -> dict[str, Judgement]:
    """The owners' answers as judgements at today's budgets.

    Raises
    ------
    Unusable
        Answers that no curve can follow.
    """
    found = {}
    for name, (zero, today, more, most) in brief.answers.items():
        try:
            found[name] = Judgement(zero, today, more, most, budget=budgets.get(name, 0.0))
        except Unanswerable as error:
            raise Unusable(f"{name}: {error}") from error
    return found


def gathered(brief: Brief, recent: pd.DataFrame, periods: pd.DataFrame) -> Evidence:
    """The evidence for every product, with the opinions that the brief holds; frames as `evidence.gathered` takes them.

    Raises
    ------
    Unusable
        Answers that no curve can follow.
    """
    known = evidence.today(recent)
    budgets = dict(zip(known["product"], known["today"].fillna(0.0), strict=True))
    return evidence.gathered(recent, periods, judged(brief, budgets), brief.typed)


def question(found: Evidence, brief: Brief, course: Course | None = None) -> Question:
    """The question to the optimiser; projects stand after the products.

    `course` is what a scenario already does; without it, today goes on. What is moved is moved from the brief's start
    on: a product keeps what it is paid until then.

    Raises
    ------
    Unusable
        A name that is no product or group, or a limit that means nothing.
    """
    course = horizon.unchanged(found.today) if course is None else course
    names, paid = found.products, course.paid(brief.start)
    places = {name: place for place, name in enumerate(names)}
    for name in brief.projects.keys() & places.keys():
        raise Unusable(f"{name} is a product and a project: give the project a name of its own.")
    floor, ceiling = _ranges(found, brief, places)
    now, extra = course.spent, np.zeros(len(brief.projects))
    floor, ceiling = _upward(np.maximum(floor, paid)), np.where(course.ended[-1], paid, ceiling)
    floor = np.where(course.ended[-1], paid, floor)
    groups = tuple(_group(name, bounds, found, places) for name, bounds in brief.groups.items())
    total = float(found.today.sum()) if brief.total is None else brief.total
    limits = Limits(
        (*names, *brief.projects), total, np.concatenate([floor, extra]), np.concatenate([ceiling, extra]), groups,
        brief.most_changed,
    )  # fmt: skip
    ended, left = _ended(found, brief, course)
    point = np.concatenate([ended, [each.cost for each in brief.projects.values()]])
    worth = np.concatenate([left, [each.value for each in brief.projects.values()]])
    curves = horizon.onward(found.curves, course, brief.start)
    changed = np.concatenate([np.abs(now - found.today) > CHANGED, extra > 0])
    curves = response.joined(curves, response.flat(extra)) if len(extra) else curves
    return Question(curves, np.concatenate([now, extra]), limits, point, worth, 0.0, changed)


def _ranges(found: Evidence, brief: Brief, places: Mapping[str, int]) -> tuple[Array, Array]:
    """What each product may have, in whole cents: by the reach, or what is given for it."""
    today = found.today
    fixed = (found.table["source"] == Source.FIXED).to_numpy()
    floor = np.where(fixed, today, _upward(today * max(0.0, 1 - brief.reach)))
    ceiling = np.where(fixed, today, np.floor(today * (1 + brief.reach) * 100 + DUST) / 100)
    for name, bounds in brief.products.items():
        at = _place(name, places, "product")
        floor[at], ceiling[at] = _in_cents(*_range(bounds, (floor[at], ceiling[at]), today[at]))
    return floor, ceiling


def _upward(amounts: Array) -> Array:
    """Whole cents, no less than the amounts."""
    found: Array = np.ceil(amounts * 100 - DUST) / 100
    return found


def _range(bounds: Bounds, reach: tuple[float, float], today: float) -> tuple[float, float]:
    """What a product may have: a limit that was given stands over the reach on its other side too."""
    if bounds.locked:
        return today, today
    if bounds.floor is not None and bounds.ceiling is not None:
        return bounds.floor, bounds.ceiling
    if bounds.floor is not None:
        return bounds.floor, max(reach[1], bounds.floor)
    if bounds.ceiling is not None:
        return max(0.0, min(reach[0], bounds.ceiling)), bounds.ceiling
    return reach


def _in_cents(floor: float, ceiling: float) -> tuple[float, float]:
    """The whole cents within two limits; the nearest one where there is none. What is no amount stays as it is."""
    if not (np.isfinite(floor) and np.isfinite(ceiling) and floor <= ceiling):
        return floor, ceiling
    low, high = np.ceil(floor * 100 - DUST) / 100, np.floor(ceiling * 100 + DUST) / 100
    return (float(low), float(high)) if low <= high else (round(floor, 2), round(floor, 2))


def _ended(found: Evidence, brief: Brief, course: Course) -> tuple[Array, Array]:
    """The choice to end a product: the exit cost in place of its budget from the start on, and what is kept of it."""
    places = {name: place for place, name in enumerate(found.products)}
    at, left = (np.full(len(places), np.nan) for _ in range(2))
    paid, before = course.paid(brief.start), horizon.contributed(found.curves, course, brief.start)
    earned = found.table["contribution"].to_numpy(dtype=float)
    for name, sunset in brief.sunsets.items():
        place = _place(name, places, "product")
        if course.ended[-1][place] or (np.diff(course.money[brief.start :, place]) < -CHANGED).any():
            continue  # it is ended, or gives money away later: see `ventures.sunset`
        if np.isnan(earned[place]):
            raise Unusable(f"The contribution of {name} is not known: what its end would keep cannot be said.")
        at[place] = paid[place] + sunset.exit_cost
        left[place] = before[place] + horizon.kept(float(earned[place]), sunset.kept, brief.start)
    return at, left


def _place(name: str, places: Mapping[str, int], kind: str) -> int:
    if name not in places:
        near = get_close_matches(name, places, 1)
        raise Unusable(f"There is no {kind} called {name}.{f' Did you mean {near[0]}?' if near else ''}")
    return places[name]


def _group(name: str, bounds: Bounds, found: Evidence, places: Mapping[str, int]) -> Group:
    if bounds.products:
        members = np.array([_place(each, places, "product") for each in bounds.products], dtype=np.intp)
    else:
        lines = found.table["line"].fillna("")
        _place(name, {str(line): 0 for line in lines if line}, "line")
        members = np.flatnonzero(lines == name)
    return Group(name, members, bounds.floor or 0.0, np.inf if bounds.ceiling is None else bounds.ceiling)
