"""Small random questions to the what-if as plain numbers, and their answers by trying.

Nothing here uses the formulas or the limits of `analytics`: what an allocation brings and whether it is allowed is
worked out anew from what was written down.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np

MONTHS = 12
NAMES = "ABCDE"


@dataclass(frozen=True)
class Case:
    """Products by what they get and contribute today, and how contribution answers; the limits as they are written."""

    today: np.ndarray
    earned: np.ndarray
    elasticity: np.ndarray  # nan: the owner's answers say it
    answers: dict[int, list[float]]
    error: np.ndarray  # of an elasticity
    lines: list[str]
    written: dict[str, Any]
    target: float
    rate: float

    @property
    def start(self) -> int:
        return self.written.get("start", 0)

    @property
    def projects(self) -> list[tuple[float, float]]:
        return [(each["cost"], each["value"]) for each in self.written.get("projects", {}).values()]

    @property
    def total(self) -> float:
        return self.written.get("total", float(self.today.sum()))


def case(seed: int) -> Case:
    """A random question with some of every kind of limit."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 6))
    scale = float(10 ** rng.uniform(0, 6))
    today = np.round(scale * rng.lognormal(3, 0.8, count), 2)
    earned = np.round(today * rng.uniform(0.3, 4, count), 2)
    elasticity, answers = rng.uniform(0.05, 0.9, count), {}
    for place in range(count):
        if rng.random() < 0.35:
            elasticity[place], answers[place] = np.nan, _answers(rng, earned[place])
    error = np.where(np.isnan(elasticity) | (rng.random(count) < 0.3), 0.0, rng.uniform(0.02, 0.25, count))
    lines = [("One", "Two")[place % 2] for place in range(count)]
    written = _limits(rng, today, earned)
    target = float(earned.sum() * rng.uniform(0.8, 1.25))
    return Case(today, earned, elasticity, answers, error, lines, written, target, float(rng.uniform(-0.2, 0.6)))


def _answers(rng: np.random.Generator, earned: float) -> list[float]:
    zero, more, most = rng.uniform(0, 0.9), rng.uniform(1.02, 2.0), rng.uniform(1.02, 2)
    return [float(round(earned * share, 2)) for share in (zero, 1.0, more, more * most)]


def _limits(rng: np.random.Generator, today: np.ndarray, earned: np.ndarray) -> dict[str, Any]:
    written: dict[str, Any] = {"reach": float(rng.choice([0.0, 0.3, 0.5, 1.0, 1.5]))}
    if rng.random() < 0.5:
        written["total"] = round(float(today.sum() * rng.uniform(0.7, 1.5)), 2)
    if rng.random() < 0.4:
        written["most_changed"] = int(rng.integers(0, len(today) + 1))
    if rng.random() < 0.4:
        written["start"] = int(rng.integers(0, 12))
    products = {NAMES[place]: _own(rng, today[place]) for place in range(len(today)) if rng.random() < 0.5}
    written["products"] = products
    if rng.random() < 0.4:
        costs, worth = today.mean() * rng.uniform(0.05, 0.8, 2), earned.mean() * rng.uniform(0.05, 1.5, 2)
        names = ("J", "K")[: int(rng.integers(1, 3))]
        written["projects"] = {
            name: {"cost": round(float(c), 2), "value": round(float(v), 2)}
            for name, c, v in zip(names, costs, worth, strict=False)
        }
    if rng.random() < 0.3:
        spent = float(today[::2].sum())
        written["groups"] = {
            "One": {"floor": round(spent * rng.uniform(0, 1), 2), "ceiling": round(spent * rng.uniform(0.9, 1.6), 2)}
        }
    return written


def _own(rng: np.random.Generator, today: float) -> dict[str, Any]:
    kind = rng.integers(0, 4)
    if kind == 0:
        return {"locked": True}
    if kind == 1:
        return {"floor": round(today * rng.uniform(0, 1.1), 2)}
    if kind == 2:
        return {"ceiling": round(today * rng.uniform(0.8, 2), 2)}
    return {
        "sunset": {"exit_cost": round(today * rng.uniform(0, 0.3), 2), "kept": float(rng.choice([0, 0.5, 0.95, 1]))}
    }


def contribution(case: Case, place: int, budget: np.ndarray, power: float | np.ndarray | None = None) -> np.ndarray:
    """What a product contributes over the year if its yearly budget is `budget` from the first month on."""
    if place not in case.answers:
        power = case.elasticity[place] if power is None else power
        return case.earned[place] * (budget / case.today[place]) ** power
    zero, now, more, most = case.answers[place]
    share = [(each - zero) / (most - zero) for each in (now, more)]
    odds = [each / (1 - each) for each in share]
    power = np.log(odds[1] / odds[0]) / np.log(1.5) if power is None else power
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        here = odds[0] * (budget / case.today[place]) ** power
        return zero + (most - zero) * np.where(np.isinf(here), 1.0, here / (1 + here))


def steepness(case: Case, place: int) -> float:
    """The power of an owner's curve."""
    zero, now, more, most = case.answers[place]
    odds = [(each - zero) / (most - each) for each in (now, more)]
    return float(np.log(odds[1] / odds[0]) / np.log(1.5))


def brought(case: Case, budgets: np.ndarray, taken: tuple[bool, ...], powers: Any = None) -> np.ndarray:
    """The contribution of all, month by month; `budgets` has shape (points, n), the rest is taken or not."""
    passed, left = case.start, MONTHS - case.start
    ends, projects = _chosen(case, taken)
    total = np.zeros(len(budgets))
    for place in range(len(case.today)):
        before = contribution(case, place, case.today[place]) / MONTHS
        if place in ends:
            total = total + passed * before + ends[place]["kept"] * case.earned[place] * left / MONTHS
            continue
        monthly = (budgets[:, place] - case.today[place] * passed / MONTHS) / left
        power = None if powers is None else powers[place]
        some, which = np.unique(np.maximum(monthly, 0) * MONTHS, return_inverse=True)  # most points differ elsewhere
        total = total + passed * before + left * contribution(case, place, some, power)[..., which] / MONTHS
    return total + sum(value for _, value in projects)


def spent(case: Case, budgets: np.ndarray, taken: tuple[bool, ...]) -> np.ndarray:
    """The money of all over the year."""
    ends, projects = _chosen(case, taken)
    own = budgets.copy()
    for place, sunset in ends.items():
        own[:, place] = case.today[place] * case.start / MONTHS + sunset["exit_cost"]
    return own.sum(axis=1) + sum(cost for cost, _ in projects)


def sunsets(case: Case) -> dict[int, dict[str, float]]:
    return {NAMES.index(n): each["sunset"] for n, each in case.written["products"].items() if "sunset" in each}


def _chosen(case: Case, taken: tuple[bool, ...]) -> tuple[dict[int, dict[str, float]], list[tuple[float, float]]]:
    offered = sunsets(case)
    ends = {place: each for (place, each), yes in zip(offered.items(), taken, strict=False) if yes}
    return ends, [each for each, yes in zip(case.projects, taken[len(offered) :], strict=True) if yes]


def ranges(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """What each product may have, in whole cents."""
    reach = case.written["reach"]
    floor, ceiling = case.today * max(0, 1 - reach), case.today * (1 + reach)
    for name, own in case.written["products"].items():
        at = NAMES.index(name)
        if own.get("locked"):
            floor[at] = ceiling[at] = case.today[at]
        if "floor" in own:
            floor[at], ceiling[at] = own["floor"], max(ceiling[at], own["floor"])
        if "ceiling" in own:
            floor[at], ceiling[at] = min(floor[at], own["ceiling"]), own["ceiling"]
    floor = np.maximum(floor, case.today * case.start / MONTHS)
    return np.ceil(floor * 100 - 1e-4) / 100, np.floor(ceiling * 100 + 1e-4) / 100


def broken(case: Case, budgets: np.ndarray, taken: tuple[bool, ...], total: float | None) -> list[str]:
    """The limits that one allocation breaks, by more than a cent."""
    return [name for name, points in _breaks(case, budgets[None], taken, total).items() if points[0]]


def _breaks(case: Case, budgets: np.ndarray, taken: tuple[bool, ...], total: float | None) -> dict[str, np.ndarray]:
    """Each limit's name, and which of several allocations break it."""
    ends, projects = _chosen(case, taken)
    floor, ceiling = ranges(case)
    kept = np.array([place not in ends for place in range(len(case.today))])
    fuzz = 0.0101 + 1e-12 * float(case.today.sum())
    changed = (np.abs(budgets - case.today)[:, kept] > 0.001).sum(axis=1) + len(ends) + len(projects)
    own = budgets.copy()
    for place, sunset in ends.items():
        own[:, place] = case.today[place] * case.start / MONTHS + sunset["exit_cost"]
    found = {
        "floor": (kept & (budgets < floor - fuzz)).any(axis=1),
        "ceiling": (kept & (budgets > ceiling + fuzz)).any(axis=1),
        "total": spent(case, budgets, taken) > (np.inf if total is None else total + fuzz),
        "most_changed": changed > case.written.get("most_changed", len(changed) + 99),
    }
    for name, group in case.written.get("groups", {}).items():
        inside = own[:, ::2].sum(axis=1)
        found[f"group {name}"] = (inside > group["ceiling"] + fuzz) | (inside < group["floor"] - fuzz)
    return found


def tried(case: Case, total: float | None, worth: Any, seed: int = 0) -> tuple[float, Any]:
    """The best worth of any allocation found by trying, with it: random ones, then exchanges of ever less money."""
    rng, best = np.random.default_rng(seed), (-np.inf, None)
    floor, ceiling = ranges(case)
    if (floor > ceiling).any():
        return best
    for taken in product((False, True), repeat=len(sunsets(case)) + len(case.projects)):
        for changing in _changing(case, taken):
            low, high = np.where(changing, floor, case.today), np.where(changing, ceiling, case.today)
            points = low + rng.random((60, len(low))) ** rng.choice([0.3, 1, 3], (60, 1)) * (high - low)
            points = np.vstack([points, low, high, np.clip(case.today, low, high)])
            for point in _fitting(case, points, taken, (low, high, total))[:4]:
                found = _climbed(case, point, taken, (low, high, total), worth)
                if found[0] > best[0]:
                    best = (found[0], (found[1], taken))
    return best


def _changing(case: Case, taken: tuple[bool, ...]) -> list[np.ndarray]:
    count, most = len(case.today), case.written.get("most_changed")
    masks = [np.array(mask) for mask in product((False, True), repeat=count)]
    if most is None:
        return masks[-1:]
    left = most - sum(taken)
    return [mask for mask in masks if mask.sum() <= left] if left >= 0 else []


def _fitting(case: Case, points: np.ndarray, taken: tuple[bool, ...], room: Any) -> np.ndarray:
    """Points brought under the total on the way to the lowest one, where that keeps the other limits too."""
    low, _, total = room
    if total is not None:
        over, least = spent(case, points, taken), spent(case, low[None], taken)[0]
        share = np.where(over > total, (over - total) / np.maximum(over - least, 1e-9), 0.0)
        points = points + np.minimum(share, 1)[:, None] * (low - points)
    return points[~np.any(list(_breaks(case, points, taken, total).values()), axis=0)]


def _climbed(case: Case, point: np.ndarray, taken: tuple[bool, ...], room: Any, worth: Any) -> tuple[float, np.ndarray]:
    low, high, _ = room
    at, value = point, float(worth(point[None], taken)[0])
    count, step = len(point), float((high - low).max())
    while step > 1e-4 * max(1e-9, float((high - low).max())) and (high > low).any():
        points = np.clip(at + step * _exchanges(count), low, high)
        points = _fitting(case, points, taken, room)
        values = worth(points, taken) if len(points) else np.array([-np.inf])
        place = int(values.argmax())
        if values[place] > value * (1 + 1e-12) + 1e-300 and values[place] > value:
            at, value = points[place], float(values[place])
        else:
            step /= 2
    return value, at


@cache
def _exchanges(count: int) -> np.ndarray:
    """One unit from each product to each other, more for one, and less for one."""
    unit = np.eye(count)
    pairs = [unit[i] - unit[j] for i, j in product(range(count), repeat=2) if i != j]
    return np.array([*pairs, *unit, *-unit])
