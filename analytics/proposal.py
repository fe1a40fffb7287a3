"""What the optimiser proposes for a brief: an allocation in whole cents, its proof, its moves, how sure they are."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from analytics import allocation, brief, cash, chances, conflict, frontier, moves
from analytics.allocation import Allocation, Question
from analytics.brief import Brief
from analytics.cents import rounded
from analytics.chances import DRAWS, Draws, Range
from analytics.conflict import Conflict
from analytics.evidence import HORIZON, Evidence
from analytics.limits import Unusable
from analytics.moves import Move
from analytics.trend import Array

DRAWS_OF_GRID = 1000
LEAST_MOVE = 1e-6  # of the total: what no committee talks about stays as it is
NEAR = 1e-6  # of a budget: at its limit


class Aim(StrEnum):
    """What is to be best, by its name on screen."""

    CONTRIBUTION = "contribution"
    NPV = "npv"
    CHANCE = "chance"
    LEAST = "least"


AIMS = {
    Aim.CONTRIBUTION: "the most contribution from the total",
    Aim.NPV: "the most contribution less the money itself, discounted: money that returns less than itself is kept",
    Aim.CHANCE: "the best chance of the target contribution",
    Aim.LEAST: "the least money that brings the target contribution",
}


@dataclass(frozen=True)
class Asked:
    """The brief, what is to be best, the target contribution where one is needed, and the yearly discount rate."""

    brief: Brief
    aim: Aim = Aim.CONTRIBUTION
    target: float | None = None
    rate: float = cash.RATE


@dataclass(frozen=True)
class Binding:
    """A limit that holds the optimum back, and what one further unit of it would bring (its shadow price)."""

    limit: str
    shadow_price: float


@dataclass(frozen=True)
class Proposal:
    """The allocation proposed, in money whose cents add up; the best chance has no proof, so no bound and no gap."""

    question: Question
    budgets: Array
    whole: np.ndarray  # True where a project is taken
    value: float
    value_today: float
    upper_bound: float | None
    gap: float | None
    moves: tuple[Move, ...]
    ranges: tuple[Range, ...]  # of each move's gain
    range: Range  # of the whole gain
    binding: tuple[Binding, ...]
    chance: float | None = None  # of reaching the target
    least: float | None = None  # no smaller total reaches the target

    @property
    def gain(self) -> float:
        return self.value - self.value_today

    @property
    def proven(self) -> bool:
        """Whether nothing can be better by more than the tolerance."""
        return self.gap is not None and self.gap <= allocation.TOLERANCE


def propose(evidence: Evidence, asked: Asked, draws: int = DRAWS) -> Proposal | Conflict:
    """The proposal, or why the limits cannot hold together.

    Raises
    ------
    Unusable
        Something that was asked means nothing; the text says what.
    """
    return answer(brief.question(evidence, asked.brief), evidence, asked, draws)


def answer(question: Question, evidence: Evidence, asked: Asked, draws: int = DRAWS) -> Proposal | Conflict:
    """The proposal for a question as it stands, such as one that is left after the room's answers.

    Raises
    ------
    Unusable
        A target is needed and missing, or out of reach; the rate is none that money can be discounted by.
    """
    if not -1 < asked.rate < np.inf:
        raise Unusable(f"The rate is {asked.rate}: give a yearly rate above -1, such as {cash.RATE}.")
    if asked.aim in {Aim.CHANCE, Aim.LEAST} and (asked.target is None or not np.isfinite(asked.target)):
        raise Unusable(f"To find {AIMS[asked.aim]}, a target contribution is needed.")
    question = replace(question, cost=1.0 if asked.aim is Aim.NPV else 0.0)
    drawn = _drawn(question, evidence, draws)
    if asked.aim is Aim.LEAST:
        return _least(question, asked, drawn)
    if asked.aim is Aim.CHANCE:
        return _likeliest(question, evidence, asked, drawn)
    proposed = _best(question, drawn)
    return _discounted(proposed, asked.rate) if asked.aim is Aim.NPV and isinstance(proposed, Proposal) else proposed


def _best(question: Question, drawn: Draws) -> Proposal | Conflict:
    found = allocation.best(question)
    return _conflict(question) if found is None else _proposed(question, found, drawn)


def _drawn(question: Question, evidence: Evidence, count: int) -> Draws:
    """Draws of the question's curves; projects, which stand after the products, are taken as certain."""
    spread = np.zeros(len(question.curves))
    spread[: len(evidence.products)] = chances.spread(evidence)
    today = np.zeros(len(question.curves))
    today[: len(evidence.products)] = evidence.today
    return Draws(question.curves, spread, today, count)


def _conflict(question: Question) -> Conflict:
    """Why nothing keeps the limits."""
    found = conflict.conflict(question.limits)
    if found is not None:
        return found
    few = question.limits.most_changed
    return Conflict(
        (
            f"at most {few} product{'' if few == 1 else 's'} change{'s' if few == 1 else ''}",
            "the other limits, which ask for more changes",
        ),
        None,
    )


def _least(question: Question, asked: Asked, drawn: Draws) -> Proposal:
    target = asked.target or 0.0
    found = allocation.least_total(question, target)
    if found is None:
        high = allocation.best(
            replace(question, limits=replace(question.limits, total=float(question.limits.ceiling.sum())))
        )
        most = high.upper_bound if high else float("nan")
        raise Unusable(f"No total within the limits brings {target:,.2f}; the most that they allow is {most:,.2f}.")
    best, least = found
    spent = replace(question, limits=replace(question.limits, total=float(best.budgets.sum())))
    return replace(_proposed(spent, best, drawn), least=least)


def _likeliest(question: Question, evidence: Evidence, asked: Asked, drawn: Draws) -> Proposal | Conflict:
    found = allocation.best(question)
    if found is None:
        return _conflict(question)
    few = _drawn(question, evidence, DRAWS_OF_GRID)
    points = frontier.points(question, few, drawn, [question.today, found.budgets])
    point, chance = frontier.likeliest(drawn, points, asked.target or 0.0)
    taken = replace(found, budgets=point.budgets, whole=np.zeros(len(point.budgets), dtype=bool))
    return replace(_proposed(question, taken, drawn), upper_bound=None, gap=None, binding=(), chance=chance)


def _proposed(question: Question, found: Allocation, drawn: Draws) -> Proposal:
    budgets = _in_cents(question, found)
    value, before = question.value(budgets, found.whole), question.value(question.today)
    way = moves.path(question, np.where(found.whole, 0.0, budgets), question.limits.products)
    at, ranges = question.today.copy(), []
    for move in way:
        after = moves.after(at, move.giver, move.taker, move.amount)
        money = question.cost * float((after - at).sum())
        ranges.append(chances.summary(drawn.change(at, after) - money))
        at = after
    gains = drawn.change(question.today, at) - question.cost * float((at - question.today).sum())
    certain = value - question.value(at)
    exact = replace(found, value=value, upper_bound=max(found.upper_bound, value))
    return Proposal(
        question, budgets, found.whole, value, before, exact.upper_bound, exact.gap, tuple(way), tuple(ranges),
        chances.summary(gains + certain), tuple(_binding(question, found, budgets)),
    )  # fmt: skip


def _in_cents(question: Question, found: Allocation) -> Array:
    """Whole cents that keep the total; what does not change keeps its cents."""
    limits = question.limits
    spent = min(float(found.budgets.sum()), limits.total)
    if not question.cost and limits.total - spent < LEAST_MOVE * limits.total:
        spent = limits.total  # the search leaves dust
    moved = np.abs(found.budgets - question.today) > LEAST_MOVE * limits.total
    budgets = np.where(moved, found.budgets, question.today)
    rest = round(spent * 100) - int(rounded(budgets[~moved]).sum()) if moved.any() else 0
    if moved.any():
        budgets[moved] = rounded(budgets[moved], rest) / 100
    budgets = np.where(found.whole, found.budgets, np.clip(budgets, limits.floor, limits.ceiling))
    return _topped_up(question, budgets, moved & ~found.whole, spent)


def _topped_up(question: Question, budgets: Array, moved: npt.NDArray[np.bool_], spent: float) -> Array:
    """The few cents that a limit cut off, given to the changed product that has most room and no group."""
    left = round(spent * 100) - round(float(budgets.sum()) * 100)
    free = moved.copy()
    for group in question.limits.groups:
        free[group.members] = False
    room = np.where(free, question.limits.ceiling - budgets, -np.inf)
    place = int(room.argmax())
    if left > 0 and room[place] * 100 >= left:
        budgets[place] = round(budgets[place] * 100 + left) / 100
    return budgets


def _binding(question: Question, found: Allocation, budgets: Array) -> list[Binding]:
    """The limits at their prices, the dearest first; a floor's is how far the curve's slope there is from money's."""
    limits = question.limits
    rows, _, names = limits.rows()
    prices = np.array([found.prices.get(name, 0.0) for name in names])
    money = prices @ rows
    slopes = np.nan_to_num(question.curves.slope(np.maximum(budgets, 1e-9)), posinf=0.0) - question.cost
    near = NEAR * (1 + budgets)
    rows_found = [Binding(name, price) for name, price in found.prices.items()]
    for place, product in enumerate(limits.products):
        if found.whole[place] or limits.floor[place] == limits.ceiling[place]:
            continue
        worth = float(slopes[place] - money[place])
        if budgets[place] >= limits.ceiling[place] - near[place] and worth > 0:
            rows_found.append(Binding(f"the ceiling of {product}", worth))
        elif limits.floor[place] > 0 and budgets[place] <= limits.floor[place] + near[place] and worth < 0:
            rows_found.append(Binding(f"the floor of {product}", -worth))
    return sorted(rows_found, key=lambda each: -each.shadow_price)


def _discounted(proposal: Proposal, rate: float) -> Proposal:
    """Values of equal months over the horizon at a yearly rate: NPV = Σ (M_t − I_t)/(1 + r)^(t/12)."""
    factor = cash.npv(np.full(HORIZON, 1 / HORIZON), rate)
    scaled = tuple(replace(move, gain=move.gain * factor) for move in proposal.moves)
    upper = None if proposal.upper_bound is None else proposal.upper_bound * factor

    def of(known: Range) -> Range:
        return Range(known.p10 * factor, known.p50 * factor, known.p90 * factor, known.better, known.tail * factor)

    return replace(
        proposal, value=proposal.value * factor, value_today=proposal.value_today * factor, upper_bound=upper,
        moves=scaled, ranges=tuple(of(each) for each in proposal.ranges), range=of(proposal.range),
        binding=tuple(Binding(each.limit, each.shadow_price * factor) for each in proposal.binding),
    )  # fmt: skip
